import { type ChartName, type ColumnOf, chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import type { ChartRow } from '@rapport/contract/analytics/firm-charts'
import { indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { Temporal } from 'temporal-polyfill'
import { monthBefore, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import type { ChartReading, Draw, Drawn } from './chart-reading.ts'
import { rowOf } from './chart-reading.ts'
import { comparison, type Values } from './compare.ts'
import { goesOn, readFirstDays, readMonths, valuedMonths } from './months-read.ts'
import { monthSums, type Sum, type Sums } from './sums.ts'

const yearBefore = (month: string) => Temporal.PlainYearMonth.from(month).subtract({ years: 1 }).toString()
/** The month with which a comparison puts one beside. */
export const before = { period: monthBefore, year: yearBefore }

interface More {
  /** What is behind a month. */
  list?: (reading: ChartReading, month: string) => ChartRow['list']
  /** Where the months are read; those of units, staff and customers otherwise. */
  from?: (reading: ChartReading) => Sums
}

/** The unit in which each column of a chart is written, in order. */
export const unitsOf = (name: ChartName) =>
  Object.values(chartCatalogue[name].columns).map((code) => indicatorCatalogue[code].unit)

/**
 * A chart of months: each column a sum over what is kept. Undefined where the month is not valued; compared, where asked for,
 * with the month before and the same month a year before, of which as many trading days count as the month has so far.
 */
export function ofMonths<Name extends ChartName>(
  name: Name,
  columns: Readonly<Record<ColumnOf<Name>, Sum>>,
  { list, from: sourceOf = monthSums }: More = {},
): Draw {
  const names = Object.keys(chartCatalogue[name].columns) as ColumnOf<Name>[]
  const sums = names.map((column) => columns[column])
  const units = unitsOf(name)
  return async (reading): Promise<Drawn> => {
    const { query, today } = reading
    const months = monthsUpTo(query.to ?? monthOf(today), query.months)
    const compare = query.compare ?? []
    const from = compare.includes('year') ? yearBefore(months[0]!) : monthBefore(months[0]!)
    const valued = await valuedMonths(reading, [from, months.at(-1)!])
    const found = await readMonths(reading, name, sums, [from, months.at(-1)!], sourceOf(reading))
    const valuesOf = (month: string): Values =>
      sums.map((sum, i) => (sum.valued && !valued.has(month) ? null : (found.get(month)?.[i] ?? sum.none)))
    const last = months.at(-1)!
    const days = goesOn(reading, months) ? (valued.get(last)?.days ?? 0) : null
    const others = compare.map((which) => before[which](last)).filter((month) => valued.has(month))
    const first =
      days !== null && others.length > 0
        ? await readFirstDays(reading, name, sums.map(overDays), others, days)
        : new Map<string, Values>()
    const comparable = (month: string, other: string): Values => {
      if (month !== last || days === null) return valuesOf(other)
      const whole = valuesOf(other)
      return sums.map((sum, i) => {
        if (sum.goesOn === 'stands') return whole[i]!
        return sum.goesOn === 'days' && valued.has(other) ? (first.get(other)?.[i] ?? sum.none) : null
      })
    }
    const rows = months.map((month) => {
      const values = valuesOf(month)
      const compared = compare.map((which) => comparison(which, values, comparable(month, before[which](month)), units))
      return rowOf({ key: month, values, compared, list: list?.(reading, month) ?? null })
    })
    return {
      rows,
      tradingDays: days || null,
      missing: sums.some((sum) => sum.valued) && !months.some((month) => valued.has(month)) ? ['valuation'] : [],
      ...asOf(
        [...months].reverse().map((month) => valued.get(month)?.last),
        sums,
      ),
    }
  }
}

/** What stands for a sum that days do not have: it is taken from the month. */
const overDays = (sum: Sum): Sum => (sum.goesOn === 'days' ? sum : { ...sum, sql: 'null' })
/** Where nothing but what is valued is shown, the last day that was. */
const asOf = (lasts: readonly (string | undefined)[], sums: readonly Sum[]) => {
  const last = lasts.find((day) => day !== undefined)
  return last && sums.every(({ valued }) => valued) ? { asOf: last } : {}
}
