import { Button } from '@mantine/core'
import { type Notification, notifications } from '@rapport/contract/administration/notifications'
import { IconAlertTriangle, IconClock, IconGauge, IconHandStop, IconMailX } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './bell.module.css'

interface Props {
  /** Of `useAsk` on the own notifications. */
  answer: {
    data: { items: Notification[]; unread: number } | undefined
    error: unknown
    isPending: boolean
    refetch: () => unknown
  }
  onGo: () => void
}

const icons = {
  'run-failed': IconAlertTriangle,
  'run-held': IconHandStop,
  'run-late': IconClock,
  'quality-below': IconGauge,
  'report-not-sent': IconMailX,
  'tasks-due': IconClock,
  'tasks-overdue': IconAlertTriangle,
}

/** What one was told, latest first; going to it marks it as read. */
export function Told({ answer, onGo }: Props) {
  const { t } = useWords()
  const refresh = [notifications.list]
  const read = useSend(notifications.read, { refresh })
  const readAll = useSend(notifications.readAll, { refresh })
  const go = (one: Notification) => {
    onGo()
    if (one.readAt === null) read.mutate({ params: { id: one.id } })
  }
  return (
    <section aria-label={t('frame.notifications')} className={classes.told}>
      <header className={classes.head}>
        <strong>{t('frame.notifications')}</strong>
        {(answer.data?.unread ?? 0) > 0 && (
          <Button variant="subtle" size="compact-xs" loading={readAll.isPending} onClick={() => readAll.mutate({})}>
            {t('frame.notifications.read-all')}
          </Button>
        )}
      </header>
      <Answered answer={answer} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.none}>{t('frame.notifications.none')}</p>
          ) : (
            <ul>
              {items.map((one) => (
                <li key={one.id} data-unread={one.readAt === null || undefined}>
                  <One of={one} onGo={() => go(one)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  )
}

/** Where a notification leads, what it says, and why. */
function useTold(one: Notification) {
  const { t } = useWords()
  if (one.kind === 'quality-below') {
    const { itemId, item, businessDate, below } = one.details
    return {
      to: `/data-centre/quality?item=${itemId}&to=${businessDate}`,
      title: t('notification.quality-below', { item, day: businessDate }),
      why: below.map((measure) => t(`quality.${measure}`)).join(', '),
    }
  }
  if (one.kind === 'report-not-sent') {
    const { reportId, report, person, reason } = one.details
    return {
      to: `/reports/${reportId}`,
      title: t('notification.report-not-sent', { report, person }),
      why: t(`report-schedule.reason.${reason}`),
    }
  }
  if ('taskId' in one.details) {
    const { count, taskId, title } = one.details
    const soon = one.kind === 'tasks-due'
    return {
      to: count === 1 ? `/tasks/${taskId}` : soon ? '/tasks' : '/tasks?view=all&overdue=true',
      title: t(soon ? 'notification.tasks-due' : 'notification.tasks-overdue', { count, title }),
      why: null,
    }
  }
  const { runId, task, businessDate, failure } = one.details
  return {
    to: `/data-centre?day=${businessDate}&run=${runId}`,
    title: t(`notification.${one.kind}`, { task, day: businessDate }),
    why: failure && (wordsFor(`run.failure.${failure}`) ?? failure),
  }
}

function One({ of, onGo }: { of: Notification; onGo: () => void }) {
  const { t } = useWords()
  const Icon = icons[of.kind]
  const { to, title, why } = useTold(of)
  return (
    <Link to={to} className={classes.one} onClick={onGo}>
      <Icon size={16} aria-hidden />
      <span>
        <span className={classes.title}>{title}</span>
        {of.readAt === null && <span className="visually-hidden">{t('frame.notifications.is-unread')}</span>}
        {why && <span className={classes.why}>{why}</span>}
        <span className={classes.why}>
          <Instant at={of.createdAt} />
        </span>
      </span>
    </Link>
  )
}
