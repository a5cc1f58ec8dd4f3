import { createHash } from 'node:crypto'
import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import type { BodyOf } from '@rapport/contract/endpoint'
import { makeProfile } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, rowOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { makeChecks } from './make-checks.ts'
import { askSmall, assess, license, onOffer } from './testing.ts'

let api: Api
let firm: Firm
let asked: string
let customer: { id: string }
const start = new Date('2026-11-20T04:00:00Z')
let now = start
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000)
}
beforeAll(async () => {
  api = await startApi({ now: () => now })
  firm = await makeFirm(api)
  asked = await askSmall(firm, '2026-11-20')
  await license(api, firm.am.userId)
})
afterAll(() => api.close())
beforeEach(async () => {
  now = start
  customer = await firm.customerOf(firm.am)
  await assess(firm.am, asked, customer.id, 'c')
})

type Body = BodyOf<typeof suitabilityChecks.step>
const make = (product: { id: string }, initiative: 'firm' | 'customer' = 'customer', who = firm.am, of = customer) =>
  who.call(suitabilityChecks.make, { params: { id: of.id }, body: { productId: product.id, initiative } })
const open = (id: string, who = firm.am) => who.call(suitabilityChecks.open, { params: { id } })
const step = (id: string, code: string, more: object = {}, who = firm.am) =>
  who.call(suitabilityChecks.step, {
    params: { id },
    body: { code, channel: 'counter', evidence: 'V-2026-3', ...more } as Body,
  })
const end = (id: string, outcome: 'proceeded' | 'declined' = 'proceeded') =>
  firm.am.call(suitabilityChecks.end, { params: { id }, body: { outcome, channel: 'counter' } })
const callBack = (id: string, who = firm.sa) =>
  who.call(suitabilityChecks.callBack, { params: { id }, body: { evidence: 'T-9' } })

describe('a check', () => {
  it('keeps what was given, by which rules, and proof of what came of it', async () => {
    const product = await onOffer(api, { grade: 3 })
    const made = await make(product, 'firm')
    expect(made).toMatchObject({
      ...{
        outcome: 'match',
        test: 'matching',
        reasons: [],
        class: 'C3',
        grade: 3,
        state: 'step',
        next: 'match-opinion',
      },
      ...{
        rules: { regime: 'csrc', number: 1 },
        madeBy: { id: firm.am.userId },
        retainedUntil: '2046-11-20',
        ended: null,
      },
      inputs: {
        ...{ on: '2026-11-20', initiative: 'firm', licences: ['investment-adviser'] },
        client: {
          investor: 'ordinary',
          class: 'C3',
          classValidTo: '2028-11-20',
          horizonDays: 365,
          intends: ['fund', 'structured'],
        },
        product: { admitted: true, grade: 3, termDays: null, kind: 'fund', complex: false },
      },
      dimensions: [
        { dimension: 'risk', fits: true },
        { dimension: 'term', fits: true },
        { dimension: 'type', fits: true },
      ],
    })
    expect(made.sha256).toBe(createHash('sha256').update(made.proof).digest('hex'))
    const told = JSON.parse(made.proof)
    expect(told).toMatchObject({
      ...{ customer: customer.id, product: product.id, assessment: made.assessmentId, rating: made.ratingId },
      ...{ inputs: made.inputs, rules: { id: made.rules.id }, result: { outcome: 'match' } },
    })
  })

  it('of a manager without a licence on the day is blocked where the firm begins, and not where the customer does', async () => {
    const product = await onOffer(api, { grade: 2 })
    const theirs = await firm.customerOf(firm.colleague)
    await assess(firm.colleague, asked, theirs.id, 'c')
    await license(api, firm.colleague.userId, '2026-11-19')
    await license(api, firm.colleague.userId, null, 'fund-sales')
    expect(await make(product, 'firm', firm.colleague, theirs)).toMatchObject({
      ...{ outcome: 'blocked', reasons: ['no-licence'], state: 'blocked', next: null, steps: [] },
    })
    expect(await make(product, 'customer', firm.colleague, theirs)).toMatchObject({ outcome: 'match' })
    await license(api, firm.colleague.userId, '2026-11-20')
    expect(await make(product, 'firm', firm.colleague, theirs)).toMatchObject({ outcome: 'match' })
  })

  it.each([
    ['draft', { state: 'draft' }, ['not-admitted', 'not-rated', 'mismatch-risk']],
    ['blocked', { blocked: '调查中' }, ['not-admitted']],
    ['off the shelf', { offShelfOn: '2026-11-19' }, ['not-admitted']],
  ] as const)('of a product that is %s is blocked', async (_case, draft, reasons) => {
    const made = await make(await onOffer(api, { grade: 2, ...draft } as never))
    expect(made).toMatchObject({ outcome: 'blocked', reasons })
  })

  it('counts no class that was only foretold, nor one that ran out', async () => {
    const product = await onOffer(api, { grade: 1 })
    const foretold = await firm.customerOf(firm.am)
    await api.make((db) =>
      makeProfile(db, { customer: foretold, asOf: '2026-03-02', riskLevel: 'C5', riskBasis: 'predicted' } as never),
    )
    expect(await make(product, 'customer', firm.am, foretold)).toMatchObject({
      ...{ outcome: 'blocked', class: null, reasons: expect.arrayContaining(['no-assessment']) },
    })
    now = new Date('2028-11-21T04:00:00Z')
    expect(await make(product)).toMatchObject({ outcome: 'blocked', reasons: ['assessment-expired'] })
  })

  it('of an unknown product is refused, of a customer out of sight not found', async () => {
    expect(await refusalOf(make({ id: newId() }))).toMatchObject({
      errors: [{ field: 'productId', code: 'product.unknown' }],
    })
    expect(await refusalOf(make(await onOffer(api), 'customer', firm.colleague))).toMatchObject({ status: 404 })
  })

  it('is listed with its customer and with its product, for whoever sees the customer', async () => {
    const product = await onOffer(api, { grade: 3 })
    const first = await make(product)
    later(1)
    const second = await make(product, 'firm')
    const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)
    const params = { params: { id: customer.id } }
    expect(ids(await firm.am.call(suitabilityChecks.list, params))).toEqual([second.id, first.id])
    const ofProduct = { params: { id: product.id } }
    expect(ids(await firm.bm.call(suitabilityChecks.ofProduct, ofProduct))).toEqual([second.id, first.id])
    expect(ids(await firm.colleague.call(suitabilityChecks.ofProduct, ofProduct))).toEqual([])
  })

  it('is never changed nor taken away, nor are its steps', async () => {
    const { id } = await make(await onOffer(api, { grade: 3 }))
    await step(id, 'match-opinion')
    const { id: other } = await firm.customerOf(firm.am)
    for (const sql of [
      `update suitability_checks set outcome = 'match', reasons = '{}' where id = $1`,
      `update suitability_checks set customer_id = '${other}' where id = $1`,
      'delete from suitability_checks where id = $1',
      `update suitability_steps set seconds = 99 where check_id = $1`,
      'delete from suitability_steps where check_id = $1',
    ])
      await expect(
        api.make((db) => db.rows('', sql, [id])),
        sql,
      ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a replay', () => {
  it('gives the same bytes also when everything else has changed, and each one is kept', async () => {
    const product = await onOffer(api, { grade: 4 })
    const { id, sha256 } = await make(product)
    await assess(firm.am, asked, customer.id, 'd')
    const replay = await firm.co.call(suitabilityChecks.replay, { params: { id } })
    expect(replay).toMatchObject({ same: true, sha256, differences: [], by: { id: firm.co.userId } })
    await firm.am.call(suitabilityChecks.replay, { params: { id } })
    expect((await open(id)).replays).toMatchObject([{ by: { id: firm.am.userId } }, { by: { id: firm.co.userId } }])
  })

  it('says what differs where the inputs are others than those that were proved', async () => {
    const { id } = await make(await onOffer(api, { grade: 4 }))
    const forged = await forge(id, { inputs: `replace(k.inputs, '"class":"C3"', '"class":"C4"')` })
    const { same, differences } = await firm.am.call(suitabilityChecks.replay, { params: { id: forged } })
    expect(same).toBe(false)
    expect(differences).toEqual(
      expect.arrayContaining([
        { at: 'inputs.client.class', kept: '"C3"', now: '"C4"' },
        { at: 'result.outcome', kept: '"mismatch-risk"', now: '"match"' },
      ]),
    )
  })

  it('says what differs where what is kept does not give what was said', async () => {
    const { id } = await make(await onOffer(api, { grade: 4 }))
    const forged = await forge(id, {
      proof: `replace(k.proof, 'mismatch-risk', 'match')`,
      sha256: `encode(sha256(convert_to(replace(k.proof, 'mismatch-risk', 'match'), 'UTF8')), 'hex')`,
    })
    const replay = await firm.am.call(suitabilityChecks.replay, { params: { id: forged } })
    expect(replay).toMatchObject({
      same: false,
      differences: [
        { at: 'result.outcome', kept: '"match"', now: '"mismatch-risk"' },
        { at: 'result.reasons.0', kept: '"match"', now: '"mismatch-risk"' },
      ],
    })
  })
})

/** A copy of a check with other columns, as if somebody had reached the table past every trigger. */
async function forge(id: string, columns: Record<string, string>) {
  const forged = newId()
  const others = Object.entries(columns).map(([name, sql]) => `'${name}', ${sql}`)
  const sql = `insert into suitability_checks select (jsonb_populate_record(k,
    jsonb_build_object('id', $2::text, ${others.join(', ')}))).* from suitability_checks k where k.id = $1`
  await api.make((db) => db.rows('', sql, [id, forged]))
  return forged
}

describe('a product above the class of a customer', () => {
  it('is blocked where the firm begins, and nothing can be done about it', async () => {
    const { id, ...made } = await make(await onOffer(api, { grade: 4 }), 'firm')
    expect(made).toMatchObject({ outcome: 'blocked', reasons: ['mismatch-risk'], state: 'blocked' })
    expect(await refusalOf(step(id, 'risk-warning'))).toMatchObject({ status: 409, code: 'suitability.blocked' })
    expect(await refusalOf(end(id))).toMatchObject({ status: 409, code: 'suitability.blocked' })
    const past = api.make((db) =>
      db.suitabilityStep.create({
        data: { id: newId(), checkId: id, code: 'proceeded', channel: 'counter', doneAt: now },
      }),
    )
    await expect(past).rejects.toThrow()
  })

  it('is blocked for the lowest class also on insistence', async () => {
    const lowest = await firm.customerOf(firm.am)
    await assess(firm.am, asked, lowest.id, 'a', { lowest: true })
    const made = await make(await onOffer(api, { grade: 2 }), 'customer', firm.am, lowest)
    expect(made).toMatchObject({ outcome: 'blocked', class: 'C1-min', reasons: ['lowest-class', 'mismatch-risk'] })
  })

  it('is bought on the customer’s own wish after the warning and the confirmation, each with its evidence', async () => {
    const { id, ...made } = await make(await onOffer(api, { grade: 4 }))
    expect(made).toMatchObject({ outcome: 'mismatch-risk', state: 'step', next: 'risk-warning' })
    expect(await refusalOf(step(id, 'mismatch-confirmation'))).toMatchObject({
      errors: [{ field: 'code', code: 'suitability.not-next' }],
    })
    expect(await refusalOf(step(id, 'risk-warning', { channel: 'online', seconds: 14 }))).toMatchObject({
      ...{ status: 422, errors: [{ field: 'seconds', code: 'suitability.read-longer' }] },
    })
    expect(await refusalOf(end(id))).toMatchObject({ status: 409, code: 'suitability.not-next' })
    await step(id, 'risk-warning', { channel: 'online', seconds: 15 })
    expect(await step(id, 'mismatch-confirmation')).toMatchObject({ state: 'ready', next: null })
    expect(await end(id)).toMatchObject({
      state: 'proceeded',
      done: [
        { code: 'risk-warning', channel: 'online', seconds: 15, by: { id: firm.am.userId } },
        { code: 'mismatch-confirmation', evidence: 'V-2026-3' },
        { code: 'proceeded' },
      ],
    })
    expect(await refusalOf(end(id, 'declined'))).toMatchObject({ status: 409, code: 'suitability.over' })
  })

  it('of R5 takes more information, a day of thought, and a call by somebody else before it takes effect', async () => {
    const { id } = await make(await onOffer(api, { grade: 5 }))
    for (const code of ['risk-warning', 'mismatch-confirmation', 'extra-information']) await step(id, code)
    expect(await open(id)).toMatchObject({ state: 'cooling', next: 'cooling-off', until: '2026-11-21T04:00:00.000Z' })
    later(23.9)
    expect(await refusalOf(callBack(id))).toMatchObject({ status: 409, code: 'suitability.cooling' })
    expect(await refusalOf(end(id))).toMatchObject({ status: 409, code: 'suitability.cooling' })
    later(0.1)
    expect(await open(id)).toMatchObject({ state: 'step', next: 'call-back' })
    expect(await refusalOf(end(id))).toMatchObject({ status: 409, code: 'suitability.not-next' })
    await api.make((db) => db.customer.update({ where: { id: customer.id }, data: { ownerId: firm.bm.userId } }))
    expect(await refusalOf(callBack(id, firm.bm))).toMatchObject({ status: 403, code: 'suitability.own-call-back' })
    await api.make((db) => db.customer.update({ where: { id: customer.id }, data: { ownerId: firm.am.userId } }))
    expect(await callBack(id)).toMatchObject({ state: 'ready' })
    expect(await end(id)).toMatchObject({ state: 'proceeded' })
  })

  it('may be declined at any time', async () => {
    const { id } = await make(await onOffer(api, { grade: 4 }))
    expect(await end(id, 'declined')).toMatchObject({ state: 'declined' })
    expect(await refusalOf(step(id, 'risk-warning'))).toMatchObject({ code: 'suitability.over' })
  })

  it('keeps its order in the database too', async () => {
    const { id } = await make(await onOffer(api, { grade: 5 }))
    const write = (code: string, more: object = {}) =>
      api.make((db) =>
        db.suitabilityStep.create({
          data: { ...{ id: newId(), checkId: id, code, channel: 'counter', evidence: 'x', doneAt: now }, ...more },
        }),
      )
    const withoutPause = await make(await onOffer(api, { grade: 4 }))
    for (const code of ['mismatch-confirmation', 'proceeded'])
      await expect(write(code, { checkId: withoutPause.id }), code).rejects.toThrow()
    await expect(write('proceeded')).rejects.toThrow()
    await expect(write('match-opinion')).rejects.toThrow()
    await expect(write('risk-warning', { channel: 'online', seconds: 3 })).rejects.toThrow()
    for (const code of ['risk-warning', 'mismatch-confirmation', 'extra-information']) await write(code)
    await expect(write('call-back', { doneBy: firm.sa.userId })).rejects.toThrow()
    later(24)
    await expect(write('call-back', { doneAt: now, doneBy: firm.am.userId })).rejects.toThrow()
    await write('call-back', { doneAt: now, doneBy: firm.sa.userId })
    await write('proceeded', { doneAt: now })
  })
})

describe('a confirmation', () => {
  const confirmed = async (product: { id: string }) => {
    const { id } = await make(product)
    for (const code of ['risk-warning', 'mismatch-confirmation']) await step(id, code)
    await end(id)
    return id
  }

  it('holds for further checks of the same product, and of no other', async () => {
    const [product, other] = [await onOffer(api, { grade: 4 }), await onOffer(api, { grade: 4 })]
    const id = await confirmed(product)
    later(30)
    expect(await make(product)).toMatchObject({ state: 'confirmed', next: null, confirmation: { id } })
    expect(await make(other)).toMatchObject({ state: 'step', confirmation: null })
    expect(await make(product, 'firm')).toMatchObject({ state: 'blocked', confirmation: null })
  })

  it('ends when the class changes, also when it changes back', async () => {
    const product = await onOffer(api, { grade: 5 })
    const { id } = await make(product)
    now = new Date('2026-11-21T04:00:00Z')
    await assess(firm.am, asked, customer.id, 'd')
    expect(await open(id)).toMatchObject({ ended: 'class', state: 'step' })
    expect(await refusalOf(step(id, 'risk-warning'))).toMatchObject({ status: 409, code: 'suitability.ended-class' })
    now = new Date('2026-11-22T04:00:00Z')
    await assess(firm.am, asked, customer.id, 'c')
    expect(await open(id)).toMatchObject({ ended: 'class' })
    expect(await make(product)).toMatchObject({ class: 'C3', confirmation: null })
  })

  it('ends when the rating changes, also when it changes back, and stands while it is the same', async () => {
    const regraded = [
      { from: '2026-11-22', grade: 5, reason: '波动上升' },
      { from: '2026-11-23', grade: 4, reason: '波动回落' },
    ]
    const product = await onOffer(api, { grade: 4, regraded })
    const id = await confirmed(product)
    now = new Date('2026-11-21T04:00:00Z')
    expect(await open(id)).toMatchObject({ ended: null, state: 'proceeded' })
    expect(await make(product)).toMatchObject({ state: 'confirmed' })
    now = new Date('2026-11-22T04:00:00Z')
    expect(await open(id)).toMatchObject({ ended: 'rating' })
    expect(await make(product)).toMatchObject({ state: 'step', grade: 5, confirmation: null })
    now = new Date('2026-11-23T04:00:00Z')
    expect(await open(id)).toMatchObject({ ended: 'rating' })
    expect(await make(product)).toMatchObject({ state: 'step', grade: 4, confirmation: null })
  })
})

describe('many checks at once', () => {
  it('are kept by one statement, each with its proof, and leave out who is not there', async () => {
    const products = await Promise.all([1, 3, 5].map((grade) => onOffer(api, { grade })))
    const pairs = products.map(({ id }) => ({
      customerId: customer.id,
      productId: id,
      initiative: 'customer' as const,
    }))
    const making = { viewerId: firm.am.userId, today: '2026-11-20', now }
    const strange = { ...pairs[0]!, productId: newId() }
    const made = await api.make((db) => makeChecks(db, [...pairs, strange], making))
    expect(made.map(({ result }) => result.outcome)).toEqual(['match', 'match', 'mismatch-risk'])
    for (const { id } of made)
      expect((await firm.am.call(suitabilityChecks.replay, { params: { id } })).same).toBe(true)
    expect(await api.make((db) => makeChecks(db, [], making))).toEqual([])
  })

  it('keep the rules that they were made by when others come into force', async () => {
    const product = await onOffer(api, { grade: 3 })
    const { id, rules } = await make(product)
    const european = (await firm.am.call(suitabilityRules.list)).items.find(({ state }) => state === 'draft')!
    const live = { params: { id: european.id }, version: european.version, body: { effectiveFrom: '2026-11-20' } }
    await firm.co.call(suitabilityRules.goLive, live as never)
    expect(await make(product)).toMatchObject({
      rules: { regime: 'mifid-ii' },
      test: 'execution-only',
      outcome: 'not-tested',
    })
    expect(await open(id)).toMatchObject({ rules })
    expect((await firm.am.call(suitabilityChecks.replay, { params: { id } })).same).toBe(true)
    const row = await rowOf(api, 'suitability_checks', id)
    expect(row!.row).toMatchObject({ rules_id: rules.id })
  })
})
