import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { About } from './about.tsx'
import type { Column, Sort } from './columns.ts'
import classes from './data-table.module.css'

type SortBy = Sort & { change: (sort: Sort) => void }

/** The head of a column: its noun, its definition, and a button where the list can be sorted by it. */
export function ColumnHead<Row>({ column, sort, cell }: { column: Column<Row>; sort?: SortBy; cell?: 'plain' }) {
  const by = column.sort
  const sorted = sort && by === sort.by ? sort.direction : undefined
  const arrow = sorted && (sorted === 'asc' ? <IconArrowUp size={14} /> : <IconArrowDown size={14} />)
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: sorted only where the role is columnheader
    <div
      role={cell === 'plain' ? undefined : 'columnheader'}
      className={cell === 'plain' ? classes.plain : classes.head}
      data-end={column.end || undefined}
      aria-sort={sorted && cell !== 'plain' ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {by && sort ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => sort.change({ by, direction: sorted === 'asc' ? 'desc' : 'asc' })}
        >
          <span className="truncate">{column.head}</span>
          {arrow}
        </button>
      ) : (
        <span className="truncate">{column.head}</span>
      )}
      {column.about && <About title={column.head} text={column.about} origin={column.origin} />}
    </div>
  )
}
