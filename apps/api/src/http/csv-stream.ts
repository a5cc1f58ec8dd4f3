import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'
import { cell } from './csv.ts'
import type { SignedIn } from './session.ts'

/** Rows of a file, some at a time; the first part is read before the answer begins, so that a refusal is still a refusal. */
export type Parts = AsyncGenerator<(string | null)[][]>

const lineOf = (row: (string | null)[]) => `${row.map(cell).join(',')}\r\n`

async function* textOf(first: (string | null)[][], parts: Parts) {
  yield `\ufeff${first.map(lineOf).join('')}`
  for await (const rows of parts) yield rows.map(lineOf).join('')
}

/**
 * A CSV file that is written while it is read, in one read-only transaction as the viewer that lives as long as the file: no
 * more is read than its reader has taken. Begun when `before` has been done.
 */
export function csvStream(
  product: Product,
  viewer: SignedIn,
  requestId: string,
  read: (db: Db) => Parts,
  before: () => Promise<unknown>,
): Promise<Readable> {
  return new Promise((resolve, reject) => {
    let begun = false
    const file = new PassThrough({ highWaterMark: 256 * 1024 })
    asViewer(product.connections, viewer, { readOnly: true, requestId }, async (db) => {
      const parts = read(db)
      try {
        const first = await parts.next()
        const second = first.done ? first : await parts.next()
        await before()
        begun = true
        resolve(file)
        const rows = [first, second].flatMap(({ done, value }) => (done ? [] : value))
        await pipeline(Readable.from(textOf(rows, parts)), file)
      } finally {
        await parts.return(undefined)
      }
    }).catch((error: Error) => {
      // Cut off in the middle, so that nobody takes half a file for a whole one.
      if (begun) file.destroy(error)
      else reject(error)
    })
  })
}
