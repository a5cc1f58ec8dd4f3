import { auditEvents } from '@rapport/contract/administration/audit-events'
import { type ContributionGroup, type ContributionRow, contributions } from '@rapport/contract/analytics/contributions'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import { makeAccount, makeSecurity, makeTrade, makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, versionOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { addUp, makeIncome } from './testing.ts'

let api: Api
let firm: Firm
let one: { id: string }
let two: { id: string }
let far: { id: string }
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await makeFirm(api)
  one = await firm.customerOf(firm.am, { level: 'premium' })
  two = await firm.customerOf(firm.colleague, { level: 'mass' })
  far = await firm.customerOf(firm.stranger, { level: 'premium' })
  await api.make(async (db) => {
    const security = await makeSecurity(db, { code: '600000', market: 'SSE', category: 'Stock' })
    const account = await makeAccount(db, { customer: one })
    const trade = { customer: one, account, security, side: 'buy' as const, price: '10.00', quantity: '1000' }
    // 12.00 less 0.10 for the transfer is commission; of it 0.341 and 0.20 are passed on.
    await makeTrade(db, { ...trade, fees: '12.00', tradedAt: '2026-10-12T10:00:00+08:00' })
    const visit = { customer: one, staff: { id: firm.am.userId }, outcome: 'reached' as const }
    await makeVisit(db, { ...visit, plannedOn: '2026-10-13', minutes: 30 })
    await makeVisit(db, { ...visit, plannedOn: '2026-10-14' })
    await makeVisit(db, { ...visit, plannedOn: '2026-11-02', minutes: 7 })
    await makeVisit(db, { customer: one, staff: { id: firm.am.userId }, plannedOn: '2026-10-15' })
  })
  await makeIncome(api, one, [
    ['2026-10-20', 'interest', '100.01'],
    ['2026-10-21', 'margin-interest', '50.50'],
    ['2026-10-31', 'product-fee', '20.00'],
    ['2026-10-31', 'interest', '9.99', 'HKD'],
  ])
  await makeIncome(api, two, [['2026-10-20', 'advisory-fee', '500.00']])
  await makeIncome(api, far, [['2026-09-30', 'other', '-0.30']])
  await addUp(api)
})
afterAll(() => api.close())

const ofCustomer = (customer: { id: string }, query: object = {}) =>
  firm.ho.call(contributions.ofCustomer, { params: { id: customer.id }, query })
const listed = (by: ContributionGroup, more: object = {}, who = firm.ho) =>
  who.call(contributions.list, { query: { by, from: '2026-09', to: '2026-11', ...more } })
const told = ({ key, customers, income, cost, contribution }: ContributionRow) => ({
  key,
  customers,
  income,
  cost,
  contribution,
})

describe('what a customer brought and cost', () => {
  it('is told month by month and by kind, cost being minutes at their cost and the customer’s own; what no feed told is not known', async () => {
    const { months, total, incomeThrough, currencies } = await ofCustomer(one)
    const [october, november] = months
    // (30 + 1 × 10) minutes at 2.00, and 5.00 of the month.
    expect(october).toEqual({
      month: '2026-10',
      netCommission: '11.36',
      interest: '100.01',
      marginInterest: '50.5',
      productFees: '20',
      advisoryFees: '0',
      otherIncome: '0',
      income: '181.87',
      cost: '85',
      contribution: '96.87',
      minutes: 30,
    })
    expect(november).toMatchObject({ month: '2026-11', interest: null, income: '0', cost: '19', contribution: '-19' })
    expect(total).toMatchObject({ interest: '100.01', cost: '104', minutes: 37 })
    expect([incomeThrough, currencies]).toEqual(['2026-10', ['CNY', 'HKD']])
    const foreign = await ofCustomer(one, { currency: 'HKD' })
    expect(foreign.months).toMatchObject([{ interest: '9.99', income: '9.99', cost: null, contribution: null }])
  })

  it('is out of sight with its customer', async () => {
    const params = { id: one.id }
    expect((await firm.am.call(contributions.ofCustomer, { params })).months).toHaveLength(2)
    expect(await refusalOf(firm.stranger.call(contributions.ofCustomer, { params }))).toMatchObject({ status: 404 })
  })
})

describe('contribution of many', () => {
  it('comes to the same whatever it is put together by, and to that of each customer', async () => {
    const each = await listed('customer')
    for (const by of ['unit', 'region', 'owner', 'tier', 'level'] as const) {
      const { rows, total } = await listed(by)
      expect(total, by).toEqual(each.total)
      const sum = (name: 'income' | 'cost' | 'contribution') =>
        rows.reduce((all, row) => all + Math.round(Number(row[name]) * 10_000), 0)
      for (const name of ['income', 'cost', 'contribution'] as const)
        expect(sum(name), `${by} ${name}`).toBe(Math.round(Number(total[name]) * 10_000))
    }
    const of = (key: string) => each.rows.find((row) => row.key === key)!
    expect(told(of(two.id))).toEqual({ key: two.id, customers: 1, income: '500', cost: '5', contribution: '495' })
    expect(told(of(far.id))).toEqual({ key: far.id, customers: 1, income: '-0.3', cost: '5', contribution: '-5.3' })
    expect(each.rows.map(({ key }) => key)).toEqual([two.id, one.id, far.id])
    const owners = await listed('owner')
    expect(owners.rows.map(({ key }) => key)).toEqual([firm.colleague.userId, firm.am.userId, firm.stranger.userId])
    const [mine] = (await listed('customer', { owner: firm.am.userId })).rows
    // 104 of cost over 37 minutes that somebody measured.
    expect(mine!.perMinute).toBe(String(Number((Number(mine!.contribution) / 37).toFixed(4))))
    const premium = await listed('customer', { level: 'premium' })
    expect(premium.rows.map(({ key }) => key)).toEqual([one.id, far.id])
  })

  it('adds other currencies at the last rate known, and says where one has none', async () => {
    const before = await listed('customer', { owner: firm.am.userId })
    expect(before.converted).toBe(false)
    await api.make((db) =>
      db.rows('', `insert into warehouse.fx_rates (currency, day, rate) values ('HKD', '2026-11-01', 0.9)`, []),
    )
    const after = await listed('customer', { owner: firm.am.userId })
    expect(after.converted).toBe(true)
    expect(Number(after.total.interest) - Number(before.total.interest)).toBeCloseTo(8.991, 6)
  })

  it('is of whom one sees', async () => {
    expect((await listed('customer', {}, firm.am)).rows.map(({ key }) => key)).toEqual([one.id])
    expect((await listed('customer', {}, firm.bm)).rows.map(({ key }) => key)).toEqual([two.id, one.id])
    const foreign = firm.bm.call(contributions.list, { query: { unit: firm.elsewhere.id } })
    expect(await refusalOf(foreign)).toMatchObject({ status: 404 })
  })

  it('goes with a customer who is handed over: the month of the unit follows', async () => {
    const units = async () => {
      const kept = await api.make((db) =>
        db.rows<{ unit: string; interest: string; minutes: string }>(
          '',
          `select unit_id as unit, trim_scale(sum(interest))::text as interest, sum(minutes)::text as minutes
           from warehouse.unit_contributions where currency = 'CNY' group by 1`,
          [],
        ),
      )
      return Object.fromEntries(kept.map(({ unit, interest, minutes }) => [unit, [interest, minutes]]))
    }
    expect(await units()).toEqual({ [firm.branch.id]: ['100.01', '37'], [firm.elsewhere.id]: ['0', '0'] })
    const hand = async (to: string) =>
      firm.ho.call(customers.handOver, {
        params: { id: one.id },
        version: await versionOf(firm.ho, one.id),
        body: { ownerId: to, reason: 'r' },
      })
    await hand(firm.stranger.userId)
    expect(await units()).toEqual({ [firm.branch.id]: ['0', '0'], [firm.elsewhere.id]: ['100.01', '37'] })
    expect((await listed('customer', {}, firm.am)).rows).toEqual([])
    await hand(firm.am.userId)
  })

  it('of two customers who become one is the sum of both, who count once', async () => {
    const [stays, goes] = [await firm.customerOf(firm.am), await firm.customerOf(firm.colleague)]
    await makeIncome(api, stays, [['2026-09-10', 'interest', '1.10']])
    await makeIncome(api, goes, [
      ['2026-09-11', 'interest', '2.20'],
      ['2026-10-11', 'other', '3.30'],
    ])
    await addUp(api)
    const before = (await listed('unit')).total
    const params = { id: stays.id }
    const body = { mergedId: goes.id, mergedVersion: await versionOf(firm.ho, goes.id) }
    await firm.ho.call(customerMerges.merge, { params, body, version: await versionOf(firm.ho, stays.id) })
    const once = async () => {
      const { months } = await ofCustomer(stays)
      expect(months.map(({ month, interest, otherIncome, cost }) => [month, interest, otherIncome, cost])).toEqual([
        ['2026-09', '3.3', '0', '5'],
        ['2026-10', '0', '3.3', '5'],
      ])
      const { total } = await listed('unit')
      expect([total.income, total.customers]).toEqual([before.income, before.customers - 1])
      expect(Number(before.cost) - Number(total.cost)).toBe(5)
    }
    await once()
    // Added up from the facts of both it is the same.
    await api.make((db) =>
      db.rows(
        '',
        `insert into warehouse.contributions_due (customer_id, month) values ($1, '2026-09-01'), ($1, '2026-10-01')`,
        [stays.id],
      ),
    )
    await addUp(api)
    await once()
  })
})

describe('what serving costs', () => {
  const rate = { from: '2026-11', costOfMinute: '3.5', minutesOfContact: '12', costOfCustomer: '6' }

  it('is said from a month on, in one’s own name, and figures of earlier months stay', async () => {
    expect((await firm.am.call(contributions.rates)).items).toMatchObject([
      { from: '1990-01', costOfMinute: '2', minutesOfContact: '10', costOfCustomer: '5', recordedBy: null },
    ])
    for (const who of [firm.am, firm.bm, firm.co])
      expect(await refusalOf(who.call(contributions.record, { body: rate }))).toMatchObject({ status: 403 })
    const made = await firm.ho.call(contributions.record, { body: rate })
    expect(made).toMatchObject({ ...rate, recordedBy: { id: firm.ho.userId } })
    const { months } = await ofCustomer(one)
    // 7 minutes at 3.50, and 6.00.
    expect(months.map(({ cost }) => cost)).toEqual(['85', '30.5'])
    await firm.ho.call(contributions.record, { body: { ...rate, costOfCustomer: '7' } })
    expect((await ofCustomer(one)).months[1]!.cost).toBe('31.5')
    const { items } = await firm.co.call(auditEvents.list, { query: { objectType: 'cost_rates' } })
    expect(items.map(({ action }) => action)).toEqual(['update', 'insert', 'refuse', 'refuse', 'refuse'])
  })
})
