// biome-ignore-all lint/a11y/useSemanticElements: rows that are not all drawn make a grid, not a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys of the rows are the grid's
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Link } from 'react-router'
import type { Pages } from '#api/query.ts'
import { useWords } from '#words/words.ts'
import { ColumnChooser, useChosenColumns } from './column-chooser.tsx'
import { ColumnHead } from './column-head.tsx'
import { type Column, leastWidth, type Sort, tracks } from './columns.ts'
import classes from './data-table.module.css'
import { useFormat } from './format.ts'
import { useRowKeys } from './row-keys.ts'
import { useRowWindow } from './row-window.ts'
import { Failed } from './states.tsx'
import { usePhone } from './two-lines.tsx'

export interface DataTableProps<Row> {
  /** Under this name the chosen columns are remembered. */
  name: string
  label: string
  columns: Column<Row>[]
  /** Of `useAskPages`. */
  pages: Pages<Row>
  keyOf: (row: Row) => string
  /** The page of a row: Enter and the first cell lead there. */
  hrefOf?: (row: Row) => string
  /** What a row is on a phone: two lines, and something at the end of the first. */
  lineOf: (row: Row) => { first: ReactNode; second: ReactNode; end?: ReactNode }
  /** The row shown in the side panel, and how to change it. */
  peek?: { key: string | undefined; show: (row: Row | null) => void }
  sort?: Sort & { change: (sort: Sort) => void }
  empty: ReactNode
  /** Filters and search, left of the count. */
  tools?: ReactNode
  /** How the count is said, such as "1,204 customers". */
  countOf?: (total: string, count: number) => string
}

/** Height of the head, px. */
const HEAD = 32

/** A list as long as it is: virtual rows, keyboard, chosen columns, sort by header, more rows as one scrolls. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, pages, keyOf, hrefOf, peek, sort } = props
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const id = useId()
  const scroll = useRef<HTMLDivElement>(null)
  const [visibility, setVisibility] = useChosenColumns(props.name, columns)
  const shown = columns.filter(({ name }) => visibility[name])
  const { rows } = pages
  const height = phone ? 60 : 36
  const drawn = useRowWindow({ scroll, count: rows.length, height, covered: phone ? 0 : HEAD })
  const { more } = pages
  useEffect(() => {
    if (more && drawn.to >= rows.length) more()
  }, [more, drawn.to, rows.length])
  const keys = useRowKeys({
    rows,
    keyOf,
    scrollTo: drawn.show,
    ...(hrefOf ? { hrefOf } : {}),
    ...(peek ? { peek } : {}),
  })
  const grid = { gridTemplateColumns: tracks(shown) }
  const count = format.count(pages.total ?? 0)

  return (
    <div className={classes.frame}>
      <div className={classes.bar}>
        <div className={classes.tools}>{props.tools}</div>
        <span className={`${classes.count} figures`} role="status">
          {pages.total === undefined
            ? ''
            : (props.countOf?.(count, pages.total) ?? t('ui.rows', { count: pages.total, total: count }))}
        </span>
        {!phone && <ColumnChooser columns={columns} chosen={visibility} choose={setVisibility} />}
      </div>
      {pages.error ? (
        <Failed error={pages.error} retry={pages.retry} />
      ) : !pages.loading && rows.length === 0 ? (
        props.empty
      ) : (
        <div
          ref={scroll}
          className={classes.scroll}
          role="grid"
          aria-label={props.label}
          aria-rowcount={pages.total === undefined ? -1 : pages.total + 1}
          aria-busy={pages.loading || pages.changing}
          aria-activedescendant={
            keys.active >= drawn.from && keys.active < drawn.to ? `${id}-${keys.active}` : undefined
          }
          tabIndex={0}
          onKeyDown={keys.onKeyDown}
          data-phone={phone || undefined}
        >
          <div className={classes.wide} style={phone ? undefined : { minWidth: leastWidth(shown) }}>
            <div className={phone ? 'visually-hidden' : classes.heads} role="row" style={grid} aria-rowindex={1}>
              {shown.map((column) => (
                <ColumnHead key={column.name} column={column} {...(sort ? { sort } : {})} />
              ))}
            </div>
            {pages.loading ? (
              <Bones columns={shown.length} height={height} grid={grid} label={t('ui.loading')} />
            ) : (
              <div
                role="rowgroup"
                style={{ position: 'relative', height: rows.length * height + (pages.loadingMore ? height : 0) }}
                data-changing={pages.changing || undefined}
              >
                {rows.slice(drawn.from, drawn.to).map((row, place) => {
                  const index = drawn.from + place
                  const key = keyOf(row)
                  return (
                    <div
                      key={key}
                      id={`${id}-${index}`}
                      role="row"
                      aria-rowindex={index + 2}
                      aria-selected={peek ? peek.key === key : undefined}
                      className={phone ? classes.line : classes.row}
                      data-active={index === keys.active || undefined}
                      style={{ ...(phone ? {} : grid), height, transform: `translateY(${index * height}px)` }}
                      onClick={(event) => keys.onRowClick(event, index, phone)}
                    >
                      {phone ? (
                        <Line of={props.lineOf(row)} href={hrefOf?.(row)} />
                      ) : (
                        shown.map((column, place) => (
                          <div
                            key={column.name}
                            role="gridcell"
                            className={classes.cell}
                            data-end={column.end || undefined}
                            data-alarm={column.origin?.alarm ? true : undefined}
                          >
                            {place === 0 && hrefOf ? (
                              <Link tabIndex={-1} to={hrefOf(row)}>
                                {column.cell(row)}
                              </Link>
                            ) : (
                              column.cell(row)
                            )}
                          </div>
                        ))
                      )}
                    </div>
                  )
                })}
              </div>
            )}
          </div>
        </div>
      )}
    </div>
  )
}

function Line({
  of,
  href,
}: {
  of: { first: ReactNode; second: ReactNode; end?: ReactNode }
  href: string | undefined
}) {
  return (
    <div role="gridcell" className={classes.lines}>
      <div className={classes.first}>
        {href ? (
          <Link tabIndex={-1} to={href} className="truncate">
            {of.first}
          </Link>
        ) : (
          <span className="truncate">{of.first}</span>
        )}
        <span>{of.end}</span>
      </div>
      <div className={`${classes.second} truncate`}>{of.second}</div>
    </div>
  )
}

function Bones({ columns, height, grid, label }: { columns: number; height: number; grid: object; label: string }) {
  return (
    <div role="rowgroup" aria-label={label}>
      {Array.from({ length: 12 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike
        <div key={row} role="row" className={classes.boneRow} style={{ ...grid, height }}>
          {Array.from({ length: columns }, (_, cell) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the cells are alike
            <div key={cell} role="gridcell" className={classes.cell}>
              <span className={classes.bone} style={{ width: `${40 + ((row * 7 + cell * 13) % 45)}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
