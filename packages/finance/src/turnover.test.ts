import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dailyPositionValues } from './daily-values.ts'
import type { PricePoint, SecurityEvent } from './history.ts'
import { averageValue, turnover, turnoverOf } from './turnover.ts'

const EVENTS: SecurityEvent[] = [
  { kind: 'buy', security: 'A', at: '2024-01-02T09:30:00', quantity: '100', price: '10' },
  { kind: 'sell', security: 'B', at: '2024-01-03T09:30:00', quantity: '50', price: '4' },
  { kind: 'sell', security: 'A', at: '2024-01-05T09:30:00', quantity: '60', price: '12' },
]
const PRICES: PricePoint[] = [
  { security: 'A', at: '2024-01-03T15:00:00', price: '11' },
  { security: 'A', at: '2024-01-05T15:00:00', price: '12.5' },
  { security: 'C', at: '2024-01-02T15:00:00', price: '1000' },
]
const DAYS = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05']

describe('turnover', () => {
  test('is both sides over the average value', () => {
    expect(turnover(['320000', '280000'], ['240000', '240000'])).toBe('2.5000')
    expect(turnover(['1'], ['1', '2'])).toBe('0.6667')
    expect(turnover([], ['240000'])).toBe('0.0000')
  })

  test('is undefined, not zero, where nothing was held', () => {
    expect(turnover(['100'], [])).toBeNull()
    expect(turnover(['100'], ['0.00', '0.00'])).toBeNull()
    expect(turnover(['100'], ['1.00', '-2.00'])).toBeNull()
    expect(turnoverOf(EVENTS, PRICES, [])).toBeNull()
  })

  test('values each day at the last price known, a short position by its size', () => {
    expect(dailyPositionValues(EVENTS, PRICES, DAYS)).toEqual(['0.00', '1000.00', '1300.00', '1300.00', '700.00'])
  })

  test('counts the trades of the period, and the positions it started with', () => {
    expect(turnoverOf(EVENTS, PRICES, DAYS)).toBe('2.2326')
    expect(turnoverOf(EVENTS, PRICES, ['2024-01-04', '2024-01-05'])).toBe('0.7200')
  })

  test('is shown beside the average value it stands on', () => {
    expect(averageValue(dailyPositionValues(EVENTS, PRICES, DAYS))).toBe('860.00')
    expect(averageValue(['0.01', '0.00'])).toBe('0.01')
    expect(averageValue([])).toBeNull()
  })

  test('valuation days out of order are refused', () => {
    expect(() => dailyPositionValues(EVENTS, PRICES, ['2024-01-03', '2024-01-02'])).toThrow('ascend')
  })

  test('does not change when amounts and values are counted in a smaller unit', () => {
    const amount = fc.bigInt(1n, 10_000_000n)
    fc.assert(
      fc.property(fc.array(amount), fc.array(amount, { minLength: 1 }), (amounts, values) => {
        const inYuan = turnover(amounts.map(String), values.map(String))
        const inFen = turnover(
          amounts.map((n) => `${n}00`),
          values.map((n) => `${n}00`),
        )
        expect(inFen).toBe(inYuan)
      }),
    )
  })
})
