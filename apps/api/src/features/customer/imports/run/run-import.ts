import { asSystem, type Db } from '@rapport/database/as-viewer'
import { fileRows, headOf } from '#features/customer/imports/file/file-rows.ts'
import { isRefused, type Kind } from '#features/customer/imports/kinds/kind.ts'
import { kinds } from '#features/customer/imports/kinds/kinds.ts'
import { lookAt } from '#features/customer/imports/start-import.ts'
import { dropUpload, uploadPath } from '#features/customer/imports/upload-files.ts'
import { Refused } from '#http/refused.ts'
import { businessDay } from '#product.ts'
import { HEAD } from '#warehouse/collect/file/dialect.ts'
import { CannotExpand } from '#warehouse/collect/file/expand.ts'
import { FileDamaged } from '#warehouse/collect/file/sealed-file.ts'
import { blocksOf, type CheckedBlock } from './blocks.ts'
import { rowChecker } from './check-rows.ts'
import type { Progress } from './progress.ts'
import { ImportFails, type Running, type Works, writeBlock } from './write-block.ts'

export interface RunOptions {
  /** True from the moment when no further block may begin. */
  stopping?: () => boolean
  beforeCommit?: Running['beforeCommit']
  /** Rows of a block; fewer in tests. */
  atOnce?: number
}

interface Row extends Progress {
  kind: keyof typeof kinds
  mode: Running['mode']
  mapping: Running['mapping']
  startedBy: string
}

const open = (db: Db, id: string) =>
  db.rows<Row>(
    'import-begin',
    `update imports set state = 'running', started_at = coalesce(started_at, now())
     where id = $1::uuid and state in ('waiting', 'running')
     returning kind, mode, mapping, started_by as "startedBy", rows, bytes_read as "bytesRead", created, updated,
       unchanged, refused, made, reasons`,
    [id],
  )

/**
 * Runs an import from its last whole block to its end, or until the worker stops. What ends it for good is written with
 * it; anything else is thrown, and the import stays to be gone on with.
 */
export async function runImport(product: Works, id: string, options: RunOptions = {}): Promise<void> {
  const [row] = await asSystem(product.connections, {}, (db) => open(db, id))
  if (!row) return
  try {
    const whole = await runBlocks(product, id, row, options)
    if (!whole) return
    await end(product, id, 'done', null)
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) throw error
    await end(product, id, 'failed', failure)
  }
}

async function runBlocks(product: Works, id: string, row: Row, options: RunOptions): Promise<boolean> {
  const { kind: name, mode, mapping, startedBy, ...progress } = row
  const path = uploadPath(product, id)
  const { head, whole } = await headOf(path, product.seal, id, HEAD)
  const { dialect } = await lookAt(head, whole)
  const kind = kinds[name]
  const running: Running = { id, startedBy, mode, mapping, dialect, kind, beforeCommit: options.beforeCommit }
  const check = rowChecker(kind, { mapping, dialect, today: businessDay(product.now()), seal: product.seal })
  const blocks = blocksOf(fileRows(path, product.seal, id, dialect), check, {
    skip: progress.rows,
    counts: kind.counts ?? false,
    ...(options.atOnce && { atOnce: options.atOnce }),
  })
  try {
    // The next block is read and checked while the database writes this one, and where they have nothing in common its
    // writing begins as well.
    let next = ahead(blocks.next())
    let writing = Promise.resolve<Progress>(progress)
    let before: CheckedBlock<unknown> | null = null
    for (;;) {
      const block = await next
      if (block.done || options.stopping?.()) {
        await writing
        return block.done === true
      }
      next = ahead(blocks.next())
      if (before && !areApart(kind, before, block.value)) await writing
      const written = writing
      writing = ahead(writeBlock(product, running, block.value, written))
      before = block.value
      await written
    }
  } finally {
    await blocks.return(undefined)
  }
}

/** Whether no row of one block touches what a row of the other touches. */
function areApart(kind: Kind<unknown>, one: CheckedBlock<unknown>, other: CheckedBlock<unknown>): boolean {
  if (!kind.apart) return false
  const touched = ({ rows }: CheckedBlock<unknown>) =>
    rows.flatMap(({ checked }) => (isRefused(checked) ? [] : [kind.apart!(checked)]))
  const here = new Set(touched(one))
  return !touched(other).some((what) => here.has(what))
}

/** Begun, and asked for later: when something else fails first, nobody asks for it any more. */
function ahead<T>(begun: Promise<T>): Promise<T> {
  begun.catch(() => undefined)
  return begun
}

/** The code of what ends an import for good; null for what may be over in a moment, such as a lost connection. */
function failureOf(error: unknown): string | null {
  if (error instanceof ImportFails) return error.code
  if (error instanceof CannotExpand) return error.code
  if (error instanceof FileDamaged) return 'file.damaged'
  if (error instanceof Refused) return error.more.errors?.[0]?.code ?? error.code
  return null
}

/** The end is written for good before the file goes. */
export async function end(product: Works, id: string, state: 'done' | 'failed', failure: string | null) {
  await asSystem(product.connections, {}, async (db) => {
    await db.rows(
      'import-end',
      `update imports set state = $2, failure = $3, finished_at = now(),
         bytes_read = case when $2 = 'done' then bytes_total else bytes_read end
       where id = $1::uuid and state = 'running'`,
      [id, state, failure],
    )
    // What it brought, whole or in part, is where figures come from.
    await db.rows(
      'import-batch',
      `insert into warehouse.batches (id, source, item, target, business_date, sequence, state, rows_in, refused, created, corrected,
                                      duplicates, received_at, published_at)
       select i.id, 'import', i.kind, i.kind, (now() at time zone 'Asia/Shanghai')::date, 1, 'published', i.rows, i.refused, i.created,
              i.updated, i.unchanged, i.created_at, now()
       from imports i where i.id = $1::uuid and i.created + i.updated > 0 on conflict (id) do nothing`,
      [id],
    )
  })
  await dropUpload(product, id)
}
