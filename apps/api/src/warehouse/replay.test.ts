import { afterEach, describe, expect, it } from 'vitest'
import { check } from './check.ts'
import { finish } from './finish.ts'
import { sealedCells } from './quarantine.ts'
import { stage } from './stage.ts'
import { Held, type Step, type StepItem } from './step.ts'
import { type Delivery, plainCsv, startWarehouse, type Warehouse } from './testing.ts'
import { stateOf } from './testing-state.ts'

const open: Warehouse[] = []
afterEach(async () => {
  for (const warehouse of open.splice(0)) await warehouse.close()
})
async function firm(): Promise<Warehouse> {
  const warehouse = await startWarehouse()
  open.push(warehouse)
  return warehouse
}

const day = '2025-05-06'
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
const fileOf = (rows: readonly string[]) => `${[names.join(','), ...rows].join('\n')}\n`
const good = Array.from({ length: 12 }, (_, no) => `C${no % 3},A${no % 3},S1,buy,${100 + no},10.50,${day},t${no},new`)
/** What is wrong with a row, and what it should have said, from line 14 on. */
const rows: [said: string, meant: string][] = [
  [`C1,A1,S1,swap,50,10.00,${day},b1,new`, `C1,A1,S1,sell,50,10.00,${day},b1,new`],
  // A correction and a cancel of rows above, and a late row.
  [`C1,A1,S1,buy,many,10.50,${day},t1,new`, `C1,A1,S1,buy,7,10.50,${day},t1,new`],
  [`C2,A2,S1,?,102,10.50,${day},t2,cancel`, `C2,A2,S1,buy,102,10.50,${day},t2,cancel`],
  [`C0,A0,S1,buy,3,ten,2025-05-02,late,new`, `C0,A0,S1,buy,3,10.00,2025-05-02,late,new`],
]
const said = [...good, ...rows.map(([bad]) => bad)]
const meant = [...good, ...rows.map(([, right]) => right)]

const issuesOf = ({ ask }: Warehouse, batchId: string) =>
  ask<{ id: string; line: number; state: string }>(
    'select id, line, state from quality_issues where batch_id = $1 order by line',
    [batchId],
  )

/** Says what rows should have said, as the verb does. */
async function fix(
  warehouse: Warehouse,
  batchId: string,
  told: Record<number, string>,
  columns: readonly string[] = names,
) {
  for (const { id, line } of await issuesOf(warehouse, batchId)) {
    if (told[line] === undefined) continue
    const sealed = sealedCells(warehouse.works.seal, id, 'fixed', {
      columns: [...columns],
      cells: told[line].split(','),
    })
    await warehouse.ask(`update quality_issues set state = 'fixed', fixed_sealed = $2 where id = $1`, [id, sealed])
  }
}
const batchOfItem = async ({ ask }: Warehouse, item: StepItem) =>
  (await ask<{ id: string }>('select id from warehouse.batches where item_id = $1', [item.id]))[0]!.id
const countsOf = async ({ ask }: Warehouse, batchId: string) =>
  (
    await ask(
      'select state, rows_in, refused, late, created, corrected, cancelled, duplicates from warehouse.batches where id = $1',
      [batchId],
    )
  )[0]

/** The run of a replay: from the stage on, with the batch that came long ago. */
async function replay(warehouse: Warehouse, item: StepItem, batchId: string, businessDate = day) {
  const step: Step = { code: 'again', kind: 'stage', item, batchId }
  const staged = await stage(step, warehouse.means(businessDate))
  const checked = await check({ ...step, kind: 'check' }, warehouse.means(businessDate))
  const finished = await warehouse.finishAll([{ ...step, kind: 'merge' }], businessDate)
  return { staged, checked, finished }
}
const load = (warehouse: Warehouse, item: StepItem, lines: readonly string[], more: Partial<Delivery> = {}) =>
  warehouse.load([{ item, businessDate: day, text: fileOf(lines), ...more }])
/** What there would be if the file had been right from the start, whatever came after it. */
async function rightFromTheStart(
  lines: readonly string[],
  after: (w: Warehouse, item: StepItem) => Promise<unknown> = async () => null,
) {
  const warehouse = await firm()
  const item = warehouse.item('trades', names)
  await load(warehouse, item, lines)
  await after(warehouse, item)
  return stateOf(warehouse)
}

describe('rows of a day that is in, fixed and replayed', () => {
  it('come to what there would be if the file had been right, also behind a later correction of them', {
    timeout: 120_000,
  }, async () => {
    const next = (warehouse: Warehouse, item: StepItem) =>
      load(warehouse, item, [`C1,A1,S1,sell,51,10.00,${day},b1,new`, `C0,A0,S1,buy,9,11.00,2025-05-07,n1,new`], {
        businessDate: '2025-05-07',
      })
    const expected = await rightFromTheStart(meant, next)
    const warehouse = await firm()
    const item = warehouse.item('trades', names)
    expect(await load(warehouse, item, said, {}).catch((error: unknown) => error)).toBeInstanceOf(Held)
    const batchId = await batchOfItem(warehouse, item)
    // So many were bad that the day was held: one is mended, and the others may wait.
    await fix(warehouse, batchId, { 14: rows[0]![1] })
    await replay(warehouse, item, batchId)
    expect(await countsOf(warehouse, batchId)).toMatchObject({
      state: 'published',
      rows_in: 16,
      refused: 3,
      created: 13,
    })
    await next(warehouse, item)
    await fix(warehouse, batchId, { 15: rows[1]![1], 17: rows[3]![1] })
    expect(await replay(warehouse, item, batchId)).toMatchObject({
      staged: { rowsIn: 2, refused: 0, late: 1, differences: [] },
      checked: { rowsIn: 2, refused: 0 },
      finished: { rowsIn: 2, corrected: 1 },
    })
    await fix(warehouse, batchId, { 16: rows[2]![1] })
    await replay(warehouse, item, batchId)
    expect(await countsOf(warehouse, batchId)).toEqual({
      ...{ state: 'published', rows_in: 16, refused: 0, late: 1, created: 14 },
      ...{ corrected: 1, cancelled: 1, duplicates: 0 },
    })
    expect((await issuesOf(warehouse, batchId)).map(({ state }) => state)).toEqual(Array(4).fill('replayed'))
    expect(await stateOf(warehouse)).toEqual(expected)
    // Once more there is nothing left to do.
    expect(await replay(warehouse, item, batchId)).toMatchObject({ staged: { rowsIn: 0 } })
    expect(await stateOf(warehouse)).toEqual(expected)
  })

  it('go on counting where rows that are named by nothing but what they say are alike', async () => {
    const plain = names.filter((name) => name !== 'tradeNo')
    const file = (lines: string[]) => `${[plain.join(','), ...lines].join('\n')}\n`
    const fill = `C1,A1,S1,buy,10,5.00,${day},new`
    const others = Array.from({ length: 9 }, (_, no) => `C1,A1,S1,buy,${no + 20},5.00,${day},new`)
    const [wanted, warehouse] = [await firm(), await firm()]
    await wanted.load([
      { item: wanted.item('trades', plain), businessDate: day, text: file([fill, ...others, fill, fill]) },
    ])
    const item = warehouse.item('trades', plain)
    await warehouse.load([{ item, businessDate: day, text: file([fill, ...others, fill.replace('buy', '?'), fill]) }])
    const batchId = await batchOfItem(warehouse, item)
    await fix(warehouse, batchId, { 12: fill }, plain)
    await replay(warehouse, item, batchId)
    const sum = `select count(*) as n, sum(quantity)::text as quantity from warehouse.trades`
    expect(await warehouse.ask(sum)).toEqual(await wanted.ask(sum))
    expect((await stateOf(warehouse)).positions).toEqual((await stateOf(wanted)).positions)
  })

  it('stay in quarantine where they are still bad, and the others go in', async () => {
    const warehouse = await firm()
    const item = warehouse.item('trades', names)
    await load(warehouse, item, [...good, rows[0]![0], rows[1]![0]])
    const batchId = await batchOfItem(warehouse, item)
    await fix(warehouse, batchId, { 14: rows[0]![1], 15: rows[1]![0].replace('many', 'few') })
    expect(await replay(warehouse, item, batchId)).toMatchObject({ staged: { rowsIn: 2, refused: 1 } })
    expect((await issuesOf(warehouse, batchId)).map(({ state }) => state)).toEqual(['replayed', 'held'])
    expect(await countsOf(warehouse, batchId)).toMatchObject({ state: 'published', refused: 1, created: 13 })
  })

  it('are tried again without a fix once whom they name is known', async () => {
    const warehouse = await firm()
    const known = warehouse.item('trades', names)
    await load(warehouse, known, good)
    const item = {
      ...warehouse.item('trades', names),
      unknown: { ...known.unknown, customers: 'hold', accounts: 'hold' } as const,
    }
    const more = good.map((row) => row.replace(',t', ',u'))
    const theirs = `C7,A7,S1,buy,5,10.00,${day},n7,new`
    await load(warehouse, item, [...more, theirs, rows[0]![0]])
    const batchId = await batchOfItem(warehouse, item)
    expect(await replay(warehouse, item, batchId)).toMatchObject({ staged: { rowsIn: 1, refused: 1 } })
    await load(warehouse, known, [`C7,A7,S1,buy,1,10.00,${day},first,new`], { sequence: 2 })
    expect(await replay(warehouse, item, batchId)).toMatchObject({ staged: { rowsIn: 1, refused: 0 } })
    expect((await issuesOf(warehouse, batchId)).map(({ state }) => state)).toEqual(['replayed', 'held'])
    const n = await warehouse.ask(`select quantity::text from warehouse.trades where external_key like '%|n7'`)
    expect(n).toEqual([{ quantity: '5.0000' }])
  })
})

describe('a day that is held', () => {
  const withTrailer = {
    ...plainCsv,
    trailer: {
      prefix: 'END',
      delimiter: ',',
      totals: [
        { at: 2, is: 'rows', scale: 0 },
        { at: 3, is: 'sum', of: { field: 'quantity' }, scale: 0 },
      ],
    },
  } as StepItem['layout']

  it('goes in whole with its fixed rows in their places and the dismissed left out, when its totals agree then', async () => {
    const expected = await rightFromTheStart(meant.filter((_, i) => i !== 15))
    const warehouse = await firm()
    const item = { ...warehouse.item('trades', names), layout: withTrailer }
    // 1,266 of the good rows, and 50, 7, 102 and 3.
    const text = `${fileOf(said)}END,16,1428\n`
    await expect(warehouse.load([{ item, businessDate: day, text }])).rejects.toMatchObject({ code: 'totals.differ' })
    const batchId = await batchOfItem(warehouse, item)
    const fixes = Object.fromEntries(rows.map(([, right], i) => [14 + i, right]))
    await fix(warehouse, batchId, { ...fixes, 15: rows[1]![1].replace('buy,7', 'buy,8') })
    await expect(replay(warehouse, item, batchId)).rejects.toMatchObject({ code: 'totals.differ' })
    await fix(warehouse, batchId, fixes)
    await warehouse.ask(`update quality_issues set state = 'dismissed' where batch_id = $1 and line = 17`, [batchId])
    await replay(warehouse, item, batchId)
    expect(await stateOf(warehouse)).toEqual(expected)
    expect((await issuesOf(warehouse, batchId)).map(({ state }) => state)).toEqual([
      'replayed',
      'replayed',
      'replayed',
      'dismissed',
    ])
  })

  it('is staged and checked once more where somebody decides between its stage and its merge', async () => {
    const warehouse = await firm()
    const item = { ...warehouse.item('trades', names), layout: withTrailer }
    const text = `${fileOf([...good, rows[0]![1], rows[1]![0]])}END,14,1323\n`
    await expect(warehouse.load([{ item, businessDate: day, text }])).rejects.toMatchObject({ code: 'totals.differ' })
    const batchId = await batchOfItem(warehouse, item)
    await fix(warehouse, batchId, { 15: rows[1]![1] })
    const step: Step = { code: 'again', kind: 'stage', item, batchId }
    await stage(step, warehouse.means(day))
    await check({ ...step, kind: 'check' }, warehouse.means(day))
    await fix(warehouse, batchId, { 15: rows[1]![1].replace('buy,7', 'buy,8') })
    const merge: Step = { ...step, kind: 'merge' }
    await expect(finish([merge], warehouse.means(day), async () => undefined)).rejects.toMatchObject({
      code: 'totals.differ',
    })
    expect(await warehouse.ask('select from warehouse.trades')).toEqual([])
  })
})

it('a row in quarantine belongs to the unit of its customer, where one is known for sure', async () => {
  const warehouse = await firm()
  const item = warehouse.item('trades', names)
  await load(warehouse, item, good)
  const held = [
    `C1,A1,S1,swap,50,10.00,${day},b1,new`,
    `,A2,S1,swap,50,10.00,${day},b2,new`,
    `C404,A404,S1,swap,50,10.00,${day},b3,new`,
    `C1,A1,S1`,
  ]
  const again = good.map((row) => row.replace(',t', ',u'))
  await load(warehouse, item, [...again, ...again.map((row) => row.replace(',u', ',v')), ...held], { sequence: 2 })
  const found = await warehouse.ask<{ unit_id: string | null }>(
    'select unit_id from quality_issues where item_id = $1 order by line',
    [item.id],
  )
  expect(found.map(({ unit_id }) => unit_id)).toEqual([warehouse.unit.id, warehouse.unit.id, null, null])
})
