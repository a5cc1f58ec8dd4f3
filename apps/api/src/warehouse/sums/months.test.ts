import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const names = 'customerNo,accountNumber,securityCode,side,quantity,price,fees,tradedOn,tradeNo'

/** What the months hold, and what they would hold if each were made of its days. */
async function months() {
  const kept = await warehouse.ask(
    `select customer_id, month, currency, traded_value, trades, days, asset_days, closing_assets, peak_assets, peak_on, net_inflow, profit,
       realised, commission, net_commission, fees, contacts
     from warehouse.customer_months order by 1, 2, 3`,
  )
  const ofDays = await warehouse.ask(
    `select customer_id, date_trunc('month', day)::date as month, currency, sum(bought + sold) as traded_value, sum(trades)::int as trades,
       count(*)::int as days, sum(assets) as asset_days, (array_agg(assets order by day desc))[1] as closing_assets,
       max(assets) as peak_assets, (array_agg(day order by assets desc, day))[1] as peak_on, sum(net_inflow) as net_inflow,
       sum(profit) as profit, sum(realised) as realised, sum(commission) as commission, sum(net_commission) as net_commission,
       sum(fees) as fees, sum(contacts)::int as contacts
     from warehouse.customer_days group by 1, 2, 3 order by 1, 2, 3`,
  )
  return { kept, ofDays }
}

describe('the months of a customer', () => {
  it('are what their days come to when days are loaded one by one, and after a person imported a trade in between', async () => {
    const trades = warehouse.item('trades', names.split(','))
    const prices = warehouse.item('prices', ['securityCode', 'day', 'price'])
    const load = (day: string, price: string, ...rows: string[]) =>
      warehouse.load([
        { item: trades, businessDate: day, text: `${[names, ...rows].join('\n')}\n` },
        { item: prices, businessDate: day, text: `securityCode,day,price\nS1,${day},${price}\n` },
      ])
    await load(
      '2025-03-03',
      '10.00',
      'C1,A1,S1,buy,100,10.00,5.00,2025-03-03,1',
      'C2,A2,S1,buy,300,10.00,5.00,2025-03-03,2',
    )
    await load('2025-03-04', '14.00', 'C1,A1,S1,sell,50,14.00,5.00,2025-03-04,1')
    await load('2025-03-05', '9.00', 'C2,A2,S1,sell,100,9.00,5.00,2025-03-05,1')
    const { kept, ofDays } = await months()
    expect(kept).toEqual(ofDays)
    expect(kept).toHaveLength(2)
    expect(kept.map((month) => month.days)).toEqual([3, 3])

    const [who] = await warehouse.ask<{ customer: string; account: string; security: string }>(
      `select a.customer_id as customer, a.id as account, (select id from securities where code = 'S1') as security
       from accounts a where a.number = 'A1'`,
    )
    await warehouse.make((db) =>
      db.rows(
        'import',
        `insert into warehouse.trades (customer_id, account_id, security_id, traded_at, traded_on, side, quantity, price, amount, currency, external_key)
         values ($1, $2, $3, '2025-03-06 02:00Z', '2025-03-06', 'buy', 200, 9.50, 1900, 'CNY', $4)`,
        [who!.customer, who!.account, who!.security, newId()],
      ),
    )
    expect((await months()).kept).not.toEqual((await months()).ofDays)
    await load('2025-03-06', '9.50', 'C2,A2,S1,sell,100,9.50,5.00,2025-03-06,1')
    await load('2025-04-01', '9.70', 'C1,A1,S1,sell,50,9.70,5.00,2025-04-01,1')
    const after = await months()
    expect(after.kept).toEqual(after.ofDays)
    expect(after.kept.length).toBe(4)
  })
})
