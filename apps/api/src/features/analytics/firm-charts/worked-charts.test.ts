import type { ChartName } from '@rapport/contract/analytics/chart-catalogue'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { makeBranch, makeCustomer, makeHeadOffice, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let ho: Client
let region: { id: string }
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-11T02:00:00Z') })
  ;[ho, region] = await api
    .make(async (db) => {
      const office = await makeHeadOffice(db)
      return [office, await makeRegion(db)] as const
    })
    .then(async ([office, made]) => [await api.signIn('head-office', office), made])
})
afterAll(() => api.close())

const newBranch = () => api.make((db) => makeBranch(db, { region }))
const ask = (chart: ChartName, query: object) => ho.call(firmCharts.open, { params: { chart }, query: query as never })
const put = (table: string, rows: object[]) =>
  api.make((db) => {
    const names = Object.keys(rows[0]!)
    return db.rows(
      '',
      `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    )
  })
const zero = Object.fromEntries(
  `customers active_customers assets position_value cash product_value margin_debt net_inflow profit realised traded_value trades fees
   commission net_commission contacts`
    .split(/\s+/)
    .map((name) => [name, 0]),
)

describe('a month that goes on', () => {
  it('is compared with as many trading days of the month before and of the year before', async () => {
    const unit = await newBranch()
    // Three trading days of November so far; five of October, four of the November before, each with its own commission.
    const days = {
      '2026-11': ['02', '03', '10'],
      '2026-10': ['09', '12', '13', '14', '15'],
      '2025-11': ['03', '04', '05', '28'],
    }
    const paid: Record<string, number> = { '2026-11': 30, '2026-10': 20, '2025-11': 40 }
    const all = Object.entries(days).flatMap(([month, of]) => of.map((day) => ({ month, day: `${month}-${day}` })))
    await put(
      'warehouse.valuation_days',
      all.map(({ day }) => ({ day, provisional: false })),
    )
    await put(
      'warehouse.unit_days',
      all.map(({ month, day }) => ({ ...zero, unit_id: unit.id, day, currency: 'CNY', net_commission: paid[month] })),
    )
    await put(
      'warehouse.unit_months',
      Object.entries(days).map(([month, of]) => ({
        unit_id: unit.id,
        month: `${month}-01`,
        currency: 'CNY',
        ...{
          traded_value: 0,
          trades: 0,
          active_customers: 0,
          customers: 1,
          asset_days: 0,
          closing_assets: 0,
          net_inflow: 0,
        },
        ...{ profit: 0, realised: 0, commission: 0, fees: 0, contacts: 0 },
        net_commission: paid[month]! * of.length,
      })),
    )
    const { rows, tradingDays } = await ask('commission', { unit: unit.id, compare: 'period,year' })
    const net = rows.at(-1)!
    expect([tradingDays, net.values[1]]).toEqual([3, '90'])
    expect(net.compared.map(({ with: which, values, changes }) => [which, values[1], changes[1]])).toEqual([
      ['period', '60', '0.5'],
      ['year', '120', '-0.25'],
    ])
    // A whole month is compared with a whole one.
    const whole = await ask('commission', { unit: unit.id, compare: 'period', to: '2026-10' })
    expect([whole.tradingDays, whole.rows.at(-1)!.values[1]]).toEqual([null, '100'])
  })
})

describe('the share of the market', () => {
  it('is not known before the market is loaded, and 0.8659 % in the worked example (domain 10)', async () => {
    const unit = await newBranch()
    await put('warehouse.unit_months', [
      {
        unit_id: unit.id,
        month: '2026-09-01',
        currency: 'CNY',
        ...{ traded_value: '215.6', trades: 4, active_customers: 2, customers: 2, asset_days: 0, closing_assets: 0 },
        ...{ net_inflow: 0, profit: 0, realised: 0, commission: 0, net_commission: 0, fees: 0, contacts: 0 },
      },
    ])
    const before = await ask('market-share', { unit: unit.id, to: '2026-09' })
    expect([before.missing, before.rows.at(-1)!.values]).toEqual([['market'], ['215.6', null]])
    await put('warehouse.market_days', [
      { day: '2026-09-01', currency: 'CNY', turnover: '6000' },
      { day: '2026-09-30', currency: 'CNY', turnover: '6450' },
    ])
    const { missing, rows } = await ask('market-share', { unit: unit.id, to: '2026-09' })
    expect([missing, Number(rows.at(-1)!.values[1]).toFixed(6)]).toEqual([[], '0.008659'])
  })
})

/** Customers of a branch, with what they had and traded by month. */
async function customersIn(
  unit: { id: string },
  openedOn: string,
  months: { month: string; assets?: string; trades?: number }[][],
) {
  const made = await api.make(async (db) => {
    const owner = { id: ho.userId }
    const ids: string[] = []
    for (let n = 0; n < months.length; n++)
      ids.push((await makeCustomer(db, api.product.seal, { owner, unit, openedOn })).id)
    return ids
  })
  await put(
    'warehouse.customer_months',
    months.flatMap((of, n) =>
      of.map(({ month, assets = '0', trades = 0 }) => ({
        customer_id: made[n],
        month: `${month}-01`,
        currency: 'CNY',
        traded_value: trades * 100,
        trades,
        owner_id: ho.userId,
        unit_id: unit.id,
        live: true,
        days: 1,
        asset_days: assets,
        closing_assets: assets,
        ...{
          peak_assets: assets,
          net_inflow: 0,
          profit: 0,
          realised: 0,
          commission: 0,
          net_commission: 0,
          fees: 0,
          contacts: 0,
        },
        counted_trades: trades,
      })),
    ),
  )
}

describe('a cohort', () => {
  it('keeps 100, 82, 70 and 64 % as in the worked example (domain 10)', async () => {
    const unit = await newBranch()
    const kept = [50, 41, 35, 32]
    const months = ['2026-07', '2026-08', '2026-09', '2026-10']
    await customersIn(
      unit,
      '2026-07-14',
      Array.from({ length: 50 }, (_, n) =>
        months.filter((_, k) => n < kept[k]!).map((month) => ({ month, trades: 1 })),
      ),
    )
    const { rows } = await ask('cohorts', { unit: unit.id })
    const july = rows.filter(({ group }) => group === '2026-07')
    expect(july.map(({ key, values }) => [key, ...values])).toEqual([
      ['0', '50', '1'],
      ['1', '41', '0.82'],
      ['2', '35', '0.7'],
      ['3', '32', '0.64'],
    ])
    expect(rows.find(({ group }) => group === '2026-08')!.values).toEqual([null, null])
    const opened = await ask('new-accounts', { unit: unit.id, to: '2026-07', months: '1' })
    expect(opened.rows[0]!.values).toEqual(['50', '50', '1', null, null])
    const compared = await ask('new-accounts', { unit: unit.id, to: '2026-08', months: '1', compare: 'period,year' })
    expect(compared.rows[0]!.compared).toEqual([
      { with: 'period', values: ['50', null, null, null, null], changes: ['-1', null, null, null, null] },
      { with: 'year', values: ['0', null, null, null, null], changes: [null, null, null, null, null] },
    ])
  })
})

describe('new customers', () => {
  it('stand beside the accounts opened in the whole country where its feed tells them', async () => {
    const unit = await newBranch()
    await customersIn(
      unit,
      '2026-05-14',
      Array.from({ length: 3 }, () => [{ month: '2026-05', trades: 0 }]),
    )
    await put('warehouse.market_days', [
      { day: '2026-05-08', currency: 'CNY', market: 'CN', new_accounts: 1_000 },
      { day: '2026-05-29', currency: 'CNY', market: 'CN', new_accounts: 500 },
      { day: '2026-04-30', currency: 'CNY', market: 'CN', new_accounts: 900 },
    ])
    await put('warehouse.market_days', [{ day: '2026-06-01', currency: 'CNY', market: 'CN', turnover: '10' }])
    const { rows } = await ask('new-accounts', { unit: unit.id, to: '2026-06', months: '3', compare: 'period' })
    expect(rows.map(({ key, values }) => [key, ...values])).toEqual([
      ['2026-04', '0', '0', null, '900', '0'],
      ['2026-05', '3', '0', '0', '1500', '0.002'],
      ['2026-06', '0', '0', null, null, null],
    ])
    expect(rows[1]!.compared[0]).toMatchObject({ values: ['0', null, null, '900', '0'] })
    expect(rows[1]!.compared[0]!.changes.slice(3)).toEqual(['0.66666667', '0.002'])
  })
})

describe('the active ratio', () => {
  it('is a fraction of those who own anything or trade, and not known where nobody is valued', async () => {
    const unit = await newBranch()
    await customersIn(
      unit,
      '2020-01-02',
      [1, 1, 0, 0].map((trades) => [{ month: '2026-10', assets: '100.00', trades }]),
    )
    const { rows } = await ask('active-ratio', { unit: unit.id, to: '2026-10' })
    expect(rows.at(-1)!.values).toEqual(['2', '4', '0.5'])
    expect(rows[0]!.values).toEqual(['0', null, null])
  })
})

describe('bands of assets', () => {
  it('begin with their lower edge, hold whoever owes, and add up to all customers and assets', async () => {
    const unit = await newBranch()
    const assets = ['-5.00', '0.00', '9999.99', '10000.00', '99999.99', '10000000.00']
    await customersIn(
      unit,
      '2020-01-02',
      assets.map((of) => [{ month: '2026-10', assets: of }]),
    )
    const { rows } = await ask('asset-bands', { unit: unit.id, to: '2026-10' })
    expect(rows.map(({ key, values }) => [key, values[0], values[1]])).toEqual([
      ['0', '3', '9994.99'],
      ['10000', '2', '109999.99'],
      ...['100000', '500000', '1000000', '3000000', '6000000'].map((key) => [key, '0', '0']),
      ['10000000', '1', '10000000'],
    ])
    expect(rows.map(({ values }) => values[2])).toEqual(['0.5', ...Array(6).fill('0.83333333'), '1'])
    expect(rows.at(-1)!.values[3]).toBe('1')
  })
})

describe('what is ranked', () => {
  it('is ordered by what is chosen, equal ones share a rank, and each has its rank of the month before', async () => {
    const [one, two, three] = [await newBranch(), await newBranch(), await newBranch()]
    const month = (unit: { id: string }, of: string, net: number) => ({
      unit_id: unit.id,
      month: of,
      currency: 'CNY',
      ...{
        traded_value: 0,
        trades: 0,
        active_customers: 0,
        customers: 1,
        asset_days: 0,
        closing_assets: 0,
        net_inflow: 0,
      },
      ...{ profit: 0, realised: 0, commission: 0, fees: 0, contacts: 0 },
      net_commission: net,
    })
    await put('warehouse.unit_months', [
      ...[month(one, '2026-10-01', 7000), month(two, '2026-10-01', 9000), month(three, '2026-10-01', 9000)],
      ...[month(one, '2025-10-01', 1), month(two, '2025-10-01', 1)],
    ])
    await put('warehouse.valuation_days', [{ day: '2025-10-09', provisional: false }])
    await put('warehouse.unit_months', [month(one, '2026-09-01', 50), month(two, '2026-09-01', 40)])
    await put('warehouse.valuation_days', [{ day: '2026-09-09', provisional: false }])
    const { rows, columns, asOf } = await ask('units', { by: 'net-commission', compare: 'period' })
    const own = [one, two, three].map(({ id }) => rows.find(({ key }) => key === id)!)
    expect([columns[0]!.indicator, asOf]).toEqual(['net-commission', '2026-10-31'])
    expect(own.map(({ values }) => values.slice(0, 2))).toEqual([
      ['7000', '3'],
      ['9000', '1'],
      ['9000', '1'],
    ])
    expect(own.map(({ compared }) => compared[0]!.values[1])).toEqual(['1', '2', null])
    expect(own[0]!.compared[0]!.changes[0]).toBe('139')
  })
})
