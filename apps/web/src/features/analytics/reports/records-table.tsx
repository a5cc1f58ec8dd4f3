import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reportField } from '@rapport/contract/analytics/report-subjects'
import type { ReportAnswer, ReportRow } from '@rapport/contract/analytics/reports'
import { Link } from 'react-router'
import type { Column } from '#ui/columns.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { Cell } from './cell.tsx'
import { sortOf } from './groups-table.tsx'
import { fieldWord } from './report-words.ts'

interface Props {
  label: string
  asked: ReportDefinition
  answer: ReportAnswer
  sort?: (next: ReportDefinition['sort']) => void
}

/** Rows one by one; each leads to its customer. */
export function RecordsTable({ label, asked, answer, sort }: Props) {
  const { t } = useWords()
  const { subject, columns } = asked
  const leads = Math.max(0, columns.indexOf('customer'))
  const rows = answer.rows.map((row, place) => ({ ...row, place }))
  const adds = columns.map((name) => reportField(subject, name)?.adds ?? false)
  const first = adds.indexOf(true)
  const shown: Column<ReportRow & { place: number }>[] = columns.map((name, at) => {
    const type = reportField(subject, name)?.type
    return {
      name,
      head: fieldWord(subject, name),
      width: type === 'number' ? 112 : 104,
      end: type === 'number',
      sort: `column ${at}`,
      cell: ({ cells, customerId }) => {
        const cell = <Cell subject={subject} name={name} value={cells[at] ?? null} />
        return at === leads && customerId ? <Link to={`/customers/${customerId}`}>{cell}</Link> : cell
      },
    }
  })
  return (
    <Table
      label={label}
      columns={shown}
      rows={rows}
      keyOf={({ place }) => String(place)}
      {...(sort ? { sort: sortOf(asked, sort) } : {})}
      {...(first > 0
        ? {
            foot: (
              <tr>
                <th scope="row" colSpan={first}>
                  {t('report-builder.all')}
                </th>
                {columns.slice(first).map((name, place) => (
                  <td key={name} data-end>
                    {adds[first + place] && (
                      <Cell subject={subject} name={name} value={answer.totals[first + place] ?? null} />
                    )}
                  </td>
                ))}
              </tr>
            ),
          }
        : {})}
    />
  )
}
