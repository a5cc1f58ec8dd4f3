import type { CustomerPlan, ServicePlan } from '@rapport/contract/service/service-plans'

/** What a reply needs of the plan `p`, with its level and unit from `planJoins`. */
export const planColumns = `p.id, p.version, p.name, p.name_zh as "nameZh", p.starts, p.product, p.present_too as "presentToo",
  p.begins_on::text as "beginsOn", p.closed_on::text as "closedOn",
  case when p.customer_id is not null then 'customer' when p.unit_id is not null then 'unit' else 'firm' end as of,
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as unit,
  case when l.id is not null then json_build_object('id', l.id, 'name', l.name, 'nameZh', l.name_zh) end as level,
  (select max(v.number) from service_plan_versions v where v.plan_id = p.id) as number,
  p.closed_on is null and viewer_may('service-plan.edit') and (p.customer_id is not null or current_user = 'sees_all'
    or current_user = 'sees_units' and coalesce(p.unit_id = any (viewer_units()), false)) as "mayEdit"`
export const planJoins = 'left join units u on u.id = p.unit_id left join service_levels l on l.id = p.level_id'

/** A step as the wire tells it, of the step `s`. */
export const stepJson = `json_build_object('name', s.name, 'nameZh', s.name_zh, 'details', s.details, 'channel', s.channel,
  'offsetDays', s.offset_days, 'everyDays', s.every_days, 'times', s.times, 'necessity', s.necessity, 'limitDays', s.limit_days,
  'doneBy', s.done_by, 'skill', s.skill)`

/** How the customer's plan `m` stands at the instant `now`: its version `v` and its steps so far, `k`. */
export const standingColumns = `m.id, m.cause, m.started_on::text as "startedOn", v.number, case when m.ended_on is null then m.next_on::text end as "nextOn",
  m.ended_on::text as "endedOn", m.end_reason as "endReason", k.open, k.overdue, k.done`
export const standingJoins = (now: string) => `join service_plan_versions v on v.id = m.version_id
  cross join lateral (
    select count(*) filter (where t.open)::int as open, count(*) filter (where t.open and t.due_at < ${now}::timestamptz)::int as overdue,
      count(*) filter (where t.state in ('done', 'verified'))::int as done
    from tasks t where t.kind = 'plan-step' and t.about_id = m.id) k`

export type PlanHead = Omit<ServicePlan, 'customer' | 'versions'>
export type Standing = Omit<CustomerPlan, 'plan' | 'next'>
