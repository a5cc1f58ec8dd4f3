import { type Moment, moments } from '@rapport/contract/service/moments'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { MomentState } from './moment-state.tsx'
import { useMomentName } from './moment-words.ts'

const filterNames = ['code', 'day', 'state'] as const
type Query = NonNullable<Ask<typeof moments.list>['query']>

/** Moments of customers in sight, the latest first; of one customer, or of one rule. */
export function FoundMoments({ customer, code }: { customer?: string; code?: string }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useMomentName()
  const { params } = useAddress()
  const query = { ...queryFrom(params, filterNames), ...(customer && { customer }), ...(code && { code }) } as Query
  const pages = useAskPages(moments.list, { query })
  const columns = useMemo(
    (): Column<Moment>[] => [
      { name: 'day', head: t('moment.day'), width: 110, cell: (row) => <Day on={row.occurredOn} /> },
      {
        name: 'name',
        head: t('moment.name'),
        width: 200,
        grow: 1,
        cell: (row) => <Link to={`/moments/${row.code}`}>{nameOf(row)}</Link>,
      },
      {
        name: 'customer',
        head: t('task.customer'),
        width: 150,
        cell: (row) => <Link to={`/customers/${row.customer.id}`}>{row.customer.name}</Link>,
      },
      { name: 'about', head: t('moment.variables'), width: 260, grow: 2, cell: (row) => said(row) },
      { name: 'state', head: t('moment.became'), width: 220, cell: (row) => <MomentState of={row} /> },
      {
        name: 'goal',
        head: t('moment.goal-met'),
        width: 100,
        cell: ({ goalMet }) => (goalMet === null ? '–' : t(goalMet ? 'moment.goal-met.yes' : 'moment.goal-met.no')),
      },
    ],
    [t, nameOf],
  )
  return (
    <DataTable
      name="moments"
      label={t('moments.found')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => (row.taskId ? `/tasks/${row.taskId}` : `/moments/${row.code}`)}
      lineOf={(row) => ({
        first: nameOf(row),
        second: [row.customer.name, format.day(row.occurredOn), said(row)].filter(Boolean).join(' · '),
        end: <MomentState of={row} />,
      })}
      countOf={(total, count) => t('moments.count', { total, count })}
      empty={<Empty title={t('moments.none-found')}>{t('moments.none-found.text')}</Empty>}
    />
  )
}

/** What it was about, in the words of scripts. */
const said = ({ variables }: Moment) => Object.values(variables).join(' · ')
