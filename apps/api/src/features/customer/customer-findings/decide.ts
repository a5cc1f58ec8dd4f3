import type { Db } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'
import { openFinding } from './list-findings.ts'

interface Keeper {
  id: string
  name: string
}

/** Who sees the customers of finding $1 and its page: of the firm, of a unit above both, or the account manager of both. */
const keepers = `
  select u.id, u.name from customer_findings f
  cross join users u join roles r on r.id = u.role_id
  where f.id = $1 and u.disabled_at is null and 'customer-quality.read' = any (r.permissions)
    and case r.scope
      when 'all' then true
      when 'units' then exists (select from unit_ancestry a where a.ancestor_id = u.unit_id and a.descendant_id = f.unit_id)
        and (f.other_id is null or exists (select from unit_ancestry a where a.ancestor_id = u.unit_id and a.descendant_id = f.other_unit_id))
      when 'own' then f.owner_id = u.id and (f.other_id is null or f.other_owner_id = u.id)
      else false end`

export async function keepersOf(db: Db, id: string): Promise<{ items: Keeper[] }> {
  await openFinding(db, id)
  return {
    items: await db.rows<Keeper>('customer-finding-keepers', `${keepers} order by u.name, u.id limit 200`, [id]),
  }
}

/** Gives a finding to somebody who sees its customers; null gives it back to whoever looks after the customer. */
export async function assignFinding(db: Db, id: string, version: number, userId: string | null) {
  await openFinding(db, id)
  if (userId !== null) {
    const [fits] = await db.rows('customer-finding-keeper', `${keepers} and u.id = $2`, [id, userId])
    if (!fits) throw refusedField('userId', 'keeper.unfit')
  }
  const changed = await db.customerFinding.updateMany({ where: { id, version }, data: { assignedTo: userId } })
  await refuseStale(changed, () => db.customerFinding.findUnique({ where: { id }, select: { id: true } }))
  return openFinding(db, id)
}

/** Remembers that the two of a pair are not the same person: who said so, when and why. */
export async function dismissPair(db: Db, id: string, version: number, decision: { note: string; now: Date }) {
  const { kind } = await openFinding(db, id)
  if (kind !== 'duplicate') throw new Refused(409, 'finding.not-a-pair')
  await db.because(decision.note)
  const data = { state: 'dismissed', note: decision.note, decidedBy: db.viewer!.id, decidedAt: decision.now }
  const changed = await db.customerFinding.updateMany({ where: { id, version, state: 'open' }, data })
  await refuseStale(changed, () => db.customerFinding.findUnique({ where: { id }, select: { id: true } }))
  return openFinding(db, id)
}

export async function reopenPair(db: Db, id: string, version: number) {
  const { state } = await openFinding(db, id)
  if (state !== 'dismissed') throw new Refused(409, 'finding.not-dismissed')
  const data = { state: 'open', note: null, decidedBy: null, decidedAt: null }
  const changed = await db.customerFinding.updateMany({ where: { id, version, state: 'dismissed' }, data })
  await refuseStale(changed, () => db.customerFinding.findUnique({ where: { id }, select: { id: true } }))
  return openFinding(db, id)
}
