import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'

export interface Owner {
  ownerId: string
  unitId: string
}

/**
 * Somebody who may own customers: enabled, with a role that sees own customers, within reach of whoever asks. Everybody
 * else is refused alike on `field`.
 */
export async function ownerInReach(
  db: Db,
  which: { id: string } | { username: string },
  field: string,
): Promise<Owner> {
  const { scope, units, id } = db.viewer!
  const found = await db.user.findUnique({
    where: which,
    select: { id: true, unitId: true, disabledAt: true, role: { select: { scope: true } } },
  })
  const within = found && (scope === 'all' || (scope === 'units' ? units.includes(found.unitId) : found.id === id))
  if (!found || found.disabledAt || found.role.scope !== 'own' || !within) throw refusedField(field, 'owner.unknown')
  return { ownerId: found.id, unitId: found.unitId }
}
