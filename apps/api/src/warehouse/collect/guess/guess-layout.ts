import {
  CsvLayout,
  JsonLinesLayout,
  type Layout,
  layoutDelimiters,
  XlsxLayout,
} from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { decoderOf, shownEncoding } from '#warehouse/collect/file/decode.ts'
import { type FileRow, RowReader } from '#warehouse/collect/file/row-reader.ts'
import { opened } from '#warehouse/collect/opened.ts'
import { guessJsonColumns } from './guess-json.ts'
import { guessXml } from './guess-xml.ts'

const LOOKED_AT = 262_144

/**
 * The layout that the first bytes of a file suggest, to begin with: a person looks at the preview and corrects it. Columns
 * of a fixed width cannot be told from a text. Throws `CannotRead` for what is no file of records.
 */
export async function guessLayout(head: Buffer, whole: boolean): Promise<Layout> {
  const bytes = await firstBytes(head, !whole)
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) return XlsxLayout.parse({ format: 'xlsx' })
  const encoding = shownEncoding(bytes) ?? 'utf-8'
  const decoder = decoderOf(encoding)
  const text = decoder.write(bytes)
  const start = text.trimStart()
  if (start === '') throw new CannotRead('file.empty')
  if (start.startsWith('<')) return guessXml(start)
  if (start.startsWith('{')) {
    const columns = guessJsonColumns(start)
    if (columns.length > 0) return JsonLinesLayout.parse({ format: 'json-lines', columns })
  }
  const delimiter = delimiterOf(text)
  const rows = new RowReader(delimiter).read(text, whole && bytes.length < LOOKED_AT)
  if (rows.length === 0) throw new CannotRead('file.columns')
  if (/\p{Cc}/u.test(rows[0]!.cells.join('').replace(/[\r\n\t]/g, ''))) throw new CannotRead('file.not-a-table')
  const header = hasHeader(rows)
  return CsvLayout.parse({
    format: 'csv',
    delimiter,
    header,
    ...(!header && { columns: rows[0]!.cells.map((_, i) => `c${i + 1}`) }),
    ...(encoding.startsWith('utf-16') && { encoding }),
  })
}

async function firstBytes(head: Buffer, cut: boolean): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of opened(one(head), cut)) {
    parts.push(part)
    size += part.length
    if (size >= LOOKED_AT) break
  }
  return Buffer.concat(parts).subarray(0, LOOKED_AT)
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

/** The delimiter that the most of the first lines have most of, as often in each. */
function delimiterOf(text: string): (typeof layoutDelimiters)[number] {
  const lines = text
    .split(/[\r\n]+/, 20)
    .filter((line) => line !== '')
    .map((line) => line.replace(/"[^"]*"/g, ''))
  const score = (delimiter: string) => {
    const times = lines.map((line) => line.split(delimiter).length - 1)
    const first = times[0] ?? 0
    return first * times.filter((time) => time === first).length
  }
  return layoutDelimiters.reduce((best, one) => (score(one) > score(best) ? one : best))
}

const looksLikeData = (cell: string) => /^[-+]?\d[\d.,:/ -]*$/.test(cell.trim())

/** A line of names has no numbers or days in it, where the lines below have some. */
function hasHeader([first, ...others]: FileRow[]): boolean {
  if (first!.cells.some(looksLikeData)) return false
  return others.length === 0 || first!.cells.some((cell) => cell !== '')
}
