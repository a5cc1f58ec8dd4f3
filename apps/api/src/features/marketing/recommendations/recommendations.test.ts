import { models } from '@rapport/contract/analytics/models'
import { customerNeeds } from '@rapport/contract/customer/customer-needs'
import { suitabilityKinds } from '@rapport/contract/marketing/product-types'
import { recommendations } from '@rapport/contract/marketing/recommendations'
import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { makeAccount, makePrice, makeSecurity, makeTrade, makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fitWaiting } from '#features/analytics/models/fit/fit-waiting.ts'
import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import { makeChecks } from '#features/customer/suitability-checks/make-checks.ts'
import { askSmall, assess, license, onOffer } from '#features/customer/suitability-checks/testing.ts'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
let asked: string
/** Securities by a letter, all but the share also a product: m money fund (R1), b bond (R1), f fund (R3), e ETF (R3), s STAR share. */
const listed = {
  m: { code: '511880', name: '货币一', category: 'Fund', subCategory: '货币' },
  b: { code: '019001', name: '国债一', category: '国债' },
  f: { code: '519001', name: '混合一', category: 'Fund', subCategory: '混合' },
  e: { code: '510300', name: '宽基', category: 'ETF' },
  s: { code: '688001', name: '芯片', category: 'Stock' },
} as const
const sold = {
  m: { type: 'money-fund', grade: 1 },
  b: { type: 'government-bond', grade: 1, termDays: 90 },
  f: { type: 'mixed-fund', grade: 3 },
  e: { type: 'etf', grade: 3 },
} as const
type Letter = keyof typeof listed
const securities = {} as Record<Letter, { id: string }>
const products = {} as Record<keyof typeof sold, { id: string }>

const day = { today: '2026-11-20' }
beforeAll(async () => {
  api = await startApi({ now: () => new Date(`${day.today}T02:00:00Z`) })
  firm = await makeFirm(api)
  asked = await askSmall(
    firm,
    '2026-11-21',
    [...new Set(Object.values(suitabilityKinds))].filter((kind) => kind !== 'other'),
  )
  day.today = '2026-11-21'
  for (const { userId } of [firm.am, firm.stranger]) await license(api, userId)
  for (const letter of Object.keys(listed) as Letter[])
    await api.make(async (db) => {
      securities[letter] = await makeSecurity(db, { market: 'SH', ...listed[letter] })
      await makePrice(db, { security: securities[letter], pricedOn: '2026-11-19', price: '10' })
    })
  for (const letter of Object.keys(sold) as (keyof typeof sold)[])
    products[letter] = await onOffer(api, { ...sold[letter], securityId: securities[letter].id })
})
afterAll(() => api.close())

/** Answers to the questionnaire that come to a class. */
const answers: Record<string, string> = { C1: 'a', C2: 'b', C3: 'c', C4: 'd', C5: 'e' }

/** A customer of a class who bought these, thousand pieces each. */
async function holder(level: string | null, held: string, { owner = firm.am, since = '2026-11-0' } = {}) {
  const customer = await firm.customerOf(owner, { riskLevel: null, riskBasis: 'unavailable' } as never)
  if (level) await assess(owner, asked, customer.id, answers[level]!)
  await api.make(async (db) => {
    const account = await makeAccount(db, { customer })
    for (const [n, letter] of [...held].entries())
      await makeTrade(db, {
        ...{ customer, account, security: securities[letter as Letter], side: 'buy', fees: '0' },
        ...{ quantity: '1000', price: '10', tradedAt: `${since}${2 + (n % 5)}T10:05:00+08:00` },
      })
  })
  return customer
}
const settle = async () => {
  await renewWhatImportsTouched(api.product)
  while (await renewSegments(api.product));
}
const listFor = (customer: { id: string }, who = firm.am) =>
  who.call(recommendations.ofCustomer, { params: { id: customer.id } })
const idsOf = ({ items }: Awaited<ReturnType<typeof listFor>>) => items.map(({ product }) => product.id)
const codesOf = (found: Awaited<ReturnType<typeof listFor>>, product: { id: string }) =>
  found.items.find((one) => one.product.id === product.id)?.reasons.map(({ code }) => code)

describe('recommended products', () => {
  it('go by what most of the same class hold, of other branches too, and by what the customer has', async () => {
    for (const held of ['mbfe', 'mbf', 'mbf', 'me']) await holder('C3', held, { owner: firm.stranger })
    for (const held of ['mse', 'mse', 'mse', 'fs']) await holder('C2', held)
    const customer = await holder('C3', 's')
    const low = await holder('C2', 's')
    await settle()
    const found = await listFor(customer)
    expect(found).toMatchObject({ class: 'C3', hindrances: [], model: null, offered: 4, suitable: 4 })
    // Everything the customer has is one share, which is above the tolerance.
    expect(found.items[0]).toMatchObject({
      product: { id: products.f.id, grade: 3 },
      reasons: [
        { code: 'above-tolerance', share: 1 },
        { code: 'concentrated', share: 1 },
        { code: 'class-holds', class: 'C3', holders: 3, peers: 4 },
        { code: 'risk-fits', grade: 3, class: 'C3' },
      ],
    })
    expect(found.items.find(({ product }) => product.id === products.b.id)!.reasons).toContainEqual({
      ...{ code: 'term-fits', days: 90, horizonDays: 365 },
    })
    const forLow = await listFor(low)
    expect(idsOf(forLow).sort()).toEqual([products.m.id, products.b.id].sort())
    expect(forLow.misfits).toEqual([{ reason: 'mismatch-risk', products: 2 }])
    // What fewer than three of a class hold is told of nobody.
    expect(codesOf(await listFor(low), products.b)).not.toContain('class-holds')
  })

  it('are nothing without an assessment, without a licence, or for who wants to be left in peace; each is said', async () => {
    const never = await holder(null, 's')
    expect(await listFor(never)).toMatchObject({ hindrances: ['no-assessment'], items: [], suitable: 0 })
    const customer = await holder('C3', 's')
    expect((await listFor(customer)).items.length).toBeGreaterThan(0)
    expect(await listFor(customer, firm.bm)).toMatchObject({ hindrances: ['no-licence'], items: [] })
    const body = { kind: 'do-not-disturb', reason: 'asked' } as const
    await firm.am.call(contactPermissions.stop, { params: { id: customer.id }, body })
    expect(await listFor(customer)).toMatchObject({ hindrances: ['do-not-disturb'], items: [] })
  })

  it('are nothing that the customer holds, nor what is not on the shelf', async () => {
    const all = await holder('C3', 'mbfe')
    await onOffer(api, { grade: 1, type: 'repo', blocked: '调查中' })
    await onOffer(api, { grade: 1, type: 'repo', offShelfOn: '2026-11-20' })
    await onOffer(api, { grade: 1, type: 'repo', state: 'draft' })
    await settle()
    expect(await listFor(all)).toMatchObject({ offered: 0, items: [] })
  })

  it('answer what the customer said to need first', async () => {
    const customer = await holder('C3', 's')
    await settle()
    for (const [kind, statedOn] of [
      ['liquidity', '2026-10-01'],
      ['income', '2024-10-01'],
      ['service', '2026-11-01'],
    ] as const)
      await firm.am.call(customerNeeds.record, {
        params: { id: customer.id },
        body: { kind, text: 't', statedOn, source: 'visit' },
      })
    const { items } = await listFor(customer)
    expect(items[0]).toMatchObject({ product: { id: products.m.id } })
    expect(items[0]!.reasons[0]).toEqual({ code: 'stated-need', need: 'liquidity' })
    expect(items.flatMap(({ reasons }) => reasons).filter(({ code }) => code === 'stated-need')).toHaveLength(1)
  })

  it('tell the channel that reaches best and is not refused, and the hour of most trades', async () => {
    const customer = await holder('C3', 'sssss')
    const visit = (channel: string, outcome: string, plannedOn = '2026-10-09') =>
      api.make((db) =>
        makeVisit(db, {
          ...{ customer, staff: { id: firm.am.userId }, channel, plannedOn, state: 'recorded', outcome },
        } as never),
      )
    expect(await listFor(customer)).toMatchObject({ channel: null, time: { weekday: 1, hour: 10, trades: 5 } })
    await visit('wechat', 'reached')
    for (const outcome of ['reached', 'interested', 'follow-up', 'not-reached']) await visit('phone', outcome)
    for (let n = 0; n < 9; n++) await visit('email', 'reached', '2023-10-09')
    expect((await listFor(customer)).channel).toEqual({ channel: 'phone', reached: 3, visits: 4 })
    await api.make((db) =>
      db.rows(
        '',
        `insert into contact_points (id, customer_id, kind, value_sealed, value_hash, do_not_contact)
         values (uuid_v7(), $1, 'mobile', 'x', 'x', true)`,
        [customer.id],
      ),
    )
    expect((await listFor(customer)).channel).toEqual({ channel: 'wechat', reached: 1, visits: 1 })
  })

  it('are told of customers in sight only', async () => {
    const theirs = await holder('C3', 's', { owner: firm.stranger })
    expect(await refusalOf(listFor(theirs))).toMatchObject({ status: 404 })
    expect(await refusalOf(listFor(theirs, firm.admin))).toMatchObject({ status: 403 })
  })
})

describe('a model of who holds what', () => {
  it('is fitted by the worker, tried on what was first bought later, and puts what goes with a holding first', async () => {
    // Whoever held the share before autumn bought the ETF since; those with the money fund, the bond.
    for (let n = 0; n < 12; n++) {
      const [customer, other] = [
        await holder('C3', 's', { since: '2026-05-0', owner: firm.stranger }),
        await holder('C3', 'm', { since: '2026-05-0', owner: firm.stranger }),
      ]
      await api.make(async (db) => {
        for (const [who, letter] of [
          [customer, 'e'],
          [other, 'b'],
        ] as const)
          await makeTrade(db, {
            ...{ customer: who, account: await makeAccount(db, { customer: who }), security: securities[letter] },
            ...{ side: 'buy', fees: '0', quantity: '1', price: '10' },
            tradedAt: `2026-${n < 6 ? '07' : '11'}-03T10:05:00+08:00`,
          })
      })
    }
    const customer = await holder('C3', 's')
    await settle()
    const { id } = await firm.ho.call(models.fit, { params: { kind: 'recommendation' } })
    expect(await fitWaiting({ connections: api.product.connections })).toBe(true)
    const version = await firm.ho.call(models.open, { params: { id } })
    expect(version).toMatchObject({ state: 'fitted', failure: null, inUse: true, number: 1, drift: null })
    expect(version.customers).toBeGreaterThan(24)
    if (version.report?.kind !== 'recommendation') throw new Error('no report')
    expect(version.report.products).toBe(4)
    expect(version.report.holdout!.days).toBe(90)
    expect(version.report.holdout!.customers).toBeGreaterThan(11)
    expect(version.report.holdout!.neighbours).toBeGreaterThan(version.report.holdout!.popularity)
    const found = await listFor(customer)
    expect(found.model).toMatchObject({ version: 1 })
    const etf = found.items.find(({ product }) => product.id === products.e.id)!
    expect(etf.reasons.find(({ code }) => code === 'held-together')).toMatchObject({
      ...{ held: { id: securities.s.id, code: '688001', name: '芯片' } },
    })
    expect(idsOf(found)[0]).toBe(products.e.id)
    const few = await api.make((db) =>
      db.rows('', 'select 1 from warehouse.security_neighbours where together < 3 or held_id = security_id', []),
    )
    expect(few).toEqual([])
  })

  it('is not fitted while no product is a security', async () => {
    await api.make((db) => db.rows('', 'update products set security_id = null', []))
    const { id } = await firm.ho.call(models.fit, { params: { kind: 'recommendation' } })
    await fitWaiting({ connections: api.product.connections })
    expect(await firm.ho.call(models.open, { params: { id } })).toMatchObject({
      ...{ state: 'failed', failure: 'no-products' },
    })
  })
})

describe('whatever products there are', () => {
  it('a customer of any class gets what a check lets pass, and all of that counts as suitable', async () => {
    const types = Object.keys(suitabilityKinds) as (keyof typeof suitabilityKinds)[]
    for (const [n, type] of [...types, ...types, ...types].entries())
      await onOffer(api, {
        ...{ type, grade: 1 + ((n * 7) % 5), complex: n % 4 === 0, termDays: [null, 30, 365, 366][n % 4]! },
        ...(n % 11 === 3 && { blocked: '调查中' }),
      })
    const ids = await api.make((db) => db.rows<{ id: string }>('', 'select id from products', []))
    for (const level of Object.keys(answers)) {
      const customer = await holder(level, '')
      const found = await listFor(customer)
      const made = await api.make((db) =>
        makeChecks(
          db,
          ids.map(({ id }) => ({ customerId: customer.id, productId: id, initiative: 'firm' })),
          { viewerId: firm.am.userId, today: day.today, now: new Date(`${day.today}T02:00:00Z`) },
        ),
      )
      const matches = made.filter(({ result }) => result.outcome === 'match').map(({ productId }) => productId)
      expect(found.suitable, level).toBe(matches.length)
      expect(found.items.length, level).toBeGreaterThan(0)
      expect(matches, level).toEqual(expect.arrayContaining(idsOf(found)))
      expect(new Set(idsOf(found)).size).toBe(found.items.length)
    }
  })
})
