import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from './testing.ts'
import { addRules } from './testing-rules.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const day = '2025-05-06'
const names = ['customerNo', 'accountNumber', 'movedOn', 'kind', 'amount', 'serialNo', 'note', 'action']
const good = Array.from({ length: 40 }, (_, no) => `C1,A1,${day},deposit,${no + 1}.00,s${no},x,new`)
const fileOf = (rows: string[]) => `${[names.join(','), ...rows].join('\n')}\n`
const indicators = async (itemId: string) => {
  const rows = await warehouse.ask<{ indicator: string; part: string }>(
    `select indicator, numerator || '/' || denominator as part from quality_days where item_id = $1 and day = $2`,
    [itemId, day],
  )
  return Object.fromEntries(rows.map(({ indicator, part }) => [indicator, part]))
}

it('the quality of a file is counted when it is staged, and the file that was staged last stands', async () => {
  const item = warehouse.item('cash-movements', names, { lateDays: 5 })
  await addRules(
    warehouse,
    item,
    [
      { kind: 'null', field: 'note' },
      { kind: 'range', field: 'amount', from: null, to: '30' },
    ],
    'count',
  )
  const rows = [
    ...good,
    // Late; named before; not the same row again but its cancel; two mandatory cells missing; no record at all.
    `C1,A1,2025-05-05,deposit,1.00,late,x,new`,
    `C1,A1,${day},deposit,9.00,s1,,new`,
    `C1,A1,${day},deposit,3.00,s2,x,cancel`,
    `C1,,${day},deposit,,s90,x,new`,
    `C1,A1`,
  ]
  await warehouse.load([{ item, businessDate: day, text: fileOf(rows) }])
  // Account, day, kind and amount are mandatory; 10 of the good rows are above 30, and one row has no note.
  const mandatory = 45 * 4
  expect(await indicators(item.id)).toEqual({
    completeness: `${mandatory - 2 - 4}/${mandatory}`,
    uniqueness: '44/45',
    timeliness: '44/45',
    consistency: `${43 * 2 - 10 - 1}/${43 * 2}`,
  })
  await warehouse.load([{ item, businessDate: day, sequence: 2, text: fileOf(good.slice(0, 10)) }])
  expect(await indicators(item.id)).toEqual({
    completeness: '40/40',
    uniqueness: '10/10',
    timeliness: '10/10',
    consistency: '20/20',
  })
})

it('a file of an item without rules says nothing of consistency', async () => {
  const item = warehouse.item('cash-movements', names)
  await warehouse.load([{ item, businessDate: day, text: fileOf(good) }])
  expect(await indicators(item.id)).toMatchObject({ consistency: '0/0' })
})
