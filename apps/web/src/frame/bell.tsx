import { ActionIcon } from '@mantine/core'
import { type NotificationNews, notifications } from '@rapport/contract/administration/notifications'
import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { Flyout } from '#ui/flyout.tsx'
import { useFormat } from '#ui/format.ts'
import { speakOfAllPages, useWords } from '#words/words.ts'
import classes from './bell.module.css'
import { useLiveNews } from './live-news.ts'

// What it tells has its words in the book of all pages.
const Told = lazy(() =>
  Promise.all([import('./told.tsx'), speakOfAllPages()]).then(([module]) => ({ default: module.Told })),
)
const Announced = lazy(() =>
  Promise.all([import('./announced.tsx'), speakOfAllPages()]).then(([module]) => ({ default: module.Announced })),
)

/** Asked again so often (ms), seldom while it is told as it happens. */
const AGAIN = { live: 300_000, otherwise: 60_000 }

/** What one was told in the product and has not read: how many, and which, as it happens. */
export function Bell() {
  const { t } = useWords()
  const format = useFormat()
  const [opened, setOpened] = useState(false)
  const [news, setNews] = useState<NotificationNews>()
  const live = useLiveNews(useViewer().id, setNews)
  const answer = useAsk(
    notifications.list,
    { query: { limit: '20' } },
    { again: () => (live ? AGAIN.live : AGAIN.otherwise) },
  )
  const unread = answer.data?.unread ?? 0
  const label = t('frame.notifications.unread', { count: unread, total: format.count(unread) })
  return (
    <>
      <Flyout
        opened={opened}
        close={() => setOpened(false)}
        end
        focus
        width={340}
        target={
          <ActionIcon aria-label={label} title={label} aria-expanded={opened} onClick={() => setOpened(!opened)}>
            <IconBell size={18} stroke={1.6} />
            {unread > 0 && (
              <span className={`${classes.unread} figures`} aria-hidden>
                {unread > 99 ? '99+' : format.count(unread)}
              </span>
            )}
          </ActionIcon>
        }
      >
        {() => <Told answer={answer} onGo={() => setOpened(false)} />}
      </Flyout>
      <span role="status" className="visually-hidden">
        <Suspense fallback={null}>{news && <Announced news={news} />}</Suspense>
      </span>
    </>
  )
}
