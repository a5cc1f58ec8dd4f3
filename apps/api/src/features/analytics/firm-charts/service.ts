import { firstDayOf, lastDayOf, mondayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import type { ChartReading, Draw } from './chart-reading.ts'
import { rowOf } from './chart-reading.ts'
import { readMonths } from './months-read.ts'
import { flow, visitSums } from './sums.ts'

const visitsOf = (reading: ChartReading, name: string, from: string, to: string) =>
  new Conditions(name)
    .add('', from, (day) => `v.planned_on >= ${day}::date`)
    .add('', to, (day) => `v.planned_on <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `v.unit_id = ${unitsBelow(unit)}`)

const visitDays = (reading: ChartReading, of: string, months: readonly string[]) => {
  const { name, source } = visitSums(reading)
  const conditions = new Conditions(`${of}.${name}`)
    .add('', firstDayOf(months[0]!), (day) => `v.day >= ${day}::date`)
    .add('', lastDayOf(months.at(-1)!), (day) => `v.day <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `v.unit_id = ${unitsBelow(unit)}`)
  return { conditions, source }
}

const visitsList = (reading: ChartReading, month: string, filter: Record<string, string> = {}) => ({
  of: 'care-visits' as const,
  filter: {
    from: firstDayOf(month),
    to: lastDayOf(month),
    ...filter,
    ...(reading.unit ? { unit: reading.unit } : {}),
  },
})

/** Care visits by the month for which they are planned: done in time, done late, still open, overdue. */
export const visitCompletion: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const { conditions, source } = visitDays(reading, 'firm.completion', months)
  const today = conditions.value(reading.today)
  const rows = await reading.db.rows<{ month: string; counts: string[]; rate: string | null }>(
    conditions.name,
    `select month, array[planned::text, on_time::text, (done - on_time)::text, overdue::text, (planned - done - overdue)::text] as counts,
       trim_scale(round(done::numeric / nullif(planned, 0), 10))::text as rate
     from (
       select to_char(v.day, 'YYYY-MM') as month, sum(v.planned) as planned, sum(v.done) as done, sum(v.on_time) as on_time,
         coalesce(sum(v.planned - v.done) filter (where v.day < ${today}::date), 0) as overdue
       from ${source} v ${conditions.where} group by 1) x`,
    conditions.values,
  )
  const found = new Map(rows.map(({ month, counts, rate }) => [month, [...counts, rate]]))
  const none = ['0', '0', '0', '0', '0', null]
  return {
    rows: months.map((key) => rowOf({ key, values: found.get(key) ?? none, list: visitsList(reading, key) })),
  }
}

/** What staff did for customers: contacts that were loaded, and care visits that were recorded, with their minutes. */
export const workload: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const contacts = await readMonths(reading, 'workload', [flow('contacts')], [months[0]!, months.at(-1)!])
  const { conditions, source } = visitDays(reading, 'firm.workload', months)
  const rows = await reading.db.rows<{ month: string; visits: string; minutes: string | null }>(
    conditions.name,
    `select to_char(v.day, 'YYYY-MM') as month, sum(v.done)::text as visits,
       case when sum(v.timed) > 0 then sum(v.minutes)::text end as minutes
     from ${source} v ${conditions.where} group by 1`,
    conditions.values,
  )
  const found = new Map(rows.map((row) => [row.month, row]))
  const loaded = [...contacts.values()].some(([count]) => count !== null && count !== '0')
  return {
    missing: loaded ? [] : ['contacts'],
    rows: months.map((key) =>
      rowOf({
        key,
        values: [
          loaded ? (contacts.get(key)?.[0] ?? '0') : null,
          found.get(key)?.visits ?? '0',
          found.get(key)?.minutes ?? null,
        ],
        list: visitsList(reading, key, { state: 'recorded' }),
      }),
    ),
  }
}

const WEEKS = 13

/** Care visits of the last thirteen weeks by weekday (1 is Monday) and the hour for which they were planned. */
export const busyHours: Draw = async (reading) => {
  const from = mondayOf(reading.today).subtract({ weeks: WEEKS - 1 })
  const conditions = visitsOf(
    reading,
    'firm.hours',
    from.toString(),
    from.add({ days: 7 * WEEKS - 1 }).toString(),
  ).addPiece('', "v.state <> 'cancelled' and v.planned_time is not null")
  const rows = await reading.db.rows<{ weekday: string; hour: string; visits: string }>(
    conditions.name,
    `select extract(isodow from v.planned_on)::text as weekday, left(v.planned_time, 2) as hour, count(*)::text as visits
     from care_visits v ${conditions.where} group by 1, 2 order by 1, 2`,
    conditions.values,
  )
  return { rows: rows.map(({ weekday, hour, visits }) => rowOf({ key: hour, group: weekday, values: [visits] })) }
}
