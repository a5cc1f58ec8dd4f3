import type { ControlTotals, CsvLayout } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { decode } from '#warehouse/collect/file/decode.ts'
import { type FileRow, RowReader } from '#warehouse/collect/file/row-reader.ts'
import { columnNames } from './columns.ts'
import type { Part, RawRecord } from './record.ts'
import { Ending, trailerTotals } from './trailer.ts'

/** The rows of a delimited file. A row with other cells than there are columns is a fault of that row. */
export async function* readCsv(bytes: AsyncIterable<Buffer>, layout: CsvLayout): AsyncGenerator<Part> {
  const reader = new RowReader(layout.delimiter, { quote: layout.quote, firstLine: layout.skipLines + 1 })
  const rows = new CsvRows(layout)
  for await (const text of withoutLines(decode(bytes, layout.encoding), layout.skipLines)) {
    const part = rows.part(reader.read(text, false), text)
    if (part) yield part
  }
  const last = rows.part(reader.read('', true), '')
  if (layout.lastLineEnds && reader.endedInLine) throw new CannotRead('file.cut-off')
  yield rows.end(last)
}

class CsvRows {
  private columns: readonly string[] | null
  private readonly ending: Ending
  /** Some text of the file held a zero character; PostgreSQL stores none. */
  private zeros = false

  constructor(private readonly layout: CsvLayout) {
    this.columns = layout.header ? null : columnNames(layout.columns!)
    this.ending = new Ending(layout.trailer !== undefined)
  }

  part(rows: FileRow[], text: string): Part | null {
    this.zeros ||= text.includes('\0')
    let from = 0
    if (this.columns === null) {
      if (rows.length === 0) return null
      this.columns = headOf(rows[0]!)
      from = 1
    }
    const records: RawRecord[] = []
    let declared: ControlTotals | null = null
    const { prefix } = this.layout.trailer ?? {}
    for (let i = from; i < rows.length; i++) {
      const row = rows[i]!
      if (prefix !== undefined && row.cells[0]!.startsWith(prefix)) declared = this.totalsIn(row)
      else {
        this.ending.record()
        records.push(this.fitted(row, this.columns.length))
      }
    }
    return { columns: this.columns, records, declared }
  }

  end(last: Part | null): Part {
    if (this.columns === null) throw new CannotRead('file.empty')
    this.ending.end()
    return last ?? { columns: this.columns, records: [], declared: null }
  }

  private totalsIn(row: FileRow): ControlTotals {
    const { trailer, delimiter, decimalComma } = this.layout
    return this.ending.trailer(trailerTotals(trailer!, row.cells, delimiter, decimalComma))
  }

  /** Too few cells, or more than empty ones at the end: what stands where is anybody's guess. */
  private fitted(row: FileRow, columns: number): RawRecord {
    const { cells } = row
    const record: RawRecord = row
    if (record.fault !== null) return record
    if (cells.length > columns && cells.slice(columns).every((cell) => cell === '')) cells.length = columns
    if (cells.length !== columns) record.fault = 'row.columns'
    else if (this.zeros && cells.some((cell) => cell.includes('\0'))) record.fault = 'row.zero-character'
    return record
  }
}

function headOf(row: FileRow): string[] {
  if (row.fault === 'row.encoding') throw new CannotRead('file.encoding')
  if (row.fault) throw new CannotRead('file.columns')
  return columnNames(row.cells)
}

/** Text below its first lines. */
async function* withoutLines(texts: AsyncIterable<string>, lines: number): AsyncGenerator<string> {
  let left = lines
  let afterCr = false
  for await (const text of texts) {
    let at = 0
    while (left > 0 && at < text.length) {
      const code = text.charCodeAt(at++)
      // The LF of a CRLF ends no line of its own.
      if (code === 13 || (code === 10 && !afterCr)) left--
      afterCr = code === 13
    }
    if (left === 0 && afterCr && at < text.length) {
      if (text.charCodeAt(at) === 10) at++
      afterCr = false
    }
    if (at < text.length) yield at === 0 ? text : text.slice(at)
  }
}
