import { notifications } from '@rapport/contract/administration/notifications'
import { route } from '#http/serve.ts'
import { listNotifications, markAllRead, markRead } from './notifications.ts'

export const notificationsRoutes = [
  route(notifications.list, ({ db, query }) => listNotifications(db, query)),
  route(notifications.read, ({ db, params }) => markRead(db, params.id)),
  route(notifications.readAll, ({ db }) => markAllRead(db)),
]
