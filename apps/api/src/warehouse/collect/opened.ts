import { CannotRead } from './cannot-read.ts'
import { CannotExpand, expanded, isCompressed } from './file/expand.ts'

/** So many first bytes show how a file is written. */
const SHOWS = 65_536

/** The bytes of a file as they are read: its first ones, enough to look at, come in one piece; gzip is expanded. `cut` says that the end may be missing. */
export async function* opened(source: AsyncIterable<Buffer>, cut = false): AsyncGenerator<Buffer> {
  const first = await withHead(source)
  if (first.head.length === 0) throw new CannotRead('file.empty')
  if (!isCompressed(first.head)) {
    yield* first.bytes
    return
  }
  try {
    const inside = await withHead(expanded(first.bytes, cut))
    if (inside.head.length === 0) throw new CannotRead('file.empty')
    if (isCompressed(inside.head)) throw new CannotRead('file.not-a-table')
    yield* inside.bytes
  } catch (error) {
    throw error instanceof CannotExpand ? new CannotRead(error.code) : error
  }
}

/** Gathers the first bytes of a source and gives them with the rest behind them. */
async function withHead(source: AsyncIterable<Buffer>): Promise<{ head: Buffer; bytes: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let size = 0
  let ended = false
  while (size < SHOWS && !ended) {
    const next = await iterator.next()
    if (next.done) ended = true
    else {
      parts.push(next.value)
      size += next.value.length
    }
  }
  const head = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  const bytes = async function* () {
    try {
      if (head.length > 0) yield head
      while (!ended) {
        const next = await iterator.next()
        if (next.done) return
        yield next.value
      }
    } finally {
      await iterator.return?.()
    }
  }
  return { head, bytes: bytes() }
}
