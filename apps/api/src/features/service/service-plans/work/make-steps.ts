import type { PlanStep } from '@rapport/contract/service/service-plans'
import type { Db } from '@rapport/database/as-viewer'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { dueAfter, warnedAt } from '#features/service/working-time/working-time.ts'

interface DueStep extends Pick<PlanStep, 'channel' | 'necessity' | 'limitDays' | 'skill' | 'details'> {
  id: string
  customerId: string
  ownerId: string | null
  place: number
  title: string
  titleZh: string
  day: string
}

/**
 * Makes the tasks of steps that fell due up to `today`, for so many customers in plans at once: in three statements, however many
 * they are. Of a step that comes again and again and was missed several times only the last is made up for, marked late. Whoever
 * was removed or closed leaves the plan instead. Gives how many plans were looked at.
 */
export async function makeDueSteps(db: Db, today: string, now: Date, atOnce: number): Promise<number> {
  const taken = await db.rows<{ id: string }>(
    'plans.take-due',
    `select k.id from customer_plans k where k.ended_on is null and k.next_on <= $1::date
     order by k.next_on, k.id limit $2::int for update of k skip locked`,
    [today, atOnce],
  )
  if (taken.length === 0) return 0
  const ids = taken.map(({ id }) => id)
  await db.rows(
    'plans.customer-gone',
    `update customer_plans k set ended_on = greatest($2::date, k.started_on), end_reason = 'customer-gone' from customers c
     where k.id = any ($1::uuid[]) and c.id = k.customer_id and (c.deleted_at is not null or c.lifecycle = 'closed')`,
    [ids, today],
  )
  const due = await db.rows<DueStep>(
    'plans.due-steps',
    `select k.id, k.customer_id as "customerId", case when s.done_by = 'manager' then k.owner_id end as "ownerId", s.place,
       s.name as title, s.name_zh as "titleZh", s.details, s.channel, s.necessity, s.limit_days as "limitDays", s.skill, d.day::text as day
     from customer_plans k join service_plan_steps s on s.version_id = k.version_id
       cross join lateral plan_step_until(k.started_on + s.offset_days, s.every_days, s.times, $2::date) d (day)
     where k.id = any ($1::uuid[]) and k.ended_on is null and d.day is not null and (k.through_on is null or d.day > k.through_on)
     order by k.id, s.place`,
    [ids, today],
  )
  const time = await serviceTime(db, today)
  const limits = new Map([...new Set(due.map(({ limitDays }) => limitDays))].map((days) => [days, timesOf(days)]))
  function timesOf(days: number) {
    const dueAt = dueAfter(time, now, { clock: 'working', days })
    return { dueAt, warnAt: warnedAt(time, now, dueAt) }
  }
  await addTasks(
    db,
    due.map(({ id, place, ownerId, limitDays, day, ...step }) => {
      const { dueAt, warnAt } = limits.get(limitDays)!
      const late = day < today
      return {
        ...step,
        kind: 'plan-step' as const,
        aboutId: id,
        code: String(place),
        assigneeId: ownerId,
        occurredOn: day,
        late,
        dueAt,
        warnAt: late ? null : warnAt,
      }
    }),
    now,
  )
  await db.rows(
    'plans.through',
    `update customer_plans k set through_on = $2::date, next_on = (
       select min(plan_step_after(k.started_on + s.offset_days, s.every_days, s.times, $2::date)) from service_plan_steps s where s.version_id = k.version_id)
     where k.id = any ($1::uuid[]) and k.ended_on is null`,
    [ids, today],
  )
  return taken.length
}
