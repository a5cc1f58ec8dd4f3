import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { xirr, xnpv } from './xirr.ts'

const flow = (day: string, amount: number) => ({ day, amount })

describe('xirr', () => {
  it('is that of the worked examples: 71.78 % and 10.23 % a year', () => {
    const a = [
      flow('2025-01-01', -100_000),
      flow('2025-01-11', -20_000),
      flow('2025-01-21', 10_000),
      flow('2025-01-31', 115_000),
    ]
    expect(xirr(a)!.toFixed(4)).toBe('0.7178')
    expect(((1 + xirr(a)!) ** (30 / 365) - 1).toFixed(4)).toBe('0.0455')
    const b = [
      flow('2024-01-02', -500_000),
      flow('2024-05-20', -200_000),
      flow('2024-10-08', 150_000),
      flow('2024-12-31', 610_000),
    ]
    expect(xirr(b)!.toFixed(4)).toBe('0.1023')
  })

  it('is not told without a change of sign', () => {
    expect(xirr([])).toBeNull()
    expect(xirr([flow('2024-01-01', -5)])).toBeNull()
    expect(xirr([flow('2024-01-01', -5), flow('2025-01-01', -5)])).toBeNull()
    expect(xirr([flow('2024-01-01', -5), flow('2024-01-01', 5)])).toBeNull()
  })

  it('is the one nearest 0 of several', () => {
    // 1 − 2.15 v + 1.1526 v² vanishes at v = 1 ÷ 1.02 and v = 1 ÷ 1.13, to which Newton goes from 0.1.
    const flows = [flow('2021-01-01', -10_000), flow('2022-01-01', 21_500), flow('2023-01-01', -11_526)]
    expect(xirr(flows)).toBeCloseTo(0.02, 9)
    expect(xirr(flows.map(({ day, amount }) => flow(day, -amount)))).toBeCloseTo(0.02, 9)
  })

  it('finds rates from nearly all lost to a hundredfold, and says nothing beyond', () => {
    const over = (factor: number) => xirr([flow('2021-01-01', -1), flow('2022-01-01', factor)])
    expect(over(0.0002)).toBeCloseTo(-0.9998, 9)
    expect(over(100.5)).toBeCloseTo(99.5, 9)
    expect(over(0.00005)).toBeNull()
    expect(over(150)).toBeNull()
    expect(over(1)).toBeCloseTo(0, 12)
  })

  it('is where the flows are worth nothing', () => {
    const amounts = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 200 }), (list, gap) => {
        const flows = list.map((amount, i) =>
          flow(new Date(Date.UTC(2020, 0, 1 + i * gap)).toISOString().slice(0, 10), amount),
        )
        const rate = xirr(flows)
        if (rate === null) return
        const size = flows.reduce((sum, { amount }) => sum + Math.abs(amount), 0)
        const years = (list.length * gap) / 365
        const steep = Math.max(1, (1 + rate) ** -years)
        expect(Math.abs(xnpv(rate, flows)) / size / steep).toBeLessThan(1e-6)
      }),
    )
  })
})
