import { Select } from '@mantine/core'
import { charts } from '@rapport/contract/analytics/charts'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { chartTile } from '#features/analytics/dashboards/chart-tile-of.ts'
import { useAddress } from '#ui/address.ts'
import { addMonths } from '#ui/days.ts'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { ChartSection } from './chart-section.tsx'
import classes from './charts.module.css'
import { CurrencyChoice } from './currency-choice.tsx'
import { customersTradedIn } from './drill-down.ts'
import { Movement } from './movement.tsx'

interface Props {
  unit: string | undefined
  month: string | undefined
  currency: string | undefined
}
type Ranking = ReplyOf<typeof charts.branchRanking>
type BranchRow = Ranking['items'][number]

export function BranchRanking({ unit, month, currency }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const query = { ...(unit ? { unit } : {}), ...(month ? { month } : {}), ...(currency ? { currency } : {}) }
  const answer = useAsk(charts.branchRanking, { query }, { keep: true })
  const shown = answer.data
  return (
    <ChartSection
      name="ranking"
      tile={chartTile('branch-ranking', { unit, currency })}
      title={t('chart.ranking.title')}
      definition={t('chart.ranking.definition')}
      figure="traded-value"
      unit={
        shown
          ? t('chart.ranking.unit', { currency: shown.currency, month: format.month(shown.month) })
          : t('chart.ranking.value')
      }
      answer={answer}
      tools={
        <>
          <CurrencyChoice of={shown} />
          <MonthChoice month={shown?.month} />
        </>
      }
      isEmpty={({ items }) => items.length === 0}
      chart={(ranking) => <RankingBars ranking={ranking} />}
      table={(ranking) => <RankingTable ranking={ranking} />}
    />
  )
}

function MonthChoice({ month }: { month: string | undefined }) {
  const { t } = useWords()
  const format = useFormat()
  const { today } = useViewer()
  const { change } = useAddress()
  const months = Array.from({ length: 24 }, (_, back) => addMonths(today.slice(0, 7), -back))
  return (
    <Select
      size="xs"
      w={132}
      aria-label={t('charts.month')}
      allowDeselect={false}
      data={months.map((value) => ({ value, label: format.month(value) }))}
      value={month ?? null}
      onChange={(next) => change({ month: next }, { replace: true })}
    />
  )
}

function RankingBars({ ranking }: { ranking: Ranking }) {
  const { items, month } = ranking
  const { t } = useWords()
  const format = useFormat()
  const most = Math.max(...items.map(({ tradedValue }) => Number(tradedValue)), 1)
  return (
    <ol className={classes.ranking} aria-label={t('chart.ranking.title')}>
      {items.map((row) => (
        <li key={row.unitId}>
          <span className={`${classes.rank} figures`}>{row.rank}</span>
          <Movement rank={row.rank} before={row.rankBefore} />
          <Link to={customersTradedIn(month, row.unitId, ranking)} className={`${classes.ranked} truncate`}>
            {row.unitName}
          </Link>
          <span className={classes.bar} title={format.decimal(row.tradedValue)}>
            <span className={classes.length} style={{ width: `${(100 * Number(row.tradedValue)) / most}%` }} />
            <span className={`${classes.barEnd} figures`}>{format.compact(row.tradedValue)}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}

function RankingTable({ ranking }: { ranking: Ranking }) {
  const { items, month } = ranking
  const { t } = useWords()
  const format = useFormat()
  return (
    <Table<BranchRow>
      label={t('charts.figures', { title: t('chart.ranking.title') })}
      rows={items}
      keyOf={({ unitId }) => unitId}
      columns={[
        { name: 'branch', head: t('chart.ranking.branch'), width: 130, cell: ({ unitName }) => unitName },
        {
          name: 'rank',
          head: t('chart.ranking.rank'),
          width: 76,
          end: true,
          cell: (row) => (
            <span className="figures">
              {row.rank} <small className={classes.before}>({row.rankBefore ?? '–'})</small>
            </span>
          ),
        },
        {
          name: 'value',
          head: t('chart.ranking.value'),
          width: 88,
          end: true,
          cell: ({ tradedValue }) => <Money value={tradedValue} digits={0} />,
        },
        {
          name: 'value-before',
          head: t('chart.ranking.value-before'),
          width: 88,
          end: true,
          cell: ({ tradedValueBefore }) => <Money value={tradedValueBefore} digits={0} />,
        },
        {
          name: 'active',
          head: t('chart.ranking.active'),
          width: 88,
          end: true,
          cell: (row) => (
            <Link to={customersTradedIn(month, row.unitId, ranking)} className="figures">
              {format.count(row.activeCustomers)}
            </Link>
          ),
        },
        {
          name: 'customers',
          head: t('chart.ranking.customers'),
          width: 72,
          end: true,
          cell: ({ customers }) => <span className="figures">{format.count(customers)}</span>,
        },
      ]}
    />
  )
}
