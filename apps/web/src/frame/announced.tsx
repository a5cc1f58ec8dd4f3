import type { Notification, NotificationNews } from '@rapport/contract/administration/notifications'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useToldText } from '#features/administration/notifications/told-text.ts'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

const isNews = ({ live, readAt }: Notification) => live && readAt === null

/** Says the latest news to whoever listens to the page; what is urgent is shown for a while on the tab that is looked at. */
export function Announced({ news }: { news: NotificationNews }) {
  const { t } = useWords()
  const textOf = useToldText()
  const navigate = useNavigate()
  const shown = useRef(new Set<string>())
  const [latest] = news.items.filter(isNews)
  useEffect(() => {
    for (const one of news.items) {
      const key = `${one.id} ${one.times}`
      if (!isNews(one) || !one.urgent || shown.current.has(key) || document.visibilityState !== 'visible') continue
      shown.current.add(key)
      const { title, to } = textOf(one)
      void notify(title, to === null ? undefined : { label: t('notifications.open'), act: () => navigate(to) })
    }
  }, [news, t, textOf, navigate])
  return latest ? textOf(latest).title : null
}
