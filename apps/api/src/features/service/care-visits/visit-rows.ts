import type { CareVisit } from '@rapport/contract/service/care-visits'

/** A care visit as `visitColumns` read it. */
export interface VisitRow {
  id: string
  version: number
  customer_id: string
  customer_name: string
  customer_no: string
  unit_id: string
  unit_name: string
  staff_id: string
  staff_name: string
  kind: CareVisit['kind']
  channel: CareVisit['channel']
  planned_on: string
  planned_time: string | null
  purpose: string | null
  state: CareVisit['state']
  outcome: CareVisit['outcome']
  content: string | null
  minutes: number | null
  security: CareVisit['security']
  recorded_at: string | null
  recorded_by_name: string | null
}

/** What a reply needs of the visit `v`, with the names beside it from `visitJoins`. */
export const visitColumns = `v.id, v.version, v.customer_id, c.name as customer_name, c.customer_no,
  v.unit_id, u.name as unit_name, v.staff_id, s.name as staff_name, v.kind, v.channel, v.planned_on, v.planned_time,
  v.purpose, v.state, v.outcome, v.content, v.minutes, v.recorded_at, r.name as recorded_by_name,
  case when y.id is not null then json_build_object('id', y.id, 'code', y.code, 'name', coalesce(y.short_name, y.name)) end as security`
export const visitJoins = `join customers c on c.id = v.customer_id
  join units u on u.id = v.unit_id
  join users s on s.id = v.staff_id
  left join users r on r.id = v.recorded_by
  left join securities y on y.id = v.security_id`

export const visitOf = (row: VisitRow): CareVisit => ({
  id: row.id,
  version: row.version,
  customer: { id: row.customer_id, name: row.customer_name, customerNo: row.customer_no },
  unit: { id: row.unit_id, name: row.unit_name },
  staff: { id: row.staff_id, name: row.staff_name },
  kind: row.kind,
  channel: row.channel,
  plannedOn: row.planned_on,
  plannedTime: row.planned_time,
  purpose: row.purpose,
  state: row.state,
  outcome: row.outcome,
  content: row.content,
  minutes: row.minutes,
  security: row.security,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by_name,
})
