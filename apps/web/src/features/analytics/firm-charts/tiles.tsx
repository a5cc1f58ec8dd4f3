import { palette } from '#ui/chart-frame.tsx'
import { numberAt, type Row } from './figures.ts'
import classes from './firm-charts.module.css'
import { Part, SvgDrawing } from './svg-drawing.tsx'

interface Props {
  label: string
  rows: Row[]
  place: number
  name: (row: Row) => string
  text: (value: string | null | undefined) => string
  /** Where a tile leads. */
  hrefOf: (row: Row) => string | undefined
}

const [WIDE, HIGH, GAP] = [116, 64, 6]

/** One tile of the same size each; the more, the deeper the ground. */
export function Tiles({ label, rows, place, name, text, hrefOf }: Props) {
  const values = rows.map((row) => numberAt(row, place) ?? 0)
  const most = Math.max(...values, Number.MIN_VALUE)
  const across = (width: number) => Math.max(1, Math.floor((width + GAP) / (WIDE + GAP)))
  return (
    <SvgDrawing label={label} height={(width) => Math.ceil(rows.length / across(width)) * (HIGH + GAP)}>
      {(width) => {
        const n = across(width)
        const wide = (width - (n - 1) * GAP) / n
        return rows.map((row, i) => {
          const [x, y] = [(i % n) * (wide + GAP), Math.floor(i / n) * (HIGH + GAP)]
          const depth = Math.round(4 + (36 * Math.max(0, values[i]!)) / most)
          return (
            <Part key={row.key} to={hrefOf(row)} title={`${name(row)}: ${text(row.values[place])}`}>
              <rect
                x={x}
                y={y}
                width={wide}
                height={HIGH}
                rx={6}
                fill={`color-mix(in srgb, ${palette[0]} ${depth}%, var(--surface))`}
              />
              <text className={classes.quiet} x={x + 8} y={y + 20}>
                {short(name(row), wide)}
              </text>
              <text x={x + 8} y={y + 46} style={{ fontSize: 16, fontWeight: 600 }}>
                {text(row.values[place])}
              </text>
            </Part>
          )
        })
      }}
    </SvgDrawing>
  )
}

/** As much of a name as a tile has room for. */
function short(name: string, wide: number) {
  const most = Math.floor((wide - 12) / (/[\u3400-\u9fff]/.test(name) ? 12 : 6.5))
  return name.length > most ? `${name.slice(0, most - 1)}…` : name
}
