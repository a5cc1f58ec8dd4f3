import type { LinePoint } from '@rapport/contract/analytics/customer-performance'
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { Plot, tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
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
  const drawn = { isAnimationActive: false, strokeWidth: 1.5, dot: days.length === 1 }
  return (
    <Plot>
      <ResponsiveContainer width="100%" height={220}>
        <ComposedChart
          data={days}
          margin={{ top: 12, right: 8, bottom: 0, left: 0 }}
          title={label}
          desc={t('analysis.keys')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={48}
          />
          <YAxis
            width={64}
            tick={tick}
            tickLine={false}
            axisLine={false}
            domain={['auto', 'auto']}
            tickFormatter={(value: number) => format.percent(value)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ active, payload }) => {
              const day = active ? (payload?.[0]?.payload as LinePoint | undefined) : undefined
              return day ? <Told day={day} series={series} /> : null
            }}
          />
          {series.map(({ name, label: of, colour, filled }) =>
            filled ? (
              <Area key={name} dataKey={name} name={of} stroke={colour} fill={colour} fillOpacity={0.15} {...drawn} />
            ) : (
              <Line key={name} dataKey={name} name={of} stroke={colour} {...drawn} />
            ),
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </Plot>
  )
}

function Told({ day, series }: { day: LinePoint; series: RatioSeries[] }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <ChartTip title={format.day(day.day)}>
      {series.map(({ name, label }) => (
        <div key={name}>
          <span>{label}</span>
          <Return value={day[name]} />
        </div>
      ))}
      <div>
        <span>{t('indicator.assets')}</span>
        <Money value={day.assets} />
      </div>
    </ChartTip>
  )
}
