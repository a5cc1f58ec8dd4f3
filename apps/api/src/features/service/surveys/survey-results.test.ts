import { surveys } from '@rapport/contract/service/surveys'
import { makeBranch, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { type Surveys, said, score, startSurveys } from './testing.ts'

let all: Surveys
let surveyId: string
const customers: { id: string }[] = []
beforeAll(async () => {
  all = await startSurveys()
  const items = [
    all.item('csat'),
    all.item('nps'),
    all.item('topics', { required: false }),
    all.item('reason', { required: false }),
  ]
  surveyId = (await all.live({}, { items })).id
  for (let i = 0; i < 12; i++) {
    all.clock.at = new Date(i < 8 ? '2026-11-20T03:00:00Z' : '2026-12-02T03:00:00Z')
    customers.push(
      await all.answered(surveyId, [
        score('csat', i < 9 ? 5 : 3),
        score('nps', i < 6 ? 10 : i < 9 ? 8 : 7),
        ...(i < 4 ? [{ question: 'topics', choices: i < 2 ? ['fees', 'app'] : ['fees'] }] : []),
        ...(i === 3 ? [said('reason', '手续费 100%_偏高')] : []),
      ]),
    )
  }
})
afterAll(() => all.api.close())

const results = (who: Client, query: object = {}) => who.call(surveys.results, { params: { id: surveyId }, query })
const answers = (who: Client, query: object = {}) => who.call(surveys.answers, { params: { id: surveyId }, query })

describe('results', () => {
  it('count each answer of each question, with the mean of scores', async () => {
    const { questions, asked, answered } = await results(all.ho)
    expect([asked, answered]).toEqual([12, 12])
    const brief = questions.map(({ code, n, mean, counts }) => [
      code,
      n,
      mean && Math.round(mean * 100) / 100,
      Object.fromEntries(counts.filter((one) => one.n > 0).map((one) => [one.key, one.n])),
    ])
    expect(brief).toEqual([
      ['csat', 12, 4.5, { 3: 3, 5: 9 }],
      ['nps', 12, 8.75, { 7: 3, 8: 3, 10: 6 }],
      ['topics', 4, null, { fees: 4, app: 2 }],
      ['reason', 1, null, {}],
    ])
  })

  it('have scores with their interval of ten answers or more, by month and unit too', async () => {
    const { scores, months, units } = await results(all.ho)
    expect(scores.map(({ kind, n, value }) => [kind, n, value])).toEqual([
      ['csat', 12, 0.75],
      ['nps', 12, 50],
    ])
    expect(months.map(({ month, scores }) => [month, scores[0]!.n, scores[0]!.value])).toEqual([
      ['2026-11', 8, null],
      ['2026-12', 4, null],
    ])
    expect(units.map(({ unit, answers }) => [unit.id, answers])).toEqual([[all.branch.id, 12]])
  })

  it('are those of a unit and what lies below, of a segment, and of some days', async () => {
    const n = async (query: object) => (await results(all.ho, query)).answers
    const region = await all.api.make((db) => db.unit.findFirstOrThrow({ where: { kind: 'region' } }))
    const other = await all.api.make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
    expect([await n({ unit: region.id }), await n({ unit: all.branch.id }), await n({ unit: other.id })]).toEqual([
      12, 12, 0,
    ])
    expect(await n({ from: '2026-12-01' })).toBe(4)
    expect(await n({ to: '2026-11-30' })).toBe(8)
    const segment = await all.segment(customers.slice(0, 5))
    expect(await n({ segment: segment.id })).toBe(5)
  })

  it('are of nobody for whoever sees none of these customers', async () => {
    expect(await results(all.other)).toMatchObject({ asked: 0, answers: 0, hidden: false, scores: [], units: [] })
    expect(await answers(all.other)).toEqual({ items: [], total: 0, next: null })
    expect((await results(all.am)).answers).toBe(12)
  })
})

describe('answers one by one', () => {
  it('are found by what was written, every letter as it is', async () => {
    const found = async (q: string) => (await answers(all.sa, { q })).total
    expect([await found('手续费'), await found('100%_'), await found('手%高'), await found("'")]).toEqual([1, 1, 0, 0])
    const { items } = await answers(all.sa, { q: '偏高' })
    expect(items[0]).toMatchObject({ customer: { id: customers[3]!.id }, nps: 10, taskId: null })
    expect(
      items[0]!.answers.map(({ question, choices, words }) => [question, choices.map(({ code }) => code), words]),
    ).toEqual([
      ['csat', [], null],
      ['nps', [], null],
      ['topics', ['fees'], null],
      ['reason', [], '手续费 100%_偏高'],
    ])
  })

  it('come once each by pages of any length', async () => {
    const whole = (await answers(all.ho)).items.map(({ id }) => id)
    expect(new Set(whole).size).toBe(12)
    for (const limit of ['1', '5', '12']) {
      const ids: string[] = []
      for (let after: string | null = ''; after !== null; ) {
        const page: Awaited<ReturnType<typeof answers>> = await answers(all.ho, { limit, ...(after && { after }) })
        ids.push(...page.items.map(({ id }) => id))
        after = page.next
      }
      expect(ids).toEqual(whole)
    }
  })

  it('go with the customer to whom they are handed, and are 404 of one out of sight', async () => {
    const id = customers[11]!.id
    await all.api.make((db) => db.customer.update({ where: { id }, data: { ownerId: all.other.userId } }))
    expect((await results(all.other)).answers).toBe(1)
    const of = (who: Client) => who.call(surveys.ofCustomer, { params: { id } })
    expect((await of(all.other)).items).toHaveLength(1)
    expect(await refusalOf(of(all.am))).toEqual([404, 'not-found'])
  })
})
