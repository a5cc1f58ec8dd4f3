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
}

const HEIGHT = 280
const [TOP, BOTTOM] = [24, 24]

/** From the first level over rises and falls to the last: levels stand on the axis, changes on what was before them. */
export function Steps({ label, rows, place, name, text }: Props) {
  let level = 0
  const steps = rows.map((row) => {
    const amount = numberAt(row, place) ?? 0
    const stands = row.key === 'begin' || row.key === 'end'
    const from = stands ? 0 : level
    level = stands ? amount : level + amount
    return { row, amount, stands, from, to: level }
  })
  const [least, most] = [Math.min(0, ...steps.map(({ to }) => to)), Math.max(1, ...steps.map(({ to }) => to))]
  const y = (value: number) => TOP + ((most - value) / (most - least)) * (HEIGHT - TOP - BOTTOM)
  return (
    <SvgDrawing label={label} height={() => HEIGHT}>
      {(width) => {
        const step = width / Math.max(1, steps.length)
        const bar = Math.min(72, step * 0.6)
        const left = (i: number) => i * step + (step - bar) / 2
        return (
          <>
            <line x1={0} x2={width} y1={y(0)} y2={y(0)} stroke="var(--line-strong)" />
            {steps.map(({ row, amount, stands, from, to }, i) => {
              const shown = text(row.values[place])
              const colour = stands ? palette[0] : amount < 0 ? palette[1] : palette[2]
              return (
                <Part key={row.key} to={undefined} title={`${name(row)}: ${shown}`}>
                  <rect
                    x={left(i)}
                    y={Math.min(y(from), y(to))}
                    width={bar}
                    height={Math.max(1, Math.abs(y(from) - y(to)))}
                    fill={colour}
                    rx={2}
                  />
                  {i + 1 < steps.length && (
                    <line
                      x1={left(i) + bar}
                      x2={left(i + 1)}
                      y1={y(to)}
                      y2={y(to)}
                      stroke="var(--line-strong)"
                      strokeDasharray="2 2"
                    />
                  )}
                  <text x={left(i) + bar / 2} y={Math.min(y(from), y(to)) - 6} textAnchor="middle">
                    {!stands && amount > 0 ? '+' : ''}
                    {shown}
                  </text>
                  <text className={classes.quiet} x={left(i) + bar / 2} y={HEIGHT - 6} textAnchor="middle">
                    {name(row)}
                  </text>
                </Part>
              )
            })}
          </>
        )
      }}
    </SvgDrawing>
  )
}
