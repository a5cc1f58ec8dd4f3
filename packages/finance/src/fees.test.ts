import { describe, expect, test } from 'vitest'
import { divide, formatDecimal, parseDecimal } from './decimal.ts'
import { type FeeRates, feeOf, feeParts } from './fees.ts'
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

  const since2023: FeeRates = {
    stampDuty: parseDecimal('0.0005'),
    transferFee: parseDecimal('0.00001'),
    handlingFee: parseDecimal('0.0000341'),
    regulatoryFee: parseDecimal('0.00002'),
  }
  const shown = (parts: ReturnType<typeof feeParts>) =>
    parts && [money(parts.commission), money(parts.passedOn), money(parts.commission - parts.passedOn)]

  test('net commission is what is left after handling and regulatory fee', () => {
    const bought = amount('10000', '25.60')
    const told = { fees: cents('66.56'), commission: cents('64.00'), passThrough: null }
    // 8.73 + 5.12 of 64.00; then VAT of 6 %, then 0.75 % for the investor protection fund (domain 2.1).
    expect(shown(feeParts(bought, told, since2023))).toEqual(['64.00', '13.85', '50.15'])
    const beforeVat = divide(parseDecimal('50.15'), parseDecimal('1.06'), 2)!
    expect(formatDecimal(beforeVat)).toBe('47.31')
    expect(money(beforeVat.units - feeOf(beforeVat.units, parseDecimal('0.0075')))).toBe('46.96')
  })

  test('commission follows from all fees where a feed tells no parts of them', () => {
    const sold = amount('10000', '26.10')
    const told = { fees: cents('198.36'), commission: null, passThrough: null }
    // 130.50 stamp duty and 2.61 transfer fee leave 65.25; 8.90 and 5.22 of it are passed on.
    expect(shown(feeParts(sold, told, since2023))).toEqual(['65.25', '14.12', '51.13'])
    expect(feeParts(sold, told, null)).toBeNull()
    expect(feeParts(sold, { ...told, fees: 0n }, since2023)).toBeNull()
  })

  test('what a feed tells stands, whatever the rates say; nothing passed on is more than the commission', () => {
    const bought = amount('10000', '25.60')
    const told = { fees: cents('66.56'), commission: cents('64.00'), passThrough: cents('10.00') }
    expect(shown(feeParts(bought, told, since2023))).toEqual(['64.00', '10.00', '54.00'])
    expect(shown(feeParts(bought, { ...told, commission: cents('1.00'), passThrough: null }, since2023))).toEqual([
      '1.00',
      '1.00',
      '0.00',
    ])
  })

  test('a quantity finer than a millionth is refused rather than lost', () => {
    expect(quantityUnits('0.0000010')).toBe(1n)
    expect(() => quantityUnits('0.0000001')).toThrow('at most 6 decimals')
  })
})
