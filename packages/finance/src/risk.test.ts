import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concentrationOf } from './concentration.ts'
import { assetPreservation, contributions } from './contribution.ts'
import { maxDrawdown, underWater } from './drawdown.ts'
import { beta, deviationOverPeriod, excess, returnsOf, trackingError, volatility } from './risk.ts'

const NAV = [1, 1.02, 1.05, 0.99, 0.945, 1.01, 1.08, 1.06].map((value, i) => ({ day: `2025-01-0${i + 1}`, value }))
const values = NAV.map(({ value }) => value)
const many = fc.array(fc.double({ min: -0.09, max: 0.1, noNaN: true }), { minLength: 20, maxLength: 80 })

describe('risk', () => {
  it('of the worked series: a drawdown of 10.00 % from the third to the fifth day, made good on the seventh', () => {
    expect(maxDrawdown(NAV)).toMatchObject({ peakOn: '2025-01-03', troughOn: '2025-01-05', recoveredOn: '2025-01-07' })
    expect(maxDrawdown(NAV)!.value.toFixed(4)).toBe('-0.1000')
    expect(maxDrawdown(NAV.slice(0, 6))!.recoveredOn).toBeNull()
    expect(underWater(NAV)[4]!.value.toFixed(4)).toBe('-0.1000')
  })

  it('without a fall is 0, and without a value nothing', () => {
    expect(maxDrawdown(NAV.slice(0, 3))).toMatchObject({ value: 0 })
    expect(maxDrawdown([])).toBeNull()
  })

  it('of the worked series: a volatility of 80.27 %, which seven returns are too few for', () => {
    expect(volatility(returnsOf(values), { least: 2 })!.toFixed(4)).toBe('0.8027')
    expect(volatility(returnsOf(values))).toBeNull()
    expect(volatility([], { least: 0 })).toBeNull()
  })

  it('counts as falling short what lies below the mean, gains too', () => {
    expect(deviationOverPeriod([0.01, 0.03])!.semi).toBeGreaterThan(0.01)
    expect(deviationOverPeriod([0.01, -1])).toBeNull()
  })

  it('beside a benchmark: 3.00 points above it, 2.91 % by ratio', () => {
    const told = excess(0.06, 4120 / 4000 - 1)
    expect(told.arithmetic).toBeCloseTo(0.03, 12)
    expect(told.geometric!.toFixed(4)).toBe('0.0291')
  })

  it('of somebody who holds k times the benchmark has beta k, and tracks it exactly only with k = 1', () => {
    fc.assert(
      fc.property(many, fc.double({ min: -2, max: 3, noNaN: true }), (benchmark, k) => {
        fc.pre(new Set(benchmark).size > 1 && volatility(benchmark)! > 1e-6)
        const own = benchmark.map((value) => k * value + 0.001)
        expect(beta(own, benchmark)).toBeCloseTo(k, 6)
        expect(trackingError(own, benchmark)).toBeCloseTo(Math.abs(k - 1) * volatility(benchmark)!, 6)
      }),
    )
    expect(beta(Array(30).fill(0.01), Array(30).fill(0.01))).toBeNull()
    expect(trackingError([0.1], [0.1, 0.2])).toBeNull()
  })
})

describe('concentration', () => {
  it('is that of the worked example: 0.45625, 2.19 equal parts, 0.275, 60 %', () => {
    const told = concentrationOf([120, 60, 15, 5])!
    expect([told.hhi, told.effective, told.normalised!, told.largest].map((n) => Number(n.toFixed(5)))).toEqual([
      0.45625, 2.19178, 0.275, 0.6,
    ])
    expect(told.band).toBe('concentrated')
  })

  it('is banded at 0.15 and 0.25, and of nothing not told', () => {
    expect(concentrationOf(Array(7).fill(1))!.band).toBe('diversified')
    expect(concentrationOf(Array(5).fill(1))!.band).toBe('middling')
    expect(concentrationOf(Array(4).fill(1))!.band).toBe('middling')
    expect(concentrationOf([1, 1, 1])!.band).toBe('concentrated')
    expect(concentrationOf([8])).toMatchObject({ hhi: 1, normalised: null })
    expect(concentrationOf([0, -5])).toBeNull()
  })
})

describe('contribution', () => {
  const profits = [1200n, -300n, 560n].map((yuan) => yuan * 100n)
  const percent = (list: (number | null)[]) => list.map((one) => one && (one * 100).toFixed(2))

  it('of profits is of what they come to, with their signs', () => {
    expect(percent(contributions(profits, 10_000_000n))).toEqual(['82.19', '-20.55', '38.36'])
  })

  it('of a loss is of the assets at the beginning', () => {
    expect(percent(contributions([120_000n, -30_000n, 56_000n, -150_000n], 10_000_000n)).slice(0, 3)).toEqual([
      '1.20',
      '-0.30',
      '0.56',
    ])
    expect(contributions([-5n], 0n)).toEqual([null])
  })

  it('asset preservation of the worked example is 102.14 %', () => {
    expect(assetPreservation({ before: 100, now: 105.2 }, { before: 60, now: 61.8 })!.toFixed(4)).toBe('1.0214')
    expect(assetPreservation({ before: 0, now: 105.2 }, { before: 60, now: 61.8 })).toBeNull()
  })
})
