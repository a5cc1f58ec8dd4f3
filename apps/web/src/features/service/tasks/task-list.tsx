import { type Task, tasks } from '@rapport/contract/service/tasks'
import { useMemo } from 'react'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { useFormat } from '#ui/format.ts'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { taskFilterNames, useTaskFilters } from './task-filters.ts'
import { Necessity, TaskMark } from './task-mark.tsx'
import { TaskPanel } from './task-panel.tsx'
import classes from './tasks.module.css'

type Query = NonNullable<Ask<typeof tasks.list>['query']>
export type TaskView = 'mine' | 'pool' | 'all' | 'closed'

/** What each view asks for before its filters. */
const asked: Record<TaskView, Query> = {
  mine: { queue: 'mine', state: 'open' },
  pool: { queue: 'pool' },
  all: { state: 'open' },
  closed: { state: 'done,verified,expired,cancelled', sort: 'latest' },
}

/** Tasks of one view, the most urgent first, one of them beside the list. */
export function TaskList({ view }: { view: TaskView }) {
  const { t } = useWords()
  const format = useFormat()
  const { params, get, change } = useAddress()
  const filters = useTaskFilters()
  const query = { ...asked[view], ...queryFrom(params, taskFilterNames) }
  const pages = useAskPages(tasks.list, { query: query as Query })
  const looked = get('task')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  const look = (task: Task | null | undefined) => change({ task: task?.id }, { replace: looked !== undefined })
  const columns = useMemo(
    (): Column<Task>[] => [
      { name: 'title', head: t('task.what'), width: 220, grow: 2, cell: (row) => row.title },
      { name: 'customer', head: t('task.customer'), width: 130, grow: 1, cell: (row) => row.customer?.name ?? '–' },
      { name: 'necessity', head: t('task.necessity'), width: 100, cell: (row) => <Necessity of={row} /> },
      { name: 'due', head: t('task.due-at'), width: 168, cell: (row) => <Instant at={row.dueAt} /> },
      { name: 'state', head: t('task.state'), width: 120, cell: (row) => <TaskMark of={row} /> },
      { name: 'kind', head: t('task.kind'), width: 120, cell: (row) => t(`task-kind.${row.kind}`) },
      {
        name: 'assignee',
        head: t('task.assignee'),
        width: 120,
        grow: 1,
        cell: (row) => row.assignee?.name ?? t('task.assignee.nobody'),
      },
      { name: 'unit', head: t('task.unit'), width: 140, grow: 1, cell: (row) => row.unit.name },
      {
        name: 'skill',
        head: t('task.skill'),
        width: 120,
        optional: true,
        cell: (row) => (row.skill ? t(`skill.${row.skill}`) : '–'),
      },
    ],
    [t],
  )
  const none = view === 'mine' || view === 'pool' ? (`tasks.none-${view}` as const) : 'tasks.none-found'
  return (
    <div className={classes.beside}>
      <div className={classes.listing}>
        <DataTable
          name="tasks"
          label={t('tasks.title')}
          columns={columns}
          pages={pages}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/tasks/${row.id}`}
          lineOf={(row) => ({
            first: row.title,
            second: [row.customer?.name, format.instant(row.dueAt), row.assignee?.name ?? t('task.assignee.nobody')]
              .filter(Boolean)
              .join(' · '),
            end: row.overdue ? <TaskMark of={row} /> : <Necessity of={row} />,
          })}
          peek={{ key: looked, show: look }}
          countOf={(total, count) => t('tasks.count', { total, count })}
          tools={<FilterChips filters={filters} />}
          empty={<Empty title={t(none)}>{t(`${none}.text`)}</Empty>}
        />
      </div>
      {looked && (
        <TaskPanel
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
