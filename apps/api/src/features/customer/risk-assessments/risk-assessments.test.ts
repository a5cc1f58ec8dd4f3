import { customers } from '@rapport/contract/customer/customers'
import { investorProfiles } from '@rapport/contract/customer/investor-profiles'
import { questionnaires } from '@rapport/contract/customer/questionnaires'
import { riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { makeProfile } from '@rapport/database/factories'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { smallDraft } from '#features/customer/questionnaires/testing.ts'
import { type Firm, makeFirm, refusalOf, rowOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let customer: { id: string }
let questionnaireId: string
let now = new Date('2026-11-20T04:00:00Z')
beforeAll(async () => {
  api = await startApi({ now: () => now })
  firm = await makeFirm(api)
  const { id, version } = await firm.ho.call(questionnaires.draft, { body: smallDraft })
  await firm.co.call(questionnaires.goLive, { params: { id }, version, body: { effectiveFrom: '2026-11-20' } } as never)
  questionnaireId = id
})
afterAll(() => api.close())
beforeEach(async () => {
  now = new Date('2026-11-20T04:00:00Z')
  customer = await firm.customerOf(firm.am, { birthOn: '1980-01-01' } as never)
})

type Answer = 'a' | 'b' | 'c' | 'd' | 'e'
interface Asked {
  second?: 'a' | 'b'
  who?: typeof firm.am
  of?: { id: string }
  answers?: Record<string, string[]>
  cared?: boolean
}
const record = (first: Answer, { second = 'a', who = firm.am, of = customer, ...more }: Asked = {}) =>
  who.call(riskAssessments.record, {
    params: { id: of.id },
    body: { questionnaireId, answers: { q1: [first], q2: [second] }, evidence: 'B-2026-118', ...more },
  })
const list = async (of = customer) => (await firm.am.call(riskAssessments.list, { params: { id: of.id } })).items
const present = () => firm.am.call(customers.open, { params: { id: customer.id } })

describe('an assessment', () => {
  it('makes the class that comes of the answers the customer’s from today, for two years', async () => {
    expect(await record('c')).toMatchObject({
      ...{ class: 'C3', classBefore: null, total: 21, lowest: false, validTo: '2028-11-20', review: null, care: null },
      ...{ channel: 'paper', evidence: 'B-2026-118', assessedOn: '2026-11-20', unlimited: false, horizonDays: null },
    })
    expect(await present()).toMatchObject({
      ...{ riskLevel: 'C3', riskBasis: 'assessed', assessedOn: '2026-11-20', assessmentValidTo: '2028-11-20' },
    })
  })

  it('by an answer that decides is of the lowest class, whatever the total', async () => {
    expect(await record('d', { second: 'b' })).toMatchObject({ class: 'C1-min', total: 32, lowest: true })
    expect(await present()).toMatchObject({ riskLevel: 'C1-min' })
  })

  it('keeps every answer as it was asked, sealed', async () => {
    const { id } = await record('b')
    const params = { id }
    expect((await firm.am.call(riskAssessments.open, { params })).answers).toEqual([
      ...[
        {
          code: 'q1',
          text: 'Question q1',
          textZh: '问题q1',
          points: 10,
          chosen: [{ code: 'b', text: 'Option b', textZh: '选项b' }],
        },
      ],
      ...[
        {
          code: 'q2',
          text: 'Question q2',
          textZh: '问题q2',
          points: 1,
          chosen: [{ code: 'a', text: 'Option a', textZh: '选项a' }],
        },
      ],
    ])
    const kept = JSON.stringify(await rowOf(api, 'risk_assessments', id))
    expect(kept).not.toContain('"q1"')
    expect(kept).toMatch(/answers_sealed": ?"\w+:/)
  })

  it('is never changed, also not by the system', async () => {
    const { id } = await record('b')
    const change = api.make((db) => db.rows('', `update risk_assessments set class = 'C5' where id = $1`, [id]))
    await expect(change).rejects.toMatchObject({ code: '23514' })
  })

  it('keeps what was known of capacity, preference and experience', async () => {
    await api.make((db) =>
      makeProfile(db, {
        customer,
        asOf: '2026-01-01',
        riskLevel: 'C2',
        investmentCapacity: '30k-80k',
        preference: '债券',
      } as never),
    )
    await record('c')
    const { items } = await firm.am.call(investorProfiles.list, { params: { id: customer.id } })
    expect(items[0]).toMatchObject({
      ...{ asOf: '2026-11-20', riskLevel: 'C3', changedFrom: 'C2', investmentCapacity: '30k-80k', preference: '债券' },
      source: 'questionnaire',
    })
  })

  it('is asked of the kind of customer: the versions of today', async () => {
    const asked = await firm.am.call(riskAssessments.asked, { params: { id: customer.id } })
    expect(asked.questionnaires.map(({ code }) => code)).toEqual(['persons', 'small'])
    const organisation = await firm.customerOf(firm.am, { kind: 'organisation' })
    expect(await refusalOf(record('a', { of: organisation }))).toMatchObject({
      errors: [{ field: 'questionnaireId', code: 'assessment.not-asked' }],
    })
  })

  it.each([
    ['missing', { q1: ['a'] }, 'answers.q2', 'answer.unanswered'],
    ['not an option', { q1: ['z'], q2: ['a'] }, 'answers.q1', 'answer.unknown-option'],
    ['two of one', { q1: ['a', 'b'], q2: ['a'] }, 'answers.q1', 'answer.only-one'],
    ['of another question', { q1: ['a'], q2: ['a'], q7: ['a'] }, 'answers.q7', 'answer.unknown-question'],
    ['contradictory', { q1: ['e'], q2: ['b'] }, 'answers.q1', 'answer.contradiction'],
  ])('with answers that are %s is refused with the question, and nothing is kept', async (_, answers, field, code) => {
    expect(await refusalOf(record('a', { answers }))).toEqual({
      status: 422,
      code: 'invalid',
      errors: [{ field, code }],
    })
    expect(await list()).toEqual([])
    expect((await present()).riskLevel).toBeNull()
  })

  it('is made twice a day at most, and the last one of a day holds', async () => {
    await record('b')
    await record('c')
    expect(await refusalOf(record('d'))).toMatchObject({
      ...{ status: 409, errors: [{ field: 'questionnaireId', code: 'assessment.too-often-day' }] },
    })
    expect((await list()).map((one) => one.class)).toEqual(['C3', 'C2'])
    expect(await present()).toMatchObject({ riskLevel: 'C3' })
    now = new Date('2026-11-21T04:00:00Z')
    await record('b')
    now = new Date('2026-11-22T04:00:00Z')
    expect(await refusalOf(record('b'))).toMatchObject({ errors: [{ code: 'assessment.too-often-period' }] })
  })

  it('of somebody above 70 is confirmed a second time, below 18 by a guardian', async () => {
    for (const [birthOn, care] of [
      ['1955-11-20', 'confirmation'],
      ['2008-11-21', 'guardian'],
    ] as const) {
      const of = await firm.customerOf(firm.am, { birthOn } as never)
      expect(await refusalOf(record('a', { of }))).toMatchObject({
        errors: [{ field: 'cared', code: `assessment.${care}` }],
      })
      expect(await record('a', { of, cared: true })).toMatchObject({ care })
    }
    const adult = await firm.customerOf(firm.am, { birthOn: '2008-11-20' } as never)
    expect(await record('a', { of: adult })).toMatchObject({ care: null })
  })

  it('is 404 out of sight, with its answers, and not for a service agent to record', async () => {
    const { id } = await record('b')
    for (const who of [firm.colleague, firm.stranger]) {
      expect(await refusalOf(record('b', { who }))).toMatchObject({ status: 404 })
      const params = { id }
      expect(await refusalOf(who.call(riskAssessments.open, { params }))).toMatchObject({ status: 404 })
    }
    expect(await refusalOf(record('b', { who: firm.sa }))).toMatchObject({ status: 403 })
  })
})

describe('two classes up or down within a day', () => {
  const waiting = async () =>
    (await firm.co.call(riskAssessments.waiting)).items.filter((one) => one.customer.id === customer.id)
  const review = (id: string, decision: 'upheld' | 'set-aside', who = firm.co) =>
    who.call(riskAssessments.review, { params: { id }, body: { decision, note: 'Looked at the recording' } })

  it('wait for compliance; set aside, the class of an earlier day holds again', async () => {
    await api.make((db) =>
      makeProfile(db, { customer, asOf: '2026-01-01', riskLevel: 'C2', validTo: '2028-01-01' } as never),
    )
    await record('b')
    const steep = await record('d')
    expect(steep).toMatchObject({ class: 'C4', review: 'waiting' })
    expect(await waiting()).toMatchObject([{ id: steep.id, customer: { id: customer.id } }])
    expect(await review(steep.id, 'set-aside')).toMatchObject({
      review: 'set-aside',
      reviewNote: 'Looked at the recording',
    })
    expect(await present()).toMatchObject({ riskLevel: 'C2', assessmentValidTo: '2028-01-01' })
    expect(await waiting()).toEqual([])
  })

  it('set aside where there was none before: there is none again', async () => {
    await record('a')
    const { id } = await record('c')
    await review(id, 'set-aside')
    expect(await present()).toMatchObject({ riskLevel: null, assessmentValidTo: null })
  })

  it('are decided once, and not by who recorded them', async () => {
    await record('a')
    const { id } = await record('e')
    const [own] = await api.make((db) =>
      db.rows<{ id: string }>(
        '',
        `insert into risk_assessments select (jsonb_populate_record(r, jsonb_build_object('id', uuid_v7(), 'recorded_by', $2::uuid))).*
         from risk_assessments r where id = $1 returning id`,
        [id, firm.co.userId],
      ),
    )
    expect(await refusalOf(review(own!.id, 'upheld'))).toMatchObject({ status: 403, code: 'assessment.own' })
    const both = await Promise.all([refusalOf(review(id, 'upheld')), refusalOf(review(id, 'set-aside'))])
    expect(both.filter((one) => one === null)).toHaveLength(1)
    expect(both).toContainEqual({ status: 409, code: 'assessment.not-waiting' })
  })

  it('one class, or two in two days, wait for nobody', async () => {
    await record('a')
    expect(await record('b')).toMatchObject({ review: null })
    now = new Date('2026-11-21T04:00:01Z')
    expect(await record('d')).toMatchObject({ review: null, classBefore: 'C2' })
  })
})
