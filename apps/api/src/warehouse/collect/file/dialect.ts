import { type Encoding, encodingOf, isWide } from './encoding.ts'
import { expanded, isCompressed } from './expand.ts'
import { type FileRow, RowReader } from './row-reader.ts'

/** How a file is written: found by looking at its head. */
export interface Dialect {
  encoding: Encoding
  compressed: boolean
  delimiter: string
  columns: string[]
}

/** So many bytes tell encoding, delimiter and columns. */
export const HEAD = 1_048_576
const MOST_COLUMNS = 500
const LONGEST_NAME = 200
const delimiters = [',', ';', '\t'] as const

export type DialectFault = 'file.empty' | 'file.encoding' | 'file.columns' | 'file.not-a-table'

/**
 * Looks at the first bytes of a file. `whole` says that there are no more. Gives the dialect with the rows that the head
 * holds, or what speaks against reading the file at all; throws `CannotExpand` for a damaged gzip file.
 */
export async function dialectOf(
  head: Buffer,
  whole: boolean,
): Promise<{ dialect: Dialect; rows: FileRow[] } | { fault: DialectFault }> {
  const compressed = isCompressed(head)
  const bytes = compressed ? await expandedHead(head) : head
  if (bytes.length === 0) return { fault: 'file.empty' }
  if (isWide(bytes)) return { fault: 'file.encoding' }
  const encoding = encodingOf(bytes)
  const ended = whole && bytes.length < HEAD
  const text = new TextDecoder(encoding === 'gb18030' ? 'gb18030' : 'utf-8').decode(bytes, { stream: !ended })
  const delimiter = delimiterOf(text)
  const rows = [...new RowReader(delimiter).read(text, ended)]
  const header = rows.shift()
  if (!header) return { fault: whole ? 'file.empty' : 'file.columns' }
  if (header.fault === 'row.encoding') return { fault: 'file.encoding' }
  if (header.fault) return { fault: 'file.columns' }
  const columns = header.cells.map((name) => name.trim())
  if (columns.length > MOST_COLUMNS || columns.some((name) => name.length > LONGEST_NAME))
    return { fault: 'file.columns' }
  if (/\p{Cc}/u.test(columns.join('').replace(/[\r\n\t]/g, ''))) return { fault: 'file.not-a-table' }
  return { dialect: { encoding, compressed, delimiter, columns }, rows }
}

async function expandedHead(head: Buffer): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of expanded(one(head), true)) {
    parts.push(part)
    size += part.length
    if (size >= HEAD) break
  }
  return Buffer.concat(parts).subarray(0, HEAD)
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

/** The delimiter that the line of column names has most of, outside quotes. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const times = (delimiter: string) => line.split(delimiter).length - 1
  return delimiters.reduce((best, delimiter) => (times(delimiter) > times(best) ? delimiter : best))
}
