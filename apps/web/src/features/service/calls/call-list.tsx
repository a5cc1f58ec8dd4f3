import { type Call, calls } from '@rapport/contract/service/calls'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { useAskPages } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** Calls under a filter, the latest first; a customer in sight is a way to them. */
export function CallList({ query, ofCustomer = false }: { query: Record<string, string>; ofCustomer?: boolean }) {
  const { t } = useWords()
  const format = useFormat()
  const pages = useAskPages(calls.list, { query })
  const columns = useMemo(
    (): Column<Call>[] => [
      { name: 'when', head: t('call.when'), width: 165, cell: (row) => <Instant at={row.rangAt} /> },
      { name: 'kind', head: t('call.kind'), width: 110, cell: (row) => t(`call-kind.${row.kind}`) },
      { name: 'way', head: t('call.direction'), width: 90, cell: (row) => t(`call-direction.${row.direction}`) },
      { name: 'number', head: t('call.number'), width: 130, cell: (row) => row.number ?? '–' },
      ...(ofCustomer
        ? []
        : [
            {
              name: 'customer',
              head: t('call.customer'),
              width: 150,
              grow: 1,
              cell: ({ customer }: Call) =>
                customer ? <Link to={`/customers/${customer.id}`}>{customer.name}</Link> : t('call.unknown'),
            },
          ]),
      { name: 'agent', head: t('call.agent'), width: 110, cell: (row) => row.agent.name },
      { name: 'outcome', head: t('call.outcome'), width: 120, cell: (row) => <CallMark of={row} /> },
      { name: 'minutes', head: t('call.minutes'), width: 80, end: true, cell: (row) => format.count(row.minutes) },
      { name: 'note', head: t('call.note'), width: 180, grow: 2, cell: (row) => row.note ?? '–' },
      {
        name: 'recording',
        head: t('call.recording'),
        width: 100,
        cell: ({ recordingUrl, kind }) =>
          recordingUrl ? (
            <a href={recordingUrl} target="_blank" rel="noreferrer">
              {t(kind === 'phone' || kind === 'voice' ? 'call.listen' : 'call.watch')}
            </a>
          ) : (
            '–'
          ),
      },
    ],
    [t, format, ofCustomer],
  )
  return (
    <DataTable
      name={ofCustomer ? 'customer-calls' : 'calls'}
      label={t('calls.title')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      lineOf={(row) => ({
        first: row.customer?.name ?? t('call.unknown'),
        second: [
          format.instant(row.rangAt),
          t(`call-kind.${row.kind}`),
          row.number ?? t(`call-direction.${row.direction}`),
        ].join(' · '),
        end: <CallMark of={row} />,
      })}
      countOf={(total, count) => t('calls.count', { total, count })}
      empty={<Empty title={t('calls.none')}>{t('calls.none.text')}</Empty>}
    />
  )
}

/** What came of a call; of one that nobody answered, that. */
function CallMark({ of: { outcome, answeredAt, endedAt } }: { of: Call }) {
  const { t } = useWords()
  if (outcome) return <Tag>{t(`task-outcome.${outcome}`)}</Tag>
  if (endedAt && !answeredAt) return <Tag tone="amber">{t('call.missed')}</Tag>
  return <Tag tone="blue">{t('calls.open')}</Tag>
}
