import { expect, it } from 'vitest'
import type { Period, ValuedDay } from './period.ts'
import { turnoverOf } from './turnover.ts'

const day = (i: number, assets: bigint) => ({ day: `2025-01-${i + 10}`, assets }) as ValuedDay
const period = (assets: bigint) => ({ days: Array.from({ length: 20 }, (_, i) => day(i, assets)) }) as unknown as Period
const traded = [
  { securityId: 'a', side: 'buy' as const, amount: '320000.0000' },
  { securityId: 'b', side: 'sell' as const, amount: '280000.0000' },
]

it('turns over as the worked example does: 2.50 in 20 days, 30.5 a year, 1.17 one-sided', () => {
  const told = turnoverOf(traded, new Map(), period(24_000_000n))
  expect(told).toMatchObject({ twoSided: 2.5, annualised: 30.5, traderType: 'short-term' })
  expect(told.oneSided!.toFixed(2)).toBe('1.17')
})

it('is not told of less than 1,000.00 on average', () => {
  const none = { twoSided: null, oneSided: null, annualised: null, traderType: null }
  expect(turnoverOf(traded, new Map(), period(99_999n))).toMatchObject(none)
  expect(turnoverOf([], new Map(), period(100_000n))).toMatchObject({ twoSided: 0, traderType: 'long-term' })
})
