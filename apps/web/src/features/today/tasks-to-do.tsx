import { type Task, tasks } from '@rapport/contract/service/tasks'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Necessity, TaskMark } from '#features/service/tasks/task-mark.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useTitleOf } from '#words/title-of.ts'
import { useWords } from '#words/words.ts'
import classes from './today.module.css'

/** One's own tasks, the most urgent first: what must be done, then what may be. And how many wait to be taken. */
export function TasksToDo() {
  const { t } = useWords()
  const format = useFormat()
  const answer = useAsk(tasks.list, { query: { queue: 'mine', state: 'open', limit: '10' } })
  const counts = useAsk(tasks.counts).data
  return (
    <Section
      title={t('today.tasks')}
      actions={<Link to="/tasks">{t('today.all', { total: answer.data ? format.count(answer.data.total) : '' })}</Link>}
    >
      {counts && counts.pool > 0 && (
        <p className={classes.about}>
          <Link to="/tasks?view=pool">
            {t('today.tasks.pool', { count: counts.pool, total: format.count(counts.pool) })}
          </Link>
        </p>
      )}
      <Answered answer={answer} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.about}>{t('today.tasks.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((task) => (
                <Line key={task.id} of={task} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

function Line({ of: task }: { of: Task }) {
  const titleOf = useTitleOf()
  return (
    <li>
      <Link to={`/tasks/${task.id}`} className={`${classes.name} truncate`}>
        {titleOf(task)}
      </Link>
      <span className={`${classes.more} truncate`}>
        <Instant at={task.dueAt} />
        {task.customer && ` · ${task.customer.name}`}
      </span>
      {task.overdue ? <TaskMark of={task} /> : <Necessity of={task} />}
    </li>
  )
}
