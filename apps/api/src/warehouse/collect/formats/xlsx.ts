import type { XlsxLayout } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { columnNames } from './columns.ts'
import { KEPT, type Part, type RawRecord } from './record.ts'
import { type SheetRow, SheetRows } from './xlsx/sheet.ts'
import { openWorkbook } from './xlsx/workbook.ts'
import { throughXml } from './xlsx/xml-part.ts'
import { Zip } from './xlsx/zip.ts'

/** A zip is read from its end, so the file is held in memory, as it is compressed: this much of it. */
const LARGEST = 64 * 1024 * 1024

/** The rows of a sheet below its head; empty rows are no records. Days come as YYYY-MM-DD, numbers as Excel shows them. */
export async function* readXlsx(bytes: AsyncIterable<Buffer>, layout: XlsxLayout): AsyncGenerator<Part> {
  const zip = Zip.of(await whole(bytes))
  const workbook = await openWorkbook(zip, layout.sheet)
  const sheet = new SheetRows(workbook)
  let columns: string[] | null = null
  const part = (): Part | null => {
    const rows = sheet.taken()
    if (columns === null) {
      const head = rows.findIndex(({ row }) => row >= layout.headerRow)
      if (head < 0) return null
      if (rows[head]!.row !== layout.headerRow || rows[head]!.tooLarge) throw new CannotRead('file.columns')
      columns = columnNames(rows[head]!.cells)
      if (columns.length === 0) throw new CannotRead('file.columns')
      rows.splice(0, head + 1)
    }
    const names = columns
    return { columns: names, records: rows.flatMap((row) => recordOf(row, names.length)), declared: null }
  }
  for await (const _ of throughXml(zip.read(workbook.sheet), sheetHandlers(sheet))) {
    const found = part()
    if (found) yield found
  }
  const last = part()
  if (!last) throw new CannotRead('file.empty')
  yield last
}

const sheetHandlers = (sheet: SheetRows) => ({
  open: (name: string, attributes: Readonly<Record<string, string>>) => sheet.open(name, attributes),
  text: (text: string) => sheet.text(text),
  close: (name: string) => sheet.close(name),
})

function recordOf({ row, cells, tooLarge }: SheetRow, columns: number): RawRecord[] {
  if (tooLarge) return [{ line: row, cells: [cells.join(',').slice(0, KEPT)], fault: 'row.too-large' }]
  if (cells.length === 0) return []
  const fault = cells.length > columns ? 'row.columns' : null
  while (cells.length < columns) cells.push('')
  return [
    { line: row, cells, fault: fault ?? (cells.some((cell) => cell.includes('\0')) ? 'row.zero-character' : null) },
  ]
}

const ZIP = 0x04034b50
/** The old format of Excel, and every workbook with a password. */
const OLE = 0xd0cf11e0

async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const piece of bytes) {
    parts.push(piece)
    size += piece.length
    if (size > LARGEST) throw new CannotRead('file.too-large')
    if (parts.length === 1 && piece.length >= 4) {
      if (piece.readUInt32BE(0) === OLE) throw new CannotRead('xlsx.protected')
      if (piece.readUInt32LE(0) !== ZIP) throw new CannotRead('xlsx.not-one')
    }
  }
  if (size < 22) throw new CannotRead('xlsx.not-one')
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}
