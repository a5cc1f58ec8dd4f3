import type { units } from '@rapport/contract/administration/organisation'
import { type Unit, unitKinds } from '@rapport/contract/administration/organisation-choices'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { taken } from '#http/errors.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'

const columns = `id, version, parent_id as "parentId", kind, code, name, valid_from as "validFrom", valid_to as "validTo"`

/** The whole tree, parents before children, brothers by code. */
export async function listUnits(db: Db): Promise<{ items: Unit[] }> {
  const items = await db.rows<Unit>(
    'units',
    `select ${columns} from units u
     order by (select count(*) from unit_ancestry a where a.descendant_id = u.id), code`,
    [],
  )
  return { items }
}

async function openUnit(db: Db, id: string): Promise<Unit | undefined> {
  const [unit] = await db.rows<Unit>('unit', `select ${columns} from units where id = $1`, [id])
  return unit
}

/** Adds a unit below another that goes on. 409 where the code is used, 422 where it cannot hang there. */
export async function createUnit(db: Db, draft: BodyOf<typeof units.create>): Promise<Unit> {
  await refuseParent(db, draft.kind, draft.parentId)
  const id = newId()
  await db.unit
    .create({ data: { ...draft, id, validFrom: new Date(draft.validFrom) } })
    .catch(taken('code', 'unit.code-taken'))
  return (await openUnit(db, id))!
}

/** Renames, moves or ends a unit; what hangs below goes along. */
export async function changeUnit(
  db: Db,
  id: string,
  version: number,
  change: BodyOf<typeof units.change>,
): Promise<Unit> {
  const unit = await openUnit(db, id)
  if (!unit) throw new Refused(404, 'not-found')
  if (unit.version !== version) throw stale()
  if (change.parentId && change.parentId !== unit.parentId) await refuseMove(db, unit, change.parentId)
  const next = { ...unit, ...change }
  if (next.validTo !== null) await refuseEnd(db, unit, next.validFrom, next.validTo)
  const { count } = await db.unit
    .updateMany({
      where: { id, version },
      data: { ...change, ...days(change) },
    })
    .catch(taken('code', 'unit.code-taken'))
  if (count === 0) throw stale()
  return (await openUnit(db, id))!
}

const days = (change: { validFrom?: string | undefined; validTo?: string | null | undefined }) => ({
  ...(change.validFrom && { validFrom: new Date(change.validFrom) }),
  ...(change.validTo && { validTo: new Date(change.validTo) }),
})

async function refuseMove(db: Db, unit: Unit, parentId: string) {
  if (unit.kind === 'head-office') throw refusedField('parentId', 'unit.head-office')
  const [below] = await db.rows(
    'unit-below',
    'select 1 from unit_ancestry where ancestor_id = $1 and descendant_id = $2',
    [unit.id, parentId],
  )
  if (below) throw refusedField('parentId', 'unit.below-itself')
  await refuseParent(db, unit.kind, parentId)
}

/** A unit hangs below one of a higher kind: head office, region, branch, team. */
async function refuseParent(db: Db, kind: Unit['kind'], parentId: string) {
  const parent = await openUnit(db, parentId)
  if (!parent) throw refusedField('parentId', 'unit.unknown')
  if (parent.validTo !== null) throw refusedField('parentId', 'unit.ended')
  if (unitKinds.indexOf(parent.kind) >= unitKinds.indexOf(kind)) throw refusedField('parentId', 'unit.parent-kind')
}

async function refuseEnd(db: Db, unit: Unit, validFrom: string, validTo: string) {
  if (unit.kind === 'head-office') throw refusedField('validTo', 'unit.head-office')
  if (validTo < validFrom) throw refusedField('validTo', 'unit.ends-before-it-begins')
  const [row] = await db.rows<{ used: boolean }>('unit-in-use', 'select unit_in_use($1) as used', [unit.id])
  if (unit.validTo === null && row!.used) throw new Refused(422, 'unit.in-use')
}
