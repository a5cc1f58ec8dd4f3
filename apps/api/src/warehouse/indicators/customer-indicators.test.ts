import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'
import { keepIndicators } from './customer-indicators.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const tradeNames =
  'customerNo,accountNumber,securityCode,side,quantity,price,fees,commission,passThrough,currency,tradedOn,tradeNo'.split(
    ',',
  )

it('knows of a customer what the days come to, worked by hand', async () => {
  const securities = warehouse.item('securities', ['securityCode', 'market', 'category', 'currency'])
  const trades = warehouse.item('trades', tradeNames)
  const cash = warehouse.item('cash-movements', [
    'customerNo',
    'accountNumber',
    'movedOn',
    'kind',
    'amount',
    'serialNo',
  ])
  const prices = warehouse.item('prices', ['securityCode', 'day', 'price'])
  const listed = 'securityCode,market,category,currency\nS1,SSE,Stock,CNY\nB1,SSE,Bond,CNY\n'
  await warehouse.load([{ item: securities, businessDate: '2026-01-05', text: listed }])
  const day = async (on: string, price: string, moves: string[], fills: string[] = []) =>
    warehouse.load([
      ...(fills.length > 0
        ? [{ item: trades, businessDate: on, text: [tradeNames.join(','), ...fills, ''].join('\n') }]
        : []),
      ...(moves.length > 0
        ? [
            {
              item: cash,
              businessDate: on,
              text: ['customerNo,accountNumber,movedOn,kind,amount,serialNo', ...moves, ''].join('\n'),
            },
          ]
        : []),
      { item: prices, businessDate: on, text: `securityCode,day,price\nS1,${on},${price}\nB1,${on},100\n` },
    ])
  // July: 20,000 in, 1,000 S1 at 10. August: S1 at 12, half of it sold. September: 10 B1 bought, 5,000 out.
  await day('2026-07-06', '10', ['C,A,2026-07-06,deposit,20000,1'], ['C,A,S1,buy,1000,10,10,10,2,CNY,2026-07-06,1'])
  await day('2026-07-31', '11', [])
  await day('2026-08-03', '12', [], ['C,A,S1,sell,500,12,8,6,1,CNY,2026-08-03,1'])
  await day('2026-08-31', '12', [])
  await day('2026-09-08', '14', ['C,A,2026-09-08,withdrawal,-5000,2'], ['C,A,B1,buy,10,100,5,5,1,CNY,2026-09-08,1'])
  const known = async (today: string) => {
    const [{ id }] = (await warehouse.ask<{ id: string }>("select id from customers where customer_no = 'C'")) as [
      { id: string },
    ]
    await warehouse.make((db) => keepIndicators(db, [id], today))
    const [row] = await warehouse.ask<{ figures: Record<string, unknown> }>(
      'select to_jsonb(i) as figures from warehouse.customer_indicators i where customer_id = $1',
      [id],
    )
    return row!.figures
  }

  // Cash 20,000 − 10,010 + 5,992 − 1,005 − 5,000 = 9,977; S1 500 × 14 = 7,000, B1 10 × 100 = 1,000.
  expect(await known('2026-09-10')).toMatchObject({
    as_of: '2026-09-08',
    assets: 17977,
    cash: 9977,
    position_value: 8000,
    equity_value: 7000,
    positions: 2,
    top_share: 0.875,
    // August: 9,990 + 5,992 + 500 × 12 = 21,982 on both days; July: 19,990 and 20,990.
    average_assets: 21982,
    tier_assets: 21982,
    peak_month_end_assets: 21982,
    net_inflow_30d: -5000,
    net_inflow_12m: 15000,
    traded_value_12m: 17000,
    traded_value_3m: 17000,
    trades_12m: 3,
    trade_days_12m: 3,
    trade_days_month: 1,
    first_traded_on: '2026-07-06',
    last_traded_on: '2026-09-08',
    commission_12m: 21,
    net_commission_12m: 17,
    // Of the whole months July and August: 16,000 over (19,990 + 20,990 + 2 × 21,982) ÷ 4 = 21,236.
    turnover_6m: 0.7534,
    revenue_yield: 0.00061217,
    // 17,977 − 15,000.
    profit_12m: 2977,
    due_on: '2026-10-01',
  })
  // A month on: what was taken out is thirty days ago, September's only day is its average, July's trades have left three months.
  expect(await known('2026-10-08')).toMatchObject({
    average_assets: 17977,
    tier_assets: 21982,
    net_inflow_30d: 0,
    trade_days_month: 1,
    traded_value_3m: 17000,
    due_on: '2026-11-01',
  })
  expect(await known('2026-12-02')).toMatchObject({ average_assets: null, traded_value_3m: 1000, tier_assets: 17977 })
})
