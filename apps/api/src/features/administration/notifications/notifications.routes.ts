import { notifications } from '@rapport/contract/administration/notifications'
import { eventsRoute, route } from '#http/serve.ts'
import { choose, openChoices } from './choices.ts'
import { newsFeed } from './news.ts'
import { listNotifications, mark, markAllRead } from './notifications.ts'

export const notificationsRoutes = [
  route(notifications.list, ({ db, query }) => listNotifications(db, query)),
  eventsRoute(notifications.stream, newsFeed),
  route(notifications.choices, ({ db }) => openChoices(db)),
  route(notifications.choose, ({ db, body }) => choose(db, body)),
  route(notifications.read, ({ db, params }) => mark(db, params.id, true)),
  route(notifications.unread, ({ db, params }) => mark(db, params.id, false)),
  route(notifications.readAll, ({ db }) => markAllRead(db)),
]
