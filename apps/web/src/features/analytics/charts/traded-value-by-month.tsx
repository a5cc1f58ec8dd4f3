import { charts } from '@rapport/contract/analytics/charts'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { chartTile } from '#features/analytics/dashboards/chart-tile-of.ts'
import { palette } from '#ui/chart-frame.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { ChartSection } from './chart-section.tsx'
import { CurrencyChoice } from './currency-choice.tsx'
import { customersTradedIn } from './drill-down.ts'
import { ColumnChart } from './late-column-chart.tsx'
import { Legend } from './legend.tsx'
import { shortMonth } from './short-month.ts'

interface Props {
  unit: string | undefined
  months: number
  currency: string | undefined
}
interface MonthRow {
  month: string
  tradedValue: string
  activeCustomers: number
  trades: number
}

export function TradedValueByMonth({ unit, months, currency }: Props) {
  const { t, locale } = useWords()
  const format = useFormat()
  const query = { months: String(months), ...(unit ? { unit } : {}), ...(currency ? { currency } : {}) }
  const answer = useAsk(charts.tradedValueByMonth, { query }, { keep: true })
  const shown = answer.data?.currency ?? currency ?? 'CNY'
  const hrefOf = ({ month }: MonthRow) => customersTradedIn(month, unit, answer.data)
  const value = {
    name: 'value',
    label: t('chart.traded.value-in', { currency: shown }),
    colour: palette[0],
    // A height needs no cents.
    value: ({ tradedValue }: MonthRow) => Number(tradedValue),
    text: ({ tradedValue }: MonthRow) => format.decimal(tradedValue),
  }
  const active = {
    name: 'active',
    label: t('chart.traded.active'),
    colour: palette[1],
    value: ({ activeCustomers }: MonthRow) => activeCustomers,
    text: ({ activeCustomers }: MonthRow) => format.count(activeCustomers),
  }
  return (
    <ChartSection
      name="traded"
      tile={chartTile('traded-value-by-month', { unit, months, currency })}
      title={t('chart.traded.title')}
      definition={t('chart.traded.definition')}
      figure="traded-value"
      unit={t('chart.traded.unit', { currency: shown })}
      answer={answer}
      tools={<CurrencyChoice of={answer.data} />}
      isEmpty={({ items }) => items.every(({ trades }) => trades === 0)}
      chart={({ items }) => (
        <>
          <Legend of={[value, { ...active, line: true }]} />
          <ColumnChart<MonthRow>
            label={t('chart.traded.title')}
            rows={items}
            keyOf={({ month }) => month}
            nameOf={({ month }) => shortMonth(locale, month)}
            titleOf={({ month }) => format.month(month)}
            hrefOf={hrefOf}
            columns={[value]}
            line={active}
          />
        </>
      )}
      table={({ items }) => (
        <Table
          label={t('charts.figures', { title: t('chart.traded.title') })}
          rows={items.toReversed()}
          keyOf={({ month }) => month}
          columns={[
            { name: 'month', head: t('chart.new.month'), width: 96, cell: ({ month }) => format.month(month) },
            {
              name: 'value',
              head: value.label,
              width: 150,
              end: true,
              cell: (row) => <Money value={row.tradedValue} digits={0} />,
            },
            {
              name: 'active',
              head: active.label,
              width: 110,
              end: true,
              cell: (row) => (
                <Link to={hrefOf(row)} className="figures">
                  {active.text(row)}
                </Link>
              ),
            },
            {
              name: 'trades',
              head: t('chart.traded.trades'),
              width: 90,
              end: true,
              cell: ({ trades }) => <span className="figures">{format.count(trades)}</span>,
            },
          ]}
        />
      )}
    />
  )
}
