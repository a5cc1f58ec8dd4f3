import { asOwner } from '@rapport/database/as-owner'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from './testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

it('days before the first that is valued are in positions and in no sum, and the run says so', async () => {
  const { item, load, ask, database } = warehouse
  await asOwner(database.ownerUrl, (owner) =>
    owner.query(`insert into warehouse.valuation_start (day) values ('2025-03-05')`),
  )
  const names = 'customerNo,accountNumber,securityCode,side,quantity,price,tradedOn,tradeNo'
  const trades = item('trades', names.split(','))
  const said: unknown[] = []
  const log = (level: string, code: string, details?: object) => void said.push([level, code, details])
  const row = (day: string) => `C1,A1,S1,buy,100,10.00,${day},1`
  await load(
    [
      {
        item: trades,
        businessDate: '2025-03-06',
        text: `${[names, row('2025-03-03'), row('2025-03-04'), row('2025-03-06')].join('\n')}\n`,
      },
    ],
    { log },
  )
  expect(said).toContainEqual(['warning', 'days.before-valuation', { days: 2, begins: '2025-03-05' }])
  expect(await ask('select quantity::text from warehouse.positions')).toEqual([{ quantity: '300.000000' }])
  expect(await ask('select day, trades from warehouse.customer_days')).toEqual([{ day: '2025-03-06', trades: 1 }])

  said.length = 0
  await load([{ item: trades, businessDate: '2025-03-07', text: `${names}\n${row('2025-03-07')}\n` }], { log })
  expect(said.map((line) => (line as string[])[1])).not.toContain('days.before-valuation')
})
