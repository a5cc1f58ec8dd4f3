import { branches } from '#features/analytics/charts/chart-scope.ts'
import type { Conditions } from '#http/conditions.ts'
import type { ChartReading } from './chart-reading.ts'

/** For each unit in sight the unit as which it is ranked. */
interface Groups {
  /** Tells statements apart. */
  name: string
  /** What is cut, where it is not the whole firm. */
  unit: string | undefined
  /** `(unit_id, id)`, with its values among those of the conditions. */
  source: string
  /** The same with its values from this place on. */
  sourceFrom: (place: number) => string
  values: string[]
}

/** Every branch; what lies above all branches stands for itself. */
const asBranches = `(select u.id as unit_id, coalesce(b.id, u.id) as id from units u left join ${branches} b on b.unit_id = u.id)`

/** Each unit right below one, with all that is below it; and the unit for what is in none of these. */
const asChildren = (place: string) => `(
  select b.descendant_id as unit_id, coalesce(c.id, ${place}::uuid) as id
  from unit_ancestry b
  left join (select k.id, a.descendant_id from units k join unit_ancestry a on a.ancestor_id = k.id where k.parent_id = ${place}::uuid) c
    using (descendant_id)
  where b.ancestor_id = ${place}::uuid)`

const below = (source: string, place: string) => `(
  select s.* from ${source} s where s.unit_id = any (array(select descendant_id from unit_ancestry where ancestor_id = ${place}::uuid)))`

/**
 * Above branches the firm is cut into branches; a branch, or whatever is below one, into the units right below it. Adds the
 * values that it needs to the conditions.
 */
export async function groupsOf(reading: ChartReading, conditions: Conditions): Promise<Groups> {
  const unit = reading.unit ?? (await onlyBranch(reading))
  if (unit === undefined) return { name: 'all', unit, source: asBranches, sourceFrom: () => asBranches, values: [] }
  const [row] = await reading.db.rows<{ kind: string }>('firm.kind', 'select kind from units where id = $1', [unit])
  const cut = row?.kind === 'branch' || row?.kind === 'team' ? asChildren : (place: string) => below(asBranches, place)
  return {
    name: row?.kind ?? 'none',
    unit,
    source: cut(conditions.value(unit)),
    sourceFrom: (place) => cut(`$${place}`),
    values: [unit],
  }
}

/** The branch of somebody who sees nothing beyond it. */
async function onlyBranch({ db }: ChartReading): Promise<string | undefined> {
  if (db.viewer?.scope !== 'units') return undefined
  const rows = await db.rows<{ id: string }>(
    'firm.only-branch',
    `select id from units where id = any ($1::uuid[]) and kind <> 'team'
     union all select id from units where id = any ($1::uuid[]) and parent_id <> all ($1::uuid[])`,
    [db.viewer.units],
  )
  const ids = [...new Set(rows.map(({ id }) => id))]
  return ids.length === 1 ? ids[0] : undefined
}
