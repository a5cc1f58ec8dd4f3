import type { RuleSettings } from '@rapport/contract/administration/quality-rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Held } from './step.ts'
import { startWarehouse, type Warehouse } from './testing.ts'
import { addRules } from './testing-rules.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
  const known = warehouse.item('trades', names)
  await warehouse.load([{ item: known, businessDate: day, text: fileOf([fill('known')]) }])
})
afterAll(() => warehouse.close())

const day = '2025-05-06'
const names = [
  'customerNo',
  'accountNumber',
  'securityCode',
  'side',
  'quantity',
  'price',
  'channel',
  'tradedOn',
  'tradeNo',
]
type Row = Partial<Record<string, string>>
const fill = (tradeNo: string, more: Row = {}) => {
  const usual = { customerNo: 'C1', accountNumber: 'A1', securityCode: 'S1', side: 'buy', quantity: '100', price: '10' }
  const row: Row = { ...usual, channel: 'APP-01', tradedOn: day, tradeNo, ...more }
  return names.map((name) => row[name] ?? '').join(',')
}
const fileOf = (rows: string[]) => `${[names.join(','), ...rows].join('\n')}\n`

/** Rows that keep a rule beside one that breaks it, on line 9. */
async function judged(
  settings: RuleSettings,
  breaking: Row,
  effect?: 'hold-row' | 'hold-day' | 'count',
  others: Row = {},
) {
  const item = warehouse.item('trades', names)
  await addRules(warehouse, item, [settings], effect)
  const good = Array.from({ length: 7 }, (_, no) => fill(`${item.code}-${no}`, others))
  const text = fileOf([...good, fill(`${item.code}-bad`, { ...others, ...breaking })])
  const log: unknown[] = []
  const outcome = await warehouse
    .load([{ item, businessDate: day, text }], { log: (_, code, details) => log.push({ code, ...details }) })
    .catch((error: unknown) => error)
  const held = await warehouse.ask('select line, reasons from quality_issues where item_id = $1', [item.id])
  const [batch] = await warehouse.ask<{ judged: unknown; state: string }>(
    `select totals->'judged' as judged, state from warehouse.batches where item_id = $1`,
    [item.id],
  )
  return { outcome, held, log, ...batch! }
}
const sums = (of: object): RuleSettings => ({ kind: 'balance', sum: { field: 'quantity' }, ...of })

describe('a rule holds back the row that breaks it', () => {
  const rules: [what: string, settings: RuleSettings, breaking: Row, others?: Row][] = [
    ['that something is said', { kind: 'null', field: 'channel' }, { channel: '' }],
    ['a number in its range', { kind: 'range', field: 'quantity', from: '0.5', to: '100' }, { quantity: '100.0001' }],
    ['a number not too low', { kind: 'range', field: 'price', from: '-1', to: null }, { price: '-1.01' }],
    ['a day in its range', { kind: 'range', field: 'tradedOn', from: day, to: null }, { tradedOn: '2025-05-05' }],
    ['how it is written', { kind: 'format', field: 'channel', pattern: 'AAA-99' }, { channel: 'APP-1x' }],
    [
      'how it begins',
      { kind: 'format', field: 'channel', pattern: 'A.P*' },
      { channel: 'AxP' },
      { channel: 'A.P anything' },
    ],
    [
      'whom it refers to',
      { kind: 'reference', field: 'customerNo', to: 'customers' },
      { customerNo: 'C9', accountNumber: 'A9' },
    ],
    ['what it refers to', { kind: 'reference', field: 'securityCode', to: 'securities' }, { securityCode: 'S9' }],
    [
      'a condition',
      { kind: 'condition', condition: 'price * quantity <= 1000 || side == "sell"' },
      { price: '10.000001' },
    ],
  ]
  for (const [what, settings, breaking, others] of rules)
    it(`of ${what}`, async () => {
      const { outcome, held, judged: found } = await judged(settings, breaking, 'hold-row', others)
      expect(outcome).toMatchObject({ rowsIn: 8, refused: 1 })
      const field = 'field' in settings ? settings.field : ''
      expect(held).toEqual([{ line: 9, reasons: [{ field, code: `rule:${settings.kind}` }] }])
      expect(found).toEqual({ rows: 8, checks: 8, broken: { [settings.kind]: 1 }, holding: [] })
    })

  it('of what may come only once, from its second row on', async () => {
    const item = warehouse.item('trades', names)
    await addRules(warehouse, item, [{ kind: 'unique', fields: ['tradeNo', 'side'] }])
    const text = fileOf([fill('u1'), fill('u2'), fill('u1', { side: 'sell' }), fill('u1'), fill('u3'), fill('u1')])
    await expect(warehouse.load([{ item, businessDate: day, text }])).rejects.toMatchObject({
      code: 'rows.too-many-bad',
    })
    const held = await warehouse.ask<{ line: number }>('select line from quality_issues where item_id = $1', [item.id])
    expect(held.map(({ line }) => line).sort()).toEqual([5, 7])
  })

  it('says of a row that it breaks several', async () => {
    const item = warehouse.item('trades', names)
    await addRules(warehouse, item, [
      { kind: 'null', field: 'channel' },
      { kind: 'range', field: 'quantity', from: null, to: '100' },
    ])
    const rows = Array.from({ length: 6 }, (_, no) => fill(`s${no}`))
    await warehouse.load([
      { item, businessDate: day, text: fileOf([...rows, fill('s9', { channel: '', quantity: '101' })]) },
    ])
    expect(await warehouse.ask('select reasons from quality_issues where item_id = $1', [item.id])).toEqual([
      {
        reasons: [
          { field: 'channel', code: 'rule:null' },
          { field: 'quantity', code: 'rule:range' },
        ],
      },
    ])
  })

  it('but not where what it would judge by is missing: that is another rule', async () => {
    const { outcome, held } = await judged({ kind: 'format', field: 'channel', pattern: '999' }, {}, 'hold-row', {
      channel: '',
    })
    expect(outcome).toMatchObject({ refused: 0 })
    expect(held).toEqual([])
  })
})

describe('a rule does what it is told to', () => {
  const range: RuleSettings = { kind: 'range', field: 'quantity', from: null, to: '100' }

  it('counts only, and lets the row in', async () => {
    const { outcome, held, judged: found } = await judged(range, { quantity: '101' }, 'count')
    expect(outcome).toMatchObject({ rowsIn: 8, refused: 0 })
    expect([held, found]).toEqual([[], { rows: 8, checks: 8, broken: { range: 1 }, holding: [] }])
  })

  it('holds the whole day and names the rule in the log; a day that keeps it goes in', async () => {
    const before = await warehouse.ask('select count(*) as n from warehouse.trades')
    const bad = await judged(range, { quantity: '101' }, 'hold-day')
    expect(bad.outcome).toBeInstanceOf(Held)
    expect(bad).toMatchObject({ outcome: { code: 'rule.broken' }, state: 'held', judged: { holding: ['range'] } })
    expect(bad.log).toContainEqual({ code: 'rules.holding', rules: 'range' })
    expect(await warehouse.ask('select count(*) as n from warehouse.trades')).toEqual(before)
    expect((await judged(range, {}, 'hold-day')).state).toBe('published')
  })

  it('holds the day whose sums do not balance, to the last place; not when it only counts', async () => {
    // Seven rows and one, of 100 each.
    expect((await judged(sums({ amount: '800' }), {})).state).toBe('published')
    expect((await judged(sums({ amount: '800.0001' }), {})).outcome).toMatchObject({ code: 'rule.broken' })
    expect(await judged(sums({ amount: '1' }), {}, 'count')).toMatchObject({
      state: 'published',
      judged: { checks: 1, broken: { balance: 1 } },
    })
    const sides: RuleSettings = {
      kind: 'balance',
      sum: { field: 'quantity', when: { field: 'side', value: 'buy' } },
      equals: { field: 'quantity', when: { field: 'side', value: 'sell' } },
    }
    expect((await judged(sides, { side: 'sell', quantity: '700' })).state).toBe('published')
    expect((await judged(sides, { side: 'sell', quantity: '700.01' })).state).toBe('held')
  })

  it('does nothing while it is paused', async () => {
    const item = warehouse.item('trades', names)
    await addRules(warehouse, item, [{ kind: 'range', field: 'quantity', from: null, to: '1' }])
    await warehouse.make((db) => db.qualityRule.updateMany({ where: { itemId: item.id }, data: { active: false } }))
    expect(await warehouse.load([{ item, businessDate: day, text: fileOf([fill('p1')]) }])).toMatchObject({
      refused: 0,
    })
  })
})
