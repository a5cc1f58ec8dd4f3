import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { LinePoint } from '@rapport/contract/analytics/customer-performance'
import { lazy, Suspense, use } from 'react'
import { Legend } from '#features/analytics/charts/legend.tsx'
import { useIndicator } from '#features/analytics/indicators/indicator.tsx'
import { ChartFrame, palette } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { Money } from '#ui/money.tsx'
import { Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './analysis.module.css'
import { Inputs } from './figure-list.tsx'
import type { RatioSeries } from './line-over.tsx'
import { Return } from './ratio.tsx'

/** Loaded with the drawing library when the first one is shown. */
const LineOver = lazy(() => import('./line-over.tsx').then((module) => ({ default: module.LineOver })))

/** What a unit of money became, beside the benchmark. */
export function GrowthLine({ of: { line, benchmark, to } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const { source } = useIndicator('time-weighted-return', use(Inputs))
  const series: RatioSeries[] = [{ name: 'growth', label: t('analysis.line.customer'), colour: palette[0] }]
  if (benchmark && line.some((day) => day.benchmark !== null))
    series.push({ name: 'benchmark', label: benchmark.name ?? benchmark.code, colour: palette[1] })
  return (
    <ChartFrame
      name="growth"
      title={t('analysis.line.title')}
      definition={t('analysis.line.definition')}
      origin={source}
      unit={t('analysis.line.unit')}
      asOf={to}
      chart={<Drawn label={t('analysis.line.title')} line={line} series={series} />}
      table={<LineTable label={t('analysis.line.title')} line={line} series={series} />}
    />
  )
}

/** How far below its peak a unit was. */
export function DrawdownLine({ of: { line, to } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const { source } = useIndicator('max-drawdown', use(Inputs))
  const label = t('analysis.drawdown.title')
  const series: RatioSeries[] = [{ name: 'drawdown', label, colour: palette[3], filled: true }]
  return (
    <ChartFrame
      name="drawdown"
      title={label}
      definition={t('analysis.drawdown.definition')}
      origin={source}
      unit={t('analysis.drawdown.unit')}
      asOf={to}
      chart={<Drawn label={label} line={line} series={series} />}
      table={<LineTable label={label} line={line} series={series} />}
    />
  )
}

interface Props {
  label: string
  line: LinePoint[]
  series: RatioSeries[]
}

const Drawn = ({ label, line, series }: Props) => (
  <Suspense fallback={<Skeleton lines={8} />}>
    {series.length > 1 && <Legend of={series.map((one) => ({ ...one, line: true }))} />}
    <LineOver label={label} days={line} series={series} />
  </Suspense>
)

function LineTable({ label, line, series }: Props) {
  const { t } = useWords()
  const columns: Column<LinePoint>[] = [
    { name: 'day', head: t('analysis.line.day'), width: 110, cell: ({ day }) => <Day on={day} /> },
    ...series.map(
      ({ name, label: head }): Column<LinePoint> => ({
        name,
        head,
        width: 120,
        end: true,
        cell: (row) => <Return value={row[name]} />,
      }),
    ),
    {
      name: 'assets',
      head: t('indicator.assets'),
      width: 130,
      end: true,
      cell: ({ assets }) => <Money value={assets} />,
    },
  ]
  return (
    <div className={classes.table}>
      <Table label={label} rows={line.toReversed()} keyOf={({ day }) => day} columns={columns} />
    </div>
  )
}
