import type { ControlTotals } from '@rapport/contract/administration/collection-layout'

/** One record of a file: its cells in the order of the columns, or what is wrong with it as a record. */
export interface RawRecord {
  /** The line of the file that it begins in, from 1; for xlsx the row of the sheet, for xml the line of its first tag. */
  line: number
  cells: string[]
  /** A code such as `row.columns`; `cells` then hold what is worth showing of the record. */
  fault: string | null
}

/** Records as a format gives them. `declared` comes once, with the block that ends what the file says of itself. */
export interface Part {
  columns: readonly string[]
  records: RawRecord[]
  declared: ControlTotals | null
}

/** Of a record that cannot be read, so many characters are kept for a person to recognise it by. */
export const KEPT = 1_000
/** Characters of the longest record that is read. */
export const LONGEST_RECORD = 262_144
