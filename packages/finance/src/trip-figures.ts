import { divideRounded } from './decimal.ts'
import type { Lot } from './fifo.ts'
import type { RoundTrip } from './round-trips.ts'

/** What closed round trips come to (domain 2.6); ratios and days are doubles, expectancy cents. */
export interface TripFigures {
  closed: number
  won: number
  /** Trips with a profit ÷ all; one of 0 is not won. */
  winRate: number | null
  /** Mean win ÷ |mean loss| (盈亏比); null without a win or a loss. */
  payoff: number | null
  /** Σ wins ÷ |Σ losses|; null without a loss. */
  profitFactor: number | null
  /** Mean profit of a trip. */
  expectancy: bigint | null
  /** Natural days from the day of opening to that of closing: a trip as a trip, and by quantity. */
  meanDays: number | null
  weightedDays: number | null
}

/** Of trips in any order; all null where there is none. */
export function figuresOf(trips: readonly RoundTrip[]): TripFigures {
  const sum = (chosen: readonly RoundTrip[]) => chosen.reduce((all, { profit }) => all + profit, 0n)
  const [wins, losses] = [trips.filter(({ profit }) => profit > 0n), trips.filter(({ profit }) => profit < 0n)]
  const [won, lost] = [Number(sum(wins)), -Number(sum(losses))]
  const n = trips.length
  return {
    closed: n,
    won: wins.length,
    winRate: n === 0 ? null : wins.length / n,
    payoff: wins.length === 0 || losses.length === 0 ? null : won / wins.length / (lost / losses.length),
    profitFactor: losses.length === 0 ? null : won / lost,
    expectancy: n === 0 ? null : divideRounded(sum(trips), BigInt(n)),
    meanDays: n === 0 ? null : trips.reduce((all, trip) => all + daysOf(trip), 0) / n,
    weightedDays: weighted(trips.map((trip) => ({ days: daysOf(trip), quantity: trip.quantity }))),
  }
}

/** How long what is still held has been held on a day, by quantity, in natural days; null where nothing is. */
export function openDays(lots: readonly Lot[], on: string): number | null {
  return weighted(
    lots.map(({ openedOn, quantity }) => ({
      days: between(openedOn, on),
      quantity: quantity < 0n ? -quantity : quantity,
    })),
  )
}

function weighted(parts: readonly { days: number; quantity: bigint }[]): number | null {
  const all = parts.reduce((sum, { quantity }) => sum + Number(quantity), 0)
  return all === 0 ? null : parts.reduce((sum, { days, quantity }) => sum + days * Number(quantity), 0) / all
}

const daysOf = ({ openedOn, closedOn }: RoundTrip) => between(openedOn, closedOn)
const between = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
