import type { SuitabilityCheck, suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField } from '#http/refused.ts'
import { type Looking, openCheck } from './check-rows.ts'

interface Step {
  code: SuitabilityCheck['done'][number]['code']
  channel: SuitabilityCheck['done'][number]['channel']
  evidence: string | null
  seconds?: number | null
}
export interface Doing extends Looking {
  viewerId: string
}

/**
 * Something is done about a check only while it goes on and stands: 409 where it is blocked or over, or where class, rating or shelf
 * have changed since. Two who do so at the same moment go one after the other.
 */
async function goingOn(db: Db, id: string, at: Looking): Promise<SuitabilityCheck> {
  await db.rows(
    'suitability-check-hold',
    `select pg_advisory_xact_lock(hashtextextended('suitability check ' || $1::uuid, 3))`,
    [id],
  )
  const found = await openCheck(db, id, at)
  if (found.state === 'blocked') throw new Refused(409, 'suitability.blocked')
  if (found.state === 'confirmed' || found.state === 'proceeded' || found.state === 'declined')
    throw new Refused(409, 'suitability.over')
  return found
}

function refuseEnded({ ended, state, until }: SuitabilityCheck) {
  if (ended) throw new Refused(409, `suitability.ended-${ended}`)
  if (state === 'cooling') throw new Refused(409, 'suitability.cooling', { details: { until } })
}

async function keepStep(db: Db, id: string, step: Step, { viewerId, today, now }: Doing): Promise<SuitabilityCheck> {
  await db.rows(
    'suitability-step',
    `insert into suitability_steps (id, check_id, code, channel, seconds, evidence, done_at, done_by)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::timestamptz, $8::uuid)`,
    [newId(), id, step.code, step.channel, step.seconds ?? null, step.evidence, now, viewerId],
  )
  return openCheck(db, id, { today, now })
}

/** Keeps that the next step was done: 409 where another one is next, 422 where it was read online for too short a time. */
export async function doStep(db: Db, id: string, step: BodyOf<typeof suitabilityChecks.step>, doing: Doing) {
  const found = await goingOn(db, id, doing)
  refuseEnded(found)
  if (found.next !== step.code) throw refusedField('code', 'suitability.not-next', 409)
  const least = found.steps.find(({ code }) => code === step.code)?.seconds ?? 0
  if (step.channel === 'online' && (step.seconds ?? 0) < least) throw refusedField('seconds', 'suitability.read-longer')
  return keepStep(db, id, step, doing)
}

/** Keeps the call-back before it takes effect: 403 for the manager of the customer and for who made the check. */
export async function doCallBack(
  db: Db,
  id: string,
  { evidence }: BodyOf<typeof suitabilityChecks.callBack>,
  doing: Doing,
) {
  const found = await goingOn(db, id, doing)
  refuseEnded(found)
  if (found.next !== 'call-back') throw new Refused(409, 'suitability.not-next')
  const [own] = await db.rows(
    'suitability-own-customer',
    'select 1 from customers where id = $1::uuid and owner_id = $2::uuid',
    [found.customer.id, doing.viewerId],
  )
  if (own || found.madeBy?.id === doing.viewerId) throw new Refused(403, 'suitability.own-call-back')
  return keepStep(db, id, { code: 'call-back', channel: 'telephone', evidence }, doing)
}

/** Keeps whether the customer went on; 409 where a step is left. A "no" may be kept at any time. */
export async function endCheck(
  db: Db,
  id: string,
  { outcome, channel, evidence }: BodyOf<typeof suitabilityChecks.end>,
  doing: Doing,
) {
  const found = await goingOn(db, id, doing)
  if (outcome === 'proceeded') {
    refuseEnded(found)
    if (found.state !== 'ready') throw new Refused(409, 'suitability.not-next')
  }
  return keepStep(db, id, { code: outcome, channel, evidence }, doing)
}
