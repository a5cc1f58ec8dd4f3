import { dailyPositionValues, dayOf } from './daily-values.ts'
import { divide, divideRounded, formatDecimal } from './decimal.ts'
import { scaleEvent } from './event.ts'
import type { PricePoint, SecurityEvent } from './history.ts'
import { cents, MONEY_PLACES, money } from './scales.ts'

/**
 * Σ (buy + sell amounts) ÷ average of the daily position values, as a ratio (1.0000 = 100 %) rounded once; null when
 * there is no day or the average is 0 or below. Two-sided, not annualised (domain 2.3).
 */
export function turnover(amounts: readonly string[], dailyValues: readonly string[], places = 4): string | null {
  return turnoverOnSums(sumOf(amounts), sumOf(dailyValues), dailyValues.length, places)
}

/** The same of sums in cents: what was traded, and the values of so many days. */
export function turnoverOnSums(traded: bigint, held: bigint, days: number, places = 4): string | null {
  if (held <= 0n) return null
  // amounts ÷ (values ÷ days) = amounts × days ÷ values: the average itself is never rounded.
  const timesDays = { units: traded * BigInt(days), places: MONEY_PLACES }
  const ratio = divide(timesDays, { units: held, places: MONEY_PLACES }, places)
  return ratio && formatDecimal(ratio)
}

/** The mean of the daily position values in money, rounded once; null when there is no day. For showing beside the ratio. */
export function averageValue(dailyValues: readonly string[]): string | null {
  return averageOfSum(sumOf(dailyValues), dailyValues.length)
}

/** The same of the sum of the values in cents. */
export const averageOfSum = (held: bigint, days: number): string | null =>
  days === 0 ? null : money(divideRounded(held, BigInt(days)))

const sumOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + cents(text), 0n)

/** Turnover on average position value over ascending valuation days; trades from the first to the last day count. */
export function turnoverOf(
  events: readonly SecurityEvent[],
  prices: readonly PricePoint[],
  days: readonly string[],
): string | null {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return null
  const amounts = events
    .filter((event) => dayOf(event) >= first && dayOf(event) <= last)
    .map(scaleEvent)
    .flatMap((event) => (event.kind === 'trade' ? [money(event.amount)] : []))
  return turnover(amounts, dailyPositionValues(events, prices, days))
}
