import { describe, expect, test } from 'vitest'
import { withoutExponent } from './exponent.ts'

describe('a number written with an exponent', () => {
  test.each([
    ['2e+05', '200000'],
    ['9e-04', '0.0009'],
    ['1.25E3', '1250'],
    ['-1.5e1', '-15'],
    ['1.23456e2', '123.456'],
    ['0e5', '0'],
  ])('%s is read as %s', (written, plain) => expect(withoutExponent(written)).toBe(plain))

  test.each(['12.50', '', 'e5', '1e999', '1e', 'abc'])('%j is left to the reader of decimals', (text) =>
    expect(withoutExponent(text)).toBe(text),
  )
})
