import type { ChartRow } from '@rapport/contract/analytics/firm-charts'
import type { IndicatorUnit } from '@rapport/contract/analytics/indicator-catalogue'
import { type Decimal, divide, formatShortest, parseDecimal, unitsAt } from '@rapport/finance/decimal'

export type Values = ChartRow['values']
const PLACES = 8
const ratios: readonly IndicatorUnit[] = ['percent', 'permille', 'percentage-points']

/** What is left when another is taken away. */
export function less(one: Decimal, other: Decimal): Decimal {
  const places = Math.max(one.places, other.places)
  return { units: unitsAt(one, places) - unitsAt(other, places), places }
}

export const written = ({ units, places }: Decimal) => formatShortest(units, places)

/** By what part of `before` amounts and counts changed, by how much ratios did; null over nothing or less than nothing. */
function changeOf(now: string | null, before: string | null, unit: IndicatorUnit): string | null {
  if (now === null || before === null) return null
  const [is, was] = [parseDecimal(now), parseDecimal(before)]
  const moved = less(is, was)
  if (ratios.includes(unit)) return written(moved)
  const part = was.units > 0n ? divide(moved, was, PLACES) : null
  return part && written(part)
}

/** Values beside others, column by column. */
export const comparison = (
  with_: ChartRow['compared'][number]['with'],
  now: Values,
  before: Values,
  units: readonly IndicatorUnit[],
): ChartRow['compared'][number] => ({
  with: with_,
  values: before,
  changes: now.map((value, i) => changeOf(value, before[i] ?? null, units[i]!)),
})

/** Each value added to those before it; what is not known stays so and adds nothing. */
export function runningSums(values: Values): Values {
  let sum: Decimal = { units: 0n, places: 0 }
  return values.map((value) => {
    if (value === null) return null
    const next = parseDecimal(value)
    const places = Math.max(sum.places, next.places)
    sum = { units: unitsAt(sum, places) + unitsAt(next, places), places }
    return written(sum)
  })
}
