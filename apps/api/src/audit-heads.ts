import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asSystem } from '@rapport/database/as-viewer'
import { type ExportedHeads, readHeads } from '@rapport/database/audit-trail'
import type { Product } from './product.ts'

const HOUR = 3_600_000

export const headsFile = (dataDir: string) => join(dataDir, 'audit-heads.jsonl')

/** Appends the ends of all chains of the audit trail to a file beside the database (D-10), for `npm run verify:audit`. */
export async function exportHeads(product: Product): Promise<void> {
  const heads = await asSystem(product.connections, {}, (db) => readHeads(db.connection))
  const line: ExportedHeads = { at: product.now().toISOString(), heads }
  await appendFile(headsFile(product.dataDir), `${JSON.stringify(line)}\n`, { mode: 0o600 })
}

/** Exports the heads now and every hour, until the returned function is called. */
export function keepExportingHeads(product: Product): () => void {
  const attempt = () =>
    exportHeads(product).catch((error: unknown) => {
      // A database that is away now is no reason to end: the next hour exports what came meanwhile.
      process.stderr.write(`audit heads not exported: ${error instanceof Error ? error.message : String(error)}\n`)
    })
  void attempt()
  const timer = setInterval(attempt, HOUR)
  timer.unref()
  return () => clearInterval(timer)
}
