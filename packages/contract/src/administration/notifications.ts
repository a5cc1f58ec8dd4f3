import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, day, id, instant, pageSize, queryFlag } from '#shapes.ts'

export const notificationKinds = ['run-failed', 'run-held', 'run-late'] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** Something a person is told in the product until they have read it. */
export const Notification = z
  .strictObject({
    id,
    kind: z.enum(notificationKinds),
    details: z.strictObject({
      runId: id,
      task: z.string(),
      businessDate: day,
      /** The code of what went wrong; the reader's language has words for it. */
      failure: z.string().nullable(),
    }),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

export const notifications = {
  list: endpoint('GET /notifications', {
    summary: 'What the caller was told, latest first',
    permission: 'signed-in',
    query: z.strictObject({ unread: queryFlag.optional(), after: cursor.optional(), limit: pageSize }),
    reply: z.strictObject({
      items: z.array(Notification),
      /** Under the same filter. */
      total: count,
      unread: count,
      next: z.string().nullable(),
    }),
  }),
  read: endpoint('PUT /notifications/:id/read', {
    summary: 'Mark one as read',
    permission: 'signed-in',
    params: byId,
    reply: Notification,
  }),
  readAll: endpoint('PUT /notifications/read', {
    summary: 'Mark all as read',
    permission: 'signed-in',
    reply: z.strictObject({ read: count }),
  }),
}
