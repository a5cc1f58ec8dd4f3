import type { quality, Reconciliation } from '@rapport/contract/administration/quality'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

const columns = `r.id, r.run_id as "runId", r.business_date as "businessDate", r.kind, r.subject,
  trim_scale(r.expected)::text as expected, trim_scale(r.found)::text as found, trim_scale(r.difference)::text as difference,
  r.state, u.name as "acceptedBy", r.accepted_at as "acceptedAt", r.reason, r.checked_at as "checkedAt"`
const from = 'from warehouse.reconciliations r left join users u on u.id = r.accepted_by'

/** What was held against each other on a business date, what does not agree first. */
export async function listReconciliations(db: Db, { businessDate }: QueryOf<typeof quality.reconciliations>) {
  const items = await db.rows<Reconciliation>(
    'reconciliations',
    `select ${columns} ${from} where r.business_date = $1::date
     order by array_position(array['red', 'accepted', 'green'], r.state), r.kind, r.subject, r.checked_at, r.id`,
    [businessDate],
  )
  return { items }
}

/**
 * Accepts a difference, with who, when and why: a day on which this very difference is found again goes in with it, one with
 * another does not. 409 for what agrees or was accepted.
 */
export async function acceptDifference(db: Db, viewerId: string, id: string, reason: string): Promise<Reconciliation> {
  const before = await openReconciliation(db, id)
  if (before.state !== 'red') throw new Refused(409, 'reconciliation.not-red')
  const accepted = await db.rows(
    'reconciliation-accept',
    `update warehouse.reconciliations set state = 'accepted', accepted_by = $2::uuid, accepted_at = clock_timestamp(), reason = $3
     where id = $1::uuid and state = 'red' returning id`,
    [id, viewerId, reason],
  )
  if (accepted.length === 0) throw new Refused(409, 'reconciliation.not-red')
  const { kind, subject, businessDate, difference } = before
  await db.rows(
    'reconciliation-note',
    `select audit_note('update', 'reconciliations', $1::uuid, null, $2, $3::jsonb)`,
    [id, reason, JSON.stringify({ state: 'accepted', kind, subject, businessDate, difference })],
  )
  return openReconciliation(db, id)
}

async function openReconciliation(db: Db, id: string): Promise<Reconciliation> {
  const [row] = await db.rows<Reconciliation>('reconciliation', `select ${columns} ${from} where r.id = $1::uuid`, [id])
  if (!row) throw new Refused(404, 'not-found')
  return row
}
