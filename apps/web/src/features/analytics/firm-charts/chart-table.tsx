import { type ChartName, chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import { Link } from 'react-router'
import { useIndicators } from '#features/analytics/indicators/use-indicators.tsx'
import type { Column as TableColumn } from '#ui/columns.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { ChangeOf } from './change-of.tsx'
import { listOf, type Row, useFigures } from './figures.ts'
import { useRowNames } from './row-names.ts'

interface Props {
  title: string
  answer: ChartAnswer
  hrefOf: (row: Row) => string | undefined
}

/** The same figures in full, each column with its indicator, and how they changed; what leads to a list is a link. */
export function ChartTable({ title, answer, hrefOf }: Props) {
  const { t } = useWords()
  const { full } = useFigures()
  const { grain } = chartCatalogue[answer.chart as ChartName]
  const names = useRowNames(grain, answer.names)
  const told = useIndicators()
  const heads = answer.columns.map(({ indicator, unit }) => {
    const { name, about, source } = told(indicator)
    return { head: unit === 'money' ? `${name}, ${answer.currency}` : name, about, origin: source }
  })
  const compared = answer.rows[0]?.compared.map((one) => one.with) ?? []
  const rows = grain === 'month' ? answer.rows.toReversed() : answer.rows
  const figure = (row: Row, place: number) => full(row.values[place], answer.columns[place]!.unit)
  const columns: TableColumn<Row>[] = [
    {
      name: 'row',
      head: names.kind,
      width: 130,
      cell: (row) => {
        const name = names.full(row, rows.indexOf(row))
        const to = hrefOf(row)
        return to ? <Link to={to}>{name}</Link> : name
      },
    },
    ...answer.columns.flatMap((column, place) => [
      {
        name: column.name,
        width: 110,
        end: true,
        ...heads[place]!,
        cell: (row: Row) => {
          const list = place === 0 ? listOf(row) : undefined
          return list ? (
            <Link to={list} className="figures">
              {figure(row, place)}
            </Link>
          ) : (
            <span className="figures">{figure(row, place)}</span>
          )
        },
      },
      ...(column.name === 'rank'
        ? []
        : compared.map((which, i) => ({
            name: `${column.name}-${which}`,
            head: t(`firm-charts.change.${which}`),
            width: 96,
            end: true,
            cell: (row: Row) => {
              const one = row.compared[i]
              const before = full(one?.values[place], column.unit)
              return (
                <span title={`${t(`firm-charts.compared.${which}`)}: ${before}`}>
                  <ChangeOf change={one?.changes[place]} unit={column.unit} />
                </span>
              )
            },
          }))),
    ]),
  ]
  return (
    <Table
      label={t('charts.figures', { title })}
      rows={rows}
      keyOf={(row) => `${row.group} ${row.key}`}
      columns={columns}
    />
  )
}
