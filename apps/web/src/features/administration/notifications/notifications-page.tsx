import { ActionIcon, Button, Select } from '@mantine/core'
import { type Notification, notificationKinds, notifications } from '@rapport/contract/administration/notifications'
import { IconMail, IconMailOpened } from '@tabler/icons-react'
import { type Ask, useAskPages, useSend } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { Empty, Failed, Skeleton } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { ChoicesForm } from './choices-form.tsx'
import classes from './notifications.module.css'
import { OneTold } from './one-told.tsx'

const views = ['unread', 'all', 'choices'] as const

/** What one was told, all of it, and how one wishes to be told. */
export function NotificationsPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const readAll = useSend(notifications.readAll, { refresh: [notifications.list] })
  const view = views.find((one) => one === get('view')) ?? views[0]
  return (
    <Page
      narrow
      title={t('frame.notifications')}
      actions={
        view !== 'choices' && (
          <Button variant="default" loading={readAll.isPending} onClick={() => readAll.mutate({})}>
            {t('frame.notifications.read-all')}
          </Button>
        )
      }
    >
      <Views
        label={t('notifications.views')}
        views={views.map((name) => ({ name, label: t(`notifications.${name}`) }))}
        shown={view}
      />
      {view === 'choices' ? <ChoicesForm /> : <ToldList unread={view === 'unread'} />}
    </Page>
  )
}

function ToldList({ unread }: { unread: boolean }) {
  const { t } = useWords()
  const { params, get, change } = useAddress()
  const query = { ...queryFrom(params, ['kind']), ...(unread && { unread: 'true' }) } as Ask<
    typeof notifications.list
  >['query']
  const pages = useAskPages(notifications.list, { query })
  const refresh = [notifications.list]
  const read = useSend(notifications.read, { refresh })
  const unreadAgain = useSend(notifications.unread, { refresh })
  const turn = (one: Notification) =>
    one.readAt === null ? read.mutate({ params: { id: one.id } }) : unreadAgain.mutate({ params: { id: one.id } })
  return (
    <>
      <div className={classes.filters}>
        <Select
          label={t('notifications.kind')}
          data={notificationKinds.map((value) => ({ value, label: t(`notifications.kind.${value}`) }))}
          value={get('kind') ?? null}
          onChange={(kind) => change({ kind })}
          placeholder={t('notifications.kind.all')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
        />
      </div>
      {pages.error && <Failed error={pages.error} retry={pages.retry} />}
      {pages.loading && <Skeleton lines={6} />}
      {!pages.loading && !pages.error && pages.rows.length === 0 && (
        <Empty title={t(unread ? 'notifications.none-unread' : 'frame.notifications.none')}>
          {t('notifications.none-advice')}
        </Empty>
      )}
      <ul className={classes.list} aria-label={t('frame.notifications')}>
        {pages.rows.map((one) => (
          <li key={one.id} data-unread={one.readAt === null || undefined}>
            <OneTold of={one} onGo={() => one.readAt === null && turn(one)} />
            <ActionIcon
              title={t(one.readAt === null ? 'notifications.mark-read' : 'notifications.mark-unread')}
              aria-label={t(one.readAt === null ? 'notifications.mark-read' : 'notifications.mark-unread')}
              onClick={() => turn(one)}
            >
              {one.readAt === null ? <IconMailOpened size={16} /> : <IconMail size={16} />}
            </ActionIcon>
          </li>
        ))}
      </ul>
      {(pages.more || pages.loadingMore) && (
        <Button variant="default" className={classes.more} loading={pages.loadingMore} onClick={() => pages.more?.()}>
          {t('ui.more')}
        </Button>
      )}
    </>
  )
}
