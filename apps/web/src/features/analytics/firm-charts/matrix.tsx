import { palette } from '#ui/chart-frame.tsx'
import { listOf, numberAt, type Row } from './figures.ts'
import classes from './firm-charts.module.css'
import { Part, SvgDrawing } from './svg-drawing.tsx'

interface Props {
  label: string
  rows: Row[]
  place: number
  /** What a line of the matrix is called, and a cell in full. */
  lineName: (group: string) => string
  name: (row: Row) => string
  text: (value: string | null | undefined) => string
}

const LINE = 26
const HEAD = 20

/** Two dimensions as cells: the more, the deeper the ground. What is not known stays empty. */
export function Matrix({ label, rows, place, lineName, name, text }: Props) {
  const lines = [...new Set(rows.map(({ group }) => group ?? ''))]
  const places = [...new Set(rows.map(({ key }) => key))].sort((one, other) => Number(one) - Number(other))
  const most = Math.max(...rows.map((row) => numberAt(row, place) ?? 0), Number.MIN_VALUE)
  return (
    <SvgDrawing label={label} height={() => HEAD + LINE * lines.length}>
      {(width) => {
        const start = width < 420 ? 56 : 84
        const cell = (width - start) / Math.max(1, places.length)
        return (
          <>
            {places.map((key, i) => (
              <text key={key} className={classes.quiet} x={start + (i + 0.5) * cell} y={12} textAnchor="middle">
                {key}
              </text>
            ))}
            {lines.map((group, i) => (
              <text key={group} x={0} y={HEAD + i * LINE + 17}>
                {lineName(group)}
              </text>
            ))}
            {rows.map((row) => {
              const value = numberAt(row, place)
              if (value === null) return null
              const [x, y] = [start + places.indexOf(row.key) * cell, HEAD + lines.indexOf(row.group ?? '') * LINE]
              return (
                <Part
                  key={`${row.group} ${row.key}`}
                  to={listOf(row)}
                  title={`${name(row)}: ${text(row.values[place])}`}
                >
                  <rect
                    x={x + 1}
                    y={y + 1}
                    width={Math.max(1, cell - 2)}
                    height={LINE - 2}
                    rx={3}
                    fill={`color-mix(in srgb, ${palette[0]} ${Math.round(4 + (36 * value) / most)}%, var(--surface))`}
                  />
                  {cell > 34 && (
                    <text x={x + cell / 2} y={y + 17} textAnchor="middle">
                      {text(row.values[place]).replace(/\.\d\d%$/, '%')}
                    </text>
                  )}
                </Part>
              )
            })}
          </>
        )
      }}
    </SvgDrawing>
  )
}
