import type { Decimal } from '@rapport/finance/decimal'

/** What an expression can speak of. A `nothing` is the literal null. */
export type TermType = 'bool' | 'decimal' | 'text' | 'day' | 'instant' | 'nothing'
export type Value = boolean | string | Decimal | null

/**
 * A part of an expression, checked and ready to run on a row. A value that is missing makes what is reckoned from it
 * missing too: null, neither true nor false, as in SQL.
 */
export interface Term<Row> {
  readonly type: TermType
  readonly run: (row: Row) => Value
  /** The value itself, where the expression says it literally. */
  readonly literal?: Value
}

/** A name that an expression may use, and how its value is read from a row. */
export interface Variable<Row> {
  readonly name: string
  readonly type: TermType
  readonly run: (row: Row) => Value
}

/** The texts of a row by the names of its columns: `row["Complaint ID"]`. Null for a column that is not there. */
export type Cells<Row> = (column: string) => ((row: Row) => string | null) | null
