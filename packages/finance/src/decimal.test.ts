import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { divide, formatDecimal, formatShortest, multiply, parseDecimal, roundTo } from './decimal.ts'

const rounded = (text: string, places: number) => formatDecimal(roundTo(parseDecimal(text), places))
const product = (a: string, b: string) => formatDecimal(multiply(parseDecimal(a), parseDecimal(b)))
const plain = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }))
  .map(([minus, units, places]) => formatDecimal({ units: minus ? -units : units, places }))

describe('decimals', () => {
  test.each([
    '',
    '1.',
    '.5',
    '+1',
    '1e5',
    '1E-5',
    '0x10',
    'NaN',
    'Infinity',
    '1,000',
    ' 1',
    '1 ',
    '--1',
    '１',
    '1\n',
    '1n',
  ])('refuse %j, which is not a plain decimal', (text) =>
    expect(() => parseDecimal(text)).toThrow('not a plain decimal'),
  )

  test('refuse a number too long to be money', () => {
    expect(() => parseDecimal('9'.repeat(65))).toThrow(RangeError)
  })

  test('round halves away from zero where binary floats go wrong', () => {
    expect(rounded(product('1.95', '0.9'), 2)).toBe('1.76')
    expect(rounded(product('2.85', '0.9'), 2)).toBe('2.57')
    expect(rounded('1.005', 2)).toBe('1.01')
    expect(rounded('-1.005', 2)).toBe('-1.01')
    expect(rounded('0.0049', 2)).toBe('0.00')
    expect(rounded('-0.0049', 2)).toBe('0.00')
    expect(formatDecimal({ units: 3n, places: 1 })).toBe(product('0.1', '3'))
  })

  test('keep every digit of what was written', () => {
    fc.assert(
      fc.property(plain, (text) => {
        expect(formatDecimal(parseDecimal(text))).toBe(text)
      }),
    )
  })

  test('written without trailing zeros are still the same number', () => {
    expect(formatShortest(1170_000000n, 6)).toBe('1170')
    expect(formatShortest(0n, 6)).toBe('0')
    expect(formatShortest(-12_500000n, 6)).toBe('-12.5')
    expect(formatShortest(100n, 0)).toBe('100')
  })

  test('rounding is off by at most half a unit, and symmetric around zero', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 0, max: 6 }), (text, places) => {
        const value = parseDecimal(text)
        const near = roundTo(value, places)
        const finest = Math.max(value.places, places)
        const error = value.units * 10n ** BigInt(finest - value.places) - near.units * 10n ** BigInt(finest - places)
        expect((error < 0n ? -error : error) * 2n <= 10n ** BigInt(finest - places)).toBe(true)
        expect(roundTo({ units: -value.units, places: value.places }, places).units).toBe(-near.units)
      }),
    )
  })

  test('a quotient is the exact ratio rounded once, and undefined over zero', () => {
    expect(divide(parseDecimal('2'), parseDecimal('0.03'), 4)).toEqual({ units: 666667n, places: 4 })
    expect(divide(parseDecimal('-1'), parseDecimal('8'), 2)).toEqual({ units: -13n, places: 2 })
    expect(divide(parseDecimal('1.00000'), parseDecimal('3'), 1)).toEqual({ units: 3n, places: 1 })
    expect(divide(parseDecimal('5'), parseDecimal('0.00'), 2)).toBeNull()
  })
})
