import { Area, Line } from 'recharts'
import { indicatorWord } from '#features/analytics/indicators/indicator-word.ts'
import { palette } from '#ui/chart-frame.tsx'
import { DayPlot, dayLine } from '#ui/day-plot.tsx'
import { useWords } from '#words/words.ts'
import { type Column, numberAt, type Row, useFigures } from './figures.ts'

interface Props {
  label: string
  columns: readonly Column[]
  rows: readonly Row[]
  /** Where value, lower and upper end, and the number stand among the columns. */
  places: { value: number; low: number; high: number; of: number }
  shortName: (row: Row) => string
}

/** A line over months within the band of its interval; a month of which too little is known is a gap. */
export function Band({ label, columns, rows, places, shortName }: Props) {
  const { t } = useWords()
  const { axis, full } = useFigures()
  const { value, low, high, of } = places
  const { unit } = columns[value]!
  const named = new Map(rows.map((row) => [row.key, shortName(row)]))
  const days = rows.map((row) => {
    const [from, to] = [numberAt(row, low), numberAt(row, high)]
    return {
      day: row.key,
      row,
      value: numberAt(row, value) ?? undefined,
      band: from === null || to === null ? undefined : [from, to],
    }
  })
  return (
    <DayPlot
      label={label}
      days={days}
      height={280}
      axis={{ width: 64, text: (at) => axis(at, unit) }}
      below={{ text: (day) => named.get(day) ?? day, gap: 8 }}
      tell={({ row }) =>
        [value, low, high, of].map((place) => (
          <div key={place}>
            <span>{t(indicatorWord(columns[place]!.indicator))}</span>
            <span className="figures">{full(row.values[place], columns[place]!.unit)}</span>
          </div>
        ))
      }
    >
      <Area dataKey="band" stroke="none" fill={palette[0]} fillOpacity={0.18} isAnimationActive={false} />
      <Line {...dayLine} dataKey="value" stroke={palette[0]} strokeWidth={2} dot={{ r: 3, fill: palette[0] }} />
    </DayPlot>
  )
}
