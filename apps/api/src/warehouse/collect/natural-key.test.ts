import { expect, it } from 'vitest'
import type { TargetField } from './fields/field.ts'
import { trades } from './fields/trades.ts'
import { keyText, naturalKey } from './natural-key.ts'

const fields: TargetField[] = [
  { name: 'a', type: 'code', max: 40, key: true },
  { name: 'b', type: 'code', max: 40 },
]

it('names a row by its key fields, and never two different rows the same', () => {
  const key = naturalKey(fields, ['a', 'b'])
  expect(key(['x', 'y'])).toBe('x|y')
  expect(
    new Set(
      [
        ['x|y', 'z'],
        ['x', 'y|z'],
        ['x\\', '|z'],
        ['x\\|', 'z'],
      ].map(([a, b]) => key([a!, b!])),
    ).size,
  ).toBe(4)
  expect(key(['x', null])).toBe('x|')
  expect(naturalKey(fields)(['x', 'y'])).toBe('x')
  expect(keyText(['x', 'y'], [1, 0])).toBe('y|x')
  expect(() => naturalKey(fields, ['c'])).toThrow(RangeError)
})

it('names a row without a key by all that it says, and equal rows by their order: the same in the same file again', () => {
  const rows = [
    [null, 'one'],
    [null, 'two'],
    [null, 'one'],
    ['k', 'one'],
    [null, 'one'],
  ]
  const keys = () => rows.map(naturalKey(fields))
  const [one, two, again, named, third] = keys()
  expect(keys()).toEqual([one, two, again, named, third])
  expect(one).toMatch(/^row:[0-9a-f]{36}:1$/)
  expect([again, third]).toEqual([one!.replace(/1$/, '2'), one!.replace(/1$/, '3')])
  expect([two!.endsWith(':1'), named]).toEqual([true, 'k'])
})

it('tells fills of two exchanges, of two accounts and of both sides apart that have the same number, and names none without one', () => {
  const said = (fill: Record<string, string>) => trades.fields.map(({ name }) => fill[name] ?? null)
  const fill = { accountNumber: 'A1', market: 'SH', side: 'buy', tradeNo: '17', quantity: '100.0000' }
  const key = naturalKey(trades.fields)
  const others = [{ market: 'SZ' }, { side: 'sell' }, { accountNumber: 'A2' }, { tradeNo: '18' }]
  const keys = [fill, ...others.map((other) => ({ ...fill, ...other }))].map((one) => key(said(one)))
  expect(new Set(keys).size).toBe(5)
  // What is corrected of it is the same fill.
  expect(key(said({ ...fill, quantity: '200.0000' }))).toBe(keys[0])
  const { tradeNo: _, ...unnumbered } = fill
  expect(key(said(unnumbered))).toMatch(/^row:/)
})
