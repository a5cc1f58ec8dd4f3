import type { Db } from '@rapport/database/as-viewer'
import type { Outcome, WriteMeans, Written } from '#features/customer/imports/kinds/kind.ts'
import { isPlaced, placements } from '#features/customer/imports/kinds/placement.ts'
import { plain } from '#warehouse/collect/plain.ts'
import type { CustomerSaid } from './check.ts'
import { type Course, channelsSaid, saveCourses } from './courses.ts'
import { loadCustomers } from './load.ts'
import { saveCustomers } from './save.ts'
import { apply, newState } from './state.ts'

/**
 * Writes a block of rows of customers: who is there is read at once, the rows are applied one after the other, and the
 * difference is written with one statement a table.
 */
export async function writeCustomers(db: Db, rows: readonly CustomerSaid[], means: WriteMeans): Promise<Written> {
  const { mode, mapping, viewer, today, importId } = means
  const states = await loadCustomers(db, rows)
  const placed = await placements(db, viewer, rows)
  const channels = await channelsSaid(db, rows)
  const courses: Course[] = []
  const ownerTold = mapping.owner?.column !== undefined

  const outcomes = rows.map((row): Outcome => {
    const there = states.get(row.customerNo)
    if (there === null) return [{ field: 'customerNo', code: 'customer-no.ambiguous' }]
    if (there) {
      // What this file made is not something that was there before.
      if (mode === 'create' && there.facts.importId !== importId) return [{ field: 'customerNo', code: 'exists' }]
      const place = placed(row)
      if (!isPlaced(place) && (ownerTold || viewer.scope === 'own')) return place
      // Giving a customer to somebody else is a hand-over, with a reason; a file does not do it by the way.
      if (ownerTold && row.owner !== null && isPlaced(place) && place.ownerId !== there.facts.ownerId)
        return [{ field: 'owner', code: 'owner.differs' }]
      return apply(there, row, today)
    }
    if (mode === 'update') return [{ field: 'customerNo', code: 'missing' }]
    const place = placed(row)
    if (!isPlaced(place)) return place
    if (row.prospect?.channel && !channels.has(plain(row.prospect.channel)))
      return [{ field: 'prospectChannel', code: 'prospect.no-channel' }]
    const made = newState(row, place, means)
    states.set(row.customerNo, made)
    apply(made, row, today)
    if (row.prospect) courses.push({ customerId: made.facts.id, ...row.prospect })
    return 'created'
  })
  const known = [...states.values()].filter((state) => state !== null)
  await saveCustomers(db, known, means)
  await saveCourses(db, courses, channels)
  return { outcomes, made: {} }
}
