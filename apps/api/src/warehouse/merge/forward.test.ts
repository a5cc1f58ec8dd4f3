import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '#warehouse/check.ts'
import { stage } from '#warehouse/stage.ts'
import type { StepItem } from '#warehouse/step.ts'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const day = '2025-06-03'
const names = ['customerNo', 'accountNumber', 'securityCode', 'side', 'quantity', 'price', 'tradedOn', 'tradeNo']
const text = (rows: string[]) => `${[names.join(','), ...rows].join('\n')}\n`
const fills = (item: StepItem, rows: string[], sequence = 1, businessDate = day) => ({
  item,
  businessDate,
  sequence,
  text: text(rows),
})
const fill = (no: string, account: string, quantity: number, tradeNo: string, on = day) =>
  `${no},${account},600000.SH,buy,${quantity},10.00,${on},${tradeNo}`

/** Says that the customer with the number `gone` is the one with the number `stays`. */
async function merge(gone: string, stays: string) {
  await warehouse.ask(
    `insert into customer_merges (id, customer_id, merged_id, merged_no, merged_name)
     select $1, s.id, g.id, g.customer_no, g.name from customers g, customers s where g.customer_no = $2 and s.customer_no = $3`,
    [newId(), gone, stays],
  )
}
const tradesOf = (no: string) =>
  warehouse.ask(
    `select a.number, t.quantity::int as quantity, t.traded_on::text as on from warehouse.trades t join accounts a on a.id = t.account_id
     join customers c on c.id = t.customer_id where c.customer_no = $1 order by 3, 1, 2`,
    [no],
  )
const count = async (of: string, values: unknown[] = []) =>
  (await warehouse.ask<{ n: number }>(`select count(*)::int as n from ${of}`, values))[0]!.n

describe('a file that names a customer who was merged into another', () => {
  it('is about that other: corrections, new fills, the same file once more', async () => {
    const item = warehouse.item('trades', names)
    await warehouse.load([fills(item, [fill('A', 'A-1', 100, '1'), fill('B', 'B-1', 7, '1')])])
    await merge('A', 'B')
    const both = [
      { number: 'A-1', quantity: 100, on: day },
      { number: 'B-1', quantity: 7, on: day },
    ]
    expect(await tradesOf('B')).toEqual(both)
    await warehouse.load([fills(item, [fill('A', 'A-1', 100, '1'), fill('B', 'B-1', 7, '1')], 2)])
    expect(await tradesOf('B')).toEqual(both)
    // The fills of both have the number 1: each correction meets its own.
    await warehouse.load([fills(item, [fill('A', 'A-1', 40, '1'), fill('B', 'B-1', 7, '1')], 3)])
    expect(await tradesOf('B')).toEqual([{ ...both[0], quantity: 40 }, both[1]])
    const next = '2025-06-04'
    await warehouse.load([fills(item, [fill('A', 'A-1', 5, '1', next), fill('B', 'A-1', 6, '2', next)], 1, next)])
    expect((await tradesOf('B')).slice(2)).toEqual([
      { number: 'A-1', quantity: 5, on: next },
      { number: 'A-1', quantity: 6, on: next },
    ])
    expect(await count(`customers where customer_no in ('A', 'B') and deleted_at is null`)).toBe(1)
    expect(await count(`accounts where number in ('A-1', 'B-1')`)).toBe(2)
    expect(await count(`warehouse.positions p join customers c on c.id = p.customer_id and c.customer_no = 'A'`)).toBe(
      0,
    )
  })

  it('is so also where it was staged before', async () => {
    const item = warehouse.item('trades', names)
    await warehouse.load([fills(item, [fill('C', 'C-1', 1, '1'), fill('D', 'D-1', 2, '1')])])
    const delivery = fills(item, [fill('C', 'C-1', 3, '2')], 2)
    const batchId = await warehouse.arrive(delivery)
    const step = { code: item.code, kind: 'stage' as const, item, batchId }
    await stage(step, warehouse.means(day))
    await check({ ...step, kind: 'check' }, warehouse.means(day))
    await merge('C', 'D')
    await warehouse.finishAll([{ ...step, kind: 'merge' }], day)
    expect((await tradesOf('D')).map(({ number, quantity }) => [number, quantity])).toEqual([
      ['C-1', 1],
      ['C-1', 3],
      ['D-1', 2],
    ])
  })

  it('tells more of that other, and makes nobody and no account anew', async () => {
    const customers = warehouse.item('customers', ['customerNo', 'name', 'mobile'])
    const accounts = warehouse.item('accounts', ['accountNumber', 'customerNo', 'status'])
    const told = (item: StepItem, rows: string, sequence: number) => ({ item, businessDate: day, sequence, text: rows })
    await warehouse.load([
      told(customers, 'customerNo,name,mobile\nE,张一,\nF,张一,\n', 1),
      told(accounts, 'accountNumber,customerNo,status\nE-1,E,open\n', 1),
    ])
    await merge('E', 'F')
    await warehouse.load([
      told(customers, 'customerNo,name,mobile\nE,张一,13800138000\n', 2),
      told(accounts, 'accountNumber,customerNo,status\nE-1,E,frozen\n', 2),
    ])
    const ofF = `join customers c on c.id = x.customer_id and c.customer_no = 'F'`
    expect(await count(`contact_points x ${ofF}`)).toBe(1)
    expect(await count(`accounts x ${ofF} where x.number = 'E-1' and x.status = 'frozen'`)).toBe(1)
    expect(await count(`accounts where number = 'E-1'`)).toBe(1)
    expect(await count(`customers where customer_no in ('E', 'F')`)).toBe(2)
  })
})
