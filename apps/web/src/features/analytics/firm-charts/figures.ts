import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import type { IndicatorUnit } from '@rapport/contract/analytics/indicator-catalogue'
import { UNDEFINED, useFormat } from '#ui/format.ts'

export type Column = ChartAnswer['columns'][number]
export type Row = ChartAnswer['rows'][number]

/** A figure as text in its unit: in full for tables, short for drawings and axes. */
export function useFigures() {
  const format = useFormat()
  const full = (value: string | null | undefined, unit: IndicatorUnit) => {
    if (value === null || value === undefined) return UNDEFINED
    if (unit === 'percent') return format.percent(value)
    // A ratio is a statistic and may be a double.
    if (unit === 'permille') return `${format.decimal(1000 * Number(value), 4)}‰`
    if (unit === 'count') return format.count(value)
    return format.decimal(value)
  }
  const short = (value: string | null | undefined, unit: IndicatorUnit) => {
    if (value === null || value === undefined) return UNDEFINED
    return unit === 'money' ? format.compact(value) : full(value, unit)
  }
  /** Places of an axis are numbers already. */
  const axis = (value: number, unit: IndicatorUnit) => {
    if (unit === 'percent') return `${format.decimal(100 * value, [0, 1])}%`
    if (unit === 'permille') return `${format.decimal(1000 * value, [0, 3])}‰`
    return Math.abs(value) < 10_000 ? format.decimal(value, [0, 2]) : format.compact(Math.round(value), 0)
  }
  return { full, short, axis }
}

/** Where a column is, by its name. */
export const placeOf = (columns: readonly Column[], name: string) => columns.findIndex((column) => column.name === name)

/** What is drawn: a height needs no exact decimal. */
export const numberAt = (row: Row, place: number) => {
  const value = row.values[place]
  return value === null || value === undefined ? null : Number(value)
}

/** The list of what was counted in a row. */
export function listOf({ list }: Row): string | undefined {
  if (!list) return undefined
  const query = new URLSearchParams(list.filter).toString()
  return query ? `/${list.of}?${query}` : `/${list.of}`
}
