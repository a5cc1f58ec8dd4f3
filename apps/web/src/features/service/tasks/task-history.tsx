import { tasks } from '@rapport/contract/service/tasks'
import { useAsk } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './tasks.module.css'

/** Every state, person and minute of a task. */
export function TaskHistory({ id }: { id: string }) {
  const { t } = useWords()
  const answer = useAsk(tasks.history, { params: { id } })
  return (
    <Section title={t('task.history')}>
      <Answered answer={answer} lines={3}>
        {({ items }) => (
          <ol className={classes.history}>
            {items.map(({ id, at, what, actor, assignee, note }) => (
              <li key={id}>
                <Instant at={at} />
                <span>
                  {t(`task-happening.${what}`)}
                  {what === 'assigned' && ` → ${assignee ?? t('task.assignee.nobody')}`} ·{' '}
                  {actor ?? t('task.history.product')}
                </span>
                {note && <p>{note}</p>}
              </li>
            ))}
          </ol>
        )}
      </Answered>
    </Section>
  )
}
