import { surveyQuestions } from '@rapport/contract/service/survey-questions'
import { surveys } from '@rapport/contract/service/surveys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { type Surveys, score, startSurveys } from './testing.ts'

let all: Surveys
beforeAll(async () => {
  all = await startSurveys()
})
afterAll(() => all.api.close())

const open = (id: string) => all.am.call(surveys.open, { params: { id } })
const goLive = (id: string) => all.bm.call(surveys.goLive, { params: { id } })
const redraft = (id: string, body: Parameters<Surveys['draft']>[0] = {}, definition = {}) =>
  all.bm.call(surveys.redraft, { params: { id }, body: all.draft(body, definition) })

describe('the bank of questions', () => {
  const question = { code: 'speed', kind: 'single' as const, text: 'How fast?', textZh: '速度如何？' }
  const options = [
    { code: 'fast', text: 'Fast', textZh: '快' },
    { code: 'slow', text: 'Slow', textZh: '慢' },
  ]

  it('keeps every version, and a question its kind', async () => {
    const first = await all.bm.call(surveyQuestions.add, { body: { ...question, options } })
    const second = await all.ho.call(surveyQuestions.add, { body: { ...question, text: 'How quick?', options } })
    expect([first.version, second.version]).toEqual([1, 2])
    const { items } = await all.am.call(surveyQuestions.list)
    expect(items.filter(({ code }) => code === 'speed').map(({ text }) => text)).toEqual(['How quick?', 'How fast?'])
    const other = all.bm.call(surveyQuestions.add, { body: { ...question, kind: 'text', options: [] } })
    expect(await refusalOf(other)).toEqual([422, 'survey.kind'])
  })

  it('wants choices where there is something to choose, each once, and nowhere else', async () => {
    const add = (body: object) =>
      refusalOf(all.bm.call(surveyQuestions.add, { body: { ...question, ...body } as never }))
    expect(await add({ options: [] })).toEqual([400, 'survey.options'])
    expect(await add({ options: [options[0], options[0]] })).toEqual([400, 'survey.option-twice'])
    expect(await add({ code: 'free', kind: 'text', options })).toEqual([400, 'survey.options'])
    expect(await add({ code: 'end', options })).toEqual([400, 'survey.code-taken'])
  })
})

describe('a survey', () => {
  it('is a draft, then live, then closed; what is live is changed by a new version alone', async () => {
    const { id } = await all.bm.call(surveys.create, { body: all.draft() })
    expect(await open(id)).toMatchObject({ state: 'draft', versions: [{ number: 1, state: 'draft', liveAt: null }] })
    await redraft(id, { nameZh: '改名' })
    expect(await open(id)).toMatchObject({ nameZh: '改名', versions: [{ number: 1 }] })
    await goLive(id)
    const customer = await all.customer()
    const token = await all.link(id, customer.id)
    await redraft(id, {}, { items: [all.item('ces')] })
    const between = await open(id)
    expect(between.versions.map(({ number, state }) => [number, state])).toEqual([
      [2, 'draft'],
      [1, 'live'],
    ])
    await goLive(id)
    expect((await open(id)).versions.map(({ state }) => state)).toEqual(['live', 'retired'])
    // Who was asked before answers what was asked before.
    expect((await all.open(token)).body.questions.map(({ code }) => code)).toEqual(['csat', 'nps', 'reason'])
    await all.bm.call(surveys.close, { params: { id } })
    expect((await all.open(token)).body).toMatchObject({ state: 'closed', questions: [] })
    expect(await refusalOf(goLive(id))).toEqual([409, 'survey.no-draft'])
    expect(await refusalOf(redraft(id))).toEqual([409, 'survey.closed'])
    expect(await refusalOf(all.link(id, customer.id))).toEqual([409, 'survey.not-live'])
  })

  it('is never changed past the product either once it is live', async () => {
    const { versions } = await all.live()
    const past = all.api.make((db) =>
      db.surveyVersion.update({ where: { id: versions[0]!.id }, data: { definition: {} } }),
    )
    await expect(past).rejects.toThrow(/never changed/)
  })

  it('does not go live with a branch in a circle or to nowhere, or a question that nobody is asked', async () => {
    const jump = (to: string) => ({ jumps: [{ when: { is: 'score' as const, from: 0, to: 10 }, to }] })
    const tried = async (items: ReturnType<Surveys['item']>[]) => {
      const { id } = await all.bm.call(surveys.create, { body: all.draft({}, { items }) })
      return refusalOf(goLive(id))
    }
    expect(await tried([all.item('csat'), all.item('nps', jump('csat'))])).toEqual([422, 'survey.cycle'])
    expect(await tried([all.item('nps', jump('ces'))])).toEqual([422, 'survey.jump-nowhere'])
    expect(await tried([all.item('nps', jump('end')), all.item('ces')])).toEqual([422, 'survey.unreachable'])
  })

  it('asks only questions of the bank, each once', async () => {
    const create = (items: ReturnType<Surveys['item']>[]) =>
      refusalOf(all.bm.call(surveys.create, { body: all.draft({}, { items }) }))
    const foreign = { ...all.item('nps'), questionId: '01890000-0000-7000-8000-000000000000' }
    expect(await create([foreign])).toEqual([422, 'survey.no-question'])
    expect(await create([all.item('nps'), all.item('nps')])).toEqual([422, 'survey.question-twice'])
  })

  it('stays as anonymous as it was promised', async () => {
    const { id } = await all.live({ anonymous: true })
    expect(await refusalOf(redraft(id, { anonymous: false }))).toEqual([422, 'survey.anonymous'])
  })

  it('counts for each what is in their sight', async () => {
    const survey = await all.live()
    await all.answered(survey.id, [score('csat', 5), score('nps', 9)])
    const counts = async (who: Surveys['am']) => {
      const row = (await who.call(surveys.list)).items.find(({ id }) => id === survey.id)!
      return [row.asked, row.answered, row.answers]
    }
    expect(await counts(all.am)).toEqual([1, 1, 1])
    expect(await counts(all.ho)).toEqual([1, 1, 1])
    expect(await counts(all.other)).toEqual([0, 0, 0])
  })
})
