import { createHash } from 'node:crypto'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { arrivalsIn, fetchedPath, fetchedSidePath, sideSeal } from '#warehouse/arrival.ts'
import { readSealed, writeSealed } from '#warehouse/collect/file/sealed-file.ts'
import type { StepItem, Works } from '#warehouse/step.ts'
import type { Found } from './found.ts'

export interface Kept {
  batchId: string
  bytes: number
  /** The same content had come before. */
  again: boolean
}

/** Keeps what was found, sealed, as a batch of its item and date: the same content again is the same batch. */
export async function keepArrival(
  works: Works,
  item: Pick<StepItem, 'id' | 'code' | 'target' | 'source'>,
  businessDate: string,
  found: Found,
): Promise<Kept> {
  await mkdir(arrivalsIn(works), { recursive: true, mode: 0o700 })
  const id = newId()
  const hash = createHash('sha256')
  const hashed = async function* () {
    for await (const bytes of found.bytes) {
      hash.update(bytes)
      yield bytes
    }
  }
  const path = fetchedPath(works, id)
  try {
    const bytes = await writeSealed(`${path}.part`, works.seal, id, hashed())
    await rename(`${path}.part`, path)
    const fileHash = hash.digest('hex')
    const batchId = await asSystem(works.connections, {}, (db) =>
      enter(db, { id, item, businessDate, fileName: found.name, fileHash }),
    )
    if (batchId !== id) await moveTo(works, id, batchId)
    await keepSide(works, batchId, found.side ?? null)
    return { batchId, bytes, again: batchId !== id }
  } catch (error) {
    await rm(`${path}.part`, { force: true })
    throw error
  }
}

interface Entry {
  id: string
  item: Pick<StepItem, 'id' | 'code' | 'target' | 'source'>
  businessDate: string
  fileName: string
  fileHash: string
}

/** The batch of this content: the one that is there, or a new one behind the others of that item and date. */
async function enter(db: Db, { id, item, businessDate, fileName, fileHash }: Entry): Promise<string> {
  // Two that fetch the same item at once come one after the other.
  await db.rows('batch-turn', 'select pg_advisory_xact_lock(hashtextextended($1, 44))', [`${item.id} ${businessDate}`])
  const [there] = await db.rows<{ id: string }>(
    'batch-of-content',
    `select id from warehouse.batches
     where item_id = $1::uuid and business_date = $2::date and file_hash = $3 and state <> 'withdrawn'
     order by sequence desc limit 1`,
    [item.id, businessDate, fileHash],
  )
  if (there) return there.id
  await db.rows(
    'batch-add',
    `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence, file_name, file_hash)
     select $1::uuid, $2::uuid, $3, $4, $5, $6::date, 1 + coalesce(max(sequence), 0), $7, $8
     from warehouse.batches where item_id = $2::uuid and business_date = $6::date`,
    [id, item.id, item.source.code, item.code, item.target, businessDate, fileName, fileHash],
  )
  return id
}

/** The file of a batch that came before may be gone, once it was merged: the new one is put in its place. */
async function moveTo(works: Works, id: string, batchId: string) {
  const there = fetchedPath(works, batchId)
  const exists = await stat(there).then(
    () => true,
    () => false,
  )
  if (!exists) {
    await rm(`${there}.part`, { force: true })
    await writeSealed(`${there}.part`, works.seal, batchId, readSealed(fetchedPath(works, id), works.seal, id))
    await rename(`${there}.part`, there)
  }
  await rm(fetchedPath(works, id), { force: true })
}

/** What declares the totals of a batch is the latest that came with it. */
async function keepSide(works: Works, batchId: string, side: Buffer | null) {
  const path = fetchedSidePath(works, batchId)
  if (side === null) return rm(path, { force: true })
  await rm(`${path}.part`, { force: true })
  const bytes = async function* () {
    yield side
  }
  await writeSealed(`${path}.part`, works.seal, sideSeal(batchId), bytes())
  await rename(`${path}.part`, path)
}
