import { asLoader, type Loader } from '@rapport/database/as-loader'
import { asSystem } from '@rapport/database/as-viewer'
import { addValuationDays } from './calendar.ts'
import { holdPublishing } from './locks.ts'
import { noteMomentsDue } from './moments-due.ts'
import { nobody } from './positions/nobody.ts'
import { refreshPositions } from './positions/positions.ts'
import type { Works } from './step.ts'
import { renewContributions } from './sums/contributions.ts'
import { renewSums } from './sums/renew-sums.ts'

/**
 * Brings positions and sums up to date with what came in beside the runs of the data centre: imports by people. While one
 * of them is under way it waits, because both would mark the same positions. Whether there was anything to do.
 */
export async function renewWhatImportsTouched(works: Works): Promise<boolean> {
  const [row] = await asSystem(works.connections, {}, (db) =>
    db.rows<{ due: boolean }>(
      'renewal-due',
      `select (exists (select from warehouse.dirty where account_id <> $1 or from_day <= (select max(day) from warehouse.valuation_days))
            or exists (select from warehouse.unvalued) or exists (select from warehouse.contributions_due))
          and not exists (select from imports where state = 'running' and kind in ('trades', 'prices')) as due`,
      [nobody],
    ),
  )
  if (!row?.due) return false
  await asLoader(works.connections, (loader) => renew(loader, works))
  return true
}

async function renew(loader: Loader, works: Works) {
  await holdPublishing(loader)
  const days = await loader.query<{ day: string }>('delete from warehouse.unvalued returning day')
  const { added } = await addValuationDays(
    loader,
    days.map(({ day }) => day),
  )
  await refreshPositions(loader, works.connections)
  await renewSums(loader, added, null)
  await renewContributions(loader, null)
  await noteMomentsDue(
    loader,
    days.map(({ day }) => day),
  )
}
