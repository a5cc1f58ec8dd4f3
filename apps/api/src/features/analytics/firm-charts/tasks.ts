import { firstDayOf, lastDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type ChartReading, type Draw, rowOf } from './chart-reading.ts'

const columns = 'd.unit_id, d.day, d.planned, d.done, d.on_time, d.given_late, d.given_late_done'
const TASK_DAY = `select ${columns} from tasks t
  cross join lateral warehouse.task_day(t) d`

/**
 * Tasks in sight by unit and the day on which they are due. Whoever sees only their own has them from those; others from sums that are
 * kept, and beside them the few that are about somebody, who must not see them even as a number.
 */
const taskDays = ({ db }: ChartReading) =>
  db.viewer?.scope === 'own'
    ? { name: 'own', source: `(${TASK_DAY})` }
    : {
        name: 'unit',
        source: `(select ${columns} from warehouse.task_days d union all ${TASK_DAY} where t.kind = 'case' and t.barred_id is not null)`,
      }

const sums = (reading: ChartReading, of: string, months: readonly string[]) => {
  const { name, source } = taskDays(reading)
  const conditions = new Conditions(`${of}.${name}`)
    .add('', firstDayOf(months[0]!), (day) => `d.day >= ${day}::date`)
    .add('', lastDayOf(months.at(-1)!), (day) => `d.day <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `d.unit_id = ${unitsBelow(unit)}`)
  const gone = `d.day < ${conditions.value(reading.today)}::date`
  const text = (key: string) => `
    select key, array[planned::text, on_time::text, late::text, overdue::text, given_late::text, (planned - done - overdue - not_charged)::text,
      trim_scale(round(done::numeric / nullif(planned, 0), 10))::text,
      trim_scale(round(on_time::numeric / nullif(on_time + late + overdue, 0), 10))::text] as values
    from (
      select ${key} as key, sum(d.planned) as planned, sum(d.done) as done, sum(d.on_time) as on_time, sum(d.given_late) as given_late,
        sum(d.done - d.given_late_done - d.on_time) as late,
        coalesce(sum(d.planned - d.given_late - d.done + d.given_late_done) filter (where ${gone}), 0) as overdue,
        coalesce(sum(d.given_late - d.given_late_done) filter (where ${gone}), 0) as not_charged
      from ${source} d ${conditions.where} group by 1) x`
  return { conditions, text }
}

/** The tasks that were counted: all that were not cancelled. */
const tasksList = (reading: ChartReading, months: readonly string[], unit = reading.unit) => ({
  of: 'tasks' as const,
  filter: {
    view: 'all',
    state: 'waiting,assigned,started,done,verified,expired',
    dueFrom: firstDayOf(months[0]!),
    dueBy: lastDayOf(months.at(-1)!),
    ...(unit ? { unit } : {}),
  },
})

const NONE = ['0', '0', '0', '0', '0', '0', null, null]
const monthsOf = ({ query, today }: ChartReading) => monthsUpTo(query.to ?? monthOf(today), query.months)

/** Tasks by the month in which they are due: done in time, late, overdue, told late, open; how many are done and how many in time. */
export const taskCompletion: Draw = async (reading) => {
  const months = monthsOf(reading)
  const { conditions, text } = sums(reading, 'firm.tasks', months)
  const rows = await reading.db.rows<{ key: string; values: (string | null)[] }>(
    conditions.name,
    text(`to_char(d.day, 'YYYY-MM')`),
    conditions.values,
  )
  const found = new Map(rows.map(({ key, values }) => [key, values]))
  return {
    rows: months.map((key) => rowOf({ key, values: found.get(key) ?? NONE, list: tasksList(reading, [key]) })),
  }
}

const MOST = 30

/** The same by unit over all the months, those with most first. */
export const taskUnits: Draw = async (reading) => {
  const months = monthsOf(reading)
  const { conditions, text } = sums(reading, 'firm.task-units', months)
  const rows = await reading.db.rows<{ key: string; name: string; values: (string | null)[] }>(
    conditions.name,
    `select y.key, u.name, y.values from (${text('d.unit_id')}) y join units u on u.id = y.key
     where y.values[1] <> '0' order by y.values[1]::bigint desc, u.name limit ${MOST}`,
    conditions.values,
  )
  return {
    rows: rows.map(({ key, name, values }) =>
      rowOf({ key, label: name, values, list: tasksList(reading, months, key) }),
    ),
  }
}
