import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './two-lines.module.css'

/** Whether the screen is that of a phone, on which tables are rows of two lines. */
export const usePhone = () => useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false }) ?? false

interface Props<Row> {
  label: string
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** What it is, cut where it is long. */
  first: (row: Row) => ReactNode
  /** How it stands, at the end of the first line. */
  state?: (row: Row) => ReactNode
  second: (row: Row) => ReactNode
  /** What can be done with it, below. */
  actions?: (row: Row) => ReactNode
}

/** Rows of two lines each: a table on a phone. */
export function TwoLines<Row>({ label, rows, keyOf, first, state, second, actions }: Props<Row>) {
  return (
    <ul className={classes.lines} aria-label={label}>
      {rows.map((row) => (
        <li key={keyOf(row)}>
          <span className={classes.first}>
            <span className="truncate">{first(row)}</span>
            {state?.(row)}
          </span>
          <span className={classes.second}>{second(row)}</span>
          {actions?.(row)}
        </li>
      ))}
    </ul>
  )
}
