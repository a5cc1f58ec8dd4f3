import { type WorkLog, workLogs } from '@rapport/contract/service/work-logs'
import { useMemo } from 'react'
import { useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { Beside, useLooked } from '#ui/beside.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { LogMark } from './log-words.tsx'
import { WorkLogPanel } from './work-log-panel.tsx'

/** Logs in sight, the latest day first; one that is looked at stands beside them. */
export function WorkLogList() {
  const { t } = useWords()
  const { params } = useAddress()
  const pages = useAskPages(workLogs.list, { query: queryFrom(params, ['from', 'to', 'person', 'unit', 'customer']) })
  const { id, peek, moves } = useLooked('log', pages.rows)
  const columns = useMemo(
    (): Column<WorkLog>[] => [
      { name: 'day', head: t('work-log.day'), width: 110, cell: (row) => <Day on={row.day} /> },
      { name: 'person', head: t('work-log.person'), width: 130, cell: (row) => row.person.name },
      { name: 'unit', head: t('work-log.unit'), width: 150, cell: (row) => row.unit.name },
      { name: 'words', head: t('work-log.words'), width: 240, grow: 2, cell: (row) => row.text },
      { name: 'state', head: t('work-log.state'), width: 110, cell: (row) => <LogMark of={row} /> },
    ],
    [t],
  )
  return (
    <Beside panel={id && <WorkLogPanel key={id} id={id} {...moves} />}>
      <DataTable
        name="work-logs"
        label={t('work-log.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/work-log?view=all&log=${row.id}`}
        peek={peek}
        lineOf={(row) => ({
          first: row.person.name,
          second: [row.day, row.text].join(' · '),
          end: <LogMark of={row} />,
        })}
        countOf={(total, count) => t('work-log.count', { total, count })}
        empty={<Empty title={t('work-log.none')}>{t('work-log.none.text')}</Empty>}
      />
    </Beside>
  )
}
