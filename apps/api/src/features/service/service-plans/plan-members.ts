import type { QueryOf } from '@rapport/contract/endpoint'
import type { PlanMember, servicePlans } from '@rapport/contract/service/service-plans'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { standingColumns, standingJoins } from './plan-rows.ts'
import { planHead } from './service-plans.ts'

/** One page of who is and was in a plan, the latest start first; `total` counts those in sight under the same filter. */
export async function listMembers(db: Db, planId: string, query: QueryOf<typeof servicePlans.members>, now: Date) {
  await planHead(db, planId)
  const conditions = new Conditions('plan-members')
    .addPiece('', 'm.live')
    .add('', planId, (plan) => `m.plan_id = ${plan}::uuid`)
    .add('open', query.open, (open) => `(m.ended_on is null) = ${open}::boolean`)
  if (query.overdue !== undefined)
    conditions.addPiece(
      'overdue',
      `exists (select from tasks t where t.kind = 'plan-step' and t.about_id = m.id and t.open
         and t.due_at < ${conditions.value(now)}::timestamptz) = ${conditions.value(query.overdue)}::boolean`,
    )
  const counted = conditions.where
  const place = placeOf('plan-members', query.after, [z.iso.date(), id])
  if (place) {
    const [on, last] = place.map((value) => conditions.value(value))
    conditions.addPiece('after', `(m.started_on, m.id) < (${on}::date, ${last}::uuid)`)
  }
  const order = 'order by m.started_on desc, m.id desc'
  const found = await db.rows<PlanMember & { total: number }>(
    conditions.name,
    `with m as (select m.* from customer_plans m ${conditions.where} ${order} limit ${conditions.value(query.limit + 1)}::int)
     select ${standingColumns}, n.total, json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) as customer,
       json_build_object('id', u.id, 'name', u.name) as unit,
       case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner
     from (select count(*)::int as total from customer_plans m ${counted}) n left join (m ${standingJoins(conditions.value(now))}
       join customers c on c.id = m.customer_id join units u on u.id = m.unit_id left join users o on o.id = m.owner_id) on true ${order}`,
    conditions.values,
  )
  const rows = found.filter((row) => row.id !== null)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit).map(({ total: _, ...row }) => row),
    next: last ? cursorAt('plan-members', [last.startedOn, last.id]) : null,
    total: found[0]?.total ?? 0,
  }
}
