import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CostMethods } from './cost-methods.ts'
import { parseDecimal } from './decimal.ts'
import { RoundTrips } from './round-trips.ts'
import { money } from './scales.ts'
import { figuresOf, openDays } from './trip-figures.ts'
import { marketValue } from './valuation.ts'

const shares = (n: number) => BigInt(n) * 1_000_000n
const yuan = (n: number) => BigInt(Math.round(n * 100))
const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10)
const trip = (profit: number, days: number) => ({
  openedOn: day(0),
  closedOn: day(days),
  quantity: 1_000_000n,
  profit: yuan(profit),
})

describe('round trips', () => {
  it('come to the figures of the worked example', () => {
    const figures = figuresOf([trip(1200, 12), trip(-450, 5), trip(800, 30), trip(-300, 2), trip(0, 7), trip(2100, 45)])
    expect(figures).toMatchObject({ closed: 6, won: 3, winRate: 0.5 })
    expect(figures.payoff!.toFixed(2)).toBe('3.64')
    expect(figures.profitFactor!.toFixed(2)).toBe('5.47')
    expect(money(figures.expectancy!)).toBe('558.33')
    expect(figures.meanDays!.toFixed(2)).toBe('16.83')
  })

  it('without a loss have no ratio of wins to losses, and none at all no figure', () => {
    expect(figuresOf([trip(5, 1)])).toMatchObject({ winRate: 1, payoff: null, profitFactor: null })
    expect(figuresOf([])).toEqual({
      closed: 0,
      won: 0,
      winRate: null,
      payoff: null,
      profitFactor: null,
      expectancy: null,
      meanDays: null,
      weightedDays: null,
    })
  })

  it('are what was bought on a day and sold on a day, the oldest first; what is left is held since its own day', () => {
    const trips = new RoundTrips()
    trips.trade(day(0), shares(100), yuan(1000), yuan(5))
    trips.trade(day(2), shares(300), yuan(3300), yuan(5))
    trips.trade(day(10), shares(-100), yuan(1200), yuan(5))
    trips.trade(day(10), shares(-50), yuan(600), 0n)
    trips.trade(day(12), shares(-150), yuan(1500), yuan(3))
    expect(trips.closed.map((one) => [one.openedOn, one.closedOn, one.quantity, money(one.profit)])).toEqual([
      [day(0), day(10), shares(100), '190.00'],
      [day(2), day(10), shares(50), '49.17'],
      [day(2), day(12), shares(150), '-155.50'],
    ])
    expect(figuresOf(trips.closed).weightedDays).toBeCloseTo((100 * 10 + 50 * 8 + 150 * 10) / 300, 12)
    expect(openDays(trips.lots.lots, day(20))).toBe(18)
    expect(openDays([], day(20))).toBeNull()
  })

  it('of short positions are trips too; what a transfer takes away is none', () => {
    const trips = new RoundTrips()
    trips.trade(day(0), shares(-10), yuan(100), 0n)
    trips.trade(day(3), shares(15), yuan(120), 0n)
    expect(trips.closed).toEqual([{ openedOn: day(0), closedOn: day(3), quantity: shares(10), profit: yuan(20) }])
    trips.transfer(day(4), shares(-5), yuan(45))
    expect(trips.closed).toHaveLength(1)
    expect(trips.lots.quantity).toBe(0n)
  })

  it('earn together what the position realised, to the cent, whatever is traded', () => {
    const fills = fc.array(
      fc.tuple(fc.integer({ min: -9, max: 9 }), fc.bigInt(0n, 100_000n), fc.bigInt(0n, 700n), fc.nat(2)),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(fills, (list) => {
        const trips = new RoundTrips()
        let on = 0
        for (const [quantity, amount, fees, later] of list) {
          if (quantity === 0) continue
          on += later
          trips.trade(day(on), shares(quantity), amount, fees)
        }
        expect(trips.closed.reduce((sum, { profit }) => sum + profit, 0n)).toBe(trips.lots.realised)
      }),
    )
  })
})

describe('the three costs of a position', () => {
  it('follow the worked chain side by side and come to one profit', () => {
    const costs = new CostMethods()
    costs.trade('2025-01-02', shares(1000), yuan(10_000), yuan(5.1))
    costs.trade('2025-01-03', shares(500), yuan(5500), yuan(5.06))
    costs.trade('2025-01-06', shares(-600), yuan(7200), yuan(8.67))
    costs.record('d')
    costs.record('b')
    costs.goEx('2025-01-08', 'd', { kind: 'dividend', cashPerShare: 30_000_000n })
    costs.goEx('2025-01-08', 'b', { kind: 'bonus', ratio: 30_000_000n })
    costs.trade('2025-01-09', shares(234), yuan(1404), 0n)
    costs.trade('2025-01-10', shares(-700), yuan(6860), yuan(8.5))
    const now = costs.now()
    const shown = [now.average, now.fifo, now.diluted].map(({ cost, realised }) => [money(cost), money(realised)])
    expect(shown).toEqual([
      ['5370.31', '2498.98'],
      ['5384.58', '2513.25'],
      ['2601.33', '0.00'],
    ])
    const value = marketValue(now, parseDecimal('9.50'))
    const profits = [
      now.average.realised + now.dividends + value - now.average.cost,
      now.fifo.realised + now.dividends + value - now.fifo.cost,
      now.diluted.realised + value - now.diluted.cost,
    ]
    expect(profits.map(money)).toEqual(['4086.67', '4086.67', '4086.67'])
    expect(costs.trips.closed.map(({ openedOn, closedOn }) => [openedOn, closedOn])).toEqual([
      ['2025-01-02', '2025-01-06'],
      ['2025-01-02', '2025-01-10'],
      ['2025-01-03', '2025-01-10'],
    ])
  })
})
