import { z } from 'zod'
import { notSentReasons } from '#analytics/report-schedules.ts'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, day, id, instant, pageSize, queryFlag, queryList, timeOfDay } from '#shapes.ts'
import { outboxNames } from './outboxes.ts'
import { qualityMeasures } from './quality.ts'

const runKinds = ['run-failed', 'run-held', 'run-late'] as const
/** What is told about a record. Nothing of the record is written into what is told: the reader sees what is in sight. */
export const aboutNotifications = [
  'task-given',
  'task-reopened',
  'tasks-due',
  'tasks-overdue',
  'case-turn',
  'case-answered',
  'approval-to-decide',
  'approval-approved',
  'approval-rejected',
  'approval-returned',
  'approval-due',
  'approval-overdue',
  'message-batch-to-approve',
  'message-batch-failed',
  'report-ready',
  'report-failed',
  'import-ended',
  'notice-published',
  'notice-reminder',
  'meeting-soon',
  'call-rings',
  /** For surveys: a score below what the survey calls low. */
  'survey-low',
  /** For notes in which somebody is named. */
  'mention',
  /** A prospect goes back to the pool soon, or went. */
  'prospect-recall-near',
  'prospect-recalled',
] as const
export type AboutNotification = (typeof aboutNotifications)[number]

/** All that somebody may be told of. */
export const notificationKinds = [
  ...aboutNotifications,
  ...runKinds,
  'quality-below',
  'report-not-sent',
  'outbox-late',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

const told = {
  id,
  createdAt: instant,
  /** When it last counted up. */
  changedAt: instant,
  readAt: instant.nullable(),
  /** How often it happened since it was first told and not read. */
  times: count,
  /** Worth a word on any page, at once. */
  urgent: z.boolean(),
  /** Told as it happens; else only put into the list, as its reader chose. */
  live: z.boolean(),
}

/** Something a person is told in the product until they have read it. */
export const Notification = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...told,
      kind: z.enum(aboutNotifications),
      /** The latest record that it is about, as the reader sees it now; title null where that is out of sight or has none. */
      about: z.strictObject({
        id,
        title: z.string().nullable(),
        titleZh: z.string().nullable(),
        /** Of a task or rule of moments its code: M01 to M30. */
        code: z.string().nullable(),
        customer: z.strictObject({ id, name: z.string() }).nullable(),
      }),
    }),
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
    /** Told to whoever runs the data centre, of each outbox once an hour: what is to leave waits too long. */
    z.strictObject({
      ...told,
      kind: z.literal('outbox-late'),
      details: z.strictObject({ outbox: z.enum(outboxNames), waiting: count, minutes: count }),
    }),
  ])
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

/** What has changed of what somebody is told, latest first, and how much of all is unread. */
export const NotificationNews = z
  .strictObject({ items: z.array(Notification), unread: count })
  .meta({ id: 'NotificationNews' })
export type NotificationNews = z.infer<typeof NotificationNews>

/** Told as it happens, only put into the list, or not told at all. */
export const showings = ['live', 'list', 'off'] as const
export const NotificationChoices = z
  .strictObject({
    /** What is not said is `live`. */
    shown: z.partialRecord(z.enum(notificationKinds), z.enum(showings)),
    /** From then until then nothing is told as it happens; over midnight too. Both or neither. */
    quietFrom: timeOfDay.nullable(),
    quietUntil: timeOfDay.nullable(),
  })
  .refine(({ quietFrom, quietUntil }) => (quietFrom === null) === (quietUntil === null), {
    path: ['quietUntil'],
    error: 'notifications.quiet-both',
  })
  .refine(({ quietFrom, quietUntil }) => quietFrom === null || quietFrom !== quietUntil, {
    path: ['quietUntil'],
    error: 'notifications.quiet-same',
  })
  .meta({ id: 'NotificationChoices' })
export type NotificationChoices = z.infer<typeof NotificationChoices>

export const notifications = {
  list: endpoint('GET /notifications', {
    summary: 'What the caller was told, latest first',
    permission: 'signed-in',
    query: z.strictObject({
      unread: queryFlag.optional(),
      kind: queryList(notificationKinds).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: z.strictObject({
      items: z.array(Notification),
      /** Under the same filter. */
      total: count,
      unread: count,
      next: z.string().nullable(),
    }),
  }),
  stream: endpoint('GET /notifications/stream', {
    summary: 'What the caller is told, as server-sent events; after a break all since Last-Event-ID, or `after`',
    permission: 'signed-in',
    query: z.strictObject({
      after: z.string().max(18).regex(/^\d+$/).optional(),
    }),
    reply: NotificationNews,
    gives: 'events',
  }),
  choices: endpoint('GET /notifications/choices', {
    summary: 'How the caller wishes to be told of what',
    permission: 'signed-in',
    reply: NotificationChoices,
  }),
  choose: endpoint('PUT /notifications/choices', {
    summary: 'Choose how to be told of what, and when to be left in quiet',
    permission: 'signed-in',
    body: NotificationChoices,
    reply: NotificationChoices,
  }),
  read: endpoint('PUT /notifications/:id/read', {
    summary: 'Mark one as read',
    permission: 'signed-in',
    params: byId,
    reply: Notification,
  }),
  unread: endpoint('PUT /notifications/:id/unread', {
    summary: 'Mark one as unread again',
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
