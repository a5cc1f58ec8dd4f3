import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'
import { cell } from './csv.ts'
import type { SignedIn } from './session.ts'

/** Rows of a file, some at a time; the first part is read before the answer begins, so that a refusal is still a refusal. */
export type Parts = AsyncGenerator<(string | null)[][]>

/** A row of a CSV file, as text that harms no spreadsheet. */
export const lineOf = (row: (string | null)[]) => `${row.map(cell).join(',')}\r\n`

async function* textOf(first: (string | null)[][], parts: Parts) {
  yield `\ufeff${first.map(lineOf).join('')}`
  for await (const rows of parts) yield rows.map(lineOf).join('')
}

/**
 * How much text is made before it is asked for, in bytes: one part. What waits in a queue outlives the young generation, and all
 * of the file would lie about as old garbage.
 */
const MADE_AHEAD = { objectMode: false, highWaterMark: 16 * 1024 }

/** Each file holds a connection for as long as its reader takes; the others are for everybody else, and wait without one. */
const AT_ONCE = 4
let writing = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (writing < AT_ONCE) writing++
  // Whoever is done hands its place on.
  else await new Promise<void>((mayGo) => waiting.push(mayGo))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else writing--
  }
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
    const write = async (db: Db) => {
      const parts = read(db)
      try {
        const first = await parts.next()
        const second = first.done ? first : await parts.next()
        await before()
        const rows = [first, second].flatMap(({ done, value }) => (done ? [] : value))
        const file = Readable.from(textOf(rows, parts), MADE_AHEAD)
        resolve(file)
        await finished(file)
      } finally {
        await parts.return(undefined)
      }
    }
    // Once it has begun, what fails has cut the file off in the middle: nobody takes half a file for a whole one.
    inTurn(() => asViewer(product.connections, viewer, { readOnly: true, requestId }, write)).catch(reject)
  })
}
