import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { palette, tick } from '#ui/chart-frame.tsx'
import { useFormat } from '#ui/format.ts'

type Point = Record<string, number>

interface Props {
  label: string
  points: readonly Point[]
  /** Along the bottom. */
  x: { name: string; label: string; percent?: boolean }
  lines: { name: string; label: string; dashed?: boolean }[]
  percent?: boolean
}

/** Lines over numbers, told by name: curves of a model. The figures are in the table beside it. */
export function LinePlot({ label, points, x, lines, percent = false }: Props) {
  const format = useFormat()
  const text = (value: number, asPercent: boolean) =>
    asPercent ? format.percent(value) : format.decimal(value, [0, 3])
  return (
    <ResponsiveContainer width="100%" height={260}>
      <LineChart data={[...points]} margin={{ top: 8, right: 12, bottom: 4, left: 0 }} title={label}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          type="number"
          dataKey={x.name}
          domain={['dataMin', 'dataMax']}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          tickFormatter={(value: number) => text(value, x.percent ?? false)}
        />
        <YAxis
          width={64}
          tick={tick}
          tickLine={false}
          axisLine={false}
          tickFormatter={(value: number) => text(value, percent)}
        />
        <Tooltip
          labelFormatter={(value) => `${x.label}: ${text(Number(value), x.percent ?? false)}`}
          formatter={(value) => text(Number(value), percent)}
          contentStyle={{ background: 'var(--mantine-color-body)', borderColor: 'var(--line)' }}
        />
        <Legend />
        {lines.map(({ name, label, dashed }, n) => (
          <Line
            key={name}
            dataKey={name}
            name={label}
            stroke={dashed ? palette[5] : palette[n % palette.length]!}
            strokeWidth={2}
            dot={points.length < 15}
            isAnimationActive={false}
            {...(dashed ? { strokeDasharray: '4 4' } : {})}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
}
