import fc from 'fast-check'
import { expect, it } from 'vitest'
import { adjustedCloses } from './adjusted.ts'

it('takes a dividend, bonus shares and rights out of the closes before their ex day, as the worked example does', () => {
  // 11.00, 0.30 in cash, 3 for 10, 2 for 10 at 6.00: ex price 7.93, factor 0.721212 (domain 2.4).
  const closes = [
    { day: '2025-01-07', close: '10.50' },
    { day: '2025-01-08', close: '11.00' },
    { day: '2025-01-09', close: '8.10' },
  ]
  const exDays = [{ day: '2025-01-09', closeBefore: '11.00', previousClose: '7.9333' }]
  expect(adjustedCloses(closes, exDays)).toEqual(['7.572695', '7.933300', '8.100000'])
})

it('leaves closes as they are where nothing went ex, and never changes the last one', () => {
  const price = fc.integer({ min: 1, max: 100_000 }).map((n) => (n / 100).toFixed(2))
  const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10)
  fc.assert(
    fc.property(fc.array(price, { minLength: 2, maxLength: 30 }), fc.nat(), price, (prices, at, after) => {
      const closes = prices.map((close, i) => ({ day: day(i), close }))
      expect(adjustedCloses(closes, [], 2)).toEqual(prices)
      const ex = 1 + (at % (closes.length - 1))
      const exDays = [{ day: day(ex), closeBefore: prices[ex - 1]!, previousClose: after }]
      const adjusted = adjustedCloses(closes, exDays, 2)
      expect(adjusted.slice(ex)).toEqual(prices.slice(ex))
      // The day before is worth what the exchange says it was.
      expect(adjusted[ex - 1]).toBe(after)
    }),
  )
})
