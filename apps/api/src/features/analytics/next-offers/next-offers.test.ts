import { nextOffers } from '@rapport/contract/analytics/next-offers'
import { customerNeeds } from '@rapport/contract/customer/customer-needs'
import { makeAccount, makePrice, makeProfile, makeSecurity, makeTrade, makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
/** Securities by a letter: m money fund (R1), b treasury bond (R1), f fund (R3), e ETF (R3), s STAR share (R4). */
const listed = {
  m: { code: '511880', name: '货币一', category: 'Fund', subCategory: '货币' },
  b: { code: '019001', name: '国债一', category: '国债' },
  f: { code: '519001', name: '混合一', category: 'Fund', subCategory: '混合' },
  e: { code: '510300', name: '宽基', category: 'ETF' },
  s: { code: '688001', name: '芯片', category: 'Stock' },
} as const
type Letter = keyof typeof listed
const securities = {} as Record<Letter, { id: string }>

const day = { today: '2026-11-20' }
beforeAll(async () => {
  api = await startApi({ now: () => new Date(`${day.today}T02:00:00Z`) })
  firm = await makeFirm(api)
  await api.make(async (db) => {
    for (const letter of Object.keys(listed) as Letter[]) {
      securities[letter] = await makeSecurity(db, { market: 'SH', ...listed[letter] })
      await makePrice(db, { security: securities[letter], pricedOn: '2026-11-19', price: '10' })
    }
  })
})
afterAll(() => api.close())

/** A customer of a class who bought these, thousand pieces each. */
async function holder(level: string | null, held: string, { owner = firm.am, validTo = '2027-06-01' } = {}) {
  const customer = await firm.customerOf(owner, { riskLevel: null, riskBasis: 'unavailable' } as never)
  await api.make(async (db) => {
    if (level) await makeProfile(db, { customer, asOf: '2026-06-01', riskLevel: level, validTo } as never)
    const account = await makeAccount(db, { customer })
    for (const [n, letter] of [...held].entries())
      await makeTrade(db, {
        ...{ customer, account, security: securities[letter as Letter], side: 'buy', fees: '0' },
        ...{ quantity: '1000', price: '10', tradedAt: `2026-11-0${2 + (n % 5)}T10:05:00+08:00` },
      })
  })
  return customer
}
const settle = async () => {
  await renewWhatImportsTouched(api.product)
  while (await renewSegments(api.product));
}
const offersTo = (customer: { id: string }, who = firm.am) =>
  who.call(nextOffers.ofCustomer, { params: { id: customer.id } })

describe('the next best offer', () => {
  it('is what most of the same class hold, of other branches too, and never above what the customer may hold', async () => {
    for (const held of ['mbfe', 'mbf', 'mbf', 'me']) await holder('C3', held, { owner: firm.stranger })
    for (const held of ['mse', 'mse', 'mse', 'fs']) await holder('C2', held)
    const customer = await holder('C3', 's')
    const low = await holder('C2', 's')
    await settle()
    expect((await offersTo(customer)).offers).toMatchObject([
      // Everything the customer has is one share, which is above the tolerance and not offered.
      { security: { code: '511880' }, reason: 'above-tolerance', share: 1, grade: 1, holders: 4, peers: 4 },
      { security: { code: '519001' }, reason: 'concentrated', share: 1, grade: 3, holders: 3, peers: 4 },
      { security: { code: '019001' }, reason: 'peers-hold', share: 0.75, grade: 1, holders: 3, peers: 4 },
    ])
    const { offers, highestGrade } = await offersTo(low)
    expect(highestGrade).toBe(2)
    // Four C2 customers hold funds of these kinds; the fund that one of them holds is told of nobody, being fewer than three.
    expect(offers).toMatchObject([{ security: { code: '511880' }, holders: 3, peers: 4 }])
    for (const offer of offers) expect(offer.grade).toBeLessThanOrEqual(2)
  })

  it('is nothing without a valid assessment, and nothing that the customer holds', async () => {
    const [never, expired, has] = [
      await holder(null, 's'),
      await holder('C3', 's', { validTo: '2026-11-19' }),
      await holder('C3', 'mbfe'),
    ]
    await settle()
    for (const customer of [never, expired])
      expect(await offersTo(customer)).toMatchObject({ highestGrade: null, offers: [] })
    expect((await offersTo(has)).offers).toEqual([])
  })

  it('answers what the customer said to need first', async () => {
    const customer = await holder('C3', 's')
    await settle()
    for (const [kind, statedOn] of [
      ['growth', '2026-10-01'],
      ['income', '2024-10-01'],
      ['service', '2026-11-01'],
    ] as const)
      await firm.am.call(customerNeeds.record, {
        params: { id: customer.id },
        body: { kind, text: 't', statedOn, source: 'visit' },
      })
    const { offers } = await offersTo(customer)
    expect(offers[0]).toMatchObject({ reason: 'stated-need', need: 'growth', security: { code: '519001' } })
    expect(offers.filter(({ reason }) => reason === 'stated-need')).toHaveLength(1)
  })

  it('goes by the channel that reaches best and is not refused, at the hour of most trades', async () => {
    const customer = await holder('C3', 'sssss')
    const visit = (channel: string, outcome: string, plannedOn = '2026-10-09') =>
      api.make((db) =>
        makeVisit(db, {
          customer,
          staff: { id: firm.am.userId },
          channel,
          plannedOn,
          state: 'recorded',
          outcome,
        } as never),
      )
    expect(await offersTo(customer)).toMatchObject({ channel: null, time: { weekday: 1, hour: 10, trades: 5 } })
    await visit('wechat', 'reached')
    for (const outcome of ['reached', 'interested', 'follow-up', 'not-reached']) await visit('phone', outcome)
    for (let n = 0; n < 9; n++) await visit('email', 'reached', '2023-10-09')
    expect((await offersTo(customer)).channel).toEqual({ channel: 'phone', reached: 3, visits: 4 })
    await api.make((db) =>
      db.rows(
        '',
        `insert into contact_points (id, customer_id, kind, value_sealed, value_hash, do_not_contact)
         values (uuid_v7(), $1, 'mobile', 'x', 'x', true)`,
        [customer.id],
      ),
    )
    expect((await offersTo(customer)).channel).toEqual({ channel: 'wechat', reached: 1, visits: 1 })
  })

  it('is told of customers in sight only', async () => {
    const theirs = await holder('C3', 's', { owner: firm.stranger })
    expect(await refusalOf(offersTo(theirs))).toMatchObject({ status: 404 })
    expect(await refusalOf(offersTo(theirs, firm.admin))).toMatchObject({ status: 403 })
  })
})
