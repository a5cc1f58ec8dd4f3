import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asSystem } from '@rapport/database/as-viewer'
import { arrivalsIn } from '#warehouse/arrival.ts'
import type { Works } from '#warehouse/step.ts'
import { handedInAt } from './handed-in.ts'

const A_DAY = 86_400_000
/** A file handed in is for a day near; what is older was taken, or is wanted by nobody. */
const HANDED_IN_FOR = 60 * A_DAY

/** Clears away what nobody needs any more: files of batches that are merged or given up, and what a crash left unfinished. */
export async function sweepArrivals(works: Pick<Works, 'dataDir' | 'connections' | 'now'>): Promise<void> {
  const needed = await asSystem(works.connections, {}, (db) =>
    db.rows<{ id: string }>('batches-needed', `select id from warehouse.batches where state in ('staged', 'held')`, []),
  )
  const ids = new Set(needed.map(({ id }) => id))
  await sweep(works, arrivalsIn(works), (name) =>
    ids.has(name.slice(0, 36)) && !name.endsWith('.part') ? null : A_DAY,
  )
  await sweep(works, handedInAt(works), (name) => (/\.(part|new)$/.test(name) ? A_DAY : HANDED_IN_FOR))
}

/** Removes the files of a folder that are older than they may be; null is for ever. */
async function sweep({ now }: Pick<Works, 'now'>, folder: string, mayBe: (name: string) => number | null) {
  for (const name of await readdir(folder).catch(() => [])) {
    const most = mayBe(name)
    const file = await stat(join(folder, name)).catch(() => null)
    if (most !== null && file && now().getTime() - file.mtimeMs > most) await rm(join(folder, name), { force: true })
  }
}
