import type { ReactNode } from 'react'
import { ColumnHead } from './column-head.tsx'
import type { Column, Sort } from './columns.ts'
import classes from './table.module.css'

interface Props<Row> {
  label: string
  columns: Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  sort?: Sort & { change: (sort: Sort) => void }
  /** Rows below, such as totals; the first cell of each is its head. */
  foot?: ReactNode
}

/** A short table that is drawn whole (positions, accounts, the table beside a chart). Scrolls sideways by itself. */
export function Table<Row>({ label, columns, rows, keyOf, sort, foot }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={classes.scroll} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-end={column.end || undefined} style={{ minWidth: column.width }}>
                <ColumnHead column={column} cell="plain" {...(sort ? { sort } : {})} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td
                  key={column.name}
                  data-end={column.end || undefined}
                  data-alarm={column.origin?.alarm ? true : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  )
}
