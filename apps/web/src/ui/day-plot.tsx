import type { ReactNode } from 'react'
import { CartesianGrid, ComposedChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { Plot, tick } from './chart-frame.tsx'
import { ChartTip } from './chart-tip.tsx'
import { useFormat } from './format.ts'

/** How every line and area over days is drawn. */
export const dayLine = { isAnimationActive: false, strokeWidth: 1.5, dot: false } as const

interface Props<Day extends { day: string }> {
  label: string
  /** How it is read by keyboard. */
  keys?: string
  days: Day[]
  height?: number
  axis: { width: number; text: (value: number) => string; from?: 0; whole?: true }
  /** How days are written below it, and how far apart at least, pixels. */
  below?: { text: (day: string) => string; gap: number }
  /** Rows of what is told of a day, on hover and by arrow keys. */
  tell: (day: Day) => ReactNode
  /** Lines, areas and marks. */
  children: ReactNode
}

/** Values day by day: grid, axes, and what is told of each day. What is undefined is a gap. */
export function DayPlot<Day extends { day: string }>(props: Props<Day>) {
  const { label, keys, days, height = 220, axis, below, tell, children } = props
  const format = useFormat()
  return (
    <Plot>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={days}
          margin={{ top: 12, right: 8, bottom: 0, left: 0 }}
          title={label}
          {...(keys ? { desc: keys } : {})}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={below?.gap ?? 48}
            {...(below ? { tickFormatter: below.text } : {})}
          />
          <YAxis
            width={axis.width}
            tick={tick}
            tickLine={false}
            axisLine={false}
            domain={[axis.from ?? 'auto', 'auto']}
            allowDecimals={!axis.whole}
            tickFormatter={axis.text}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ active, payload }) => {
              const day = active ? (payload?.[0]?.payload as Day | undefined) : undefined
              return day ? <ChartTip title={format.day(day.day)}>{tell(day)}</ChartTip> : null
            }}
          />
          {children}
        </ComposedChart>
      </ResponsiveContainer>
    </Plot>
  )
}

/** One row of what is told: its name, and its figure at the end. */
export const TipRow = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <span>{label}</span>
    {children}
  </div>
)
