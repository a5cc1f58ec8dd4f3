import { describe, expect, test } from 'vitest'
import { parseDecimal } from './decimal.ts'
import { feeOf } from './fees.ts'
import { amountOf, cents, money, quantityUnits } from './scales.ts'

const commission = (amount: bigint) => feeOf(amount, parseDecimal('0.00025'), cents('5'))
const stampDuty = (amount: bigint) => feeOf(amount, parseDecimal('0.0005'))
const transferFee = (amount: bigint) => feeOf(amount, parseDecimal('0.00001'))
const amount = (quantity: string, price: string) => amountOf(parseDecimal(price), quantityUnits(quantity))

describe('fees', () => {
  test('of a small sale: commission at its minimum, each component rounded by itself', () => {
    const sold = amount('1000', '12.34')
    expect([commission(sold), stampDuty(sold), transferFee(sold)].map(money)).toEqual(['5.00', '6.17', '0.12'])
    expect(money(sold - commission(sold) - stampDuty(sold) - transferFee(sold))).toBe('12328.71')
  })

  test('of a large purchase and its sale', () => {
    const bought = amount('10000', '25.60')
    expect(money(bought + commission(bought) + transferFee(bought))).toBe('256066.56')
    const sold = amount('10000', '26.10')
    expect(money(sold - commission(sold) - stampDuty(sold) - transferFee(sold))).toBe('260801.64')
  })

  test('of a tiny order are the minimum, whatever the rate says', () => {
    expect(money(commission(amount('100', '8.00')))).toBe('5.00')
  })

  test('a quantity finer than a millionth is refused rather than lost', () => {
    expect(quantityUnits('0.0000010')).toBe(1n)
    expect(() => quantityUnits('0.0000001')).toThrow('at most 6 decimals')
  })
})
