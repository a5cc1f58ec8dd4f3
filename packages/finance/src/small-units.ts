/** Digits of the longest number that a binary float holds exactly. */
const LONGEST = 15
const MINUS = 45
const POINT = 46

/**
 * The units of a decimal that is written with exactly `places` places, as a number: 125000 for `12.5000` and 4. NaN where it
 * is written otherwise or is too long to be exact. For hot paths; `parseDecimal` reads all that is a decimal.
 */
export function smallUnits(text: string, places: number): number {
  const { length } = text
  const first = text.charCodeAt(0) === MINUS ? 1 : 0
  const point = places > 0 ? length - 1 - places : length
  if (length > LONGEST || point <= first || (places > 0 && text.charCodeAt(point) !== POINT)) return Number.NaN
  let units = 0
  for (let i = first; i < length; i++) {
    if (i === point) continue
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    units = units * 10 + digit
  }
  return first === 1 ? -units : units
}

/** Writes such units with all their places; zero has no sign. */
export function formatSmall(units: number, places: number): string {
  const digits = String(units < 0 ? -units : units)
  const all = digits.length > places ? digits : digits.padStart(places + 1, '0')
  const sign = units < 0 ? '-' : ''
  return places === 0 ? sign + all : `${sign}${all.slice(0, -places)}.${all.slice(-places)}`
}
