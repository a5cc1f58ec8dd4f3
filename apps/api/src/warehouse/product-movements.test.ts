import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from './testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const names = [
  'customerNo',
  'accountNumber',
  'movedOn',
  'kind',
  'amount',
  'currency',
  'serialNo',
  'productCode',
  'productName',
]

it('a purchase keeps which product it is of, and its correction another one', async () => {
  const item = warehouse.item('cash-movements', names)
  const head = names.join(',')
  const of = 'C1,A1,2026-03-02'
  await warehouse.load([
    {
      item,
      businessDate: '2026-03-02',
      text: `${head}\n${of},product-purchase,-5000,CNY,1,F001,稳健一号\n${of},deposit,9000,CNY,2,,\n`,
    },
  ])
  const movements = () =>
    warehouse.ask(
      'select external_key as key, amount::text, product_code as code, product_name as name from warehouse.cash_movements order by amount',
    )
  const [bought, paidIn] = await movements()
  expect(bought).toMatchObject({ amount: '-5000.0000', code: 'F001', name: '稳健一号' })
  expect(paidIn).toMatchObject({ amount: '9000.0000', code: null, name: null })
  const text = `${head}\n${of},product-purchase,-5000,CNY,1,F002,稳健二号\n`
  await warehouse.load([{ item, businessDate: '2026-03-02', sequence: 2, text }])
  expect((await movements())[0]).toMatchObject({ code: 'F002', name: '稳健二号' })
})
