import { takeFromFolder } from './folder.ts'
import type { Collecting, Found, Source } from './found.ts'
import { pullHttps } from './https.ts'
import { takeFromPostgres } from './postgres.ts'

const ROWS = 1_000
const patience = { silentMs: 10_000, wholeMs: 20_000, mostBytes: 20 * 2 ** 30 }

/** The first bytes of what lies at a source under a name, or of what a query gives; null when nothing does. */
export async function lookAtSource(
  collecting: Collecting,
  source: Source,
  name: string,
  most: number,
): Promise<{ head: Buffer; whole: boolean } | null> {
  const found = await find(collecting, source, name)
  if (!found) return null
  const parts: Buffer[] = []
  let size = 0
  for await (const part of found.bytes) {
    parts.push(part)
    size += part.length
    // What is left of it is not read: the iterator is ended, and with it the file or connection.
    if (size > most) break
  }
  return { head: Buffer.concat(parts).subarray(0, most), whole: size <= most }
}

function find(collecting: Collecting, source: Source, name: string): Promise<Found | null> {
  const { settings } = source
  switch (settings.kind) {
    case 'folder':
      return takeFromFolder(collecting, { folder: settings.folder, pattern: name, side: null, settleMs: 0 })
    case 'https':
      return pullHttps(collecting, source, name, patience)
    case 'postgres':
      return takeFromPostgres(
        collecting,
        source,
        name,
        { delimiter: ',', quote: true, header: true },
        { statementMs: 20_000, most: ROWS },
      )
    case 'upload':
      return Promise.resolve(null)
  }
}
