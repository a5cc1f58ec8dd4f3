import { type Task, tasks } from '@rapport/contract/service/tasks'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { DataTable } from '#ui/data-table.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useTaskColumns, useTaskLine } from './task-columns.tsx'
import { taskFilterNames, useTaskFilters } from './task-filters.ts'
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
  const { params, get, change } = useAddress()
  const filters = useTaskFilters()
  const query = { ...asked[view], ...queryFrom(params, taskFilterNames) }
  const pages = useAskPages(tasks.list, { query: query as Query })
  const looked = get('task')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  const look = (task: Task | null | undefined) => change({ task: task?.id }, { replace: looked !== undefined })
  const columns = useTaskColumns()
  const lineOf = useTaskLine()
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
          lineOf={lineOf}
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
