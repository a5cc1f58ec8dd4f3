import { type AuditEvent, auditActions, auditEvents } from '@rapport/contract/administration/audit-events'
import { useMemo } from 'react'
import { type Ask, useAskPages } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress, withParam } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './audit.module.css'
import { AuditEventPanel } from './audit-event-panel.tsx'
import { objectName, pairText } from './audit-words.ts'
import { differencesIn } from './differences.ts'

type Query = NonNullable<Ask<typeof auditEvents.list>['query']>
const filterNames = ['actor', 'action', 'objectType', 'objectId', 'customer', 'from', 'to'] as const
const objects = [
  ...['customers', 'identifications', 'contact_points', 'contact_persons', 'bank_cards', 'investor_profiles'],
  ...['accounts', 'account_service_requests', 'care_visits', 'imports', 'units', 'roles', 'users'],
  ...['data_sources', 'collection_items', 'etl_projects', 'etl_tasks', 'data_mart_logins', 'credentials', 'session'],
]

/** More than this the server does not count in a trail that only grows. */
const MOST_COUNTED = 10_000

/** Who saw, changed or exported what, and when. The search is in the URL, and so is the entry looked at. */
export function AuditPage() {
  const { t } = useWords()
  const may = useMay(auditEvents.list)
  return (
    <Page fill title={t('frame.audit')} about={t('audit.about')}>
      {may ? <Trail /> : <NotAllowed />}
    </Page>
  )
}

function useAuditFilters(): Filter[] {
  const { t } = useWords()
  return [
    { kind: 'text', name: 'actor', label: t('audit.actor'), placeholder: t('audit.actor.hint') },
    {
      kind: 'one',
      name: 'action',
      label: t('audit.action'),
      choices: auditActions.map((value) => ({ value, label: t(`audit.action.${value}`) })),
    },
    {
      kind: 'one',
      name: 'objectType',
      label: t('audit.object'),
      choices: objects.map((value) => ({ value, label: objectName(value) })),
    },
    { kind: 'days', name: 'days', from: 'from', to: 'to', label: t('audit.day') },
    { kind: 'text', name: 'customer', label: t('audit.customer'), placeholder: t('audit.id.hint') },
    { kind: 'text', name: 'objectId', label: t('audit.object-id'), placeholder: t('audit.id.hint') },
  ]
}

/** The first changes of an event in one line. */
function summaryOf(event: AuditEvent) {
  if (event.reason) return event.reason
  const { call } = event.after ?? {}
  if (typeof call === 'string') return call
  return differencesIn(event)
    .slice(0, 3)
    .map(({ field, after }) => pairText(field, after))
    .join(' · ')
}

function Trail() {
  const { t } = useWords()
  const format = useFormat()
  const { params, get, change } = useAddress()
  const filters = useAuditFilters()
  const pages = useAskPages(auditEvents.list, { query: queryFrom(params, filterNames) as Query })
  const looked = get('event')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  const event = pages.rows[at]
  const look = (next: AuditEvent | null | undefined) => change({ event: next?.id }, { replace: looked !== undefined })
  const columns = useMemo(
    (): Column<AuditEvent>[] => [
      { name: 'at', head: t('audit.at'), width: 190, cell: (row) => <Instant at={row.at} /> },
      { name: 'actor', head: t('audit.actor'), width: 120, cell: (row) => row.actor ?? t('audit.system') },
      { name: 'action', head: t('audit.action'), width: 140, cell: (row) => <Action of={row} /> },
      { name: 'object', head: t('audit.object'), width: 150, cell: (row) => objectName(row.objectType) },
      { name: 'summary', head: t('audit.what'), width: 300, grow: 1, cell: summaryOf },
      { name: 'objectId', head: t('audit.object-id'), width: 300, optional: true, cell: (row) => row.objectId ?? '–' },
      { name: 'customer', head: t('audit.customer'), width: 300, optional: true, cell: (row) => row.customerId ?? '–' },
    ],
    [t],
  )
  return (
    <div className={classes.beside}>
      <div className={classes.listing}>
        <DataTable
          name="audit-events"
          label={t('frame.audit')}
          columns={columns}
          pages={pages}
          keyOf={(row) => row.id}
          hrefOf={(row) => withParam(params, 'event', row.id)}
          lineOf={(row) => ({
            first: `${row.actor ?? t('audit.system')} · ${objectName(row.objectType)}`,
            second: `${format.instant(row.at)} ${summaryOf(row)}`,
            end: <Action of={row} />,
          })}
          peek={{ key: looked, show: look }}
          countOf={(total, count) =>
            count >= MOST_COUNTED ? t('audit.count.more', { total }) : t('audit.count', { total, count })
          }
          tools={<FilterChips filters={filters} />}
          empty={<Empty title={t('audit.none')}>{t('audit.none.text')}</Empty>}
        />
      </div>
      {event && (
        <AuditEventPanel
          key={event.id}
          event={event}
          onClose={() => look(null)}
          onNext={pages.rows[at + 1] ? () => look(pages.rows[at + 1]) : undefined}
          onPrevious={at > 0 ? () => look(pages.rows[at - 1]) : undefined}
        />
      )}
    </div>
  )
}

/** What was done; what leaves the house or was refused stands out. */
export function Action({ of: { action } }: { of: Pick<AuditEvent, 'action'> }) {
  const { t } = useWords()
  const tone =
    action === 'refuse' || action === 'sign-in-failed'
      ? 'danger'
      : action === 'reveal' || action === 'export' || action === 'delete'
        ? 'amber'
        : 'neutral'
  return <Tag tone={tone}>{t(`audit.action.${action}`)}</Tag>
}
