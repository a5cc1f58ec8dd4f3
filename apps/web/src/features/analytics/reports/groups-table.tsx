import { measuresOf, type ReportDefinition, unitOfMeasure } from '@rapport/contract/analytics/report-definition'
import type { ReportAnswer, ReportRow } from '@rapport/contract/analytics/reports'
import { Link } from 'react-router'
import type { Column, Sort } from '#ui/columns.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { Figure, labelOf } from './cell.tsx'
import { behindText } from './draft.ts'
import { fieldWord, useMeasureWord } from './report-words.ts'
import { useBehind } from './use-behind.ts'

interface Props {
  label: string
  asked: ReportDefinition
  answer: ReportAnswer
  sort: (next: ReportDefinition['sort']) => void
}

/** Groups with their figures; each figure opens its rows. */
export function GroupsTable({ label, asked, answer, sort }: Props) {
  const { t } = useWords()
  const word = useMeasureWord()
  const behindOf = useBehind()
  const { subject, groups, pivot } = asked
  const measures = measuresOf(asked)
  const names = measures.map((measure) => word(subject, measure))
  const figure = (value: string | null | undefined, at: number, keys: ReportRow['keys'], pivotKey?: string | null) => {
    const measure = measures[at]!
    const shown = (
      <Figure
        value={value ?? null}
        unit={unitOfMeasure(subject, measure)}
        field={'field' in measure ? measure.field : null}
      />
    )
    if (value === undefined) return shown
    const behind = behindText(pivotKey === undefined ? { keys } : { keys, pivotKey })
    return <Link to={behindOf(behind)}>{shown}</Link>
  }
  const columns: Column<ReportRow>[] = [
    ...groups.map((group, at) => ({
      name: `group ${group.field}`,
      head: fieldWord(subject, group.field),
      width: 120,
      sort: `column ${at}`,
      cell: ({ cells }: ReportRow) => labelOf(subject, group, cells[at] ?? null),
    })),
    ...(pivot ? answer.pivots : []).flatMap(({ key, label: of }, place) =>
      names.map((name, at) => {
        const head = labelOf(subject, pivot!, of)
        return {
          name: `pivot ${place} ${at}`,
          head: names.length > 1 ? `${head} · ${name}` : head,
          width: 96,
          end: true,
          cell: ({ keys, pivoted }: ReportRow) => figure(pivoted[place]?.[at], at, keys, key),
        }
      }),
    ),
    ...names.map((name, at) => ({
      name: `measure ${at}`,
      head: pivot ? t('report-builder.all-of', { name }) : name,
      width: 104,
      end: true,
      sort: `measure ${at}`,
      cell: ({ keys, values }: ReportRow) => figure(values[at] ?? null, at, keys),
    })),
  ]
  const before = groups.length + (pivot ? answer.pivots.length * names.length : 0)
  return (
    <Table<ReportRow>
      label={label}
      columns={columns}
      rows={answer.rows}
      keyOf={({ keys }) => JSON.stringify(keys)}
      sort={sortOf(asked, sort)}
      foot={
        <tr>
          <th scope="row" colSpan={Math.max(1, before)}>
            {t('report-builder.all')}
          </th>
          {answer.totals.map((value, at) => (
            <td key={names[at]} data-end>
              {figure(value, at, [])}
            </td>
          ))}
        </tr>
      }
    />
  )
}

/** The order of a report as a table knows it. */
export function sortOf({ sort }: ReportDefinition, put: Props['sort']): Sort & { change: (next: Sort) => void } {
  return {
    by: sort ? `${sort.of} ${sort.at}` : '',
    direction: sort?.down ? 'desc' : 'asc',
    change: ({ by, direction }) => {
      const [of, at] = by.split(' ')
      put({ of: of as 'column' | 'measure', at: Number(at), down: direction === 'desc' })
    },
  }
}
