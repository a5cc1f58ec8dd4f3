import { formatUnits, parseDecimal, unitsAt } from '@rapport/finance/decimal'
import { withoutExponent } from '@rapport/finance/exponent'
import { type Convert, Fault, isNothing } from './convert.ts'

const shape = Fault.of('decimal.shape')
const tooFine = Fault.of('decimal.places')
const tooBig = Fault.of('too-big')
const negative = Fault.of('decimal.negative')
const MOST_DIGITS = 16
const ZEROS = Array.from({ length: 21 }, (_, places) => '0'.repeat(places))
const POINT_ZEROS = ZEROS.map((zeros) => `.${zeros}`)

export interface DecimalOptions {
  /** Places it is stored with; more of them that are not zero are refused. */
  places: number
  notNegative?: boolean
  /** More places are rounded, half away from zero: prices that are averages come with as many as a float has. */
  rounds?: boolean
  comma?: boolean
  /** A whole number of units of 10^-scale. */
  scale?: number
}

/** An exact decimal, written with all its places, so that equal amounts are equal texts; zero has no sign. */
export function decimalOf({ places, notNegative, rounds, comma = false, scale = 0 }: DecimalOptions): Convert {
  const signed = (text: string | Fault) =>
    notNegative && typeof text === 'string' && text.charCodeAt(0) === 45 ? negative : text
  const fromOdd = (said: string) => {
    if (isNothing(said)) return null
    const text = plainDecimal(said, comma)
    const scaled = scale > 0 ? pointed(text, scale) : text
    const found = scaled === null ? shape : (written(scaled, places) ?? shape)
    return signed(found === tooFine && rounds ? roundedTo(scaled!, places) : found)
  }
  if (comma || scale > 0) return fromOdd
  return (said) => {
    const text = written(said, places)
    return text === null || (text === tooFine && rounds) ? fromOdd(said) : signed(text)
  }
}

/** A plain decimal at its places; null where it is not plainly written. One pass over the characters: this is the hot path. */
function written(said: string, places: number): string | Fault | null {
  const { length } = said
  const from = said.charCodeAt(0) === 45 ? 1 : 0
  let dot = -1
  let digits = false
  for (let i = from; i < length; i++) {
    const code = said.charCodeAt(i)
    if (code === 46 && dot < 0 && i > from) dot = i
    else if (code < 48 || code > 57) return null
    else if (code !== 48) digits = true
  }
  const end = dot < 0 ? length : dot
  if (end === from || dot === length - 1) return null
  let start = from
  while (start < end - 1 && said.charCodeAt(start) === 48) start++
  if (end - start > MOST_DIGITS) return tooBig
  const has = dot < 0 ? 0 : length - dot - 1
  let text = start > from || (from === 1 && !digits) ? (digits && from === 1 ? '-' : '') + said.slice(start) : said
  if (has > places) {
    for (let i = dot + 1 + places; i < length; i++) if (said.charCodeAt(i) !== 48) return tooFine
    text = text.slice(0, text.length - (has - places) - (places === 0 ? 1 : 0))
    // What is cut was zero, so a number that is all zeros stays so.
    return text
  }
  if (has === places) return text
  return dot < 0 ? text + POINT_ZEROS[places]! : text + ZEROS[places - has]!
}

function roundedTo(text: string, places: number): string | Fault {
  if (text.length > 60) return tooFine
  return written(formatUnits(unitsAt(parseDecimal(text), places), places), places) ?? shape
}

const grouped = /^[+-]?\d{1,3}([,'\u00a0 ]\d{3})+(\.\d+)?$/

/** What files write for a decimal, as a plain one: grouped thousands, a decimal comma, `+5`, `.5`, `5-`, `(5)`, `2e+05`. */
function plainDecimal(said: string, comma: boolean): string {
  let text = /[\uff00-\uffef]/.test(said) ? said.normalize('NFKC') : said
  if (text.length > 60) return text
  if (comma) text = text.replace(/[.\u00a0 ](?=\d{3}(\D|$))/g, '').replace(',', '.')
  else if (grouped.test(text)) text = text.replace(/[,'\u00a0 ]/g, '')
  const around = /^\((.+)\)$/.exec(text)
  if (around) text = `-${around[1]}`
  // Counter systems write the sign last.
  else if (/^[\d.]+[-+]$/.test(text)) text = text.endsWith('-') ? `-${text.slice(0, -1)}` : text.slice(0, -1)
  text = text
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '')
  return withoutExponent(text)
}

/** Sets the point into a whole number of units; null where it is none. */
function pointed(text: string, scale: number): string | null {
  const found = /^(-?)(\d+)$/.exec(text)
  if (!found) return null
  const digits = found[2]!.padStart(scale + 1, '0')
  return `${found[1]}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const integerShape = Fault.of('integer.shape')
export const integer: Convert = (said) => {
  if (/^-?\d{1,15}$/.test(said)) return String(Number(said) + 0)
  return isNothing(said) ? null : integerShape
}
