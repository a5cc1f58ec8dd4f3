import type { LinePoint } from '@rapport/contract/analytics/customer-performance'
import { Area, Line } from 'recharts'
import { DayPlot, dayLine, TipRow } from '#ui/day-plot.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { useWords } from '#words/words.ts'
import { Return } from './ratio.tsx'

export interface RatioSeries {
  name: 'growth' | 'benchmark' | 'drawdown'
  label: string
  colour: string
  filled?: boolean
}

/** Ratios day by day; what is undefined is a gap. Each day tells them, and the assets, on hover and by arrow keys. */
export function LineOver({ label, days, series }: { label: string; days: LinePoint[]; series: RatioSeries[] }) {
  const { t } = useWords()
  const format = useFormat()
  const drawn = { ...dayLine, dot: days.length === 1 }
  return (
    <DayPlot
      label={label}
      keys={t('analysis.keys')}
      days={days}
      axis={{ width: 64, text: (value) => format.percent(value) }}
      tell={(day) => (
        <>
          {series.map(({ name, label: of }) => (
            <TipRow key={name} label={of}>
              <Return value={day[name]} />
            </TipRow>
          ))}
          <TipRow label={t('indicator.assets')}>
            <Money value={day.assets} />
          </TipRow>
        </>
      )}
    >
      {series.map(({ name, label: of, colour, filled }) =>
        filled ? (
          <Area key={name} dataKey={name} name={of} stroke={colour} fill={colour} fillOpacity={0.15} {...drawn} />
        ) : (
          <Line key={name} dataKey={name} name={of} stroke={colour} {...drawn} />
        ),
      )}
    </DayPlot>
  )
}
