import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { z } from 'zod'
import { cell } from '#http/csv.ts'
import type { Reason } from './kinds/kind.ts'

/** A refused row: its cells as the file has them, and the reasons in words. */
const Block = z.object({
  columns: z.array(z.string()),
  delimiter: z.string().length(1),
  rows: z.array(z.object({ cells: z.array(z.string()), reason: z.string() })),
})
export type RefusedRows = z.infer<typeof Block>

const placeOf = (importId: string, block: number) => `import_refusals.rows.${importId}-${block}` as const

/** Refused rows may hold personal data: they are kept sealed. Block 0 has the column names and no rows. */
export async function keepRefused(db: Db, seal: Seal, importId: string, block: number, refused: RefusedRows) {
  await db.rows(
    'import-refused',
    'insert into import_refusals (import_id, block, rows_sealed) values ($1::uuid, $2, $3)',
    [importId, block, seal.close(JSON.stringify(refused), placeOf(importId, block))],
  )
}

/** `level: choice; mobile: mobile.shape`, by the names of the file's own columns. */
export const reasonText = (reasons: readonly Reason[], columnOf: (field: string) => string) =>
  reasons.map(({ field, code }) => (field ? `${columnOf(field)}: ${code}` : code)).join('; ')

/** The next block of refused rows after `after` as lines of the same file with a column more; null when there is none. */
export async function refusedLines(
  db: Db,
  seal: Seal,
  importId: string,
  after: number,
): Promise<{ block: number; lines: string } | null> {
  const [row] = await db.rows<{ block: number; rows_sealed: string }>(
    'import-refused-after',
    `select block, rows_sealed from import_refusals where import_id = $1::uuid and block > $2 order by block limit 1`,
    [importId, after],
  )
  if (!row) return null
  const { columns, delimiter, rows } = Block.parse(JSON.parse(seal.open(row.rows_sealed, placeOf(importId, row.block))))
  // A file of refused rows that was corrected and refused again does not get a second column of reasons.
  const own = columns.at(-1) === 'reason' ? columns.slice(0, -1) : columns
  const line = (cells: readonly string[]) => `${cells.map((text) => quoted(text, delimiter)).join(delimiter)}\r\n`
  const lines = rows.map(({ cells, reason }) => line([...fitted(cells, own.length, delimiter), reason]))
  return {
    block: row.block,
    lines: row.block === 0 ? `\ufeff${line([...own, 'reason'])}` : lines.join(''),
  }
}

function quoted(text: string, delimiter: string): string {
  const harmless = cell(text)
  return harmless.includes(delimiter) && !harmless.startsWith('"') ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** As many cells as there are columns: missing ones are empty, what is too much stands in the last one. */
function fitted(cells: readonly string[], columns: number, delimiter: string): string[] {
  if (cells.length <= columns) return [...cells, ...Array<string>(columns - cells.length).fill('')]
  return [...cells.slice(0, columns - 1), cells.slice(columns - 1).join(delimiter)]
}
