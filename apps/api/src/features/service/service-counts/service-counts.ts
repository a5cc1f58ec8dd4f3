import type { QueryOf } from '@rapport/contract/endpoint'
import type { ServiceCount, serviceCounts } from '@rapport/contract/service/service-counts'
import type { Db } from '@rapport/database/as-viewer'
import { firstDayOf, lastDayOf, monthOf } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'

/** What one employee did in a month, in numbers; a rate of it is tasks in time over those that could be late. */
export type Counted = Omit<ServiceCount, 'person' | 'unit'>

/** What a row `k` of the one count tells. */
const columns = `coalesce(k.contacts, 0) as contacts, coalesce(k.minutes, 0) as minutes, coalesce(k.tasks_done, 0) as "tasksDone",
  coalesce(k.tasks_charged, 0) as "tasksCharged", coalesce(k.tasks_on_time, 0) as "tasksOnTime", coalesce(k.call_backs, 0) as "callBacks",
  coalesce(k.cases_answered, 0) as "casesAnswered"`

/** The counts of these people in a month, as the system: what appraisal takes, and the same that the page shows. */
export const countServices = (db: Db, people: readonly string[], month: string) =>
  db.rows<Counted & { staffId: string }>(
    'service-counts.of',
    `select p.id as "staffId", ${columns} from unnest($1::uuid[]) p (id)
     left join service_counts_of($1::uuid[], $2::date, $3::date) k on k.staff_id = p.id order by 1`,
    [people, firstDayOf(month), lastDayOf(month)],
  )

/** What those whose counts the viewer sees did in a month: whoever works with tasks now, or did anything then. */
export async function listCounts(db: Db, { month, unit }: QueryOf<typeof serviceCounts.list>, today: string) {
  const conditions = new Conditions('service-counts')
  const [from, to] = [firstDayOf(month ?? monthOf(today)), lastDayOf(month ?? monthOf(today))].map((day) =>
    conditions.value(day),
  )
  conditions
    .addPiece('', `(k.staff_id is not null or u.disabled_at is null and 'task.work' = any (r.permissions))`)
    .add('unit', unit, (unit) => `u.unit_id = ${unitsBelow(unit)}`)
  const items = await db.rows<ServiceCount>(
    conditions.name,
    `select json_build_object('id', u.id, 'name', u.name) as person, json_build_object('id', n.id, 'name', n.name) as unit, ${columns}
     from unnest(counted_people()) p (id) join users u on u.id = p.id join roles r on r.id = u.role_id join units n on n.id = u.unit_id
       left join service_counts(${from}::date, ${to}::date) k on k.staff_id = u.id
     ${conditions.where} order by n.name, u.name, u.id limit 2000`,
    conditions.values,
  )
  return { items }
}
