import type { Reason } from '#features/customer/imports/kinds/kind.ts'
import type { FileRow } from '#warehouse/collect/file/row-reader.ts'

export interface CheckedRow<Checked> {
  cells: string[]
  checked: Checked | Reason[]
}
export interface CheckedBlock<Checked> {
  rows: CheckedRow<Checked>[]
  bytesRead: number
}

const ROWS = 2_000
/** A block of rows with long notes is shorter, so that memory stays bounded. */
const CHARACTERS = 4_000_000

/** Cuts a file into blocks of checked rows; the first `skip` rows were written by an earlier run. */
export async function* blocksOf<Checked>(
  file: AsyncIterable<{ rows: FileRow[]; bytesRead: number }>,
  check: (row: FileRow) => Checked | Reason[],
  { skip, counts, atOnce = ROWS }: { skip: number; counts: boolean; atOnce?: number },
): AsyncGenerator<CheckedBlock<Checked>> {
  let seen = 0
  let block: CheckedRow<Checked>[] = []
  let characters = 0
  let bytes = 0
  for await (const { rows, bytesRead } of file) {
    bytes = bytesRead
    for (const row of rows) {
      if (seen++ < skip) {
        if (counts) check(row)
        continue
      }
      block.push({ cells: row.cells, checked: check(row) })
      for (const cell of row.cells) characters += cell.length
      if (block.length < atOnce && characters < CHARACTERS) continue
      yield { rows: block, bytesRead }
      block = []
      characters = 0
    }
  }
  if (block.length > 0) yield { rows: block, bytesRead: bytes }
}
