import { palette } from '#ui/chart-frame.tsx'
import { numberAt, type Row } from './figures.ts'
import { Part, SvgDrawing } from './svg-drawing.tsx'

interface Props {
  label: string
  rows: Row[]
  places: { value: number; low: number; high: number }
  name: (row: Row) => string
  text: (value: string | null | undefined) => string
  hrefOf: (row: Row) => string | undefined
}

const LINE = 44

/** A bar from zero for each row, and across its end the interval; where nothing is known there is neither. */
export function Intervals({ label, rows, places, name, text, hrefOf }: Props) {
  const ends = rows.flatMap((row) => [numberAt(row, places.low), numberAt(row, places.high)]).filter((n) => n !== null)
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const span = most - least || 1
  return (
    <SvgDrawing label={label} height={() => LINE * rows.length}>
      {(width) => {
        const x = (value: number) => 4 + ((value - least) / span) * (width - 8)
        return (
          <>
            <line x1={x(0)} x2={x(0)} y1={0} y2={LINE * rows.length} stroke="var(--line-strong)" />
            {rows.map((row, i) => {
              const [value, low, high] = [places.value, places.low, places.high].map((place) => numberAt(row, place))
              const [shown, from, to] = [places.value, places.low, places.high].map((place) => text(row.values[place]))
              const told = `${name(row)} · ${value === null ? shown : `${shown} (${from} – ${to})`}`
              const middle = i * LINE + 28
              return (
                <Part key={row.key} to={hrefOf(row)} title={told}>
                  <text x={4} y={i * LINE + 14}>
                    {told}
                  </text>
                  {value !== null && value !== undefined && (
                    <rect
                      x={Math.min(x(0), x(value))}
                      y={middle - 6}
                      width={Math.max(1, Math.abs(x(value) - x(0)))}
                      height={12}
                      rx={2}
                      fill={palette[0]}
                    />
                  )}
                  {low !== null && low !== undefined && high !== null && high !== undefined && (
                    <path
                      d={`M${x(low)} ${middle - 5}v10M${x(low)} ${middle}H${x(high)}M${x(high)} ${middle - 5}v10`}
                      fill="none"
                      stroke="var(--mantine-color-text)"
                      strokeWidth={1.5}
                    />
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
