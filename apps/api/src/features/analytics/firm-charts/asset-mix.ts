import { monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type Draw, rowOf } from './chart-reading.ts'
import { valuedMonths } from './months-read.ts'
import { daySums } from './sums.ts'

/** What assets are made of at the last valued day of each month: the mix of business, and how it drifts. */
export const assetMix: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const valued = await valuedMonths(reading, [months[0]!, months.at(-1)!])
  const { name, source } = daySums(reading)
  const conditions = new Conditions(`firm.asset-mix.${name}`)
    .add('', reading.currency, (currency) => `m.currency = ${currency}`)
    .add(
      '',
      [...valued.values()].map(({ last }) => last),
      (days) => `m.day = any (${days}::date[])`,
    )
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const rows = await reading.db.rows<{ month: string; parts: string[] }>(
    conditions.name,
    `select to_char(m.day, 'YYYY-MM') as month, array[
       trim_scale(sum(m.position_value))::text, trim_scale(sum(m.cash))::text,
       trim_scale(sum(m.product_value))::text, trim_scale(sum(m.margin_debt))::text] as parts
     from ${source} m ${conditions.where} group by 1`,
    conditions.values,
  )
  const found = new Map(rows.map(({ month, parts }) => [month, parts]))
  const unknown = [null, null, null, null]
  const zero = ['0', '0', '0', '0']
  const last = months.findLast((month) => valued.has(month))
  return {
    missing: last ? [] : ['valuation'],
    ...(last ? { asOf: valued.get(last)!.last } : {}),
    rows: months.map((key) => rowOf({ key, values: valued.has(key) ? (found.get(key) ?? zero) : unknown })),
  }
}
