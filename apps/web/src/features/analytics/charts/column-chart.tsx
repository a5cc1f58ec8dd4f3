import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  LabelList,
  Line,
  Rectangle,
  ResponsiveContainer,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts'
import { tick } from '#ui/chart-frame.tsx'
import { ChartTip } from '#ui/chart-tip.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './charts.module.css'

export interface Series<Row> {
  name: string
  label: string
  colour: string
  /** Only for the height of what is drawn: figures are told by `text`. */
  value: (row: Row) => number
  text: (row: Row) => string
  /** The rows behind this part of the column. */
  href?: (row: Row) => string
}

interface Props<Row> {
  label: string
  rows: Row[]
  keyOf: (row: Row) => string
  /** What stands below a column. */
  nameOf: (row: Row) => string
  /** What a column is in full, in its tooltip. */
  titleOf?: (row: Row) => string
  /** The rows behind a whole column: Enter leads there. */
  hrefOf: (row: Row) => string
  /** Stacked from the axis up. */
  columns: Series<Row>[]
  line?: Series<Row>
  /** Said on top of each column. */
  endOf?: (row: Row) => string
}

/** Columns over time, stacked, with a line on an axis of its own; each part leads to its rows. */
export function ColumnChart<Row>(props: Props<Row>) {
  const { label, rows, keyOf, nameOf, hrefOf, columns, line, endOf } = props
  const { t } = useWords()
  const format = useFormat()
  const axis = (value: number) => (value < 10_000 ? format.count(value) : format.compact(value, 0))
  const navigate = useNavigate()
  const active = useRef<string | undefined>(undefined)
  const rowOf = (key: string | undefined) => rows.find((row) => keyOf(row) === key)
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(active.current)
    if (event.key === 'Enter' && row && !(event.target as Element).closest('a')) void navigate(hrefOf(row))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the chart inside, which has the focus
    <div className={classes.columns} onKeyDown={onKeyDown}>
      <ResponsiveContainer width="100%" height={280}>
        <ComposedChart
          data={rows as object[]}
          margin={{ top: 20, right: 4, bottom: 0, left: 0 }}
          title={label}
          desc={t('charts.keys')}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey={(row: Row) => keyOf(row)}
            tickFormatter={(key: string) => {
              const row = rowOf(key)
              return row ? nameOf(row) : ''
            }}
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={8}
          />
          <YAxis width={56} tick={tick} tickLine={false} axisLine={false} tickFormatter={axis} allowDecimals={false} />
          {line && (
            <YAxis
              yAxisId="line"
              orientation="right"
              width={44}
              tick={tick}
              tickLine={false}
              axisLine={false}
              tickFormatter={axis}
              allowDecimals={false}
            />
          )}
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={({ active: shown, payload }) =>
              shown && payload?.[0] ? <Told {...props} row={payload[0].payload as Row} /> : null
            }
          />
          {columns.map((series, index) => (
            <Bar
              key={series.name}
              dataKey={(row: Row) => series.value(row)}
              name={series.label}
              stackId="columns"
              fill={series.colour}
              maxBarSize={44}
              isAnimationActive={false}
              shape={(drawn: Drawn) => (
                <Link to={(series.href ?? hrefOf)(drawn.payload as Row)} tabIndex={-1} aria-hidden>
                  <Rectangle {...drawn} stroke="var(--surface)" strokeWidth={columns.length > 1 ? 1 : 0} />
                </Link>
              )}
            >
              {endOf && index === columns.length - 1 && (
                <LabelList
                  position="top"
                  valueAccessor={(entry) => endOf((entry as { payload: Row }).payload)}
                  style={{ fill: 'var(--mantine-color-text)', fontSize: 12 }}
                />
              )}
            </Bar>
          ))}
          {line && (
            <Line
              yAxisId="line"
              dataKey={(row: Row) => line.value(row)}
              name={line.label}
              stroke={line.colour}
              strokeWidth={2}
              dot={{ r: 3, fill: line.colour }}
              isAnimationActive={false}
            />
          )}
          <Follow to={active} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

type Drawn = Parameters<typeof Rectangle>[0] & { payload?: unknown }

/** Keeps the key of the column that arrows or pointer have come to. */
function Follow({ to }: { to: { current: string | undefined } }): ReactNode {
  const key = useActiveTooltipLabel()
  to.current = key === undefined ? undefined : String(key)
  return null
}

function Told<Row>({ row, nameOf, titleOf, columns, line, endOf }: Props<Row> & { row: Row }) {
  const told = [...columns.toReversed(), ...(line ? [line] : [])].filter((series) => series.value(row) !== 0)
  return (
    <ChartTip title={(titleOf ?? nameOf)(row)}>
      {columns.length > 1 && endOf && <span className="figures">{endOf(row)}</span>}
      {told.map((series) => (
        <div key={series.name}>
          <span
            className={classes.swatch}
            data-line={series === line || undefined}
            style={{ background: series.colour }}
          />
          <span>{series.label}</span>
          <span className="figures">{series.text(row)}</span>
        </div>
      ))}
    </ChartTip>
  )
}
