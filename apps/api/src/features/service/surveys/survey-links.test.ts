import { moments } from '@rapport/contract/service/moments'
import { surveys } from '@rapport/contract/service/surveys'
import { tasks } from '@rapport/contract/service/tasks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findMoments } from '#features/service/moments/engine/find-moments.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { newKey, type Surveys, said, score, startSurveys } from './testing.ts'

let all: Surveys
beforeAll(async () => {
  all = await startSurveys()
})
afterAll(() => all.api.close())
beforeEach(() => all.api.make((db) => db.rows('', 'delete from sign_in_throttles', [])))

const content = [score('csat', 5), score('nps', 10)]
const asked = async (survey?: { id: string }) => {
  const customer = await all.customer()
  const { id } = survey ?? (await all.live())
  return { customer, surveyId: id, token: await all.link(id, customer.id) }
}
/** All that the database holds of these tables, as text. */
const everything = (...tables: string[]) =>
  all.api.make(async (db) => {
    const rows = []
    for (const table of tables)
      rows.push(...(await db.rows<{ row: string }>('', `select to_jsonb(t)::text as row from ${table} t`, [])))
    return rows.map(({ row }) => row).join('\n')
  })
const answersOf = (surveyId: string) => all.api.make((db) => db.surveyResponse.findMany({ where: { surveyId } }))

describe('a link', () => {
  it('has 128 bits, of which the database knows a hash alone', async () => {
    const { token } = await asked()
    expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/)
    await all.save(token, [said('reason', '悄悄话')])
    const kept = await everything('survey_invitations', 'kept_answers', 'audit_events')
    expect(kept).not.toContain(token)
    expect(kept).not.toContain('悄悄话')
  })

  it('shows questions in both languages and nothing of the customer', async () => {
    const { token, customer } = await asked()
    const { status, body } = await all.open(token)
    expect([status, body.state, body.questions.map(({ code }) => code)]).toEqual([
      200,
      'open',
      ['csat', 'nps', 'reason'],
    ])
    expect(body.questions[0]).toMatchObject({
      text: expect.stringMatching(/satisfied/),
      textZh: expect.stringMatching(/满意/),
    })
    const told = JSON.stringify(body)
    for (const word of ['王小明', customer.id, customer.email]) expect(told).not.toContain(word)
  })

  it('keeps what was answered so far, and finds it again until it is given', async () => {
    const { token, surveyId } = await asked()
    expect((await all.save(token, [score('csat', 2)])).status).toBe(200)
    await all.save(token, [score('csat', 3), said('reason', '慢')])
    expect((await all.open(token)).body.answers).toMatchObject([
      { question: 'csat', score: 3 },
      { question: 'reason', text: '慢' },
    ])
    expect((await all.answer(token, content)).body).toMatchObject({ state: 'answered', questions: [], answers: [] })
    const drafts = await all.api.make((db) => db.surveyInvitation.findMany({ where: { surveyId } }))
    expect(drafts).toMatchObject([{ answered: true, draftSealed: null }])
    expect(await answersOf(surveyId)).toHaveLength(1)
  })

  it('takes answers once: pressed again it is the same, and others are refused', async () => {
    const { token, surveyId } = await asked()
    const key = newKey()
    const pressed = await Promise.all(Array.from({ length: 8 }, () => all.answer(token, content, key)))
    expect(pressed.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const other = await all.answer(token, [score('csat', 1), score('nps', 0)])
    expect([other.status, other.body.code]).toEqual([409, 'survey.answered'])
    expect((await all.save(token, content)).status).toBe(409)
    expect(await answersOf(surveyId)).toMatchObject([{ csat: 5, nps: 10 }])
  })

  it('tells one that was never given out and one that is none the same, and stops who tries many', async () => {
    const { token } = await asked()
    const near = `${token.slice(0, -1)}${token.endsWith('A') ? 'Q' : 'A'}`
    const bare = async (of: string) => {
      const { status, body } = await all.open(of)
      return { status, body: { ...body, requestId: '' } }
    }
    const never = await bare(near)
    expect(never.status).toBe(404)
    for (const of of ['x', encodeURIComponent("'; drop table surveys --"), '%F0%9F%98%80', 'a'.repeat(200)])
      expect(await bare(of)).toEqual(never)
    const tries = []
    for (let i = 0; i < 40; i++) tries.push((await all.open(near)).status)
    expect(tries.at(-1)).toBe(429)
    expect(tries).not.toContain(200)
    // Found again a minute later.
    await all.api.make((db) =>
      db.rows('', `update sign_in_throttles set blocked_until = now() - interval '1 second'`, []),
    )
    expect((await all.open(token)).status).toBe(200)
  })

  it('is flooded no faster than people write', async () => {
    const { token } = await asked()
    await all.api.make((db) =>
      db.rows(
        '',
        `insert into sign_in_throttles (key, failures, first_at) select 'survey-written:' || a, 239, now() from unnest(array['127.0.0.1', '::ffff:127.0.0.1']) a`,
        [],
      ),
    )
    const said = []
    for (let i = 0; i < 3; i++) said.push((await all.save(token, content)).status)
    expect(said).toEqual([200, 429, 429])
  })

  it('ends after thirty days', async () => {
    const { token } = await asked()
    const before = all.clock.at
    all.clock.at = new Date(before.getTime() + 30 * 86_400_000)
    expect((await all.open(token)).body).toMatchObject({ state: 'expired', questions: [] })
    const late = await all.answer(token, content)
    expect([late.status, late.body.code]).toEqual([409, 'survey.expired'])
    all.clock.at = before
  })

  it('is given to nobody who wants no contact, was asked within thirty days, or is out of sight', async () => {
    const { customer, surveyId } = await asked()
    expect(await refusalOf(all.link(surveyId, customer.id))).toEqual([422, 'survey.asked-lately'])
    const stopped = await all.customer()
    const stop = { id: crypto.randomUUID(), customerId: stopped.id, kind: 'do-not-disturb', reason: 'x' }
    await all.api.make((db) => db.contactStop.create({ data: stop }))
    expect(await refusalOf(all.link(surveyId, stopped.id))).toEqual([422, 'survey.stopped'])
    expect(await refusalOf(all.link(surveyId, crypto.randomUUID()))).toEqual([404, 'not-found'])
  })
})

describe('what is answered', () => {
  it('goes the way of the answers: what is required must be there, what lies beside the way is dropped', async () => {
    const { token, surveyId } = await asked()
    const tried = async (given: Parameters<Surveys['answer']>[1]) => {
      const { status, body } = await all.answer(token, given)
      return [status, body.errors?.[0]?.code]
    }
    expect(await tried([score('csat', 5)])).toEqual([422, 'survey.required'])
    expect(await tried([score('csat', 6), score('nps', 3)])).toEqual([422, 'survey.answer'])
    expect(await tried([score('csat', 5), said('nps', 'ten')])).toEqual([422, 'survey.answer'])
    expect(await tried([...content, said('reason', '不在路上'), said('foreign', 'x')])).toEqual([200, undefined])
    const [response] = await answersOf(surveyId)
    expect(response).toMatchObject({
      csat: 5,
      nps: 10,
      words: '',
      answers: [{ question: 'csat' }, { question: 'nps' }],
    })
  })

  it('knows one choice from several, and no other than there are', async () => {
    const items = [all.item('channel'), all.item('topics')]
    const { token, surveyId } = await asked(await all.live({}, { items }))
    const choose = async (channel: string[], topics: string[]) => {
      const given = [
        { question: 'channel', choices: channel },
        { question: 'topics', choices: topics },
      ]
      return (await all.answer(token, given)).status
    }
    expect(await choose(['phone', 'app'], ['fees'])).toBe(422)
    expect(await choose(['phone'], ['fees', 'weather'])).toBe(422)
    expect(await choose(['phone'], ['fees', 'app', 'fees'])).toBe(200)
    expect((await answersOf(surveyId))[0]!.answers).toMatchObject([
      { choices: ['phone'] },
      { choices: ['fees', 'app'] },
    ])
  })

  it('opens one task within a working day where the score is low, for the customer’s manager', async () => {
    const survey = await all.live()
    const tasksOf = async (customerId: string) =>
      (await all.am.call(tasks.list, { query: { customer: customerId, limit: '50' } as never })).items
    const low = [score('csat', 4), score('nps', 6), said('reason', '等太久')]
    const { customer, token } = await asked(survey)
    const key = newKey()
    await all.answer(token, low, key)
    await all.answer(token, low, key)
    const [task, ...more] = await tasksOf(customer.id)
    expect(more).toEqual([])
    expect(task).toMatchObject({ kind: 'survey', code: 'M29', necessity: 'must', assignee: { id: all.am.userId } })
    expect(task!.details).toContain('等太久')
    // Told as what it is, once, and not as just any task.
    const told = await all.api.make((db) => db.notification.findMany({ where: { aboutId: task!.id } }))
    expect(told).toMatchObject([{ kind: 'survey-low', userId: all.am.userId, aboutKind: 'task' }])
    // Eleven in the morning of a Friday: until the end of Monday's service.
    expect(task!.dueAt.slice(0, 10)).toBe('2026-11-23')
    const discontent = await all.answered(survey.id, [score('csat', 2), score('nps', 9)])
    expect(await tasksOf(discontent.id)).toHaveLength(1)
    const fair = await all.answered(survey.id, [score('csat', 3), score('nps', 7)])
    expect(await tasksOf(fair.id)).toEqual([])
    // It is a moment of the customer, with the same task.
    await findMoments(all.api.product)
    const found = await all.am.call(moments.list, { query: { customer: customer.id } })
    expect(found.items).toMatchObject([{ code: 'M29', state: 'task', taskId: task!.id }])
    expect(await tasksOf(customer.id)).toHaveLength(1)
    const { items } = await all.am.call(surveys.ofCustomer, { params: { id: customer.id } })
    expect(items).toMatchObject([{ nps: 6, csat: 4, taskId: task!.id }])
  })
})

describe('a quota', () => {
  it('is full to the last place and not one beyond, however many come at once', async () => {
    const quotas = [{ by: 'age' as const, key: 'unknown', most: 2 }]
    const survey = await all.live({}, { quotas })
    const tokens = []
    for (let i = 0; i < 6; i++) tokens.push((await asked(survey)).token)
    const late = (await asked(survey)).token
    const given = await Promise.all(tokens.map((token) => all.answer(token, content)))
    expect(given.filter(({ status }) => status === 200)).toHaveLength(2)
    expect(given.find(({ status }) => status !== 200)!.body.code).toBe('survey.full')
    expect((await all.open(late)).body).toMatchObject({ state: 'full', questions: [] })
    expect(await answersOf(survey.id)).toHaveLength(2)
  })

  it('counts those of its group alone', async () => {
    const survey = await all.live({}, { quotas: [{ by: 'age', key: '60-up', most: 1 }] })
    for (let i = 0; i < 3; i++) await all.answered(survey.id, content)
    expect(await answersOf(survey.id)).toHaveLength(3)
  })
})

describe('an anonymous answer', () => {
  it('names nobody, anywhere: no customer, no invitation, no time within the month, no task, no trail', async () => {
    const survey = await all.live({ anonymous: true })
    const { customer, token } = await asked(survey)
    const key = newKey()
    const low = [score('csat', 1), score('nps', 0), said('reason', '不说我是谁')]
    expect((await all.answer(token, low, key)).status).toBe(200)
    expect((await all.answer(token, low, key)).status).toBe(200)
    const [response, ...more] = await answersOf(survey.id)
    expect(more).toEqual([])
    expect(response).toMatchObject({ customerId: null, ownerId: null, invitationId: null, answeredAt: null })
    expect(response!.answeredOn.toISOString().slice(0, 10)).toBe('2026-11-01')
    const { items } = await all.am.call(surveys.ofCustomer, { params: { id: customer.id } })
    expect(items).toEqual([])
    expect(await everything('tasks', 'audit_events', 'survey_invitations')).not.toContain('不说我是谁')
    const invitation = await all.api.make((db) =>
      db.surveyInvitation.findFirstOrThrow({ where: { surveyId: survey.id } }),
    )
    // Nothing that is written beside the customer is written beside the answer, but for the survey and the branch.
    const beside = JSON.stringify(response)
    for (const value of [invitation.id, customer.id, invitation.tokenHash, invitation.answerKeyHash!])
      expect(beside).not.toContain(value)
    const [row] = await all.api.make((db) =>
      db.rows<{ apart: boolean }>(
        '',
        'select r.xmin <> i.xmin as apart from survey_responses r, survey_invitations i where r.id = $1::uuid and i.id = $2::uuid',
        [response!.id, invitation.id],
      ),
    )
    expect(row!.apart).toBe(true)
  })

  it('is refused by the database where it would name somebody', async () => {
    const survey = await all.live({ anonymous: true })
    const { token, customer } = await asked(survey)
    await all.answer(token, content)
    const [response] = await answersOf(survey.id)
    const write = (data: object) =>
      all.api.make((db) => db.surveyResponse.update({ where: { id: response!.id }, data }))
    await expect(write({ answeredAt: new Date() })).rejects.toThrow(/anonymous/)
    await expect(write({ customerId: customer.id })).rejects.toThrow(/named/)
  })

  it('is told to nobody before there are ten', async () => {
    const survey = await all.live({ anonymous: true })
    const results = () => all.ho.call(surveys.results, { params: { id: survey.id } })
    const list = () => all.ho.call(surveys.answers, { params: { id: survey.id }, query: { q: '话' } })
    for (let i = 0; i < 9; i++)
      await all.answered(survey.id, [score('csat', 5), score('nps', 8), said('reason', `话${i}`)])
    expect(await results()).toMatchObject({ answers: 9, hidden: true, scores: [], questions: [], units: [] })
    expect(await list()).toEqual({ items: [], total: 0, next: null })
    await all.answered(survey.id, content)
    expect(await results()).toMatchObject({
      answers: 10,
      hidden: false,
      scores: [{ kind: 'csat', n: 10 }, { kind: 'nps' }],
    })
    expect(await list()).toMatchObject({ total: 9 })
    expect(
      (await list()).items.every(({ customer, answeredOn }) => customer === null && answeredOn === '2026-11-01'),
    ).toBe(true)
  })
})
