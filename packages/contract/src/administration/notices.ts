import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  count,
  cursor,
  day,
  id,
  instant,
  listOf,
  pageOf,
  pageSize,
  queryFlag,
  text,
  timeOfDay,
  UnitInRow,
} from '#shapes.ts'

/** Planned before its time; nobody to whom it is addressed sees one that was withdrawn. */
export const noticeStates = ['planned', 'published', 'expired', 'withdrawn'] as const

const Named = z.strictObject({ id, name: z.string() })
export const Notice = z
  .strictObject({
    id,
    title: z.string(),
    /** Plain words; lines as they were written. */
    body: z.string(),
    /** Whoever reads it has to say that they did. */
    confirm: z.boolean(),
    state: z.enum(noticeStates),
    author: z.string(),
    unit: UnitInRow,
    publishAt: instant,
    expiresAt: instant.nullable(),
    withdrawal: z.strictObject({ at: instant, by: z.string(), reason: z.string() }).nullable(),
    /** To whom it goes: these units with all below them, and of these roles; no role is all of them. */
    units: z.array(Named),
    roles: z.array(z.strictObject({ id, name: z.string(), nameZh: z.string() })),
    /** Whether it is addressed to the caller, and what the caller made of it. */
    addressed: z.boolean(),
    readAt: instant.nullable(),
    confirmedAt: instant.nullable(),
    /** For whoever looks after it: how many it is addressed to, have read it and have confirmed it; else null. */
    reach: z.strictObject({ people: count, read: count, confirmed: count }).nullable(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof Notice>

export const NoticeDraft = z
  .strictObject({
    title: text(200),
    body: text(10_000),
    confirm: z.boolean().default(false),
    unitIds: z.array(id).min(1).max(200),
    roleIds: z.array(id).max(50).default([]),
    /** At once without a day; at eight without a time. */
    publishOn: day.nullable().default(null),
    publishTime: timeOfDay.nullable().default(null),
    /** After this day it is not shown on anybody's first page any more. */
    expiresOn: day.nullable().default(null),
  })
  .refine(({ publishOn, publishTime }) => publishOn !== null || publishTime === null, {
    path: ['publishTime'],
    error: 'notice.time-of-no-day',
  })
  .meta({ id: 'NoticeDraft' })

/** One of those to whom a notice is addressed. */
export const NoticeReader = z
  .strictObject({ id, name: z.string(), unit: UnitInRow, readAt: instant.nullable(), confirmedAt: instant.nullable() })
  .meta({ id: 'NoticeReader' })
export type NoticeReader = z.infer<typeof NoticeReader>

export const notices = {
  list: endpoint('GET /notices', {
    summary: 'Notices addressed to the caller, or those that the caller looks after, the latest first',
    permission: 'signed-in',
    query: z.strictObject({
      of: z.enum(['mine', 'published']).default('mine'),
      /** Only what is to be read or confirmed yet and has not expired. */
      open: queryFlag.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(Notice),
  }),
  /** To whom the caller may publish. */
  choices: endpoint('GET /notices/choices', {
    summary: 'Units and roles that a notice may be addressed to',
    permission: 'notice.publish',
    reply: z.strictObject({
      units: z.array(Named),
      roles: z.array(z.strictObject({ id, name: z.string(), nameZh: z.string() })),
    }),
  }),
  publish: endpoint('POST /notices', {
    summary: 'Publish a notice to units and roles, at once or at a time',
    permission: 'notice.publish',
    body: NoticeDraft,
    reply: Notice,
  }),
  open: endpoint('GET /notices/:id', {
    summary: 'A notice that is addressed to the caller or that the caller looks after',
    permission: 'signed-in',
    params: byId,
    reply: Notice,
  }),
  read: endpoint('PUT /notices/:id/read', {
    summary: 'Write down that the caller has read it, once',
    permission: 'signed-in',
    params: byId,
    reply: Notice,
  }),
  confirm: endpoint('PUT /notices/:id/confirmation', {
    summary: 'Confirm having read it, once; 409 where it asks for none',
    permission: 'signed-in',
    params: byId,
    reply: Notice,
  }),
  readers: endpoint('GET /notices/:id/readers', {
    summary: 'To whom it is addressed, those first who have not read it',
    permission: 'notice.publish',
    params: byId,
    reply: listOf(NoticeReader),
  }),
  remind: endpoint('POST /notices/:id/reminders', {
    summary: 'Remind whoever has not read or confirmed it; at most once an hour',
    permission: 'notice.publish',
    params: byId,
    reply: z.strictObject({ reminded: count }),
  }),
  withdraw: endpoint('PUT /notices/:id/withdrawal', {
    summary: 'Withdraw it, with a reason: nobody sees it any more',
    permission: 'notice.publish',
    params: byId,
    body: z.strictObject({ reason: text(300) }),
    reply: Notice,
  }),
}
