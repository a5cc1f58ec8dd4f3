import { firstDayOf, lastDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import type { ChartReading, Draw } from './chart-reading.ts'
import { rowOf } from './chart-reading.ts'
import { readMonths } from './months-read.ts'
import { headcount } from './sums.ts'

/** Complaints as the rules of the trade count them: reports of wrongs go another way. */
const COMPLAINT = "k.kind = 'complaint'"
const begins = (day: string) => `(${day}::date::timestamp at time zone 'Asia/Shanghai')`
const monthOfCase = "to_char(k.received_at at time zone 'Asia/Shanghai', 'YYYY-MM')"
const CLOSED = "k.state in ('closed', 'follow-up')"

const casesOf = (reading: ChartReading, name: string, months: readonly string[]) =>
  new Conditions(name)
    .addPiece('', 'k.live')
    .add('', firstDayOf(months[0]!), (day) => `k.received_at >= ${begins(day)}`)
    .add('', lastDayOf(months.at(-1)!), (day) => `k.received_at < ${begins(`(${day}::date + 1)`)}`)
    .add('unit', reading.unit, (unit) => `k.unit_id = ${unitsBelow(unit)}`)

const casesList = (reading: ChartReading, months: readonly string[], filter: Record<string, string>) => ({
  of: 'cases' as const,
  filter: {
    view: 'all',
    from: firstDayOf(months[0]!),
    to: lastDayOf(months.at(-1)!),
    ...filter,
    ...(reading.unit ? { unit: reading.unit } : {}),
  },
})

/** Complaints by the month in which they came: how many, how many a ten thousand active customers, and how many were closed in time. */
export const complaints: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const active = await readMonths(reading, 'complaints', [headcount('active_customers')], [months[0]!, months.at(-1)!])
  const conditions = casesOf(reading, 'firm.complaints', months).addPiece('', COMPLAINT)
  const rows = await reading.db.rows<{ month: string; received: number; closed: string; rate: string | null }>(
    conditions.name,
    `select ${monthOfCase} as month, count(*)::int as received, count(*) filter (where ${CLOSED})::text as closed,
       trim_scale(round(count(*) filter (where ${CLOSED} and k.on_time)::numeric / nullif(count(*) filter (where ${CLOSED}), 0), 10))::text as rate
     from cases k ${conditions.where} group by 1`,
    conditions.values,
  )
  const found = new Map(rows.map((row) => [row.month, row]))
  return {
    rows: months.map((key) => {
      const { received, closed, rate } = found.get(key) ?? { received: 0, closed: '0', rate: null }
      const customers = Number(active.get(key)?.[0] ?? 0)
      const each = customers > 0 ? String(Math.round((received / customers) * 1e10) / 1e10) : null
      return rowOf({
        key,
        values: [String(received), closed, each, rate],
        list: casesList(reading, [key], { kind: 'complaint' }),
      })
    }),
  }
}

const MOST = 20

/** Causes of complaints, the commonest first, with what part of all they are and come to together (Pareto). */
export const complaintCauses: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const conditions = casesOf(reading, 'firm.causes', months).addPiece('', COMPLAINT)
  const rows = await reading.db.rows<{ cause: string | null; values: string[] }>(
    conditions.name,
    `select cause, array[n::text, trim_scale(round(n / whole, 10))::text, trim_scale(round(running / whole, 10))::text] as values
     from (
       select k.cause, count(*) as n, sum(count(*)) over () as whole,
         sum(count(*)) over (order by count(*) desc, k.cause rows unbounded preceding) as running
       from cases k ${conditions.where} group by 1) x
     order by n desc, cause limit ${MOST}`,
    conditions.values,
  )
  return {
    rows: rows.map(({ cause, values }) =>
      rowOf({
        key: cause ?? 'none',
        label: cause,
        values,
        list: cause === null ? null : casesList(reading, months, { kind: 'complaint', cause }),
      }),
    ),
  }
}

/** How soon requests and complaints were answered and closed, by the month in which they came (domain 8.1): minutes by nearest rank. */
export const caseTimes: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const conditions = casesOf(reading, 'firm.case-times', months)
  const rows = await reading.db.rows<{ month: string; values: (string | null)[] }>(
    conditions.name,
    `select ${monthOfCase} as month, array[
       (percentile_disc(0.5) within group (order by k.response_minutes))::text,
       (percentile_disc(0.9) within group (order by k.response_minutes))::text,
       trim_scale(round(count(*) filter (where k.answered_at <= k.acknowledge_due_at)::numeric / nullif(count(k.answered_at), 0), 10))::text,
       (percentile_disc(0.5) within group (order by k.resolution_minutes))::text] as values
     from cases k ${conditions.where} group by 1`,
    conditions.values,
  )
  const found = new Map(rows.map(({ month, values }) => [month, values]))
  return {
    rows: months.map((key) =>
      rowOf({ key, values: found.get(key) ?? [null, null, null, null], list: casesList(reading, [key], {}) }),
    ),
  }
}

const PEOPLE = 50

/** Who has how many open cases, how many of them have an overdue step, and how many they closed of those that came in the months. */
export const caseLoad: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const conditions = casesOf(reading, 'firm.case-load', months).addPiece('', 'k.handler_id is not null')
  const now = conditions.value(reading.now)
  const rows = await reading.db.rows<{ id: string; name: string; unit: string; values: string[] }>(
    conditions.name,
    `select h.handler_id as id, u.name, w.name as unit,
       array[h.open::text, h.overdue::text, h.closed::text, (rank() over (order by h.open desc))::text] as values
     from (
       select k.handler_id, count(*) filter (where k.open) as open,
         count(*) filter (where k.open and k.step_due_at < ${now}::timestamptz) as overdue, count(*) filter (where ${CLOSED}) as closed
       from cases k ${conditions.where} group by 1) h
     join users u on u.id = h.handler_id join units w on w.id = u.unit_id
     order by h.open desc, h.closed desc, u.name, h.handler_id limit ${PEOPLE}`,
    conditions.values,
  )
  const named = reading.db.viewer?.permissions.includes('organisation.read') ?? false
  return {
    rows: rows.map(({ id, name, unit, values }) =>
      rowOf({
        key: id,
        label: named ? name : null,
        group: unit,
        values,
        list: casesList(reading, months, { handler: id }),
      }),
    ),
  }
}
