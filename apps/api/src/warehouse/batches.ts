import type { ControlTotals, TotalDifference } from '@rapport/contract/administration/collection-layout'
import type { Loader } from '@rapport/database/as-loader'
import type { Judged } from './rules.ts'

/** One arrival of a collection item for a business date. */
export interface Batch {
  id: string
  businessDate: string
  sequence: number
  state: 'staged' | 'held' | 'published' | 'withdrawn'
  target: string
  rowsIn: number
  refused: number
  late: number
  totals: Totals
}

/** What a stage found out about its file. */
export interface Totals {
  declared: ControlTotals | null
  found: ControlTotals
  differences: TotalDifference[]
  /** Rows of the business date itself. */
  ofTheDay: number
  /** Whether two rows may be known by the same. */
  repeats: boolean
  /** Rows that lie in the stage. */
  staged: number
  judged: Judged
  cells: { expected: number; missing: number }
}

export async function batchOf(loader: Loader, id: string): Promise<Batch> {
  const [batch] = await loader.query<Batch>(
    `select id, business_date as "businessDate", sequence, state, target, rows_in as "rowsIn", refused, late, totals from warehouse.batches where id = $1`,
    [id],
  )
  if (!batch) throw new RangeError('no such batch')
  return batch
}

/** Where the rows of a batch lie until they are merged. The name holds nothing but hexadecimal digits. */
export const stageOf = (batchId: string) => `warehouse_stage.b_${batchId.replaceAll('-', '')}`

const LINE_DIGITS = 8
const SEQUENCE_DIGITS = 3

/**
 * What orders the versions of a row: the day and number of the arrival that told it, then its line. The same whatever
 * came first, so that files may come in any order. A version that the source itself counts goes before.
 */
export function versionOf({
  businessDate,
  sequence,
}: Pick<Batch, 'businessDate' | 'sequence'>): (line: number, told: string | null) => string {
  const arrival = businessDate.replaceAll('-', '') + String(sequence).padStart(SEQUENCE_DIGITS, '0')
  return (line, told) =>
    told === null ? arrival + String(line).padStart(LINE_DIGITS, '0') : `${told}${'0'.repeat(LINE_DIGITS)}`
}
