import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from './testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const fills = 'customerNo,accountNumber,securityCode,side,quantity,price,fees,commission,passThrough,tradedOn,tradeNo'
const lists = 'securityCode,name,category,market,asOf'
const funds = 'customerNo,productCode,productName,day,value'
const moves = 'customerNo,accountNumber,movedOn,kind,amount,serialNo,productCode,productName'

/** What is kept of customers, and what units have of it. */
const kept = (table: 'customer_products' | 'unit_products' = 'customer_products') =>
  warehouse.ask(
    `select to_char(month, 'YYYY-MM') as month, product, risk_grade as grade, trim_scale(sum(bought))::text as bought,
       trim_scale(sum(sold))::text as sold, sum(trades)::int as trades, trim_scale(sum(net_commission))::text as net,
       trim_scale(sum(realised))::text as realised, trim_scale(sum(value))::text as value
     from warehouse.${table} group by 1, 2, 3 having sum(trades) <> 0 or sum(bought) <> 0 or sum(value) <> 0 or sum(realised) <> 0 order by 1, 2, 3`,
  )

describe('what a customer did in a kind of product', () => {
  const items = () => ({
    trades: warehouse.item('trades', fills.split(',')),
    prices: warehouse.item('prices', ['securityCode', 'day', 'price']),
    securities: warehouse.item('securities', lists.split(',')),
    funds: warehouse.item('product-holdings', funds.split(',')),
    moves: warehouse.item('cash-movements', moves.split(',')),
  })
  let of: ReturnType<typeof items>
  const close = (day: string, stock: string, bond: string) => ({
    item: of.prices,
    businessDate: day,
    text: `securityCode,day,price\n600000,${day},${stock}\n010107,${day},${bond}\n`,
  })

  it('is by product and grade, and what is held at the end of a month is known when the next one begins', async () => {
    of = items()
    await warehouse.load([
      {
        item: of.securities,
        businessDate: '2026-03-02',
        text: `${lists}\n600000,浦发银行,Stock,SSE,2026-03-02\n010107,21国债,国债,SSE,2026-03-02\n`,
      },
      {
        item: of.trades,
        businessDate: '2026-03-02',
        text: `${fills}\nC1,A1,600000,buy,1000,10.00,5.00,4.00,0.50,2026-03-02,1\nC1,A1,010107,buy,10,100.00,1.00,1.00,0.10,2026-03-02,2\nC2,A2,600000,buy,100,10.00,5.00,4.00,0.50,2026-03-02,3\n`,
      },
      {
        item: of.moves,
        businessDate: '2026-03-02',
        text: `${moves}\nC1,A1,2026-03-02,product-purchase,-5000,m1,F001,稳健债券一号\n`,
      },
      close('2026-03-02', '10.00', '100.00'),
    ])
    await warehouse.load([
      {
        item: of.trades,
        businessDate: '2026-03-31',
        text: `${fills}\nC1,A1,600000,sell,400,12.00,5.00,4.00,0.50,2026-03-31,1\n`,
      },
      { item: of.funds, businessDate: '2026-03-31', text: `${funds}\nC1,F001,稳健债券一号,2026-03-31,5050.00\n` },
      close('2026-03-31', '12.00', '101.00'),
    ])
    const march = [
      { product: 'bond', grade: 1, bought: '1000', sold: '0', trades: 1, net: '0.9', realised: '0', value: '0' },
      { product: 'fund', grade: 2, bought: '5000', sold: '0', trades: 0, net: '0', realised: '0', value: '0' },
      // 4,800 less 5.00, less 400 of 1,000 that cost 10,005.00.
      {
        product: 'stock',
        grade: 3,
        bought: '11000',
        sold: '4800',
        trades: 3,
        net: '10.5',
        realised: '793',
        value: '0',
      },
    ].map((row) => ({ month: '2026-03', ...row }))
    expect(await kept()).toEqual(march)
    await warehouse.load([close('2026-04-01', '13.00', '102.00')])
    // 10 × 101, the fund, and (600 + 100) × 12.
    const values = ['1010', '5050', '8400']
    const over = march.map((row, i) => ({ ...row, value: values[i]! }))
    expect(await kept()).toEqual(over)
    expect(await kept('unit_products')).toEqual(over)
  })

  it('follows a fill and a price that are corrected when the month is over', async () => {
    await warehouse.load([
      {
        item: of.trades,
        businessDate: '2026-04-02',
        text: `${fills}\nC2,A2,600000,buy,200,10.00,5.00,4.00,0.50,2026-03-02,3\n`,
      },
      { ...close('2026-04-02', '13.00', '102.00') },
    ])
    await warehouse.load([{ ...close('2026-03-31', '12.00', '99.00'), businessDate: '2026-04-03' }])
    const told = (await kept()).filter(({ month }) => month === '2026-03')
    expect(told.map(({ product, bought, value }) => [product, bought, value])).toEqual([
      ['bond', '1000', '990'],
      ['fund', '5000', '5050'],
      ['stock', '12000', '9600'],
    ])
    expect((await kept('unit_products')).filter(({ month }) => month === '2026-03')).toEqual(told)
  })

  it('follows the rules of the firm that class it', async () => {
    await warehouse.ask('update warehouse.product_classes set risk_grade = 4 where place = 170')
    await warehouse.load([close('2026-04-07', '13.00', '102.00')])
    const grades = (await kept('unit_products'))
      .filter(({ product }) => product === 'stock')
      .map(({ month, grade }) => [month, grade])
    expect(grades).toEqual([['2026-03', 4]])
  })
})
