import type { Loader } from '@rapport/database/as-loader'
import type { Seal } from '@rapport/database/seal'
import { type Batch, stageOf } from '#warehouse/batches.ts'
import type { Merged } from '#warehouse/merge/merge.ts'
import { fold, openedSaid, type Said, type Told, together } from './said.ts'
import type { Dimension } from './targets.ts'

/** What became of a key: what its rows came to before and what they come to now. */
export interface Change {
  keyHash: string
  aboutHash: string | null
  /** Null where nothing had come of it. */
  before: Said | null
  after: Said
  /** What is told of it for the first time. */
  told: readonly Said[]
  /** The id that was given to what is new. */
  subjectId: string | null
  batchId: string
}

interface Row {
  keyHash: string
  aboutHash: string | null
  itemId: string
  batchId: string
  line: number
  asOf: string
  version: string
  rowHash: number
  sealed: string
  subjectId: string | null
}

const columns = (of: string) => `${of}.key_hash as "keyHash", ${of}.about_hash as "aboutHash", ${of}.line,
  ${of}.as_of as "asOf", ${of}.version::text as version, ${of}.row_hash as "rowHash", ${of}.values_sealed as sealed`

/** Keys of which this batch tells something else than what stands. $1 the target, $2 the item where only its own rows count. */
const touchedKeys = (stage: string) => `
  select distinct s.key_hash as key from ${stage} s
  left join lateral (select c.row_hash from warehouse.collected c
    where c.target = $1 and c.key_hash = s.key_hash and ($2::uuid is null or c.item_id = $2::uuid)
    order by c.as_of desc, c.version desc, c.row_hash desc limit 1) t on true
  where t.row_hash is distinct from s.row_hash`

/**
 * Merges the stage of a dimension into `collected`: a row that says something new is kept beside those of its key, one that
 * says the same again only stands for a later arrival. The same rows come to the same in whatever order they come.
 */
export async function mergeDimension(
  loader: Loader,
  dimension: Dimension,
  { batch, itemId, seal }: { batch: Batch; itemId: string; seal: Seal },
): Promise<{ merged: Merged; changes: Change[] }> {
  const stage = stageOf(batch.id)
  const own = dimension === 'table' ? itemId : null
  const touched = (await loader.query<{ key: string }>(touchedKeys(stage), [dimension, own])).map(({ key }) => key)
  const known = await loader.query<Row>(
    `select ${columns('c')}, c.item_id as "itemId", c.batch_id as "batchId", null as "subjectId" from warehouse.collected c
     where c.target = $1 and ($2::uuid is null or c.item_id = $2::uuid) and c.key_hash = any ($3::text[])`,
    [dimension, own, touched],
  )
  const brought = await loader.query<Row>(
    `select ${columns('s')}, $1::uuid as "itemId", $2::uuid as "batchId", s.subject_id as "subjectId" from ${stage} s
     where s.key_hash = any ($3::text[])`,
    [itemId, batch.id, touched],
  )
  const [rows] = await loader.query<{ n: number }>(`select count(*) as n from ${stage}`)
  await keep(loader, stage, { target: dimension, itemId, batchId: batch.id })
  await loader.query(`drop table ${stage}`)

  const changes = changesOf(seal, known, brought)
  const changed = changes.filter(({ before, after }) => before === null || !areEqual(before, after))
  const created = changes.filter(({ before }) => before === null).length
  const duplicates = rows!.n - changed.length
  const merged = { created, corrected: changed.length - created, cancelled: 0, duplicates, days: [] }
  return { merged, changes: dimension === 'table' ? [] : changes }
}

const keep = (loader: Loader, stage: string, of: { target: Dimension; itemId: string; batchId: string }) =>
  loader.query(
    `insert into warehouse.collected as c (item_id, target, batch_id, key_hash, about_hash, as_of, version, row_hash, line, values_sealed)
     select distinct on (key_hash, row_hash) $1, $2, $3, key_hash, about_hash, as_of, version, row_hash, line, values_sealed
     from ${stage} order by key_hash, row_hash, as_of desc, version desc
     on conflict (item_id, key_hash, row_hash) do update set as_of = excluded.as_of, version = excluded.version,
       batch_id = excluded.batch_id, line = excluded.line, values_sealed = excluded.values_sealed
     where (c.as_of, c.version) < (excluded.as_of, excluded.version)`,
    [of.itemId, of.target, of.batchId],
  )

function changesOf(seal: Seal, known: readonly Row[], brought: readonly Row[]): Change[] {
  const before = grouped(seal, known)
  const told = new Map<string, Told[]>()
  const firsts = new Map<string, Row>()
  for (const row of brought) {
    if (!firsts.has(row.keyHash)) firsts.set(row.keyHash, row)
    push(told, row.keyHash, opened(seal, row))
  }
  return [...firsts].map(([keyHash, { aboutHash, subjectId, batchId }]) => {
    const [there, added] = [before.get(keyHash) ?? [], told.get(keyHash)!]
    const after = fold(together([...there, ...added]))!
    return { keyHash, aboutHash, before: fold(there), after, told: added.map(({ said }) => said), subjectId, batchId }
  })
}

/** Rows that have not come to anything yet, of every dimension, as if they had just been told. */
export async function waitingChanges(loader: Loader, seal: Seal, dimension: Dimension): Promise<Change[]> {
  const rows = await loader.query<Row>(
    `select ${columns('c')}, c.item_id as "itemId", c.batch_id as "batchId", null as "subjectId" from warehouse.collected c
     where c.target = $1 and c.key_hash in (select key_hash from warehouse.collected where target = $1 and waiting is not null)`,
    [dimension],
  )
  const found = grouped(seal, rows)
  return [...found].map(([keyHash, told]) => {
    const { aboutHash, batchId } = rows.find((row) => row.keyHash === keyHash)!
    return {
      keyHash,
      aboutHash,
      before: null,
      after: fold(told)!,
      told: told.map(({ said }) => said),
      subjectId: null,
      batchId,
    }
  })
}

function grouped(seal: Seal, rows: readonly Row[]): Map<string, Told[]> {
  const found = new Map<string, Told[]>()
  for (const row of rows) push(found, row.keyHash, opened(seal, row))
  return found
}

const opened = (seal: Seal, { batchId, line, sealed, ...row }: Row): Told => ({
  itemId: row.itemId,
  asOf: row.asOf,
  version: row.version,
  rowHash: row.rowHash,
  said: openedSaid(seal, batchId, line, sealed),
})

function push<T>(map: Map<string, T[]>, key: string, value: T) {
  const there = map.get(key)
  if (there) there.push(value)
  else map.set(key, [value])
}

/** Whether two texts of fields say the same, in whatever order. */
function areEqual(one: Said, other: Said): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}
