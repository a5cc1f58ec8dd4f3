import { firstDayOf, lastDayOf, monthOf } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import type { ChartReading } from './chart-reading.ts'
import type { Values } from './compare.ts'
import { daySums, monthSums, type Sum, type Sums } from './sums.ts'

/** How many days of a month are valued, and the last of them. */
export interface Valued {
  days: number
  last: string
}

/** The months of which customers are valued, by month. */
export async function valuedMonths({ db }: ChartReading, months: readonly string[]): Promise<Map<string, Valued>> {
  const rows = await db.rows<Valued & { month: string }>(
    'firm.valued',
    `select to_char(day, 'YYYY-MM') as month, count(*)::int as days, max(day) as last
     from warehouse.valuation_days where day between $1::date and $2::date group by 1`,
    [firstDayOf(months[0]!), lastDayOf(months.at(-1)!)],
  )
  return new Map(rows.map((row) => [row.month, row]))
}

const listed = (sums: readonly Sum[]) =>
  sums.map(({ sql }, i) => `trim_scale((${sql})::numeric)::text as "${i}"`).join(', ')
type Read = Record<string, string | null> & { month: string }
const byMonth = (rows: Read[], sums: readonly Sum[]) =>
  new Map<string, Values>(rows.map((row) => [row.month, sums.map((_, i) => row[i] ?? null)]))

/** These sums of a source in each of the months; a month without any row is not there. */
export async function readMonths(
  reading: ChartReading,
  name: string,
  sums: readonly Sum[],
  [from, to]: readonly [string, string],
  { name: which, source }: Sums = monthSums(reading),
): Promise<Map<string, Values>> {
  const conditions = new Conditions(`firm.${name}.${which}`)
    .add('', reading.currency, (currency) => `m.currency = ${currency}`)
    .add('', firstDayOf(from), (day) => `m.month >= ${day}::date`)
    .add('', firstDayOf(to), (day) => `m.month <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const rows = await reading.db.rows<Read>(
    `${conditions.name}`,
    `select to_char(m.month, 'YYYY-MM') as month, ${listed(sums)} from ${source} m ${conditions.where} group by m.month`,
    conditions.values,
  )
  return byMonth(rows, sums)
}

/** The same of the first so many valued days of each of these months: what a month that goes on is compared with. */
export async function readFirstDays(
  reading: ChartReading,
  name: string,
  sums: readonly Sum[],
  months: readonly string[],
  days: number,
): Promise<Map<string, Values>> {
  const { name: which, source } = daySums(reading)
  const conditions = new Conditions(`firm.${name}.first.${which}`)
    .add('', reading.currency, (currency) => `m.currency = ${currency}`)
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const [firsts, most] = [conditions.value(months.map(firstDayOf)), conditions.value(days)]
  const rows = await reading.db.rows<Read>(
    conditions.name,
    `with first as (
       select v.day from unnest(${firsts}::date[]) f cross join lateral (
         select day from warehouse.valuation_days where day >= f and day < f + interval '1 month' order by day limit ${most}) v)
     select to_char(m.day, 'YYYY-MM') as month, ${listed(sums)} from ${source} m
     ${conditions.where} and m.day = any (array(select day from first)) group by 1`,
    conditions.values,
  )
  return byMonth(rows, sums)
}

/** The month of the business day, where it is the last that is shown: it goes on. */
export const goesOn = ({ today }: ChartReading, months: readonly string[]) => months.at(-1) === monthOf(today)
