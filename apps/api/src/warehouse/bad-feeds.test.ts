import type { Layout } from '@rapport/contract/administration/collection-layout'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Held, StepFails, type StepItem } from './step.ts'
import { plainCsv, startWarehouse, type Warehouse } from './testing.ts'
import { stateOf } from './testing-state.ts'

let warehouse: Warehouse
let trades: StepItem
const names = [
  'customerNo',
  'accountNumber',
  'securityCode',
  'side',
  'quantity',
  'price',
  'amount',
  'tradedOn',
  'tradeNo',
]
const header = names.join(',')
const day = '2025-05-06'
const fill = (no: number, more: Partial<Record<string, string>> = {}) => {
  const row = {
    customerNo: 'C1',
    accountNumber: 'A1',
    securityCode: 'S1',
    side: 'buy',
    quantity: '100',
    price: '10',
    amount: '1000.00',
    tradedOn: day,
    tradeNo: `t${no}`,
    ...more,
  }
  return names.map((name) => row[name as keyof typeof row]).join(',')
}
const rows = (count: number, more: (no: number) => Partial<Record<string, string>> = () => ({})) =>
  Array.from({ length: count }, (_, no) => fill(no, more(no)))
const fileOf = (lines: string[]) => `${[header, ...lines].join('\n')}\n`

const withTrailer: Layout = {
  ...plainCsv,
  format: 'csv',
  lastLineEnds: true,
  trailer: {
    prefix: 'END',
    delimiter: ',',
    totals: [
      { at: 2, is: 'rows', scale: 0 },
      { at: 3, is: 'sum', of: { field: 'amount' }, scale: 0 },
    ],
  },
}

beforeAll(async () => {
  warehouse = await startWarehouse()
  trades = warehouse.item('trades', names, { lateDays: 3 })
  await warehouse.load([
    { item: trades, businessDate: '2025-05-05', text: fileOf(rows(5, () => ({ tradedOn: '2025-05-05' }))) },
  ])
})
afterAll(() => warehouse.close())

const load = (text: string, more: Partial<StepItem> = {}) =>
  warehouse.load([
    { item: { ...trades, ...warehouse.item('trades', names, { lateDays: 3 }), ...more }, businessDate: day, text },
  ])
const held = (code: string) => expect.objectContaining({ code })

describe('a bad feed keeps its whole day out, and the day before stays', () => {
  const bad: [what: string, text: string, error: unknown, more?: Partial<StepItem>][] = [
    [
      'a count that is not the trailer’s',
      `${fileOf(rows(3))}END,4,3000.00\n`,
      held('totals.differ'),
      { layout: withTrailer },
    ],
    [
      'a sum that is off by a cent',
      `${fileOf(rows(3))}END,3,3000.01\n`,
      held('totals.differ'),
      { layout: withTrailer },
    ],
    ['no trailer where there should be one', fileOf(rows(3)), held('file.trailer-missing'), { layout: withTrailer }],
    [
      'a file cut off in the middle of a row',
      fileOf(rows(3)).slice(0, -20),
      held('file.cut-off'),
      { layout: { ...plainCsv, lastLineEnds: true } },
    ],
    ['the file of the day before', fileOf(rows(5, () => ({ tradedOn: '2025-05-05' }))), held('file.other-day')],
    [
      'a fifth and more of bad rows',
      fileOf(rows(10, (no) => (no < 3 ? { quantity: 'many' } : {}))),
      held('rows.too-many-bad'),
    ],
    [
      'a column that is gone',
      fileOf(rows(3)).replaceAll(',amount', '').replaceAll(',1000.00', ''),
      held('file.columns-changed'),
    ],
    ['a column of another name', fileOf(rows(3)).replace('price', 'px'), held('file.columns-changed')],
    ['nothing but column names', `${header}\n`, held('file.no-rows')],
    ['nothing at all', '', held('file.empty')],
  ]
  for (const [what, text, error, more] of bad)
    it(`with ${what}`, async () => {
      const before = await stateOf(warehouse)
      const failed = load(text, more)
      await expect(failed).rejects.toEqual(error)
      await failed.catch((cause: unknown) => expect(cause instanceof Held || cause instanceof StepFails).toBe(true))
      expect(await stateOf(warehouse)).toEqual(before)
    })
})

describe('bad rows among good ones', () => {
  it('are held back with their reasons, and the others are loaded', async () => {
    const item = warehouse.item('trades', names, {
      lateDays: 3,
      unknown: { customers: 'hold', unitId: null, accounts: 'hold', securities: 'hold' },
    })
    const lines = rows(20, (no) => {
      if (no === 3) return { side: 'swap' }
      if (no === 7) return { accountNumber: 'NOBODY' }
      if (no === 11) return { securityCode: 'S404' }
      if (no === 13) return { tradedOn: '2025-05-07' }
      return { tradeNo: `good${no}` }
    })
    const outcome = await warehouse.load([{ item, businessDate: day, text: fileOf(lines) }])
    expect(outcome).toMatchObject({ rowsIn: 20, refused: 4, duplicates: 0 })
    const issues = await warehouse.ask<{ line: number; reasons: unknown }>(
      'select line, reasons from quality_issues where item_id = $1 order by line',
      [item.id],
    )
    expect(issues).toEqual([
      { line: 5, reasons: [{ field: 'side', code: 'choice' }] },
      { line: 9, reasons: [{ field: 'accountNumber', code: 'account.unknown' }] },
      { line: 13, reasons: [{ field: 'securityCode', code: 'security.unknown' }] },
      { line: 15, reasons: [{ field: 'tradedOn', code: 'day.future' }] },
    ])
    const [{ sealed }] = (await warehouse.ask<{ sealed: string }>(
      'select string_agg(values_sealed, chr(32)) as sealed from quality_issues where item_id = $1',
      [item.id],
    )) as [{ sealed: string }]
    expect(sealed).not.toContain('NOBODY')
  })

  it('say the same row twice, or otherwise: the last one stands', async () => {
    const item = warehouse.item('trades', names)
    const outcome = await warehouse.load([
      { item, businessDate: day, text: fileOf([fill(900), fill(900), fill(901), fill(901, { amount: '1100.00' })]) },
    ])
    expect(outcome).toMatchObject({ rowsIn: 4, duplicates: 1 })
    const amounts = await warehouse.ask(
      `select split_part(external_key, '|', 4) as key, amount::text from warehouse.trades
       where split_part(external_key, '|', 4) in ('t900', 't901') order by 1`,
    )
    expect(amounts).toEqual([
      { key: 't900', amount: '1000.0000' },
      { key: 't901', amount: '1100.0000' },
    ])
  })
})
