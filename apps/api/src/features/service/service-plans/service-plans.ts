import type { BodyOf } from '@rapport/contract/endpoint'
import type {
  PlanStepDraft,
  ServicePlan,
  ServicePlanInRow,
  ServicePlanVersion,
  servicePlans,
} from '@rapport/contract/service/service-plans'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { type PlanHead, planColumns, planJoins, stepJson } from './plan-rows.ts'

/** Plans of the firm and its units, those that may start first. */
export async function listPlans(db: Db, now: Date) {
  const items = await db.rows<ServicePlanInRow>(
    'service-plans',
    `with members as (select m.plan_id, count(*)::int as n from customer_plans m where m.ended_on is null and m.live group by 1),
     overdue as (select m.plan_id, count(*)::int as n from tasks t join customer_plans m on m.id = t.about_id
       where t.kind = 'plan-step' and t.open and t.live and t.due_at < $1::timestamptz group by 1)
     select ${planColumns}, coalesce(m.n, 0) as members, coalesce(o.n, 0) as overdue,
       (select count(*)::int from service_plan_steps s join service_plan_versions v on v.id = s.version_id
        where v.plan_id = p.id and v.number = (select max(w.number) from service_plan_versions w where w.plan_id = p.id)) as steps
     from service_plans p ${planJoins} left join members m on m.plan_id = p.id left join overdue o on o.plan_id = p.id
     where p.customer_id is null order by p.closed_on is not null, l.rank nulls last, p.created_at, p.id`,
    [now],
  )
  return { items }
}

/** 404 where the plan is not, or was made for a customer out of sight. */
export async function planHead(db: Db, id: string) {
  const [row] = await db.rows<PlanHead & { customer: ServicePlan['customer'] }>(
    'service-plan',
    `select ${planColumns}, case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as customer
     from service_plans p ${planJoins} left join customers c on c.id = p.customer_id where p.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

export async function openPlan(db: Db, id: string): Promise<ServicePlan> {
  const head = await planHead(db, id)
  const versions = await db.rows<ServicePlanVersion>(
    'service-plan.versions',
    `select v.number, v.created_at as "createdAt", b.name as "createdBy",
       (select count(*)::int from customer_plans m where m.version_id = v.id and m.ended_on is null and m.live) as members,
       (select json_agg(${stepJson} order by s.place) from service_plan_steps s where s.version_id = v.id) as steps
     from service_plan_versions v left join users b on b.id = v.created_by where v.plan_id = $1::uuid order by v.number desc`,
    [id],
  )
  return { ...head, versions }
}

/** What starts by itself concerns every customer: 403 for whoever sees some of them only. */
export async function addPlan(db: Db, viewer: SignedIn, draft: BodyOf<typeof servicePlans.add>, now: Date) {
  if (viewer.scope === 'own') throw new Refused(403, 'service-plan.of-one-customer')
  if (viewer.scope !== 'all' && draft.starts !== 'hand') throw new Refused(403, 'service-plan.of-the-firm')
  if (draft.levelId !== null) {
    const [level] = await db.rows<{ retired: boolean }>(
      'service-plan.level',
      'select retired from service_levels where id = $1::uuid',
      [draft.levelId],
    )
    if (!level || level.retired) throw refusedField('levelId', 'service-plan.no-level')
  }
  const unitId = viewer.scope === 'all' ? null : viewer.described.unit.id
  const id = await writePlan(db, viewer.described.today, { ...draft, unitId, customerId: null }, now)
  return openPlan(db, id)
}

type Plan = Omit<BodyOf<typeof servicePlans.add>, 'levelId' | 'product' | 'presentToo'> &
  Partial<BodyOf<typeof servicePlans.add>> & { unitId: string | null; customerId: string | null }

/** Writes a plan down with its first version, and gives its id. */
export async function writePlan(db: Db, today: string, plan: Plan, now: Date): Promise<string> {
  const id = newId()
  await db.rows(
    'service-plan.add',
    `insert into service_plans (id, name, name_zh, starts, level_id, product, present_too, begins_on, customer_id, unit_id, created_at, created_by)
     values ($1::uuid, $2, $3, $4, $5::uuid, $6, $7, $8::date, $9::uuid, $10::uuid, $11::timestamptz, viewer_id())`,
    [
      id,
      plan.name,
      plan.nameZh,
      plan.starts,
      plan.levelId ?? null,
      plan.product ?? null,
      plan.presentToo ?? false,
      today,
      plan.customerId,
      plan.unitId,
      now,
    ],
  )
  await writeVersion(db, id, plan.steps, now)
  return id
}

async function writeVersion(db: Db, planId: string, steps: readonly PlanStepDraft[], now: Date) {
  const versionId = newId()
  await db.rows(
    'service-plan.version',
    `insert into service_plan_versions (id, plan_id, number, created_at, created_by)
     select $1::uuid, $2::uuid, 1 + coalesce(max(number), 0), $3::timestamptz, viewer_id() from service_plan_versions where plan_id = $2::uuid`,
    [versionId, planId, now],
  )
  await db.rows(
    'service-plan.steps',
    `insert into service_plan_steps (id, version_id, place, name, name_zh, details, channel, offset_days, every_days, times, necessity,
       limit_days, done_by, skill)
     select uuid_v7(), $1::uuid, o.place, s.name, s."nameZh", s.details, s.channel, s."offsetDays", s."everyDays", s.times, s.necessity,
       s."limitDays", s."doneBy", s.skill
     from jsonb_array_elements($2::jsonb) with ordinality o (step, place), jsonb_to_record(o.step) s (name text, "nameZh" text,
       details text, channel text, "offsetDays" int, "everyDays" int, times int, necessity text, "limitDays" smallint, "doneBy" text, skill text)`,
    [versionId, JSON.stringify(steps)],
  )
}

/** The next version: 403 for a plan of others, 409 where it is closed. */
export async function addPlanVersion(db: Db, id: string, { steps }: BodyOf<typeof servicePlans.addVersion>, now: Date) {
  const plan = await planToChange(db, id)
  if (plan.starts === 'purchase' && steps.some((one) => one.everyDays !== null && one.times === null))
    throw refusedField('steps', 'service-plan.endless')
  await writeVersion(db, id, steps, now)
  return openPlan(db, id)
}

async function planToChange(db: Db, id: string) {
  const plan = await planHead(db, id)
  if (plan.closedOn !== null) throw new Refused(409, 'service-plan.closed')
  if (!plan.mayEdit) throw new Refused(403, 'service-plan.of-others')
  return plan
}

/** Nobody starts it any more; whoever is in goes on. */
export async function closePlan(db: Db, { id, version }: { id: string; version: number }, today: string) {
  await planToChange(db, id)
  const closed = await db.rows(
    'service-plan.close',
    'update service_plans set closed_on = $3::date where id = $1::uuid and version = $2 and closed_on is null returning id',
    [id, version, today],
  )
  if (closed.length === 0) throw stale()
  return openPlan(db, id)
}
