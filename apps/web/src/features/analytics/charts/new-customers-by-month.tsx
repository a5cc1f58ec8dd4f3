import { charts } from '@rapport/contract/analytics/charts'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { chartTile } from '#features/analytics/dashboards/chart-tile-of.ts'
import { palette } from '#ui/chart-frame.tsx'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { ChartSection } from './chart-section.tsx'
import { customersOpenedIn } from './drill-down.ts'
import { ColumnChart } from './late-column-chart.tsx'
import { shortMonth } from './short-month.ts'

interface Props {
  unit: string | undefined
  months: number
}
interface MonthRow {
  month: string
  customers: number
}

export function NewCustomersByMonth({ unit, months }: Props) {
  const { t, locale } = useWords()
  const format = useFormat()
  const query = { months: String(months), ...(unit ? { unit } : {}) }
  const answer = useAsk(charts.newCustomersByMonth, { query }, { keep: true })
  const hrefOf = ({ month }: MonthRow) => customersOpenedIn(month, unit)
  const count = ({ customers }: MonthRow) => format.count(customers)
  return (
    <ChartSection
      name="new"
      tile={chartTile('new-customers-by-month', { unit, months })}
      title={t('chart.new.title')}
      definition={t('chart.new.definition')}
      figure="new-customers"
      unit={t('chart.new.unit')}
      answer={answer}
      isEmpty={({ items }) => items.every(({ customers }) => customers === 0)}
      chart={({ items }) => (
        <ColumnChart<MonthRow>
          label={t('chart.new.title')}
          rows={items}
          keyOf={({ month }) => month}
          nameOf={({ month }) => shortMonth(locale, month)}
          titleOf={({ month }) => format.month(month)}
          hrefOf={hrefOf}
          columns={[
            {
              name: 'customers',
              label: t('chart.new.customers'),
              colour: palette[0],
              value: ({ customers }) => customers,
              text: count,
            },
          ]}
          endOf={count}
        />
      )}
      table={({ items }) => (
        <Table
          label={t('charts.figures', { title: t('chart.new.title') })}
          rows={items.toReversed()}
          keyOf={({ month }) => month}
          columns={[
            { name: 'month', head: t('chart.new.month'), width: 120, cell: ({ month }) => format.month(month) },
            {
              name: 'customers',
              head: t('chart.new.customers'),
              width: 120,
              end: true,
              cell: (row) => (
                <Link to={hrefOf(row)} className="figures">
                  {count(row)}
                </Link>
              ),
            },
          ]}
        />
      )}
    />
  )
}
