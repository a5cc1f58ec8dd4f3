import { divide, parseDecimal } from '@rapport/finance/decimal'
import type { Reading } from '#features/analytics/charts/chart-scope.ts'
import { firstDayOf, lastDayOf, monthBefore, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { riskMonths } from '#features/analytics/models/risk-months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type ChartReading, customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { comparison, type Values, written } from './compare.ts'
import { before, unitsOf } from './months-chart.ts'
import type { Sums } from './sums.ts'

/** Scores are of assets in the firm's own currency. */
const CURRENCY = 'CNY'

const ownRisks = `(select s.as_of, s.version_id, c.unit_id, s.class, 1 as customers, coalesce((s.detail ->> 'assets')::numeric, 0) as assets
  from warehouse.customer_scope c join warehouse.customer_scores s using (customer_id) where c.live and s.kind = 'churn')`
const riskSums = ({ db }: Reading): Sums =>
  db.viewer?.scope === 'own' ? { name: 'own', source: ownRisks } : { name: 'unit', source: 'warehouse.unit_risks' }

interface Run {
  month: string
  asOf: string
  /** Null: none of its customers is in sight, or in the unit. */
  values: Values | null
}

/**
 * How many customers the model of leaving held likely to leave (a probability of a half and more), how many it had an eye on
 * (0.2 and more), what the first of them had, and their part of all who were scored: of each month the last day on which they
 * were. Not known of months without such a day.
 */
export const churnWarnings: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const compare = reading.query.compare ?? []
  const first = compare.includes('year') ? before.year(months[0]!) : monthBefore(months[0]!)
  const runs = await readRuns(reading, first, months.at(-1)!)
  const valuesOf = (month: string): Values => {
    const run = runs.get(month)
    return run ? (run.values ?? ['0', '0', '0', null]) : [null, null, null, null]
  }
  const last = months.findLast((month) => runs.has(month))
  return {
    currency: CURRENCY,
    currencies: [CURRENCY],
    missing: last === undefined ? ['model'] : [],
    ...(last === undefined ? {} : { asOf: runs.get(last)!.asOf }),
    rows: months.map((month) => {
      const values = valuesOf(month)
      return rowOf({
        key: month,
        values,
        compared: compare.map((which) =>
          comparison(which, values, valuesOf(before[which](month)), unitsOf('churn-warnings')),
        ),
        list: runs.has(month) ? customersWhere(reading, { atRiskIn: month }) : null,
      })
    }),
  }
}

async function readRuns(reading: ChartReading, from: string, to: string): Promise<Map<string, Run>> {
  const { name, source } = riskSums(reading)
  const conditions = new Conditions(`firm.churn-warnings.${name}`)
  const [first, last] = [conditions.value(firstDayOf(from)), conditions.value(lastDayOf(to))]
  const unit = reading.unit === undefined ? '' : `and m.unit_id = ${unitsBelow(conditions.value(reading.unit))}`
  const rows = await reading.db.rows<{ month: string; asOf: string; all: number; told: string[] }>(
    `${conditions.name}${unit && '+unit'}`,
    `select to_char(r.month, 'YYYY-MM') as month, r.as_of::text as "asOf", coalesce(sum(m.customers), 0)::int as all,
       array[coalesce(sum(m.customers) filter (where m.class = 'high'), 0)::text,
             coalesce(sum(m.customers) filter (where m.class = 'medium'), 0)::text,
             trim_scale(coalesce(sum(m.assets) filter (where m.class = 'high'), 0))::text] as told
     from ${riskMonths(`r.as_of between ${first}::date and ${last}::date`)} r
     left join ${source} m on m.as_of = r.as_of and m.version_id = r.version_id ${unit} group by 1, 2`,
    conditions.values,
  )
  return new Map(
    rows.map(({ month, asOf, all, told }) => {
      const share = all > 0 ? divide(parseDecimal(told[0]!), { units: BigInt(all), places: 0 }, 8) : null
      return [month, { month, asOf, values: all > 0 ? [...told, share && written(share)] : null }]
    }),
  )
}
