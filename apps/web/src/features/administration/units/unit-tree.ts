import { type Unit, unitKinds } from '@rapport/contract/administration/organisation-choices'

export interface Branch {
  unit: Unit
  below: Branch[]
  /** Units that hang below it, at any depth. */
  count: number
}

/** Whether the unit has ended on that day. */
export const hasEnded = ({ validTo }: Unit, today: string) => validTo !== null && validTo < today

/** The units as a tree; a unit whose parent is not shown stands at the top. */
export function treeOf(units: Unit[]): Branch[] {
  const shown = new Set(units.map(({ id }) => id))
  const grow = (parentId: string | null): Branch[] =>
    units
      .filter((unit) => (parentId === null ? !unit.parentId || !shown.has(unit.parentId) : unit.parentId === parentId))
      .map((unit) => {
        const below = grow(unit.id)
        return { unit, below, count: below.reduce((sum, one) => sum + 1 + one.count, 0) }
      })
  return grow(null)
}

/** All units below one, at any depth. */
export function idsBelow(units: Unit[], id: string): Set<string> {
  const children = units.filter(({ parentId }) => parentId === id)
  return new Set(children.flatMap((child) => [child.id, ...idsBelow(units, child.id)]))
}

/** Where a unit of this kind can hang: below any higher kind that goes on, never below itself. */
export function parentsFor(units: Unit[], kind: Unit['kind'], self?: string): Unit[] {
  const below = self ? idsBelow(units, self) : new Set<string>()
  return units.filter(
    (unit) =>
      unit.validTo === null &&
      unit.id !== self &&
      !below.has(unit.id) &&
      unitKinds.indexOf(unit.kind) < unitKinds.indexOf(kind),
  )
}
