import { type PlanMember, servicePlans } from '@rapport/contract/service/service-plans'
import { useMemo } from 'react'
import { useAskPages } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { OverdueMark } from './plan-list.tsx'

/** How somebody stands in a plan: what is overdue before why it ended before how far it is. */
export function PlanMark({ of: one }: { of: Pick<PlanMember, 'overdue' | 'endReason' | 'open' | 'done'> }) {
  const { t } = useWords()
  if (one.overdue > 0) return <OverdueMark count={one.overdue} />
  if (one.endReason) return <Tag>{t(`plan-end.${one.endReason}`)}</Tag>
  return <Tag tone="blue">{t('service-plan.so-far', { done: one.done, open: one.open })}</Tag>
}

/** Who is and was in a plan, the latest start first. */
export function MemberList({ planId }: { planId: string }) {
  const { t } = useWords()
  const pages = useAskPages(servicePlans.members, { params: { id: planId } })
  const columns = useMemo(
    (): Column<PlanMember>[] => [
      { name: 'customer', head: t('service-plan.customer'), width: 150, grow: 1, cell: (row) => row.customer.name },
      { name: 'state', head: t('service-plan.state'), width: 150, cell: (row) => <PlanMark of={row} /> },
      { name: 'since', head: t('service-plan.since'), width: 110, cell: (row) => <Day on={row.startedOn} /> },
      { name: 'cause', head: t('service-plan.starts'), width: 130, cell: (row) => t(`plan-start.${row.cause}`) },
      {
        name: 'next',
        head: t('service-plan.next'),
        width: 110,
        cell: (row) => (row.nextOn ? <Day on={row.nextOn} /> : '–'),
      },
      {
        name: 'ended',
        head: t('service-plan.ended'),
        width: 110,
        cell: (row) => (row.endedOn ? <Day on={row.endedOn} /> : '–'),
      },
      { name: 'version', head: t('service-plan.by-version'), width: 100, end: true, cell: (row) => row.number },
      { name: 'owner', head: t('service-plan.manager'), width: 130, grow: 1, cell: (row) => row.owner?.name ?? '–' },
      { name: 'unit', head: t('task.unit'), width: 150, grow: 1, cell: (row) => row.unit.name },
    ],
    [t],
  )
  return (
    <DataTable
      name="plan-members"
      label={t('service-plan.members')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/customers/${row.customer.id}`}
      lineOf={(row) => ({
        first: row.customer.name,
        second: [row.startedOn, row.owner?.name ?? '–', row.unit.name].join(' · '),
        end: <PlanMark of={row} />,
      })}
      countOf={(total, count) => t('service-plan.members-of', { total, count })}
      empty={<Empty title={t('service-plan.no-members')}>{t('service-plan.no-members.text')}</Empty>}
    />
  )
}
