import { asViewer, type Viewer } from '@rapport/database/as-viewer'
import { makeBranch, makeCustomer } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from './testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const names = [
  'customerNo',
  'accountNumber',
  'securityCode',
  'side',
  'quantity',
  'price',
  'tradedOn',
  'tradeNo',
  'action',
]
const fills = (...rows: string[]) => `${names.join(',')}\n${rows.join('\n')}\n`
const closes = (...rows: string[]) => `securityCode,day,price\n${rows.join('\n')}\n`

describe('a month that is closed', () => {
  it('stays as it is; what a correction would have changed is booked beside it, once', async () => {
    const { item, load, ask } = warehouse
    const trades = item('trades', names)
    const prices = item('prices', ['securityCode', 'day', 'price'])
    await load([
      { item: trades, businessDate: '2025-08-29', text: fills('M1,M1,SM,buy,100,10,2025-08-29,m1,new') },
      { item: prices, businessDate: '2025-08-29', text: closes('SM,2025-08-29,11') },
    ])
    const month = () =>
      ask(`select traded_value::text as traded, profit::text, closing_assets::text as closing from warehouse.customer_months
           where month = '2025-08-01' and customer_id = (select id from customers where customer_no = 'M1')`)
    const before = await month()
    expect(before).toEqual([{ traded: '1000.0000', profit: '100.00', closing: '1100.00' }])
    await ask(`insert into warehouse.closed_months (month) values ('2025-08-01')`)
    const correction = {
      item: trades,
      businessDate: '2025-09-01',
      text: fills('M1,M1,SM,buy,150,10,2025-08-29,m1,new'),
    }
    await load([correction])
    await load([{ ...correction, sequence: 2 }])
    expect(await month()).toEqual(before)
    const booked = await ask(
      `select indicator, sum(difference)::text as difference from warehouse.adjustments group by 1 order by 1`,
    )
    expect(booked).toEqual([
      { indicator: 'closing_assets', difference: '550.0000' },
      { indicator: 'net_inflow', difference: '500.0000' },
      { indicator: 'profit', difference: '50.0000' },
      { indicator: 'traded_value', difference: '500.0000' },
    ])
    const [position] = await ask(
      `select quantity::text from warehouse.positions where customer_id = (select id from customers where customer_no = 'M1')`,
    )
    expect(position).toEqual({ quantity: '150.000000' })
  })
})

describe('a correction of a day long past', () => {
  it('folds again only the position that it touches', async () => {
    const { item, load, ask } = warehouse
    const trades = item('trades', names)
    const days = ['2025-10-08', '2025-10-09', '2025-10-10']
    for (const day of days)
      await load([
        {
          item: trades,
          businessDate: day,
          text: fills(...[1, 2, 3].map((c) => `P${c},P${c},SP${c},buy,100,10,${day},${day}-${c},new`)),
        },
      ])
    const versions = () =>
      ask<{ no: string; stamp: string }>(
        `select c.customer_no as no, string_agg(p.xmin::text, ' ' order by p.day) as stamp
         from warehouse.position_days p join customers c on c.id = p.customer_id where c.customer_no like 'P_' group by 1 order by 1`,
      )
    const before = await versions()
    await load([
      { item: trades, businessDate: '2025-10-11', text: fills('P2,P2,SP2,buy,50,10,2025-10-08,2025-10-08-2,new') },
    ])
    const after = await versions()
    expect(after[0]).toEqual(before[0])
    expect(after[2]).toEqual(before[2])
    expect(after[1]!.stamp).not.toBe(before[1]!.stamp)
    const held = await ask(
      `select day, quantity::text from warehouse.position_days where customer_id = (select id from customers where customer_no = 'P2') order by day`,
    )
    expect(held).toEqual([
      { day: '2025-10-08', quantity: '50.000000' },
      { day: '2025-10-09', quantity: '150.000000' },
      { day: '2025-10-10', quantity: '250.000000' },
    ])
  })

  it('moves customers with all their sums when they are handed over, and shows them only to whom they belong', async () => {
    const { make, ask, connections, unit, works } = warehouse
    const elsewhere = await make((db) => makeBranch(db, {}))
    const [customer] = await ask<{ id: string }>(`select id from customers where customer_no = 'P1'`)
    const sums = (unitId: string) =>
      ask(
        `select day, assets::text, trades::int from warehouse.unit_days where unit_id = $1 and assets <> 0 order by day desc limit 1`,
        [unitId],
      )
    const [whole] = await sums(unit.id)
    const [own] = await ask<{ assets: string }>(
      `select assets::text from warehouse.customer_days where customer_id = $1 order by day desc limit 1`,
      [customer!.id],
    )
    await make((db) => db.customer.update({ where: { id: customer!.id }, data: { unitId: elsewhere.id } }))
    const [left] = await sums(unit.id)
    const [moved] = await sums(elsewhere.id)
    expect(moved!.assets).toBe(own!.assets)
    expect(Number(left!.assets)).toBeCloseTo(Number(whole!.assets) - Number(own!.assets), 2)
    const asks = (viewer: Partial<Viewer>) =>
      asViewer(
        connections,
        { id: customer!.id, scope: 'units', units: [], permissions: [], clearance: [], ...viewer } as Viewer,
        { readOnly: true },
        (db) =>
          db.rows<{ n: number }>('', 'select count(*)::int as n from warehouse.customer_days where customer_id = $1', [
            customer!.id,
          ]),
      )
    expect((await asks({ units: [unit.id] }))[0]!.n).toBe(0)
    expect((await asks({ units: [elsewhere.id] }))[0]!.n).toBeGreaterThan(0)
    await make((db) => makeCustomer(db, works.seal, { unit }))
  })
})

describe('a corporate action that is told late', () => {
  it('works from its ex day on', async () => {
    const { item, load, ask } = warehouse
    const trades = item('trades', names)
    const prices = item('prices', ['securityCode', 'day', 'price'])
    const actions = item('corporate-actions', ['securityCode', 'exOn', 'recordOn', 'kind', 'splitFrom', 'splitTo'])
    await load([
      {
        item: trades,
        businessDate: '2025-11-05',
        text: fills('A1,A1,SA,buy,100,10,2025-11-03,a1,new', 'A1,A1,SA,sell,50,6,2025-11-05,a2,new'),
      },
      {
        item: prices,
        businessDate: '2025-11-05',
        text: closes('SA,2025-11-03,10', 'SA,2025-11-04,5', 'SA,2025-11-05,6'),
      },
    ])
    const assets = () =>
      ask(
        `select day, assets::text from warehouse.customer_days where customer_id = (select id from customers where customer_no = 'A1') order by day`,
      )
    expect(await assets()).toEqual([
      { day: '2025-11-03', assets: '1000.00' },
      { day: '2025-11-04', assets: '500.00' },
      { day: '2025-11-05', assets: '300.00' },
    ])
    await load([
      {
        item: actions,
        businessDate: '2025-11-06',
        text: 'securityCode,exOn,recordOn,kind,splitFrom,splitTo\nSA,2025-11-04,2025-11-03,split,1,2\n',
      },
    ])
    expect(await assets()).toEqual([
      { day: '2025-11-03', assets: '1000.00' },
      { day: '2025-11-04', assets: '1000.00' },
      { day: '2025-11-05', assets: '900.00' },
    ])
    const [gaps] = await ask<{ n: number }>('select count(*)::int as n from warehouse.customer_days where gap <> 0')
    expect(gaps!.n).toBe(0)
  })
})
