import { dailyPositionValues, dayOf } from './daily-values.ts'
import { divide, divideRounded, formatDecimal } from './decimal.ts'
import { scaleEvent } from './event.ts'
import type { PricePoint, SecurityEvent } from './history.ts'
import { cents, MONEY_PLACES, money } from './scales.ts'

/**
 * Σ (buy + sell amounts) ÷ average of the daily position values, as a ratio (1.0000 = 100 %) rounded once; null when
 * there is no day or the average is 0 or below. Two-sided, not annualised.
 */
export function turnover(amounts: readonly string[], dailyValues: readonly string[], places = 4): string | null {
  const traded = amounts.reduce((sum, amount) => sum + cents(amount), 0n)
  const held = dailyValues.reduce((sum, value) => sum + cents(value), 0n)
  if (held <= 0n) return null
  // amounts ÷ (values ÷ days) = amounts × days ÷ values: the average itself is never rounded.
  const timesDays = { units: traded * BigInt(dailyValues.length), places: MONEY_PLACES }
  const ratio = divide(timesDays, { units: held, places: MONEY_PLACES }, places)
  return ratio && formatDecimal(ratio)
}

/** The mean of the daily position values in money, rounded once; null when there is no day. For showing beside the ratio. */
export function averageValue(dailyValues: readonly string[]): string | null {
  if (dailyValues.length === 0) return null
  const held = dailyValues.reduce((sum, value) => sum + cents(value), 0n)
  return money(divideRounded(held, BigInt(dailyValues.length)))
}

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
