import { palette } from '#ui/chart-frame.tsx'
import { listOf, numberAt, type Row } from './figures.ts'
import { Part, SvgDrawing } from './svg-drawing.tsx'

interface Props {
  label: string
  rows: Row[]
  place: number
  name: (row: Row) => string
  text: (value: string | null | undefined) => string
}

const LINE = 34

/** One bar a part, from zero, with its name and figure on it. */
export function Parts({ label, rows, place, name, text }: Props) {
  const most = Math.max(1, ...rows.map((row) => numberAt(row, place) ?? 0))
  return (
    <SvgDrawing label={label} height={() => LINE * rows.length}>
      {(width) =>
        rows.map((row, i) => {
          const value = numberAt(row, place) ?? 0
          return (
            <Part key={row.key} to={listOf(row)} title={`${name(row)}: ${text(row.values[place])}`}>
              <text x={0} y={i * LINE + 12}>
                {name(row)} · {text(row.values[place])}
              </text>
              <rect
                x={0}
                y={i * LINE + 17}
                width={Math.max(1, (width * value) / most)}
                height={10}
                rx={2}
                fill={palette[0]}
              />
            </Part>
          )
        })
      }
    </SvgDrawing>
  )
}
