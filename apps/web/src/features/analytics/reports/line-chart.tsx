import type { ReportRow } from '@rapport/contract/analytics/reports'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Series } from '#features/analytics/charts/column-chart.tsx'
import { Plot, tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
import { useFormat } from '#ui/format.ts'
import classes from './reports.module.css'

interface Props {
  label: string
  rows: ReportRow[]
  series: Series<ReportRow>[]
  nameOf: (row: ReportRow) => string
}

/** A line for each series over the groups. */
export function ReportLines({ label, rows, series, nameOf }: Props) {
  const format = useFormat()
  return (
    <Plot>
      <ResponsiveContainer width="100%" height={280}>
        <LineChart data={rows} margin={{ top: 20, right: 4, bottom: 0, left: 0 }} title={label}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey={nameOf}
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={8}
          />
          <YAxis
            width={64}
            tick={tick}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) =>
              Math.abs(value) < 10_000 ? format.decimal(value, [0, 2]) : format.compact(Math.round(value), 0)
            }
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as ReportRow | undefined
              if (!active || !row) return null
              return (
                <ChartTip title={nameOf(row)}>
                  {series.map(({ name, label: of, colour, text }) => (
                    <div key={name}>
                      <span className={classes.swatch} style={{ background: colour }} />
                      <span>{of}</span>
                      <span className="figures">{text(row)}</span>
                    </div>
                  ))}
                </ChartTip>
              )
            }}
          />
          {series.map(({ name, label: of, colour, value }) => (
            <Line
              key={name}
              dataKey={value}
              name={of}
              stroke={colour}
              strokeWidth={2}
              dot={{ r: 3, fill: colour }}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </Plot>
  )
}
