import { makeAccount, makeCustomer, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { renewWhatImportsTouched } from './renew.ts'
import { startWarehouse, type Warehouse } from './testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

it('positions and sums follow what people import, and what they correct later', async () => {
  const { make, ask, works, unit } = warehouse
  const { customer, account, security } = await make(async (db) => {
    const customer = await makeCustomer(db, works.seal, { unit })
    return { customer, account: await makeAccount(db, { customer }), security: await makeSecurity(db) }
  })
  const of = { customer, account, security }
  await make(async (db) => {
    await makePrice(db, { security, pricedOn: '2026-03-02', price: '10' })
    await makePrice(db, { security, pricedOn: '2026-03-03', price: '12' })
    await makeTrade(db, { ...of, side: 'buy', quantity: '100', price: '10', tradedAt: '2026-03-02T10:00:00+08:00' })
  })
  expect(await renewWhatImportsTouched(works)).toBe(true)
  const days = () =>
    ask(
      `select day, assets::text, net_inflow::text as inflow, profit::text, gap::text from warehouse.customer_days order by day`,
    )
  expect(await days()).toEqual([
    { day: '2026-03-02', assets: '1000.00', inflow: '1000.00', profit: '0.00', gap: '0.00' },
    { day: '2026-03-03', assets: '1200.00', inflow: '0.00', profit: '200.00', gap: '0.00' },
  ])
  // A price of a day that is valued, and a sale on it.
  await make(async (db) => {
    await db.rows('', `update warehouse.prices set price = 15 where priced_on = '2026-03-03'`, [])
    await makeTrade(db, { ...of, side: 'sell', quantity: '40', price: '14', tradedAt: '2026-03-03T10:00:00+08:00' })
  })
  expect(await renewWhatImportsTouched(works)).toBe(true)
  expect((await days())[1]).toEqual({
    day: '2026-03-03',
    assets: '900.00',
    inflow: '-560.00',
    profit: '460.00',
    gap: '0.00',
  })
  expect(await renewWhatImportsTouched(works)).toBe(false)
})

it('waits while an import of trades is under way', async () => {
  const { make, works } = warehouse
  await make((db) => db.rows('', `insert into warehouse.unvalued values ('2026-03-04')`, []))
  const user = await warehouse.manager()
  await make((db) =>
    db.rows(
      '',
      `insert into imports (id, kind, mode, file_name, mapping, layout, state, started_by)
       values (gen_random_uuid(), 'trades', 'upsert', 'x', '{}', '', 'running', $1)`,
      [user.id],
    ),
  )
  expect(await renewWhatImportsTouched(works)).toBe(false)
})
