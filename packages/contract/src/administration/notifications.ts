import { z } from 'zod'
import { notSentReasons } from '#analytics/report-schedules.ts'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, day, id, instant, pageSize, queryFlag } from '#shapes.ts'
import { qualityMeasures } from './quality.ts'

const runKinds = ['run-failed', 'run-held', 'run-late'] as const
const told = { id, createdAt: instant, readAt: instant.nullable() }

/** Something a person is told in the product until they have read it. */
export const Notification = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...told,
      kind: z.enum(runKinds),
      details: z.strictObject({
        runId: id,
        task: z.string(),
        businessDate: day,
        /** The code of what went wrong; the reader's language has words for it. */
        failure: z.string().nullable(),
      }),
    }),
    /** Told to the owner of an item, at most once a day: indicators of its last day are below what they must come to. */
    z.strictObject({
      ...told,
      kind: z.literal('quality-below'),
      details: z.strictObject({
        itemId: id,
        item: z.string(),
        businessDate: day,
        below: z.array(z.enum(qualityMeasures)),
      }),
    }),
    /** Told to whoever has a report sent: somebody was not sent it. */
    z.strictObject({
      ...told,
      kind: z.literal('report-not-sent'),
      details: z.strictObject({
        reportId: id,
        report: z.string(),
        person: z.string(),
        reason: z.enum(notSentReasons),
      }),
    }),
    /** Told to whoever has tasks whose time runs out, and, once it is up, to whoever leads the unit as well: how many, and one of them. */
    z.strictObject({
      ...told,
      kind: z.enum(['tasks-due', 'tasks-overdue']),
      details: z.strictObject({ count, taskId: id, title: z.string() }),
    }),
  ])
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
