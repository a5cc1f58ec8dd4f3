import type { Loader } from '@rapport/database/as-loader'
import type { Reason } from '#warehouse/collect/values.ts'
import type { Said } from './said.ts'

/** Whose a customer is, and of which unit. */
export interface Place {
  ownerId: string | null
  unitId: string
}

/** The units and account managers that rows name. */
export class Places {
  private constructor(
    private readonly units: ReadonlyMap<string, string>,
    private readonly owners: ReadonlyMap<string, { id: string; unitId: string }>,
    /** Where somebody belongs of whom no row says it. */
    private readonly otherwise: string | null,
  ) {}

  static async load(loader: Pick<Loader, 'query'>, otherwise: string | null): Promise<Places> {
    const units = await loader.query<{ code: string; id: string }>(
      'select code, id from units where valid_to is null or valid_to >= current_date',
    )
    const owners = await loader.query<{ name: string; id: string; unitId: string }>(
      `select n.name, u.id, u.unit_id as "unitId" from users u join roles r on r.id = u.role_id
       cross join lateral (values (u.username), (u.staff_no)) n (name)
       where u.disabled_at is null and r.scope = 'own' and n.name is not null`,
    )
    return new Places(
      new Map(units.map(({ code, id }) => [code, id])),
      new Map(owners.map(({ name, ...owner }) => [name, owner])),
      otherwise,
    )
  }

  /** A customer is in the unit of its owner; without one in the named unit, or else where the item puts customers. */
  of({ ownerNo, unitCode }: Said): Place | Reason {
    const named = unitCode === undefined ? undefined : this.units.get(unitCode)
    if (ownerNo !== undefined) {
      const owner = this.owners.get(ownerNo)
      if (!owner) return { field: 'ownerNo', code: 'owner.unknown' }
      if (named && named !== owner.unitId) return { field: 'unitCode', code: 'unit.not-of-owner' }
      return { ownerId: owner.id, unitId: owner.unitId }
    }
    const unitId = named ?? this.otherwise
    return unitId === null ? { field: 'unitCode', code: 'unit.unknown' } : { ownerId: null, unitId }
  }
}

export const isPlace = (found: Place | Reason): found is Place => 'unitId' in found
