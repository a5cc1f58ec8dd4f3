import { NotificationNews, notifications } from '@rapport/contract/administration/notifications'
import { addressOf } from '@rapport/contract/client'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { wire } from '#api/call.ts'
import { followEvents } from '#api/follow-events.ts'
import { keyOf } from '#api/query.ts'
import { oneOfAll } from './one-of-all.ts'

type Told = ReplyOf<typeof notifications.list>
/** What the tab that listens says to the others. */
type Said = { what: 'told'; data: string; place: string } | { what: 'opened' | 'lost' }

const MOST = 20

const readNews = (text: string) => {
  try {
    return NotificationNews.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Puts news on top of the list of the bell, and lets longer lists be asked again. */
function place(client: QueryClient, { items, unread }: NotificationNews) {
  client.setQueriesData<Told>(
    { queryKey: keyOf(notifications.list), predicate: ({ queryKey }) => queryKey[1] !== 'pages' },
    (kept) =>
      kept && {
        ...kept,
        unread,
        items: [...items, ...kept.items.filter(({ id }) => !items.some((one) => one.id === id))]
          .toSorted((one, other) => other.changedAt.localeCompare(one.changedAt))
          .slice(0, MOST),
      },
  )
  void client.invalidateQueries({ queryKey: [...keyOf(notifications.list), 'pages'] })
  // What is told of tasks has changed what there is to do.
  if (items.some(({ kind }) => kind.startsWith('task')))
    void client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('GET /tasks') })
}

/** Keeps what one is told up to date while a page is open, one stream for all tabs; says of each news. Whether it is told as it happens. */
export function useLiveNews(viewerId: string, onNews: (news: NotificationNews) => void): boolean {
  const client = useQueryClient()
  const [live, setLive] = useState(false)
  useEffect(() => {
    let last = ''
    const heard = (said: Said) => {
      if (said.what !== 'told') {
        setLive(said.what === 'opened')
        // What changed before it was connected is not told.
        if (said.what === 'opened') void client.invalidateQueries({ queryKey: keyOf(notifications.list) })
        return
      }
      last = said.place || last
      const news = readNews(said.data)
      if (!news) return
      setLive(true)
      place(client, news)
      onNews(news)
    }
    return oneOfAll<Said>(
      `rapport.notifications.${viewerId}`,
      (tell) => {
        const both = (said: Said) => {
          tell(said)
          heard(said)
        }
        return followEvents(
          wire.base + addressOf(notifications.stream, {}),
          {
            event: 'news',
            told: (data, at) => both({ what: 'told', data, place: at }),
            opened: () => both({ what: 'opened' }),
            lost: () => both({ what: 'lost' }),
            waiting: () => undefined,
          },
          last,
        )
      },
      heard,
    )
  }, [client, viewerId, onNews])
  return live
}
