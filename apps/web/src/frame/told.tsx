import { Button } from '@mantine/core'
import { type Notification, notifications } from '@rapport/contract/administration/notifications'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { OneTold } from '#features/administration/notifications/one-told.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
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

/** What one was told, what is unread before what was read; going to it marks it as read. */
export function Told({ answer, onGo }: Props) {
  const { t } = useWords()
  const refresh = [notifications.list]
  const read = useSend(notifications.read, { refresh })
  const readAll = useSend(notifications.readAll, { refresh })
  const go = (one: Notification) => {
    onGo()
    if (one.readAt === null) read.mutate({ params: { id: one.id } })
  }
  const groups = (items: Notification[]) =>
    [
      { name: 'unread' as const, items: items.filter(({ readAt }) => readAt === null) },
      { name: 'read' as const, items: items.filter(({ readAt }) => readAt !== null) },
    ].filter((group) => group.items.length > 0)
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
            <div className={classes.groups}>
              {groups(items).map((group) => (
                <section key={group.name} aria-label={t(`notifications.group.${group.name}`)}>
                  <h3 className={classes.group}>{t(`notifications.group.${group.name}`)}</h3>
                  <ul>
                    {group.items.map((one) => (
                      <li key={one.id} data-unread={one.readAt === null || undefined}>
                        <OneTold of={one} onGo={() => go(one)} />
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }
      </Answered>
      <footer className={classes.foot}>
        <Link to="/notifications?view=all" onClick={onGo}>
          {t('notifications.all')}
        </Link>
        <Link to="/notices" onClick={onGo}>
          {t('frame.notices')}
        </Link>
        <Link to="/notifications?view=choices" onClick={onGo}>
          {t('notifications.choices')}
        </Link>
      </footer>
    </section>
  )
}
