import type { ChartName } from '@rapport/contract/analytics/chart-catalogue'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { tiers } from '@rapport/contract/analytics/tiers'
import { customers } from '@rapport/contract/customer/customers'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let now = '2026-11-20'
beforeAll(async () => {
  api = await startApi({ now: () => new Date(`${now}T04:00:00Z`) })
  firm = await makeFirm(api)
  for (const month of ['2026-07', '2026-08', '2026-09', '2026-10'])
    await ask('insert into warehouse.valuation_days (day) values ($1::date)', [`${month}-15`])
})
afterAll(() => api.close())

const ask = (text: string, values: unknown[] = []) => api.make((db) => db.rows('', text, values))
const renew = async () => {
  while (await renewSegments(api.product));
}
const chart = (name: ChartName, who: Client, query: object = {}) =>
  who.call(firmCharts.open, { params: { chart: name }, query: query as never })
type Row = Awaited<ReturnType<typeof chart>>['rows'][number]
const total = async (who: Client, list: Row['list']) =>
  (await who.call(customers.list, { query: { ...list!.filter, limit: '1' } as never })).total

/** A customer with these assets, on average and at the end, of each month. */
async function customerWith(assets: Record<string, number>, owner: Client, currency = 'CNY') {
  const customer = await firm.customerOf(owner)
  for (const [month, amount] of Object.entries(assets))
    await ask(
      `insert into warehouse.customer_months (customer_id, month, currency, days, asset_days, closing_assets, owner_id, unit_id, live)
       select customer_id, $2::date, $4, 1, $3::numeric, $3::numeric, owner_id, unit_id, live from warehouse.customer_scope where customer_id = $1`,
      [customer.id, `${month}-01`, amount, currency],
    )
  return customer
}

describe('the migration of tiers', () => {
  const told = (rows: readonly Row[]) => rows.map(({ group, key, values }) => [group, key, ...values])

  it('tells from which tier to which customers in sight went, with their assets, and leads to as many customers', async () => {
    const riser = await customerWith({ '2026-09': 20_000, '2026-10': 3_000_000 }, firm.am)
    await customerWith({ '2026-09': 20_000, '2026-10': 20_000 }, firm.am)
    await customerWith({ '2026-10': 600_000 }, firm.stranger)
    await renew()
    const whole = await chart('tier-migration', firm.ho)
    expect([whole.asOf, whole.currency]).toEqual(['2026-10-31', 'CNY'])
    expect(told(whole.rows)).toEqual([
      ['ordinary', 'diamond', '1', '3000000', '0.33333333'],
      ['ordinary', 'ordinary', '1', '20000', '0.33333333'],
      ['long-tail', 'gold', '1', '600000', '0.33333333'],
    ])
    expect(Object.keys(whole.names)[0]).toBe('ultra-high-net-worth')
    expect(told((await chart('tier-migration', firm.bm)).rows)).toEqual([
      ['ordinary', 'diamond', '1', '3000000', '0.5'],
      ['ordinary', 'ordinary', '1', '20000', '0.5'],
    ])
    const there = await chart('tier-migration', firm.ho, { unit: firm.elsewhere.id })
    expect(told(there.rows)).toEqual([['long-tail', 'gold', '1', '600000', '1']])
    for (const { list, values } of [...whole.rows, ...there.rows])
      expect(await total(firm.ho, list)).toBe(Number(values[0]))
    const { filter } = whole.rows[0]!.list!
    expect(filter).toEqual({ tierIn: '2026-10', tierFrom: 'ordinary', tierTo: 'diamond' })
    expect(await total(firm.ho, { of: 'customers', filter: { ...filter, tierFrom: 'gold' } })).toBe(0)
    const { items } = await firm.ho.call(customers.list, { query: filter as never })
    expect(items.map(({ id }) => id)).toEqual([riser.id])
  })

  it('says what the page of tiers says of the same months and unit', async () => {
    for (const unit of [undefined, firm.branch.id, firm.elsewhere.id]) {
      const query = unit === undefined ? {} : { unit }
      const { items } = await firm.ho.call(tiers.flows, { query: { from: '2026-09', to: '2026-10', ...query } })
      const { rows } = await chart('tier-migration', firm.ho, query)
      const page = items.map(({ from, to, customers: n, assets }) => [from ?? 'none', to ?? 'none', n, Number(assets)])
      const drawn = rows.map(({ group, key, values }) => [group, key, Number(values[0]), Number(values[1])])
      expect(drawn.map(String).sort()).toEqual(page.map(String).sort())
      const [{ group, key }] = rows as [Row]
      const flow = { from: '2026-09', to: '2026-10', ...query, fromTier: group!, toTier: key }
      const { fromTier: _, ...fromNone } = flow
      const moved = await firm.ho.call(tiers.moved, { query: (group === 'none' ? fromNone : flow) as never })
      expect(moved.items.length).toBe(Number(rows[0]!.values[0]))
    }
    expect((await firm.bm.send('GET', `/tier-flows?unit=${firm.elsewhere.id}`)).status).toBe(404)
  })

  it('follows a customer who is handed over, removed, or given a tier by hand, and assets that are corrected', async () => {
    const of = async (query: object = {}) => told((await chart('tier-migration', firm.ho, query)).rows)
    const one = await customerWith({ '2026-10': 150_000 }, firm.am)
    await renew()
    const here = { unit: firm.branch.id }
    expect(await of(here)).toContainEqual(['long-tail', 'growth', '1', '150000', '0.33333333'])
    await ask('update warehouse.customer_months set closing_assets = 160000 where customer_id = $1', [one.id])
    await ask('insert into warehouse.indicators_due (customer_id) values ($1)', [one.id])
    await renew()
    expect(await of(here)).toContainEqual(['long-tail', 'growth', '1', '160000', '0.33333333'])
    await ask('update customers set unit_id = $2, owner_id = $3 where id = $1', [
      one.id,
      firm.elsewhere.id,
      firm.stranger.userId,
    ])
    expect((await of(here)).length).toBe(2)
    expect(await of({ unit: firm.elsewhere.id })).toContainEqual(['long-tail', 'growth', '1', '160000', '0.5'])
    await ask(
      `insert into tiers_by_hand (id, customer_id, tier, reason, valid_from) values ($1, $2, 'platinum', 'r', '2026-11-01')`,
      [newId(), one.id],
    )
    await renew()
    expect(await of({ unit: firm.elsewhere.id })).toContainEqual(['long-tail', 'platinum', '1', '160000', '0.5'])
    await ask('update customers set deleted_at = now() where id = $1', [one.id])
    expect((await of({ unit: firm.elsewhere.id })).length).toBe(1)
  })

  it('does not know assets without a rate, and compares with the month before and a year before', async () => {
    await customerWith({ '2026-10': 5_000_000 }, firm.stranger, 'HKD')
    await renew()
    const { rows } = await chart('tier-migration', firm.ho, { unit: firm.elsewhere.id, compare: 'period,year' })
    // By rule it is judged without what has no rate.
    const flow = rows.find(({ values }) => values[1] === null)
    expect(told([flow!])).toEqual([['long-tail', 'long-tail', '1', null, '0.5']])
    const gold = rows.find(({ key }) => key === 'gold')!
    expect(gold.compared.map(({ with: which, values }) => [which, ...values])).toEqual([
      ['period', '0', '0', '0'],
      ['year', null, null, null],
    ])
    const before = await chart('tier-migration', firm.ho, { to: '2026-09', unit: firm.branch.id })
    expect(told(before.rows)).toEqual([['long-tail', 'ordinary', '2', '40000', '1']])
  })

  it('of a month is told when it is over and everybody was judged', async () => {
    await ask(`insert into warehouse.valuation_days (day) values ('2026-11-30')`)
    now = '2026-12-01'
    try {
      expect((await chart('tier-migration', firm.ho)).asOf).toBe('2026-10-31')
      await renew()
      expect((await chart('tier-migration', firm.ho)).asOf).toBe('2026-11-30')
    } finally {
      now = '2026-11-20'
    }
  })
})

describe('warnings of leaving', () => {
  const version = newId()
  const score = (customer: { id: string }, asOf: string, of: string, assets: number, by = version) =>
    ask(
      `insert into warehouse.customer_scores (customer_id, version_id, as_of, kind, score, class, detail)
       values ($1, $2, $3::date, 'churn', 0.5, $4, jsonb_build_object('assets', $5::float8))`,
      [customer.id, by, asOf, of, assets],
    )

  it('are not known before a model scored anybody', async () => {
    const { missing, rows } = await chart('churn-warnings', firm.ho)
    expect([missing, rows.length]).toEqual([['model'], 13])
    expect(rows.every(({ values, list }) => values.every((value) => value === null) && list === null)).toBe(true)
  })

  it('are those of the last day of each month on which all were scored, in the units in sight, and lead to them', async () => {
    const [one, two, three] = [
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.stranger),
    ]
    await ask(
      `insert into warehouse.model_versions (id, kind, number, state, settings, in_use) values ($1, 'churn', 1, 'fitted', '{}', true)`,
      [version],
    )
    await score(one, '2026-09-10', 'high', 999)
    await score(one, '2026-09-30', 'high', 1000.5)
    await score(two, '2026-09-30', 'low', 300)
    await score(three, '2026-09-30', 'high', 50)
    await score(one, '2026-10-30', 'medium', 900)
    await score(two, '2026-10-30', 'high', 310.25)
    // Another version, which is not the one in use, scored the same day.
    await score(one, '2026-10-30', 'high', 1, newId())
    const told = async (who: Client, query: object = {}) => {
      const { rows } = await chart('churn-warnings', who, { months: '4', compare: 'period', ...query })
      return rows.map(({ key, values }) => [key, ...values])
    }
    const here = [
      ['2026-08', null, null, null, null],
      ['2026-09', '1', '0', '1000.5', '0.5'],
      ['2026-10', '1', '1', '310.25', '0.5'],
      ['2026-11', null, null, null, null],
    ]
    expect(await told(firm.bm)).toEqual(here)
    expect(await told(firm.ho, { unit: firm.branch.id })).toEqual(here)
    expect((await told(firm.ho))[1]).toEqual(['2026-09', '2', '0', '1050.5', '0.66666667'])
    expect((await told(firm.ho, { unit: firm.elsewhere.id }))[2]).toEqual(['2026-10', '0', '0', '0', null])
    const { rows, asOf } = await chart('churn-warnings', firm.ho, { months: '4', compare: 'period' })
    expect(asOf).toBe('2026-10-30')
    expect(rows[2]!.compared[0]).toMatchObject({ values: ['2', '0', '1050.5', '0.66666667'] })
    for (const who of [firm.ho, firm.bm]) {
      const answer = await chart('churn-warnings', who, { months: '4' })
      for (const { list, values } of answer.rows.slice(1, 3)) expect(await total(who, list)).toBe(Number(values[0]))
    }
    await ask('update customers set unit_id = $2, owner_id = $3 where id = $1', [
      two.id,
      firm.elsewhere.id,
      firm.stranger.userId,
    ])
    expect((await told(firm.bm))[2]).toEqual(['2026-10', '0', '1', '0', '0'])
    expect((await told(firm.ho, { unit: firm.elsewhere.id }))[2]).toEqual(['2026-10', '1', '0', '310.25', '1'])
    await ask('update customers set deleted_at = now() where id = $1', [two.id])
    expect((await told(firm.ho, { unit: firm.elsewhere.id }))[2]).toEqual(['2026-10', '0', '0', '0', null])
  })
})
