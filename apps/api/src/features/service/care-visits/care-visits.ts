import type { BodyOf } from '@rapport/contract/endpoint'
import type { CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Temporal } from 'temporal-polyfill'
import { Refused, refusedField } from '#http/refused.ts'
import { type VisitRow, visitColumns, visitJoins, visitOf } from './visit-rows.ts'

/** Yesterday's visit may be written down afterwards; what is further off than this is a slip of the keyboard. */
const furthest = { back: { days: 366 }, ahead: { years: 2 } }

/** 422 for a day that nobody can have meant. */
export function refuseTooFar(plannedOn: string, today: string) {
  const now = Temporal.PlainDate.from(today)
  if (plannedOn < now.subtract(furthest.back).toString() || plannedOn > now.add(furthest.ahead).toString())
    throw refusedField('plannedOn', 'care-visit.too-far')
}

/** Plans a visit of the viewer's to a customer in sight; the trigger on visits answers 404 for any other. One statement. */
export async function planVisit(db: Db, viewer: Viewer, plan: BodyOf<typeof careVisits.plan>, today: string) {
  refuseTooFar(plan.plannedOn, today)
  const [row] = await db.rows<VisitRow>(
    'visit.plan',
    `with v as (
       insert into care_visits (id, customer_id, staff_id, created_by, kind, channel, planned_on, planned_time, purpose)
       values ($1, $2, $3, $3, $4, $5, $6, $7, $8) returning *
     )
     select ${visitColumns} from v ${visitJoins}`,
    [
      newId(),
      plan.customerId,
      viewer.id,
      plan.kind,
      plan.channel,
      plan.plannedOn,
      plan.plannedTime,
      plan.purpose ?? null,
    ],
  )
  return visitOf(row!)
}

/** 404 when it is not in sight. */
export async function openVisit(db: Db, id: string): Promise<CareVisit> {
  const [row] = await db.rows<VisitRow>(
    'visit.open',
    `select ${visitColumns} from care_visits v ${visitJoins} where v.id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return visitOf(row)
}

/** Why a visit that is not planned any more cannot be changed: 404 out of sight, 409 when it is recorded or cancelled. */
export async function openPlanned(db: Db, id: string): Promise<CareVisit> {
  const visit = await openVisit(db, id)
  if (visit.state === 'recorded') throw new Refused(409, 'care-visit.already-recorded')
  if (visit.state === 'cancelled') throw new Refused(409, 'care-visit.cancelled')
  return visit
}

/** Changes a visit that is still planned. 412 when somebody else changed it meanwhile. */
export async function changeVisit(
  db: Db,
  id: string,
  version: number,
  change: BodyOf<typeof careVisits.change>,
  today: string,
) {
  const before = await openPlanned(db, id)
  if (change.plannedOn !== undefined) refuseTooFar(change.plannedOn, today)
  const after = { ...before, ...change }
  const [row] = await db.rows<VisitRow>(
    'visit.change',
    `with v as (
       update care_visits set kind = $3, channel = $4, planned_on = $5, planned_time = $6, purpose = $7
       where id = $1 and version = $2 and state = 'planned' returning *
     )
     select ${visitColumns} from v ${visitJoins}`,
    [id, version, after.kind, after.channel, after.plannedOn, after.plannedTime, after.purpose],
  )
  if (row) return visitOf(row)
  await openPlanned(db, id)
  throw new Refused(412, 'version.stale')
}

/** Cancels a visit that is still planned. The reason stands on the visit and in the trail. */
export async function cancelVisit(db: Db, id: string, reason: string) {
  await db.because(reason)
  const [row] = await db.rows<VisitRow>(
    'visit.cancel',
    `with v as (
       update care_visits set state = 'cancelled', content = $2 where id = $1 and state = 'planned' returning *
     )
     select ${visitColumns} from v ${visitJoins}`,
    [id, reason],
  )
  if (row) return visitOf(row)
  await openPlanned(db, id)
  throw new Refused(409, 'conflict')
}

/** Writes down what came of a visit: once, and not before its day. Of many at the same time one succeeds. */
export async function recordOutcome(
  db: Db,
  viewer: Viewer,
  id: string,
  result: BodyOf<typeof careVisits.recordOutcome>,
  now: Date,
  today: string,
) {
  const [row] = await db.rows<VisitRow>(
    'visit.record',
    `with v as (
       update care_visits
       set state = 'recorded', outcome = $2, content = $3, minutes = $4, recorded_at = $5, recorded_by = $6
       where id = $1 and outcome is null and state = 'planned' and planned_on <= $7 returning *
     )
     select ${visitColumns} from v ${visitJoins}`,
    [id, result.outcome, result.content, result.minutes, now, viewer.id, today],
  )
  if (row) return visitOf(row)
  await openPlanned(db, id)
  throw new Refused(422, 'care-visit.not-yet')
}
