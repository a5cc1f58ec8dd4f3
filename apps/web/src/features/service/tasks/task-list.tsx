import { tasks } from '@rapport/contract/service/tasks'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { Beside, useLooked } from '#ui/beside.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useTaskColumns, useTaskLine } from './task-columns.tsx'
import { taskFilterNames, useTaskFilters } from './task-filters.ts'
import { TaskPanel } from './task-panel.tsx'

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
  const { params } = useAddress()
  const filters = useTaskFilters()
  const query = { ...asked[view], ...queryFrom(params, taskFilterNames) }
  const pages = useAskPages(tasks.list, { query: query as Query })
  const looked = useLooked('task', pages.rows)
  const columns = useTaskColumns()
  const lineOf = useTaskLine()
  const none = view === 'mine' || view === 'pool' ? (`tasks.none-${view}` as const) : 'tasks.none-found'
  return (
    <Beside panel={looked.id && <TaskPanel key={looked.id} id={looked.id} {...looked.moves} />}>
      <DataTable
        name="tasks"
        label={t('tasks.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/tasks/${row.id}`}
        lineOf={lineOf}
        peek={looked.peek}
        countOf={(total, count) => t('tasks.count', { total, count })}
        tools={<FilterChips filters={filters} />}
        empty={<Empty title={t(none)}>{t(`${none}.text`)}</Empty>}
      />
    </Beside>
  )
}
