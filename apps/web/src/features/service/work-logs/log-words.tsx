import type { WorkLog } from '@rapport/contract/service/work-logs'
import { Link } from 'react-router'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './work-logs.module.css'

/** What somebody wrote of a day, of whom it speaks, and the answer to it. */
export function LogWords({ of: log }: { of: WorkLog }) {
  const { t } = useWords()
  return (
    <>
      <p className={classes.words}>{log.text}</p>
      {log.customers.length > 0 && (
        <p>
          {t('work-log.customers')}:{' '}
          {log.customers.map(({ id, name }) => (
            <span key={id}>
              <Link to={`/customers/${id}`}>{name}</Link>{' '}
            </span>
          ))}
        </p>
      )}
      <p>
        <LogMark of={log} />
      </p>
      {log.comment && (
        <blockquote className={classes.answer}>
          <strong>{t('work-log.answered-by', { name: log.commentedBy ?? '–' })}</strong>
          <p className={classes.words}>{log.comment}</p>
        </blockquote>
      )}
    </>
  )
}

export function LogMark({ of: { state } }: { of: Pick<WorkLog, 'state'> }) {
  const { t } = useWords()
  return <Tag tone={state === 'draft' ? 'amber' : 'neutral'}>{t(`work-log-state.${state}`)}</Tag>
}
