import { palette } from '#ui/chart-frame.tsx'
import { useWords } from '#words/words.ts'
import { listOf, numberAt, type Row } from './figures.ts'
import classes from './firm-charts.module.css'
import { Part, SvgDrawing } from './svg-drawing.tsx'

interface Props {
  label: string
  rows: Row[]
  across: number
  up: number
  name: (row: Row) => string
  text: (row: Row) => string
}

const HEIGHT = 300
const PAD = 28

/** How unequally what is counted is spread: the curve of the poorer part of customers and what they own together. */
export function Lorenz({ label, rows, across, up, name, text }: Props) {
  const { t } = useWords()
  const points = rows.map((row) => ({ row, x: numberAt(row, across) ?? 0, y: numberAt(row, up) ?? 0 }))
  return (
    <SvgDrawing label={label} height={() => HEIGHT}>
      {(width) => {
        const side = Math.min(width - 2 * PAD, 520)
        const at = ({ x, y }: { x: number; y: number }) =>
          [PAD + x * side, HEIGHT - PAD - Math.max(0, y) * (HEIGHT - 2 * PAD)] as const
        const path = [{ x: 0, y: 0 }, ...points].map((point) => at(point).join(',')).join(' ')
        return (
          <>
            <polyline
              points={`${at({ x: 0, y: 0 })} ${at({ x: 1, y: 0 })} ${at({ x: 1, y: 1 })}`}
              fill="none"
              stroke="var(--line-strong)"
            />
            <line
              x1={at({ x: 0, y: 0 })[0]}
              y1={at({ x: 0, y: 0 })[1]}
              x2={at({ x: 1, y: 1 })[0]}
              y2={at({ x: 1, y: 1 })[1]}
              stroke="var(--line-strong)"
              strokeDasharray="4 4"
            />
            <text
              className={classes.quiet}
              x={at({ x: 0.5, y: 0.5 })[0] - 8}
              y={at({ x: 0.5, y: 0.5 })[1] - 6}
              textAnchor="end"
            >
              {t('firm-charts.equal')}
            </text>
            <polyline points={path} fill="none" stroke={palette[0]} strokeWidth={2} />
            {points.map(({ row, ...point }) => {
              const [x, y] = at(point)
              return (
                <Part key={row.key} to={listOf(row)} title={`${name(row)}: ${text(row)}`}>
                  <rect x={x - 5} y={y - 5} width={10} height={10} rx={5} fill={palette[0]} />
                </Part>
              )
            })}
            {[0, 1].map((part) => (
              <text
                key={part}
                className={classes.quiet}
                x={at({ x: part, y: 0 })[0]}
                y={HEIGHT - 8}
                textAnchor="middle"
              >
                {100 * part}%
              </text>
            ))}
          </>
        )
      }}
    </SvgDrawing>
  )
}
