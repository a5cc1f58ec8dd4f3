import { palette } from '#ui/chart-frame.tsx'
import { numberAt, type Row } from './figures.ts'
import { Part, SvgDrawing } from './svg-drawing.tsx'

interface Props {
  label: string
  rows: Row[]
  place: number
  /** A stage with its figures. */
  told: (row: Row) => string
}

const LINE = 44

/** Stages below each other, each in the middle and as wide as its value; what is not known has no bar. */
export function Funnel({ label, rows, place, told }: Props) {
  const most = Math.max(1, ...rows.map((row) => numberAt(row, place) ?? 0))
  return (
    <SvgDrawing label={label} height={() => LINE * rows.length}>
      {(width) =>
        rows.map((row, i) => {
          const value = numberAt(row, place)
          const bar = value === null ? 0 : Math.max(2, (width * value) / most)
          return (
            <Part key={row.key} to={undefined} title={told(row)}>
              <text x={width / 2} y={i * LINE + 14} textAnchor="middle">
                {told(row)}
              </text>
              {value !== null && (
                <rect x={(width - bar) / 2} y={i * LINE + 20} width={bar} height={16} rx={2} fill={palette[0]} />
              )}
            </Part>
          )
        })
      }
    </SvgDrawing>
  )
}
