import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  Rectangle,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts'
import { Plot, palette, tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
import { useWords } from '#words/words.ts'
import { type Column, listOf, numberAt, placeOf, type Row, useFigures } from './figures.ts'
import classes from './firm-charts.module.css'
import type { Series } from './series.ts'

interface Props {
  label: string
  columns: readonly Column[]
  rows: Row[]
  bars: readonly Series[]
  lines: readonly Series[]
  /** Lines have an axis of their own. */
  own: boolean
  /** Columns stand beside each other instead of on each other. */
  beside: boolean
  /** Columns are parts of a whole. */
  share: boolean
  shortName: (row: Row) => string
  fullName: (row: Row) => string
}

/** Columns and lines over months. Arrows move along them, Enter opens the list behind one; a month not known is a gap. */
export function MonthColumns(props: Props) {
  const { label, columns, rows, bars, lines, own, beside, share, shortName } = props
  const { t } = useWords()
  const { axis } = useFigures()
  const navigate = useNavigate()
  const active = useRef<string | undefined>(undefined)
  const rowOf = (key: string | undefined) => rows.find((row) => row.key === key)
  const unitOf = (series: readonly Series[]) => columns[placeOf(columns, series[0]?.name ?? '')]?.unit ?? 'count'
  const left = share ? 'percent' : unitOf(bars.length > 0 ? bars : lines)
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(active.current)
    const list = row && listOf(row)
    if (event.key === 'Enter' && list && !(event.target as Element).closest('a')) void navigate(list)
  }
  const target = columns.find(({ name }) => name === (bars[0] ?? lines[0])?.name)?.target
  return (
    <Plot>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the chart inside, which has the focus */}
      <div onKeyDown={onKeyDown}>
        <ResponsiveContainer width="100%" height={280}>
          <ComposedChart
            data={rows}
            margin={{ top: 20, right: 4, bottom: 0, left: 0 }}
            title={label}
            desc={t('charts.keys')}
            stackOffset={share ? 'expand' : 'sign'}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="key"
              tickFormatter={(key: string) => {
                const row = rowOf(key)
                return row ? shortName(row) : ''
              }}
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
              tickFormatter={(value: number) => axis(value, left)}
            />
            {own && lines.length > 0 && (
              <YAxis
                yAxisId="own"
                orientation="right"
                width={60}
                tick={tick}
                tickLine={false}
                axisLine={false}
                tickFormatter={(value: number) => axis(value, unitOf(lines))}
              />
            )}
            <Tooltip
              cursor={{ fill: 'var(--row-hover)' }}
              isAnimationActive={false}
              content={({ active: shown, payload }) =>
                shown && payload?.[0] ? <Told {...props} row={payload[0].payload as Row} /> : null
              }
            />
            <ReferenceLine y={0} stroke="var(--line-strong)" />
            {target && (
              <ReferenceLine
                y={Number(target)}
                stroke={palette[5]}
                strokeDasharray="4 4"
                label={t('firm-charts.target')}
              />
            )}
            {bars.map((series) => (
              <Bar
                key={series.name}
                dataKey={(row: Row) => numberAt(row, placeOf(columns, series.name)) as number}
                name={series.label}
                {...(beside ? {} : { stackId: 'columns' })}
                fill={series.colour}
                maxBarSize={44}
                isAnimationActive={false}
                shape={(drawn: Drawn) => <Part drawn={drawn} split={bars.length > 1} />}
              />
            ))}
            {lines.map((series) => (
              <Line
                key={series.name}
                {...(own ? { yAxisId: 'own' } : {})}
                dataKey={(row: Row) => numberAt(row, placeOf(columns, series.name)) as number}
                name={series.label}
                stroke={series.colour}
                strokeWidth={2}
                dot={{ r: 3, fill: series.colour }}
                isAnimationActive={false}
              />
            ))}
            <Follow to={active} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </Plot>
  )
}

type Drawn = Parameters<typeof Rectangle>[0] & { payload?: unknown }

function Part({ drawn, split }: { drawn: Drawn; split: boolean }) {
  const to = listOf(drawn.payload as Row)
  const part = <Rectangle {...drawn} stroke="var(--surface)" strokeWidth={split ? 1 : 0} />
  return to ? (
    <Link to={to} tabIndex={-1} aria-hidden>
      {part}
    </Link>
  ) : (
    part
  )
}

/** Keeps the key of the column that arrows or pointer have come to. */
function Follow({ to }: { to: { current: string | undefined } }): ReactNode {
  const key = useActiveTooltipLabel()
  to.current = key === undefined ? undefined : String(key)
  return null
}

function Told({ row, columns, bars, lines, fullName }: Props & { row: Row }) {
  const { full } = useFigures()
  return (
    <ChartTip title={fullName(row)}>
      {[...bars, ...lines].map(({ name, label, colour }, i) => {
        const place = placeOf(columns, name)
        return (
          <div key={name}>
            <span className={classes.swatch} data-line={i >= bars.length || undefined} style={{ background: colour }} />
            <span>{label}</span>
            <span className="figures">{full(row.values[place], columns[place]!.unit)}</span>
          </div>
        )
      })}
    </ChartTip>
  )
}
