import { day, text } from '@rapport/contract/shapes'
import { type Decimal, formatUnits, parseDecimal, unitsAt } from '@rapport/finance/decimal'
import { withoutExponent } from '@rapport/finance/exponent'
import type { z } from 'zod'
import type { Field } from '#features/customer/imports/mapping/field.ts'
import { termsOf } from '#features/customer/imports/mapping/field.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'
import { refusedInput } from '#http/errors.ts'
import { plain } from '#warehouse/collect/plain.ts'
import type { Reason } from './kind.ts'

const texts = new Map<number, z.ZodType<string>>()
/** The check of a text of at most so many characters. */
export const textOf = (max: number): z.ZodType<string> => {
  const known = texts.get(max)
  if (known) return known
  const made = text(max) as z.ZodType<string>
  texts.set(max, made)
  return made
}
/** What files write where they know nothing. */
const nothing = new Set(['', 'notavailable', 'na', 'null', 'none', 'nan', 'unknown', '无', '未知', '不详'])
const terms = new WeakMap<Field, (word: string) => string | undefined>()

/** Reads the values of one row, field by field, and gathers what is wrong with them. */
export class RowCheck {
  readonly reasons: Reason[] = []
  constructor(private readonly row: RowValues) {}

  /** The value as the row says it; null when it says nothing. */
  said(field: string): string | null {
    return this.row[field] ?? null
  }

  refuse(field: string, code: string): null {
    this.reasons.push({ field, code })
    return null
  }

  /** A text that must be there and fit; '' when it was refused. */
  required(field: string, schema: z.ZodType<string>): string {
    const said = this.said(field)
    return (said === null ? this.refuse(field, 'required') : this.parsed(field, schema, said)) ?? ''
  }

  text(field: string, max: number): string | null {
    const said = this.said(field)
    return said === null ? null : this.parsed(field, textOf(max), said)
  }

  parsed(field: string, schema: z.ZodType<string>, said: string): string | null {
    const found = schema.safeParse(said)
    if (found.success) return found.data
    return this.refuse(field, refusedInput(found.error.issues).more.errors?.[0]?.code ?? 'invalid')
  }

  /** One of our terms, also by its synonyms; words for "not known" are null. */
  term(field: Field, said = this.said(field.name)): string | null {
    if (said === null || nothing.has(plain(said))) return null
    const find = terms.get(field) ?? termsOf(field)
    terms.set(field, find)
    const found = find(said)
    return found === undefined ? this.refuse(field.name, 'choice') : found || null
  }

  /** A day in one of the forms that sort by year first; a time behind it is dropped. */
  day(field: string): string | null {
    const said = this.said(field)
    if (said === null || nothing.has(plain(said))) return null
    const parts = dayParts(said)
    return parts ? this.parsed(field, day as z.ZodType<string>, parts) : this.refuse(field, 'day.shape')
  }

  /** An exact decimal, with an exponent or grouped thousands too; more than `places` is refused, where they are given. */
  exact(field: string, places = Number.POSITIVE_INFINITY): Decimal | null {
    const said = this.said(field)
    if (said === null) return null
    const text = withoutExponent(/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(said) ? said.replaceAll(',', '') : said)
    if (!/^-?\d{1,30}(\.\d{1,30})?$/.test(text)) return this.refuse(field, 'decimal.shape')
    const exact = parseDecimal(places < 30 ? text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : text)
    return exact.places > places ? this.refuse(field, 'decimal.places') : exact
  }

  /** A decimal as it is stored: rounded half away from zero to `places`, with at most `digits` before the point. */
  written(field: string, exact: Decimal | null, places: number, digits: number): string | null {
    if (exact === null) return null
    const units = unitsAt(exact, places)
    if (units.toString().replace('-', '').length > digits + places) return this.refuse(field, 'too-big')
    return formatUnits(units, places)
  }
}

/** A currency of three letters; null when the row names none. */
export function currencyIn(check: RowCheck): string | null {
  const said = check.said('currency')?.toUpperCase() ?? null
  if (said === null) return null
  const chinese: Record<string, string> = { 人民币: 'CNY', RMB: 'CNY', 港币: 'HKD', 美元: 'USD', 欧元: 'EUR' }
  const named = Object.hasOwn(chinese, said) ? chinese[said]! : said
  return /^[A-Z]{3}$/.test(named) ? named : check.refuse('currency', 'currency.shape')
}

const dayForms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d.*)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: \d.*)?$/,
  /^(\d{4})(\d\d)(\d\d)$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
]
/** `2024-3-5`, `2024/03/05`, `20240305`, `2024年3月5日` as `2024-03-05`; null for anything else. */
export function dayParts(said: string): string | null {
  for (const form of dayForms) {
    const found = form.exec(said)
    if (found) return `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
  }
  return null
}

/** Two years on: how long an assessment of risk tolerance is valid; 29 February becomes the 28th (domain 1.4). */
export function twoYearsOn(on: string): string {
  const year = Number(on.slice(0, 4)) + 2
  return `${year}${on.endsWith('-02-29') ? '-02-28' : on.slice(4)}`
}
