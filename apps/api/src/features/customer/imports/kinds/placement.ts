import type { Db } from '@rapport/database/as-viewer'
import type { SignedIn } from '#http/session.ts'
import type { Reason } from './kind.ts'

export interface Placed {
  ownerId: string | null
  unitId: string
}
interface Wanted {
  owner: string | null
  unit: string | null
}

/**
 * Whose a new customer becomes, by what its row says. Who sees own customers owns what she imports, and a row that names
 * somebody else is refused (BI-48); others may name an owner and a unit within their reach. A customer is in its owner's
 * unit; without an owner in the named one, or else in the one of whoever imports.
 */
export async function placements(
  db: Db,
  viewer: SignedIn,
  wanted: readonly Wanted[],
): Promise<(row: Wanted) => Placed | Reason[]> {
  const { scope, units, id, described } = viewer
  const names = (list: (string | null)[]) => [...new Set(list.filter((name) => name !== null))]
  const usernames = names(wanted.map(({ owner }) => owner))
  const codes = names(wanted.map(({ unit }) => unit))
  const owners = new Map(
    usernames.length === 0
      ? []
      : (
          await db.rows<{ username: string; id: string; unit_id: string }>(
            'import-owners',
            `select u.username, u.id, u.unit_id from users u join roles r on r.id = u.role_id
             where u.username = any($1::text[]) and u.disabled_at is null and r.scope = 'own'`,
            [usernames],
          )
        ).map((owner) => [owner.username, owner] as const),
  )
  const unitsByCode = new Map(
    codes.length === 0
      ? []
      : (
          await db.rows<{ code: string; id: string }>(
            'import-units',
            'select code, id from units where code = any($1::text[]) and (valid_to is null or valid_to >= current_date)',
            [codes],
          )
        ).map((unit) => [unit.code, unit.id] as const),
  )
  const reach = (unitId: string) => scope === 'all' || units.includes(unitId)

  return ({ owner, unit }) => {
    if (scope === 'own') {
      if (owner !== null && owner !== described.username) return [{ field: 'owner', code: 'owner.not-yours' }]
      return { ownerId: id, unitId: described.unit.id }
    }
    const named = unit === null ? null : unitsByCode.get(unit)
    if (unit !== null && (!named || !reach(named))) return [{ field: 'unit', code: 'unit.unknown' }]
    if (owner === null) return { ownerId: null, unitId: named ?? described.unit.id }
    const found = owners.get(owner)
    if (!found || !reach(found.unit_id)) return [{ field: 'owner', code: 'owner.unknown' }]
    if (named && named !== found.unit_id) return [{ field: 'unit', code: 'unit.not-of-owner' }]
    return { ownerId: found.id, unitId: found.unit_id }
  }
}

export const isPlaced = (placed: Placed | Reason[]): placed is Placed => !Array.isArray(placed)
