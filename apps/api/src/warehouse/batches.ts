import type { ControlTotals, TotalDifference } from '@rapport/contract/administration/collection-layout'
import type { Loader } from '@rapport/database/as-loader'
import type { Judged } from './rules.ts'

/** One arrival of a collection item for a business date. */
export interface Batch {
  id: string
  businessDate: string
  sequence: number
  state: 'staged' | 'held' | 'published' | 'withdrawn'
  /** Its rows are in the warehouse, whatever is done with it now. */
  published: boolean
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
  /** The decisions of people that it was staged with (`printOfDecisions`). */
  decisions: string
  /** Whether rows may name customers or accounts that come with other batches of the day. */
  expects: boolean
  /** Where only rows out of the quarantine were staged, behind those that are in the warehouse: their counts. */
  replay?: Counts
}

/** How many rows came, were held back, and were late. */
export interface Counts {
  rowsIn: number
  refused: number
  late: number
}
/** The counts of what was staged last. */
export const countsOf = ({ rowsIn, refused, late, totals }: Batch): Counts => totals.replay ?? { rowsIn, refused, late }

export async function batchOf(loader: Pick<Loader, 'query'>, id: string): Promise<Batch> {
  const [batch] = await loader.query<Batch>(
    `select id, business_date as "businessDate", sequence, state, published_at is not null as published, target, rows_in as "rowsIn", refused, late, totals from warehouse.batches where id = $1`,
    [id],
  )
  if (!batch) throw new RangeError('no such batch')
  return batch
}

/** Where the rows of a batch lie until they are merged. The name holds nothing but hexadecimal digits. */
export const stageOf = (batchId: string) => `warehouse_stage.b_${batchId.replaceAll('-', '')}`

const LINE_DIGITS = 8
/** Its digits behind the first are those of a line, with zeros before them. */
const FIRST_LINE = 10 ** LINE_DIGITS
const SEQUENCE_DIGITS = 3

const arrivalOf = ({ businessDate, sequence }: Pick<Batch, 'businessDate' | 'sequence'>) =>
  businessDate.replaceAll('-', '') + String(sequence).padStart(SEQUENCE_DIGITS, '0')

/**
 * What orders the versions of a row: the day and number of the arrival that told it, then its line. The same whatever
 * came first, so that files may come in any order. A version that the source itself counts goes before.
 */
export function versionOf(
  batch: Pick<Batch, 'businessDate' | 'sequence'>,
): (line: number, told: string | null) => string {
  const arrival = arrivalOf(batch)
  return (line, told) =>
    told === null ? arrival + String(FIRST_LINE + line).slice(1) : `${told}${'0'.repeat(LINE_DIGITS)}`
}

/** The first and the last version that rows of an arrival can have. */
export function arrivalVersions(batch: Pick<Batch, 'businessDate' | 'sequence'>): [first: string, last: string] {
  const arrival = arrivalOf(batch)
  return [arrival + '0'.repeat(LINE_DIGITS), arrival + '9'.repeat(LINE_DIGITS)]
}
