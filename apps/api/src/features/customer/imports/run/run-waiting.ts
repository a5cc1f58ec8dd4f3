import { asSystem } from '@rapport/database/as-viewer'
import { end, type RunOptions, runImport } from './run-import.ts'
import { Overtaken, type Works } from './write-block.ts'

/** Tries at an import that come no row further before it is given up. */
const MOST_TRIES = 5

/** How often an import was begun, and how far it was then: kept by the worker between its rounds. */
export type Tries = Map<string, { rows: number; times: number }>

/**
 * Runs the imports that wait, the oldest first, until none is left or the worker stops; each person's one after the
 * other, because a file of trades leans on the file of customers before it. Several workers may do so at once.
 */
export async function runWaitingImports(product: Works, options: RunOptions & { tries?: Tries } = {}): Promise<void> {
  for (;;) {
    if (options.stopping?.()) return
    const claimed = await claim(product)
    if (!claimed) return
    try {
      if (!(await worthTrying(product, claimed, options.tries))) continue
      await runImport(product, claimed.id, options)
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    } finally {
      await claimed.release()
    }
  }
}

/** An import that fails again and again at the same row is ended rather than tried for ever. */
async function worthTrying(product: Works, { id, rows }: { id: string; rows: number }, tries: Tries = new Map()) {
  const before = tries.get(id)
  const times = before && before.rows === rows ? before.times + 1 : 1
  tries.set(id, { rows, times })
  if (times <= MOST_TRIES) return true
  tries.delete(id)
  await end(product, id, 'failed', 'import.fault')
  return false
}

/**
 * Takes the oldest import that nobody runs. The hold is a lock of the connection: it is gone with the worker, however
 * that ends, and the next worker goes on from the last whole block.
 */
async function claim(product: Works) {
  const waiting = await asSystem(product.connections, {}, (db) =>
    db.rows<{ id: string; rows: number }>(
      'imports-to-run',
      `select i.id, i.rows from imports i
       where i.state in ('waiting', 'running') and not exists (
         select from imports e where e.started_by = i.started_by and e.state in ('waiting', 'running')
           and (e.created_at, e.id) < (i.created_at, i.id))
       order by i.created_at, i.id limit 20`,
      [],
    ),
  )
  if (waiting.length === 0) return null
  const connection = await product.connections.borrow()
  const lock = async (statement: string, id: string) =>
    (await connection.client.query(`select ${statement}(hashtextextended($1, 42)) as done`, [id])).rows[0]
      .done as boolean
  try {
    for (const { id, rows } of waiting) {
      if (!(await lock('pg_try_advisory_lock', id))) continue
      const release = async () => {
        const free = await lock('pg_advisory_unlock', id).catch(() => false)
        connection.giveBack(!free)
      }
      return { id, rows, release }
    }
  } catch (error) {
    connection.giveBack(true)
    throw error
  }
  connection.giveBack()
  return null
}
