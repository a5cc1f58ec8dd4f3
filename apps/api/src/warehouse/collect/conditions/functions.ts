import type { Decimal } from '@rapport/finance/decimal'
import { compare, dayInText, daysBetween, decimalIn, decimalText, magnitude, rounded } from './arithmetic.ts'
import type { TermType, Value } from './term.ts'

/** A function that expressions may call; it is not run where one of its values is missing. */
export interface Callable {
  readonly takes: readonly TermType[]
  readonly gives: TermType
  readonly run: (...values: never[]) => Value
}

const of = <A extends Value[]>(
  takes: readonly TermType[],
  gives: TermType,
  run: (...values: A) => Value,
): Callable => ({
  takes,
  gives,
  run: run as unknown as Callable['run'],
})
const small = (a: Decimal): number => Number(a.units / 10n ** BigInt(a.places))
const size = of(['text'], 'decimal', (a: string) => ({ units: BigInt([...a].length), places: 0 }))

/** No loops, no patterns, nothing that makes a text longer than its parts. */
export const functions: Readonly<Record<string, readonly Callable[]>> = {
  abs: [of(['decimal'], 'decimal', magnitude)],
  round: [
    of(['decimal', 'decimal'], 'decimal', (a: Decimal, places: Decimal) =>
      rounded(a, Math.max(0, Math.min(12, small(places)))),
    ),
  ],
  min: [of(['decimal', 'decimal'], 'decimal', (a: Decimal, b: Decimal) => (compare(a, b) <= 0 ? a : b))],
  max: [of(['decimal', 'decimal'], 'decimal', (a: Decimal, b: Decimal) => (compare(a, b) >= 0 ? a : b))],
  decimal: [of(['text'], 'decimal', decimalIn)],
  day: [of(['text'], 'day', dayInText), of(['day'], 'day', (a: string) => a)],
  daysBetween: [of(['day', 'day'], 'decimal', daysBetween)],
  string: [
    of(['decimal'], 'text', decimalText),
    of(['text'], 'text', (a: string) => a),
    of(['day'], 'text', (a: string) => a),
    of(['instant'], 'text', (a: string) => a),
    of(['bool'], 'text', (a: boolean) => String(a)),
  ],
  size: [size],
}

/** Called behind their first value: `securityCode.startsWith("6")`. */
export const methods: Readonly<Record<string, readonly Callable[]>> = {
  startsWith: [of(['text', 'text'], 'bool', (a: string, b: string) => a.startsWith(b))],
  endsWith: [of(['text', 'text'], 'bool', (a: string, b: string) => a.endsWith(b))],
  contains: [of(['text', 'text'], 'bool', (a: string, b: string) => a.includes(b))],
  trim: [of(['text'], 'text', (a: string) => a.trim())],
  upperAscii: [of(['text'], 'text', (a: string) => a.replace(/[a-z]+/g, (part) => part.toUpperCase()))],
  lowerAscii: [of(['text'], 'text', (a: string) => a.replace(/[A-Z]+/g, (part) => part.toLowerCase()))],
  substring: [
    of(['text', 'decimal'], 'text', (a: string, from: Decimal) => a.slice(Math.max(0, small(from)))),
    of(['text', 'decimal', 'decimal'], 'text', (a: string, from: Decimal, to: Decimal) =>
      a.slice(Math.max(0, small(from)), Math.max(0, small(to))),
    ),
  ],
  size: [size],
}
