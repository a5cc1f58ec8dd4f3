import {
  type Decimal,
  divide,
  formatShortest,
  multiply,
  parseDecimal,
  roundTo,
  unitsAt,
} from '@rapport/finance/decimal'
import { withoutExponent } from '@rapport/finance/exponent'
import { dayIn, isDay } from '#warehouse/collect/convert/days.ts'

/** Places of a quotient: as many as prices have. */
const QUOTIENT = 12

export function compare(a: Decimal, b: Decimal): number {
  const places = Math.max(a.places, b.places)
  const [x, y] = a.places === b.places ? [a.units, b.units] : [unitsAt(a, places), unitsAt(b, places)]
  return x < y ? -1 : x > y ? 1 : 0
}

function sum(a: Decimal, b: Decimal, sign: bigint): Decimal {
  if (a.places === b.places) return { units: a.units + sign * b.units, places: a.places }
  const places = Math.max(a.places, b.places)
  return { units: unitsAt(a, places) + sign * unitsAt(b, places), places }
}

/** Exact; a quotient is rounded to 12 places, and there is none by zero. */
export const operators: Readonly<Record<string, (a: Decimal, b: Decimal) => Decimal | null>> = {
  '+': (a, b) => sum(a, b, 1n),
  '-': (a, b) => sum(a, b, -1n),
  '*': multiply,
  '/': (a, b) => divide(a, b, QUOTIENT),
  '%': (a, b) => {
    const places = Math.max(a.places, b.places)
    const by = unitsAt(b, places)
    return by === 0n ? null : { units: unitsAt(a, places) % by, places }
  },
}

export const negated = ({ units, places }: Decimal): Decimal => ({ units: -units, places })
export const magnitude = (a: Decimal): Decimal => (a.units < 0n ? negated(a) : a)
export const rounded = (a: Decimal, places: number): Decimal => (a.places > places ? roundTo(a, places) : a)

/** The number that a text is, exactly; null where it is none. */
export function decimalIn(text: string): Decimal | null {
  const plain = withoutExponent(text.trim().replace(/^(-?)\./, '$10.'))
  return /^-?\d{1,30}(\.\d{1,30})?$/.test(plain) ? parseDecimal(plain) : null
}

export const decimalText = ({ units, places }: Decimal): string => formatShortest(units, places)

export function dayInText(text: string): string | null {
  const day = dayIn(text.trim())
  return day !== null && isDay(day) ? day : null
}

const DAY = 86_400_000
/** Days from the first day to the second. */
export const daysBetween = (from: string, to: string): Decimal => ({
  units: BigInt((Date.parse(to) - Date.parse(from)) / DAY),
  places: 0,
})

/** A decimal as values hold it, without the zeros at its end: what is reckoned from short numbers is short. */
export function storedDecimal(said: string): Decimal {
  const dot = said.indexOf('.')
  let end = said.length
  if (dot >= 0) {
    while (said.charCodeAt(end - 1) === 48) end--
    if (end - 1 === dot) end = dot
  }
  const places = end > dot && dot >= 0 ? end - dot - 1 : 0
  if (end > 15)
    return { units: BigInt(places > 0 ? said.slice(0, dot) + said.slice(dot + 1, end) : said.slice(0, end)), places }
  const negative = said.charCodeAt(0) === 45
  let units = 0
  for (let i = negative ? 1 : 0; i < end; i++) if (i !== dot) units = units * 10 + said.charCodeAt(i) - 48
  return { units: BigInt(negative ? -units : units), places }
}
