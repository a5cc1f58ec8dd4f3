import type { Loader } from '@rapport/database/as-loader'
import type { Said } from './said.ts'

const AT_ONCE = 5_000

/** What a change writes of a field: what is told now and was not before. What a person wrote since stays where no feed says anything new. */
export const writes = (before: Said | null, after: Said, field: string): string | null =>
  after[field] !== undefined && after[field] !== before?.[field] ? after[field] : null

/** Runs a statement over rows, which are its $1 as JSON; not at all for none. */
export async function writeRows(loader: Loader, text: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  await planAnew(loader)
  for (let first = 0; first < rows.length; first += AT_ONCE)
    await loader.query(text, [JSON.stringify(rows.slice(first, first + AT_ONCE))])
}

/** From here on the trail knows what is written by this batch. */
export const writeAs = (loader: Loader, batchId: string) =>
  loader.query(`select set_config('rapport.request', $1, true)`, [`batch ${batchId}`])

/** What triggers do with the rows of a statement was planned for an earlier one of this connection, which may have had few. */
export const planAnew = (loader: Loader) => loader.query('discard plans')
