import { Link } from 'react-router'
import classes from '#features/analytics/charts/charts.module.css'
import { Movement } from '#features/analytics/charts/movement.tsx'
import { numberAt, type Row } from './figures.ts'

interface Props {
  label: string
  rows: Row[]
  place: number
  rank: number
  name: (row: Row, place: number) => string
  text: (value: string | null | undefined) => string
  /** A step further down, or the list behind. */
  hrefOf: (row: Row) => string | undefined
}

const numberOf = (value: string | null | undefined) => (value === null || value === undefined ? null : Number(value))

/** Who is first, by how much, and how many ranks one rose or fell since the month before. */
export function Ranking({ label, rows, place, rank, name, text, hrefOf }: Props) {
  const most = Math.max(...rows.map((row) => Math.abs(numberAt(row, place) ?? 0)), Number.MIN_VALUE)
  return (
    <ol className={classes.ranking} aria-label={label}>
      {rows.map((row, i) => {
        const at = numberOf(row.values[rank])
        const before = row.compared.find((one) => one.with === 'period')?.values[rank]
        const to = hrefOf(row)
        const value = numberAt(row, place) ?? 0
        return (
          <li key={row.key}>
            <span className={`${classes.rank} figures`}>{at ?? '–'}</span>
            {at === null ? <span /> : <Movement rank={at} before={numberOf(before)} />}
            {to ? (
              <Link to={to} className={`${classes.ranked} truncate`}>
                {name(row, i)}
              </Link>
            ) : (
              <span className="truncate">{name(row, i)}</span>
            )}
            <span className={classes.bar}>
              <span
                className={classes.length}
                data-minus={value < 0 || undefined}
                style={{ width: `${(100 * Math.abs(value)) / most}%` }}
              />
              <span className={`${classes.barEnd} figures`}>{text(row.values[place])}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
