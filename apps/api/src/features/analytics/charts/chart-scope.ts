import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

/** Who reads a chart, when, and of which unit. */
export interface Reading {
  db: Db
  unit: string | undefined
  now: Date
  /** The business day, YYYY-MM-DD. */
  today: string
}

/** What every chart says of itself; its period ends on `lastDay`, and nothing is known of days to come. */
export const knownOf = ({ unit, now, today }: Reading, lastDay = today) => ({
  asOf: lastDay < today ? lastDay : today,
  readAt: now.toISOString(),
  unitId: unit ?? null,
})

/** 404 for a unit that does not exist or lies outside the units of whoever sees units. */
export async function refuseForeignUnit({ db, unit }: Pick<Reading, 'db' | 'unit'>) {
  if (unit === undefined) return
  const { viewer } = db
  const foreign = viewer?.scope === 'units' && !viewer.units.includes(unit)
  const [found] = foreign ? [] : await db.rows('chart.unit', 'select from units where id = $1', [unit])
  if (!found) throw new Refused(404, 'not-found')
}

/** For each unit the branch at or above it; units above all branches have none, and stand for themselves. */
export const branches = `(select a.descendant_id as unit_id, b.id, b.name
  from units b join unit_ancestry a on a.ancestor_id = b.id where b.kind = 'branch')`
