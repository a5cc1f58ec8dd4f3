import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { useMemo } from 'react'
import { type Ask, useAskPages } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './care-visits.module.css'
import { visitFilterNames } from './visit-filters.ts'
import { VisitMark } from './visit-mark.tsx'
import { VisitPanel } from './visit-panel.tsx'
import { VisitTools } from './visit-tools.tsx'

type Query = NonNullable<Ask<typeof careVisits.list>['query']>

/** All visits under a filter, latest first unless turned round: what a chart's bar leads to. */
export function VisitList() {
  const { t } = useWords()
  const { today } = useViewer()
  const { params, get, change } = useAddress()
  const direction = get('direction') === 'asc' ? ('asc' as const) : ('desc' as const)
  const query = { ...queryFrom(params, [...visitFilterNames, 'from', 'to']), direction }
  const pages = useAskPages(careVisits.list, { query: query as Query })
  const looked = get('visit')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  const look = (visit: CareVisit | null | undefined) => change({ visit: visit?.id }, { replace: looked !== undefined })
  const columns = useMemo(
    (): Column<CareVisit>[] => [
      {
        name: 'plannedOn',
        head: t('care-visit.planned-on'),
        width: 184,
        sort: 'plannedOn',
        cell: (row) => (
          <span className="figures">
            <Day on={row.plannedOn} /> {row.plannedTime}
          </span>
        ),
      },
      { name: 'customer', head: t('care-visit.customer'), width: 160, grow: 2, cell: (row) => row.customer.name },
      {
        name: 'state',
        head: t('care-visit.outcome'),
        width: 120,
        cell: (row) => <VisitMark of={row} today={today} />,
      },
      { name: 'kind', head: t('care-visit.kind'), width: 150, cell: (row) => t(`visit-kind.${row.kind}`) },
      { name: 'channel', head: t('care-visit.channel'), width: 110, cell: (row) => t(`channel.${row.channel}`) },
      { name: 'staff', head: t('care-visit.staff'), width: 130, grow: 1, cell: (row) => row.staff.name },
      { name: 'unit', head: t('care-visit.unit'), width: 150, grow: 1, cell: (row) => row.unit.name },
      { name: 'purpose', head: t('care-visit.purpose'), width: 200, grow: 2, cell: (row) => row.purpose ?? '–' },
      {
        name: 'minutes',
        head: t('care-visit.minutes'),
        width: 110,
        end: true,
        optional: true,
        cell: (row) => <span className="figures">{row.minutes ?? '–'}</span>,
      },
    ],
    [t, today],
  )
  return (
    <div className={classes.beside}>
      <div className={classes.listing}>
        <DataTable
          name="care-visits"
          label={t('care-visits.title')}
          columns={columns}
          pages={pages}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/care-visits/${row.id}`}
          lineOf={(row) => ({
            first: row.customer.name,
            second: `${row.plannedOn} · ${t(`visit-kind.${row.kind}`)} · ${row.staff.name}`,
            end: <VisitMark of={row} today={today} />,
          })}
          peek={{ key: looked, show: look }}
          sort={{ by: 'plannedOn', direction, change: (next) => change({ direction: next.direction }) }}
          countOf={(total, count) => t('care-visits.count', { total, count })}
          tools={<VisitTools view="list" />}
          empty={<Empty title={t('care-visits.none-found')}>{t('care-visits.none-found.text')}</Empty>}
        />
      </div>
      {looked && (
        <VisitPanel
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
