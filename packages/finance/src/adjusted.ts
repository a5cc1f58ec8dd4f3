import { divideRounded, formatUnits, parseDecimal, powerOfTen } from './decimal.ts'

/** A close, or a day on which the security went ex: prices as decimal texts, days `YYYY-MM-DD`. */
export interface Close {
  day: string
  close: string
}
export interface ExDay {
  day: string
  /** The last close before it, and what the exchange reckons it was worth after the right went. */
  closeBefore: string
  previousClose: string
}

/**
 * Closes as if what went ex had never been in them (前复权): each is multiplied by previous close ÷ close before of every
 * ex day after it, exactly, and rounded once, half away from zero. The last close is what it was. Days ascend.
 */
export function adjustedCloses(closes: readonly Close[], exDays: readonly ExDay[], places = 6): string[] {
  const later = exDays.toSorted((a, b) => (a.day < b.day ? 1 : -1))
  let [n, d] = [1n, 1n]
  let next = 0
  const adjusted = closes.toReversed().map(({ day, close }) => {
    for (; next < later.length && later[next]!.day > day; next++) {
      const [to, from] = [parseDecimal(later[next]!.previousClose), parseDecimal(later[next]!.closeBefore)]
      n *= to.units * powerOfTen(from.places)
      d *= from.units * powerOfTen(to.places)
    }
    const { units, places: told } = parseDecimal(close)
    return formatUnits(divideRounded(units * n * powerOfTen(places), d * powerOfTen(told)), places)
  })
  return adjusted.reverse()
}
