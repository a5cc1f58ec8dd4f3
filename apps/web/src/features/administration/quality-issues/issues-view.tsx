import { collectionItems } from '@rapport/contract/administration/collection-items'
import { issueStates, type QualityIssue, qualityIssues } from '@rapport/contract/administration/quality-issues'
import { useMemo } from 'react'
import { type Ask, useAsk, useAskPages } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { fieldWords } from '#features/administration/collection-items/field-words.ts'
import { reasonText } from '#features/file-mapping/reasons.ts'
import { queryFrom, useAddress, withParam } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { useFormat } from '#ui/format.ts'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { IssuePanel } from './issue-panel.tsx'
import { IssueState } from './issue-state.tsx'
import classes from './issues.module.css'
import { StateCounts } from './state-counts.tsx'

type Query = NonNullable<Ask<typeof qualityIssues.list>['query']>

/** Rows in quarantine, latest first. Filters and the row looked at are in the URL. */
export function IssuesView() {
  const { t } = useWords()
  const { params, get, change } = useAddress()
  const filters = useIssueFilters()
  const columns = useIssueColumns()
  const query = queryFrom(params, ['itemId', 'state', 'businessDate']) as Query
  const pages = useAskPages(qualityIssues.list, { query })
  const looked = get('row')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  const look = (next: QualityIssue | null | undefined) => change({ row: next?.id }, { replace: looked !== undefined })
  return (
    <div className={classes.beside}>
      <div className={classes.listing}>
        <StateCounts />
        <DataTable
          name="quality-issues"
          label={t('quality.view.rows')}
          columns={columns}
          pages={pages}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => withParam(params, 'row', id)}
          lineOf={(row) => ({
            first: t('issue.line-of', { item: row.item.name, line: row.line }),
            second: `${row.businessDate} · ${reasonsText(row)}`,
            end: <IssueState state={row.state} />,
          })}
          peek={{ key: looked, show: look }}
          tools={<FilterChips filters={filters} />}
          empty={<Empty title={t('issue.none')}>{t('issue.none.text')}</Empty>}
        />
      </div>
      {looked && (
        <IssuePanel
          key={looked}
          id={looked}
          onClose={() => look(null)}
          onNext={at >= 0 && pages.rows[at + 1] ? () => look(pages.rows[at + 1]) : undefined}
          onPrevious={at > 0 ? () => look(pages.rows[at - 1]) : undefined}
        />
      )}
    </div>
  )
}

const reasonsText = ({ reasons }: Pick<QualityIssue, 'reasons'>) =>
  reasons.map((reason) => reasonText(reason, fieldWords)).join(' ')

function useIssueFilters(): Filter[] {
  const { t } = useWords()
  const items = useAsk(collectionItems.list, {}, { enabled: useMay(collectionItems.list) }).data?.items
  return [
    ...(items
      ? [
          {
            kind: 'one' as const,
            name: 'itemId',
            label: t('item.one'),
            choices: items.map(({ id, name, source }) => ({ value: id, label: `${name} · ${source.name}` })),
          },
        ]
      : []),
    {
      kind: 'one',
      name: 'state',
      label: t('run.state'),
      choices: issueStates.map((value) => ({ value, label: t(`issue.state.${value}`) })),
    },
    { kind: 'day', name: 'businessDate', label: t('run.business-date') },
  ]
}

function useIssueColumns() {
  const { t } = useWords()
  const format = useFormat()
  return useMemo(
    (): Column<QualityIssue>[] => [
      { name: 'item', head: t('item.one'), width: 160, cell: ({ item }) => item.name },
      { name: 'day', head: t('run.business-date'), width: 116, cell: (row) => <Day on={row.businessDate} /> },
      {
        name: 'line',
        head: t('issue.line'),
        about: t('issue.line.about'),
        width: 84,
        end: true,
        cell: ({ line }) => <span className="figures">{format.count(line)}</span>,
      },
      {
        name: 'reasons',
        head: t('issue.reasons'),
        width: 280,
        grow: 2,
        cell: (row) => <span title={reasonsText(row)}>{reasonsText(row)}</span>,
      },
      { name: 'state', head: t('run.state'), width: 120, cell: ({ state }) => <IssueState state={state} /> },
      { name: 'by', head: t('issue.decided-by'), width: 110, cell: ({ decidedBy }) => decidedBy ?? '–' },
      { name: 'at', head: t('issue.decided-at'), width: 150, cell: (row) => <Instant at={row.decidedAt} /> },
      {
        name: 'note',
        head: t('issue.note'),
        width: 160,
        optional: true,
        cell: ({ note }) => <span title={note ?? undefined}>{note ?? '–'}</span>,
      },
      {
        name: 'created',
        head: t('issue.since'),
        width: 150,
        optional: true,
        cell: (row) => <Instant at={row.createdAt} />,
      },
    ],
    [t, format.count],
  )
}
