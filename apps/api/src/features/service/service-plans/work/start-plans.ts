import type { Db } from '@rapport/database/as-viewer'

/** Purchases that come to be known later than this after their day start nothing any more. */
const LATEST = 31

/** The plan `p` with its last version `v` and when its first step is due, in days from the start. */
const lastVersion = `cross join lateral (
    select w.id, (select min(s.offset_days) from service_plan_steps s where s.version_id = w.id) as first
    from service_plan_versions w where w.plan_id = p.id order by w.number desc limit 1) v`
const columns = `id, plan_id, version_id, origin_id, customer_id, unit_id, cause, cause_code, cause_on, started_on, next_on, created_at`
const served = `c.deleted_at is null and c.lifecycle <> 'closed'`

/**
 * Starts the plans of their level for whoever came into its segment, so many at once and each joining once. Gives how many.
 * Of a plan that is not for those who were there already, the joining counts from the day on which it began.
 */
export async function startLevelPlans(db: Db, now: Date, atOnce: number): Promise<number> {
  const started = await db.rows(
    'plans.start-level',
    `insert into customer_plans (${columns})
     select uuid_v7(), p.id, v.id, c.id, c.id, c.unit_id, 'level', l.segment_id::text, m.entered_on,
       greatest(m.entered_on, p.begins_on), greatest(m.entered_on, p.begins_on) + v.first, $1::timestamptz
     from service_plans p join service_levels l on l.id = p.level_id and not l.retired
       join segments s on s.id = l.segment_id and s.deleted_at is null ${lastVersion}
       join segment_memberships m on m.segment_id = l.segment_id and m.left_on is null and (p.present_too or m.entered_on >= p.begins_on)
       join customers c on c.id = m.customer_id and ${served}
     where p.starts = 'level' and p.closed_on is null
       and not exists (select from customer_plans k where k.plan_id = p.id and k.origin_id = m.customer_id and k.cause_code = l.segment_id::text
         and k.cause_on = m.entered_on and k.cause <> 'hand' and k.end_reason is distinct from 'left')
       and not exists (select from customer_plans k where k.plan_id = p.id and k.customer_id = m.customer_id and k.ended_on is null and k.cause <> 'purchase')
     limit $2::int returning 1`,
    [now, atOnce],
  )
  return started.length
}

/** Starts what follows a purchase of a product: once for each product that a customer bought on a day. Gives how many. */
export async function startPurchasePlans(db: Db, today: string, now: Date, atOnce: number): Promise<number> {
  const started = await db.rows(
    'plans.start-purchase',
    `with plans as materialized (select p.id, p.product, p.begins_on, v.id as version_id, v.first from service_plans p ${lastVersion}
       where p.starts = 'purchase' and p.closed_on is null),
     bought as materialized (
       select b.customer_id, b.moved_on, b.product_code, max(b.product_name) as product_name from warehouse.cash_movements b
       where b.kind = 'product-purchase' and b.moved_on > $1::date - ${LATEST} and b.moved_on <= $1::date and b.product_code is not null
         and b.moved_on >= (select min(begins_on) from plans) group by 1, 2, 3),
     kinds as materialized (
       select k.product_code, k.product_name, f.product from (select distinct product_code, product_name from bought) k
       cross join lateral warehouse.product_class_of('fund', k.product_name, k.product_code, k.product_name, null, $1::date) f)
     insert into customer_plans (${columns})
     select uuid_v7(), p.id, p.version_id, c.id, c.id, c.unit_id, 'purchase', b.product_code, b.moved_on, b.moved_on, b.moved_on + p.first, $2::timestamptz
     from bought b join kinds k on k.product_code = b.product_code and k.product_name is not distinct from b.product_name
       join plans p on p.product = k.product and b.moved_on >= p.begins_on
       join customers c on c.id = b.customer_id and ${served}
     where not exists (select from customer_plans x where x.plan_id = p.id and x.customer_id = b.customer_id and x.cause = 'purchase'
       and x.cause_code = b.product_code and x.cause_on = b.moved_on)
     limit $3::int returning 1`,
    [today, now, atOnce],
  )
  return started.length
}

/** Ends the plan of a level for whoever is not in its segment any more since they joined. Gives how many. */
export async function endLevelPlans(db: Db, today: string, atOnce: number): Promise<number> {
  const ended = await db.rows(
    'plans.end-level',
    `with gone as (
       select k.id from customer_plans k join service_plans p on p.id = k.plan_id
         left join service_levels l on l.id = p.level_id and not l.retired and l.segment_id::text = k.cause_code
         left join segments s on s.id = l.segment_id and s.deleted_at is null
         left join segment_memberships m on m.segment_id = s.id and m.customer_id = k.customer_id and m.entered_on = k.cause_on and m.left_on is null
       where k.cause = 'level' and k.ended_on is null and m.customer_id is null
       order by k.id limit $2::int for update of k skip locked)
     update customer_plans k set ended_on = greatest($1::date, k.started_on), end_reason = 'left' from gone g where k.id = g.id returning 1`,
    [today, atOnce],
  )
  return ended.length
}
