import { tasks } from '@rapport/contract/service/tasks'
import { useAskPages } from '#api/query.ts'
import { useTaskColumns, useTaskLine } from '#features/service/tasks/task-columns.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'

/** Steps of plans that should have been done, the most urgent first; each opens its task. */
export function OverdueSteps() {
  const { t } = useWords()
  const pages = useAskPages(tasks.list, { query: { kind: 'plan-step', state: 'open', overdue: 'true' } })
  const columns = useTaskColumns()
  const lineOf = useTaskLine()
  return (
    <DataTable
      name="overdue-steps"
      label={t('service-plans.overdue')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/tasks/${row.id}`}
      lineOf={lineOf}
      countOf={(total, count) => t('service-plans.overdue-steps', { total, count })}
      empty={<Empty title={t('service-plans.none-overdue')}>{t('service-plans.none-overdue.text')}</Empty>}
    />
  )
}
