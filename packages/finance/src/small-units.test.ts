import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatUnits, parseDecimal, unitsAt } from './decimal.ts'
import { formatSmall, smallUnits } from './small-units.ts'

it('reads and writes short decimals as the exact arithmetic does', () => {
  const places = fc.integer({ min: 0, max: 6 })
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), places, (units, at) => {
      const text = formatUnits(units, at)
      expect(smallUnits(text, at)).toBe(Number(unitsAt(parseDecimal(text), at)))
      expect(formatSmall(Number(units), at)).toBe(text)
    }),
  )
})

it('leaves to others what is not written with all its places, or too long', () => {
  const odd = [
    '',
    '-',
    '.5000',
    '-.5000',
    '5',
    '5.0',
    '5.00000',
    '1234567890.12345',
    '99999999999.9999',
    '1e5.0000',
    '5,0000',
    '12345',
  ]
  expect(odd.map((text) => smallUnits(text, 4))).toEqual(odd.map(() => Number.NaN))
  expect(['', '-', '1.5', '1234567890123456'].map((text) => smallUnits(text, 0))).toEqual(Array(4).fill(Number.NaN))
})
