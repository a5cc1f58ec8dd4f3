import { expect, test } from 'vitest'
import { parseDecimal } from './decimal.ts'
import { atRate } from './fx.ts'
import { cents, money } from './scales.ts'

test('an amount is worth its rate, rounded once and half away from zero', () => {
  const worth = (amount: string, rate: string) => money(atRate(cents(amount), parseDecimal(rate)))
  expect(worth('1000.00', '7.1054')).toBe('7105.40')
  expect(worth('0.10', '0.915')).toBe('0.09')
  expect(worth('-1.50', '0.91')).toBe('-1.37')
  expect(worth('1.50', '0.91')).toBe('1.37')
  expect(worth('123456789.01', '7.1234567891')).toBe('879439101.83')
})
