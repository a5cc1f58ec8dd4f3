import { Button } from '@mantine/core'
import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { useMemo, useState } from 'react'
import { useAskPages } from '#api/query.ts'
import { Allowed, useViewer } from '#api/viewer.tsx'
import { PlanVisit } from '#features/service/care-visits/plan-visit.tsx'
import { VisitMark } from '#features/service/care-visits/visit-mark.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'

/** Care visits of one customer, latest first; the ones due lead to recording them. */
export function VisitsTab({ customer }: { customer: { id: string; name: string } }) {
  const { t } = useWords()
  const { today } = useViewer()
  const [planning, setPlanning] = useState(false)
  const pages = useAskPages(careVisits.list, { query: { customer: customer.id, direction: 'desc' } })
  const columns = useVisitColumns(today)
  return (
    <>
      {planning && <PlanVisit customer={customer} onClose={() => setPlanning(false)} />}
      <DataTable
        name="customer-visits"
        label={t('care-visits.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/care-visits/${row.id}`}
        lineOf={(row) => ({
          first: `${row.plannedOn} ${t(`visit-kind.${row.kind}`)}`,
          second: `${row.staff.name} · ${row.content ?? row.purpose ?? t(`channel.${row.channel}`)}`,
          end: <VisitMark of={row} today={today} />,
        })}
        countOf={(total, count) => t('care-visits.count', { total, count })}
        tools={
          <Allowed to={careVisits.plan}>
            <Button variant="default" onClick={() => setPlanning(true)}>
              {t('care-visits.plan')}
            </Button>
          </Allowed>
        }
        empty={<Empty title={t('customer.visits.none')}>{t('customer.visits.none.text')}</Empty>}
      />
    </>
  )
}

function useVisitColumns(today: string) {
  const { t } = useWords()
  return useMemo(
    (): Column<CareVisit>[] => [
      { name: 'plannedOn', head: t('care-visit.planned-on'), width: 140, cell: (row) => <Day on={row.plannedOn} /> },
      { name: 'time', head: t('care-visit.planned-time'), width: 70, cell: (row) => row.plannedTime ?? '–' },
      { name: 'kind', head: t('care-visit.kind'), width: 140, cell: (row) => t(`visit-kind.${row.kind}`) },
      { name: 'channel', head: t('care-visit.channel'), width: 100, cell: (row) => t(`channel.${row.channel}`) },
      { name: 'staff', head: t('care-visit.staff'), width: 120, cell: (row) => row.staff.name },
      {
        name: 'outcome',
        head: t('care-visit.outcome'),
        width: 120,
        cell: (row) => <VisitMark of={row} today={today} />,
      },
      {
        name: 'content',
        head: t('care-visit.content'),
        width: 240,
        grow: 1,
        cell: (row) => row.content ?? row.purpose ?? '–',
      },
    ],
    [t, today],
  )
}
