import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { MonthOfPeriod } from '@rapport/contract/analytics/customer-performance'
import { lazy, Suspense, use } from 'react'
import { useIndicator } from '#features/analytics/indicators/indicator.tsx'
import { ChartFrame } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { Change, Money } from '#ui/money.tsx'
import { Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { Inputs } from './figure-list.tsx'
import { Plain, Return } from './ratio.tsx'

/** Loaded with the drawing library when the first one is shown. */
const MonthsChart = lazy(() => import('./months-chart.tsx').then((module) => ({ default: module.MonthsChart })))

/** Profit, flows, trading and revenue by month (ANA-06). */
export function MonthsSection({ of: { months, currency, to } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const { source } = useIndicator('profit', use(Inputs))
  const label = t('analysis.months.title')
  return (
    <ChartFrame
      name="months"
      title={label}
      definition={t('analysis.months.definition')}
      origin={source}
      unit={t('analysis.months.unit', { currency })}
      asOf={to}
      chart={
        <Suspense fallback={<Skeleton lines={8} />}>
          <MonthsChart label={label} months={months} />
        </Suspense>
      }
      table={<MonthsTable label={label} months={months} />}
    />
  )
}

function MonthsTable({ label, months }: { label: string; months: MonthOfPeriod[] }) {
  const { t } = useWords()
  type Amount = 'netInflow' | 'bought' | 'sold' | 'commission' | 'netCommission' | 'averageAssets'
  const amount = (name: Amount, head: string): Column<MonthOfPeriod> => ({
    name,
    head,
    width: 130,
    end: true,
    cell: (row) => <Money value={row[name]} />,
  })
  return (
    <Table
      label={label}
      rows={months.toReversed()}
      keyOf={({ month }) => month}
      columns={[
        { name: 'month', head: t('analysis.months.month'), width: 90, cell: ({ month }) => month },
        {
          name: 'profit',
          head: t('indicator.profit'),
          width: 130,
          end: true,
          cell: ({ profit }) => <Change value={profit} />,
        },
        amount('netInflow', t('indicator.net-inflow')),
        amount('averageAssets', t('indicator.average-assets-trading-days')),
        amount('bought', t('analysis.months.bought')),
        amount('sold', t('analysis.months.sold')),
        {
          name: 'turnover',
          head: t('indicator.turnover'),
          width: 90,
          end: true,
          cell: ({ turnover }) => <Plain value={turnover} />,
        },
        amount('commission', t('indicator.commission')),
        amount('netCommission', t('indicator.net-commission')),
        {
          name: 'benchmark',
          head: t('indicator.benchmark-return'),
          width: 110,
          end: true,
          cell: ({ benchmark }) => <Return value={benchmark} />,
        },
      ]}
    />
  )
}
