import type { SourceSettings } from '@rapport/contract/administration/data-sources'
import { asSystem } from '@rapport/database/as-viewer'
import { type Means, nothingDone, type Outcome, type Step, StepFails, type StepItem, Stopped } from '#warehouse/step.ts'
import { takeFromFolder } from './folder.ts'
import { type Collecting, type Found, MOST_SIDE_BYTES, placeOn, type Source } from './found.ts'
import { takeHandedIn } from './handed-in.ts'
import { pullHttps } from './https.ts'
import { keepArrival } from './keep.ts'
import { takeFromPostgres } from './postgres.ts'

/** Nothing is there for that date, yet. */
export const MISSING = 'arrival.missing'

export interface FetchMeans extends Means {
  collecting: Collecting
  /** For so long a file's size must not change before it counts as whole. */
  settleMs?: number
}

/**
 * Brings the file of an item and date in: sealed, as a batch. Throws `StepFails('arrival.missing')` while it is not there,
 * other `StepFails` for what a person must mend; anything else may be over in a moment.
 */
export async function fetchItem(step: Step, means: FetchMeans): Promise<Outcome & { batchId: string }> {
  const item = step.item!
  const source = await sourceOf(means, item.source.id)
  const found = await take(means, item, source)
  if (!found) throw new StepFails(MISSING)
  await means.checkpoint?.('fetch.found')
  const { batchId, bytes, again } = await keepArrival(means, item, means.run.businessDate, stoppable(found, means))
  means.log('info', again ? 'fetch.again' : 'fetch.arrived', { item: item.code, bytes })
  await means.checkpoint?.('fetch.kept')
  return { ...nothingDone, batchId }
}

/** Ends between two pieces when the run is to stop; what came so far is not kept. */
const stoppable = (found: Found, { stopping }: Means): Found => ({
  ...found,
  bytes: (async function* () {
    for await (const bytes of found.bytes) {
      if (stopping()) throw new Stopped()
      yield bytes
    }
  })(),
})

async function sourceOf({ connections, seal }: Means, id: string): Promise<Source> {
  const [row] = await asSystem(connections, {}, (db) =>
    db.rows<{ settings: SourceSettings; secret: string | null; active: boolean }>(
      'source-to-fetch',
      'select settings, secret_sealed as secret, active from data_sources where id = $1::uuid',
      [id],
    ),
  )
  if (!row?.active) throw new StepFails('source.paused')
  const secret = row.secret === null ? null : seal.open(row.secret, `data_sources.secret.${id}`)
  return { settings: row.settings, secret }
}

async function take(means: FetchMeans, item: StepItem, source: Source): Promise<Found | null> {
  const { collecting, run } = means
  const place = placeOn(item.place, run.businessDate)
  const side = item.sideFile?.suffix ?? null
  switch (source.settings.kind) {
    case 'folder':
      return takeFromFolder(collecting, {
        folder: source.settings.folder,
        pattern: place,
        side,
        settleMs: means.settleMs ?? 3_000,
      })
    case 'upload':
      return takeHandedIn(means, item.id, run.businessDate, side !== null)
    case 'https':
      return pulled(collecting, source, place, side)
    case 'postgres': {
      if (item.layout.format !== 'csv') throw new StepFails('source.cannot-give')
      return takeFromPostgres(collecting, source, place, item.layout)
    }
  }
}

/** The side file first: while it is not there, the file may not be whole. */
async function pulled(collecting: Collecting, source: Source, path: string, side: string | null) {
  if (side === null) return pullHttps(collecting, source, path)
  const found = await pullHttps(collecting, source, path + side)
  if (!found) return null
  const parts: Buffer[] = []
  let size = 0
  for await (const part of found.bytes) {
    size += part.length
    if (size > MOST_SIDE_BYTES) throw new StepFails('side-file.too-large')
    parts.push(part)
  }
  const file = await pullHttps(collecting, source, path)
  return file && { ...file, side: Buffer.concat(parts) }
}
