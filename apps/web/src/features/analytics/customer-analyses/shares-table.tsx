import type { CSSProperties, ReactNode } from 'react'
import { palette } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { Table } from '#ui/table.tsx'
import classes from './analysis.module.css'
import { Percent } from './ratio.tsx'

export interface ShareColumn<Row> {
  name: string
  head: string
  about: string
  share: (row: Row) => number | null
}

interface Props<Row> {
  label: string
  rows: readonly Row[]
  nameOf: (row: Row) => string
  shares: readonly ShareColumn<Row>[]
  more?: readonly Column<Row>[]
}

/** Parts of a whole as a table whose shares are also bars. */
export function SharesTable<Row>({ label, rows, nameOf, shares, more = [] }: Props<Row>): ReactNode {
  const columns: Column<Row>[] = [
    { name: 'name', head: label, width: 96, cell: nameOf },
    ...shares.map(
      ({ name, head, about, share }, i): Column<Row> => ({
        name,
        head,
        about,
        width: 150,
        end: true,
        cell: (row) => <ShareBar share={share(row)} colour={palette[i % palette.length]!} />,
      }),
    ),
    ...more,
  ]
  return <Table label={label} rows={rows} keyOf={nameOf} columns={columns} />
}

const ShareBar = ({ share, colour }: { share: number | null; colour: string }) => (
  <span className={classes.bar}>
    {share !== null && (
      <i aria-hidden style={{ '--share': `${Math.max(0, share) * 100}%`, '--bar': colour } as CSSProperties} />
    )}
    <Percent value={share} />
  </span>
)
