import type { Layout } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from './cannot-read.ts'
import type { RawRecord } from './formats/record.ts'
import { readRecords } from './records.ts'

/** So many bytes of a file are looked at; a workbook must be there whole. */
export const PREVIEW_BYTES = 1_048_576
const ROWS = 20

export interface Preview {
  columns: readonly string[]
  /** The first 20 records as the file has them, each with its fault. */
  rows: RawRecord[]
}

/** The first records of a file by its first bytes; `whole` says that there are no more. Throws `CannotRead`. */
export async function preview(head: Buffer, whole: boolean, layout: Layout): Promise<Preview> {
  let columns: readonly string[] | null = null
  const rows: RawRecord[] = []
  try {
    for await (const block of readRecords(one(head), layout, { cut: !whole })) {
      columns = block.columns
      for (const record of block.records) if (rows.length <= ROWS) rows.push(record)
      if (rows.length > ROWS) break
    }
  } catch (error) {
    // Of a head that was cut off, the end says nothing.
    if (whole || columns === null || !(error instanceof CannotRead)) throw error
  }
  if (columns === null) throw new CannotRead('file.empty')
  if (!whole && rows.length <= ROWS) rows.pop()
  return { columns, rows: rows.slice(0, ROWS) }
}

/** The names of the columns of a file, by its first bytes. Throws `CannotRead`. */
export async function columnsOf(head: Buffer, whole: boolean, layout: Layout): Promise<readonly string[]> {
  return (await preview(head, whole, layout)).columns
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
