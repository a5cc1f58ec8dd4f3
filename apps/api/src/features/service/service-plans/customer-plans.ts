import type { BodyOf } from '@rapport/contract/endpoint'
import type { CustomerPlan, servicePlans } from '@rapport/contract/service/service-plans'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { refuseOutOfSight } from '#features/customer/accounts/customer-in-sight.ts'
import { sqlStateOf } from '#http/errors.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { standingColumns, standingJoins } from './plan-rows.ts'
import { planHead, writePlan } from './service-plans.ts'

/** The plans of a customer in sight, those that go on first; or one of them. */
const plansOf = (db: Db, of: { customerId: string | null; id: string | null }, now: Date) =>
  db.rows<CustomerPlan>(
    'customer-plans',
    `select ${standingColumns}, json_build_object('id', p.id, 'name', p.name, 'nameZh', p.name_zh, 'of',
         case when p.customer_id is not null then 'customer' when p.unit_id is not null then 'unit' else 'firm' end) as plan,
       (select coalesce(json_agg(json_build_object('name', s.name, 'nameZh', s.name_zh, 'on', n.day, 'channel', s.channel,
            'necessity', s.necessity, 'doneBy', s.done_by) order by n.day, s.place), '[]')
        from service_plan_steps s
          cross join lateral plan_step_after(m.started_on + s.offset_days, s.every_days, s.times, m.through_on) n (day)
        where s.version_id = m.version_id and m.ended_on is null and n.day is not null) as next
     from customer_plans m join service_plans p on p.id = m.plan_id ${standingJoins('$3')}
     where ($1::uuid is null or m.customer_id = $1::uuid) and ($2::uuid is null or m.id = $2::uuid)
     order by m.ended_on is not null, m.started_on desc, m.id desc limit 200`,
    [of.customerId, of.id, now],
  )

/** Every plan that a customer is or was in. 404 out of sight. */
export async function listPlansOfCustomer(db: Db, customerId: string, now: Date) {
  await refuseOutOfSight(db, customerId)
  return { items: await plansOf(db, { customerId, id: null }, now) }
}

/** Starts a plan by hand, from today or a day to come. 409 where the customer is in it. */
export async function startPlan(
  db: Db,
  viewer: SignedIn,
  customerId: string,
  { planId, startsOn }: BodyOf<typeof servicePlans.start>,
  now: Date,
) {
  await refuseOutOfSight(db, customerId)
  if (startsOn < viewer.described.today) throw refusedField('startsOn', 'service-plan.start-gone')
  const plan = await planHead(db, planId).catch((error: unknown) => {
    if (error instanceof Refused) throw refusedField('planId', 'service-plan.unknown')
    throw error
  })
  if (plan.closedOn !== null) throw refusedField('planId', 'service-plan.closed')
  if (plan.customer !== null && plan.customer.id !== customerId) throw refusedField('planId', 'service-plan.unknown')
  const id = newId()
  try {
    await db.rows(
      'customer-plan.start',
      `insert into customer_plans (id, plan_id, version_id, origin_id, customer_id, unit_id, cause, started_on, next_on, created_at, created_by)
       select $1::uuid, $2::uuid, v.id, $3::uuid, $3::uuid, $3::uuid, 'hand', $4::date,
         $4::date + (select min(s.offset_days) from service_plan_steps s where s.version_id = v.id), $5::timestamptz, viewer_id()
       from service_plan_versions v where v.plan_id = $2::uuid order by v.number desc limit 1`,
      [id, planId, customerId, startsOn, now],
    )
  } catch (error) {
    if (sqlStateOf(error) === '23505') throw refusedField('planId', 'service-plan.already-in', 409)
    throw error
  }
  return (await plansOf(db, { customerId: null, id }, now))[0]!
}

/** Makes a plan for one customer alone and starts it. */
export async function makePlanFor(
  db: Db,
  viewer: SignedIn,
  customerId: string,
  { startsOn, ...words }: BodyOf<typeof servicePlans.makeFor>,
  now: Date,
) {
  await refuseOutOfSight(db, customerId)
  const planId = await writePlan(
    db,
    viewer.described.today,
    { ...words, starts: 'hand', customerId, unitId: null },
    now,
  )
  return startPlan(db, viewer, customerId, { planId, startsOn }, now)
}

/** Takes a customer out of a plan; what nobody has begun of it is cancelled. 409 where that is over. */
export async function endCustomerPlan(db: Db, viewer: SignedIn, id: string, reason: string, now: Date) {
  const [before] = await plansOf(db, { customerId: null, id }, now)
  if (!before) throw new Refused(404, 'not-found')
  await db.because(reason)
  const ended = await db.rows(
    'customer-plan.end',
    `update customer_plans set ended_on = greatest($2::date, started_on), end_reason = 'hand', ended_by = viewer_id()
     where id = $1::uuid and ended_on is null returning id`,
    [id, viewer.described.today],
  )
  if (ended.length === 0) throw new Refused(409, 'service-plan.ended')
  return (await plansOf(db, { customerId: null, id }, now))[0]!
}
