import {
  type ContributionMonth,
  contributions,
  type IncomeKind,
  incomeKinds,
} from '@rapport/contract/analytics/contributions'
import { Suspense } from 'react'
import { useAsk } from '#api/query.ts'
import { Legend } from '#features/analytics/charts/legend.tsx'
import type { Column as ChartColumn, Row } from '#features/analytics/firm-charts/figures.ts'
import { MonthColumns } from '#features/analytics/firm-charts/late-month-columns.tsx'
import { seriesOf } from '#features/analytics/firm-charts/series.ts'
import { useIndicator } from '#features/analytics/indicators/indicator.tsx'
import { indicatorWord } from '#features/analytics/indicators/indicator-word.ts'
import { ChartFrame } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { Answered, Empty, Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'

/** The parts of income in their order, with the indicator of each. */
export const incomeParts = {
  netCommission: 'net-commission',
  interest: 'interest-income',
  marginInterest: 'margin-interest',
  productFees: 'product-fees',
  advisoryFees: 'advisory-fees',
  otherIncome: 'other-income',
} as const satisfies Record<'netCommission' | IncomeKind, string>
const parts = ['netCommission', ...incomeKinds] as const

interface Props {
  customerId: string
  /** Days of the period; whole months are told. */
  from: string
  to: string
  currency: string
}

/** What the firm earned from a customer by month and kind, and what serving it cost (ANA-06, ANA-08). */
export function CustomerIncome({ customerId, from, to, currency }: Props) {
  const { t } = useWords()
  const { source } = useIndicator('net-contribution')
  const query = { from: from.slice(0, 7), to: to.slice(0, 7), currency }
  const answer = useAsk(contributions.ofCustomer, { params: { id: customerId }, query }, { keep: true })
  const months = answer.data?.months ?? []
  const none = <Empty title={t('income.none')}>{t('income.none.text')}</Empty>
  return (
    <ChartFrame
      name="income"
      title={t('income.title')}
      definition={t('income.definition')}
      origin={source}
      unit={currency}
      asOf={to}
      chart={
        <Answered answer={answer} lines={8}>
          {() => (months.length === 0 ? none : <IncomeChart months={months} />)}
        </Answered>
      }
      table={
        <Answered answer={answer} lines={8}>
          {({ total }) => (months.length === 0 ? none : <IncomeTable months={months} total={total} />)}
        </Answered>
      }
    />
  )
}

function IncomeChart({ months }: { months: ContributionMonth[] }) {
  const { t } = useWords()
  const format = useFormat()
  const names = [...parts, 'contribution'] as const
  const columns = names.map((name): ChartColumn => {
    const indicator = name === 'contribution' ? 'net-contribution' : incomeParts[name]
    return { name, indicator, unit: 'money', target: null }
  })
  const rows = months.map((month): Row => {
    const values = names.map((name) => month[name])
    return { key: month.month, group: null, label: null, values, compared: [], opens: null, list: null }
  })
  const label = (name: string) => t(indicatorWord(columns.find((column) => column.name === name)!.indicator))
  // A kind that never brought anything is no series.
  const known = (name: (typeof names)[number]) => months.some((month) => Number(month[name] ?? 0) !== 0)
  const bars = seriesOf(parts.filter(known), 0, label)
  const lines = seriesOf(known('contribution') ? ['contribution'] : [], parts.length, label)
  return (
    <>
      <Legend of={[...bars, ...lines.map((line) => ({ ...line, line: true }))]} />
      <Suspense fallback={<Skeleton lines={8} />}>
        <MonthColumns
          label={t('income.title')}
          columns={columns}
          rows={rows}
          bars={bars}
          lines={lines}
          own={false}
          beside={false}
          share={false}
          shortName={({ key }) => key}
          fullName={({ key }) => format.month(key)}
        />
      </Suspense>
    </>
  )
}

type Told = Omit<ContributionMonth, 'month'>

function IncomeTable({ months, total }: { months: ContributionMonth[]; total: Told }) {
  const { t } = useWords()
  const format = useFormat()
  const columns: Column<ContributionMonth>[] = [
    { name: 'month', head: t('income.month'), width: 90, cell: ({ month }) => month || t('income.total') },
    ...parts.map(
      (name): Column<ContributionMonth> => ({
        name,
        head: t(indicatorWord(incomeParts[name])),
        width: 110,
        end: true,
        cell: (row) => <Money value={row[name]} />,
      }),
    ),
    { name: 'income', head: t('indicator.income'), width: 110, end: true, cell: (row) => <Money value={row.income} /> },
    {
      name: 'minutes',
      head: t('indicator.service-minutes'),
      width: 90,
      end: true,
      cell: (row) => <span className="figures">{format.count(row.minutes)}</span>,
    },
    {
      name: 'cost',
      head: t('indicator.cost-to-serve'),
      width: 110,
      end: true,
      cell: (row) => <Money value={row.cost} />,
    },
    {
      name: 'contribution',
      head: t('indicator.net-contribution'),
      width: 130,
      end: true,
      cell: (row) => <Change value={row.contribution} />,
    },
  ]
  return (
    <Table
      label={t('income.title')}
      rows={[...months.toReversed(), { month: '', ...total }]}
      keyOf={({ month }) => month}
      columns={columns}
    />
  )
}
