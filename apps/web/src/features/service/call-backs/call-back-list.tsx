import { type CallBack, callBacks } from '@rapport/contract/service/call-backs'
import { useMemo } from 'react'
import { useAskPages } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CallBackMark } from './call-back-mark.tsx'

/** Call-backs in sight, or those that gave a finding; each opens its task. */
export function CallBackList({ findings = false }: { findings?: boolean }) {
  const { t } = useWords()
  const pages = useAskPages(callBacks.list, { query: findings ? { findings: 'true' } : {} })
  const columns = useMemo(
    (): Column<CallBack>[] => [
      { name: 'customer', head: t('call-back.customer'), width: 150, grow: 1, cell: (row) => row.customer.name },
      { name: 'unit', head: t('call-backs.branch'), width: 150, grow: 1, cell: (row) => row.unit.name },
      { name: 'kind', head: t('call-backs.kind'), width: 130, cell: (row) => t(`call-back-kind.${row.kind}`) },
      { name: 'due', head: t('call-backs.due'), width: 110, cell: (row) => <Day on={row.dueOn} /> },
      { name: 'outcome', head: t('call-back.outcome'), width: 190, cell: (row) => <CallBackMark of={row} /> },
      { name: 'by', head: t('call-back.by'), width: 120, cell: (row) => row.doneBy ?? '–' },
      {
        name: 'verdict',
        head: t('call-back.verdict'),
        width: 120,
        cell: (row) => (row.verdict ? t(`call-back-verdict.${row.verdict}`) : '–'),
      },
    ],
    [t],
  )
  const none = findings ? 'call-backs.none-found' : 'call-backs.none'
  return (
    <DataTable
      name="call-backs"
      label={t('call-backs.title')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/tasks/${row.taskId}`}
      lineOf={(row) => ({
        first: row.customer.name,
        second: [t(`call-back-kind.${row.kind}`), row.unit.name, row.dueOn].join(' · '),
        end: <CallBackMark of={row} />,
      })}
      countOf={(total, count) => t('call-backs.count', { total, count })}
      empty={<Empty title={t(none)}>{t(`${none}.text`)}</Empty>}
    />
  )
}
