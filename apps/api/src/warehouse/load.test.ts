import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from './testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const tradeNames = [
  'customerNo',
  'accountNumber',
  'securityCode',
  'side',
  'quantity',
  'price',
  'fees',
  'tradedOn',
  'tradeNo',
]
const cashNames = ['customerNo', 'accountNumber', 'movedOn', 'kind', 'amount', 'serialNo']

describe('a customer whose trades, cash and prices are loaded', () => {
  it('has positions, assets, net inflow and profit of each day, worked to the cent', async () => {
    const { item, load, ask } = warehouse
    const trades = item('trades', tradeNames)
    const prices = item('prices', ['securityCode', 'day', 'price'])
    const cash = item('cash-movements', cashNames)
    const actions = item('corporate-actions', [
      'securityCode',
      'exOn',
      'recordOn',
      'kind',
      'cashPerShare',
      'bonusRatio',
    ])
    await load([
      {
        item: trades,
        businessDate: '2025-01-10',
        text: `${tradeNames}
C1,A1,S1,buy,1000,10.00,5.10,2025-01-02,1
C1,A1,S1,buy,500,11.00,5.06,2025-01-03,2
C1,A1,S1,sell,600,12.00,8.67,2025-01-06,3
C1,A1,S1,buy,234,6.00,0,2025-01-09,4
C1,A1,S1,sell,700,9.80,8.50,2025-01-10,5
`,
      },
      {
        item: prices,
        businessDate: '2025-01-10',
        text: `securityCode,day,price\nS1,2025-01-02,10.00\nS1,2025-01-03,11.00\nS1,2025-01-06,12.00\nS1,2025-01-07,12.00\nS1,2025-01-08,9.00\nS1,2025-01-09,9.20\nS1,2025-01-10,9.50\n`,
      },
      {
        item: cash,
        businessDate: '2025-01-10',
        text: `${cashNames}\nC1,A1,2025-01-02,deposit,20000.00,a\nC1,A1,2025-01-08,dividend,270.00,b\nC1,A1,2025-01-09,withdrawal,-1000.00,c\n`,
      },
      {
        item: actions,
        businessDate: '2025-01-10',
        text: `securityCode,exOn,recordOn,kind,cashPerShare,bonusRatio\nS1,2025-01-08,2025-01-07,dividend,0.30,\nS1,2025-01-08,2025-01-07,bonus,,0.3\n`,
      },
    ])
    const [position] = await ask(
      'select quantity::text, cost::text, realised::text, dividends::text from warehouse.positions',
    )
    expect(position).toEqual({ quantity: '704.000000', cost: '5370.31', realised: '2498.98', dividends: '270.00' })
    const days = await ask<{ day: string }>(
      `select day, assets::text, cash::text, position_value::text as value, net_inflow::text as inflow, profit::text, gap::text
       from warehouse.customer_days order by day`,
    )
    expect(days).toEqual([
      {
        day: '2025-01-02',
        assets: '19994.90',
        cash: '9994.90',
        value: '10000.00',
        inflow: '20000.00',
        profit: '-5.10',
        gap: '0.00',
      },
      {
        day: '2025-01-03',
        assets: '20989.84',
        cash: '4489.84',
        value: '16500.00',
        inflow: '0.00',
        profit: '994.94',
        gap: '0.00',
      },
      {
        day: '2025-01-06',
        assets: '22481.17',
        cash: '11681.17',
        value: '10800.00',
        inflow: '0.00',
        profit: '1491.33',
        gap: '0.00',
      },
      {
        day: '2025-01-07',
        assets: '22481.17',
        cash: '11681.17',
        value: '10800.00',
        inflow: '0.00',
        profit: '0.00',
        gap: '0.00',
      },
      {
        day: '2025-01-08',
        assets: '22481.17',
        cash: '11951.17',
        value: '10530.00',
        inflow: '0.00',
        profit: '0.00',
        gap: '0.00',
      },
      {
        day: '2025-01-09',
        assets: '22463.97',
        cash: '9547.17',
        value: '12916.80',
        inflow: '-1000.00',
        profit: '982.80',
        gap: '0.00',
      },
      {
        day: '2025-01-10',
        assets: '23086.67',
        cash: '16398.67',
        value: '6688.00',
        inflow: '0.00',
        profit: '622.70',
        gap: '0.00',
      },
    ])
    const [month] = await ask(
      `select m.days, m.closing_assets::text as closing, m.peak_assets::text as peak, m.peak_on, m.net_inflow::text as inflow, m.profit::text,
              u.closing_assets::text as unit, s.assets::text as today
       from warehouse.customer_months m join warehouse.unit_months u using (unit_id, month, currency)
       join warehouse.unit_days s on s.unit_id = m.unit_id and s.day = '2025-01-10'`,
    )
    expect(month).toEqual({
      days: 7,
      closing: '23086.67',
      peak: '23086.67',
      peak_on: '2025-01-10',
      inflow: '19000.00',
      profit: '4086.67',
      unit: '23086.67',
      today: '23086.67',
    })
  })
})

it('tells how far a file is read while it is staged', async () => {
  const { item, load } = warehouse
  const names = ['securityCode', 'day', 'price']
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `L${i % 50},${2000 + Math.floor(i / 250)}-01-${10 + (Math.floor(i / 50) % 5)},1${i % 9}`,
  )
  const told: number[] = []
  await load(
    [
      {
        item: item('prices', names, { lateDays: 36_600 }),
        businessDate: '2080-01-20',
        text: `${names}\n${rows.join('\n')}\n`,
      },
    ],
    {
      progress: (part) => told.push(part),
    },
  )
  expect(told.length).toBeGreaterThan(2)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told[0]).toBeLessThan(0.6)
  expect(told.at(-1)).toBeGreaterThan(0.9)
  expect(told.at(-1)).toBeLessThanOrEqual(1)
})
