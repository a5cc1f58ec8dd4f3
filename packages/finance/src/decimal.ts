/** An exact decimal: `units` × 10^−`places`. Money, prices and quantities never pass through a binary float. */
export type Decimal = { readonly units: bigint; readonly places: number }

/** Longer texts are refused: no price or amount needs them, and reading a huge number is a cheap way to stall a server. */
const LONGEST = 64
const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/
const POWERS: readonly bigint[] = Array.from({ length: LONGEST + 1 }, (_, places) => 10n ** BigInt(places))

/** 10^places as a bigint, places ≥ 0. */
export function powerOfTen(places: number): bigint {
  return POWERS[places] ?? 10n ** BigInt(places)
}

/** Reads a plain decimal such as `-12.50`; an exponent, a plus sign, spaces, separators or `1.` throw a RangeError. */
export function parseDecimal(text: string): Decimal {
  const parts = text.length <= LONGEST ? PLAIN.exec(text) : null
  // The text itself stays out of the message: error texts are logged, and amounts are personal data.
  if (parts === null) throw new RangeError('not a plain decimal')
  const fraction = parts[3] ?? ''
  const magnitude = BigInt(`${parts[2]}${fraction}`)
  return { units: parts[1] === '-' ? -magnitude : magnitude, places: fraction.length }
}

/** Writes all places (`12.50`); zero has no sign. */
export function formatDecimal({ units, places }: Decimal): string {
  return formatUnits(units, places)
}

/** Writes scaled units with all their places: `formatUnits(1250n, 2)` is `12.50`. */
export function formatUnits(units: bigint, places: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** Writes scaled units without trailing zeros: quantities read `1170`, not `1170.000000`. */
export function formatShortest(units: bigint, places: number): string {
  const text = formatUnits(units, places)
  return places === 0 ? text : text.replace(/\.?0+$/, '')
}

/** n ÷ d to the nearest integer, halves away from zero (ROUND_HALF_UP on the magnitude). d must not be 0. */
export function divideRounded(n: bigint, d: bigint): bigint {
  const quotient = n / d
  const rest = n - quotient * d
  if (rest === 0n) return quotient
  const twice = rest < 0n ? -2n * rest : 2n * rest
  if (twice < (d < 0n ? -d : d)) return quotient
  return n < 0n === d < 0n ? quotient + 1n : quotient - 1n
}

/** The units of a decimal at other places, rounded half away from zero where places are lost. */
export function unitsAt({ units, places }: Decimal, wanted: number): bigint {
  return wanted >= places ? units * powerOfTen(wanted - places) : divideRounded(units, powerOfTen(places - wanted))
}

/** Rounds half away from zero to the given places; asks for more places than there are and it pads with zeros. */
export function roundTo(value: Decimal, places: number): Decimal {
  return { units: unitsAt(value, places), places }
}

/** The exact product; its places are the sum of both. Round it with `roundTo`. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, places: a.places + b.places }
}

/** a ÷ b rounded once to the given places; null when b is 0, because an undefined ratio is not a number. */
export function divide(a: Decimal, b: Decimal, places: number): Decimal | null {
  if (b.units === 0n) return null
  const shift = places + b.places - a.places
  const n = shift > 0 ? a.units * powerOfTen(shift) : a.units
  const d = shift < 0 ? b.units * powerOfTen(-shift) : b.units
  return { units: divideRounded(n, d), places }
}
