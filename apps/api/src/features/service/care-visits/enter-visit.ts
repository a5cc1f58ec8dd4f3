import type { CareVisitEntry } from '@rapport/contract/service/care-visits'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField } from '#http/refused.ts'
import { openPlanned, refuseTooFar } from './care-visits.ts'
import { type VisitRow, visitColumns, visitJoins, visitOf } from './visit-rows.ts'

/**
 * Writes down a visit that took place, as a device tells it: by its id once, also where the kept answer is long forgotten. 409 in the
 * name of somebody else or where the planned visit is recorded or cancelled, 404 out of sight, 422 before its day, for a
 * number that is nobody's in sight, or for a security that there is not.
 */
export async function enterVisit(db: Db, viewer: Viewer, entry: CareVisitEntry, now: Date, today: string) {
  // A tab that was open when another person signed in must not speak in their name.
  if (entry.madeBy !== viewer.id) throw new Refused(409, 'care-visit.of-another-person')
  const [before] = await db.rows<VisitRow>(
    'visit.entered',
    `select ${visitColumns} from care_visits v ${visitJoins} where v.recorded_by = $1 and v.entry_id = $2`,
    [viewer.id, entry.entryId],
  )
  if (before) return visitOf(before)
  const typed = new Date(entry.enteredAt)
  const written = [
    entry.outcome,
    entry.content,
    entry.minutes,
    now,
    viewer.id,
    entry.entryId,
    typed < now ? typed : now,
  ]
  return entry.visitId === null
    ? enterUnplanned(db, entry.visit!, written, today)
    : enterPlanned(db, entry.visitId, written, today)
}

async function enterPlanned(db: Db, id: string, written: readonly unknown[], today: string) {
  const [row] = await db.rows<VisitRow>(
    'visit.enter-planned',
    `with v as (
       update care_visits set state = 'recorded', outcome = $1, content = $2, minutes = $3, recorded_at = $4, recorded_by = $5,
         entry_id = $6, entered_at = $7
       where id = $8 and outcome is null and state = 'planned' and planned_on <= $9 returning *
     )
     select ${visitColumns} from v ${visitJoins}`,
    [...written, id, today],
  )
  if (row) return visitOf(row)
  await openPlanned(db, id)
  throw new Refused(422, 'care-visit.not-yet')
}

async function enterUnplanned(
  db: Db,
  visit: NonNullable<CareVisitEntry['visit']>,
  written: readonly unknown[],
  today: string,
) {
  refuseTooFar(visit.on, today)
  if (visit.on > today) throw new Refused(422, 'care-visit.not-yet')
  const known = await db.rows<{ id: string }>(
    'visit.customer-of-number',
    'select id from customers where customer_no = $1 and deleted_at is null limit 2',
    [visit.customerNo],
  )
  // A number may stand on both sides of the wall (decision 003): whoever sees both has to say which.
  if (known.length !== 1) throw refusedField('customerNo', known[0] ? 'customer-no.several' : 'customer-no.nobody')
  if (visit.securityId !== null) {
    const [about] = await db.rows('visit.security', 'select from securities where id = $1', [visit.securityId])
    if (!about) throw refusedField('securityId', 'security.unknown')
  }
  const [row] = await db.rows<VisitRow>(
    'visit.enter-unplanned',
    `with v as (
       insert into care_visits (outcome, content, minutes, recorded_at, recorded_by, entry_id, entered_at, state, staff_id, created_by,
         id, customer_id, kind, channel, planned_on, security_id)
       values ($1, $2, $3, $4, $5, $6, $7, 'recorded', $5, $5, $8, $9, $10, $11, $12, $13) returning *
     )
     select ${visitColumns} from v ${visitJoins}`,
    [...written, newId(), known[0]!.id, visit.kind, visit.channel, visit.on, visit.securityId],
  )
  return visitOf(row!)
}
