import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, id, instant, PersonInRow, version } from '#shapes.ts'

/** People that a report is sent to at most. */
export const MOST_RECIPIENTS = 50
/** Why somebody is not sent a report: told to whoever sends it. */
export const notSentReasons = [
  'person-gone',
  'not-allowed',
  'no-email',
  'out-of-sight',
  'too-long',
  'too-large',
  'mail-refused',
  'broke',
] as const
export type NotSentReason = (typeof notSentReasons)[number]

/** As which file a report is sent: all rows as text or as a workbook, or its table as pages. */
export const reportFileFormats = ['csv', 'xlsx', 'pdf'] as const
export type ReportFileFormat = (typeof reportFileFormats)[number]

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time.shape' })

/** When a report is sent, in the firm's time. */
export const Rhythm = z
  .discriminatedUnion('every', [
    z.strictObject({ every: z.literal('day'), at: time }),
    /** 1 is Monday. */
    z.strictObject({ every: z.literal('week'), at: time, weekday: z.int().min(1).max(7) }),
    z.strictObject({ every: z.literal('month'), at: time, day: z.union([z.int().min(1).max(28), z.literal('last')]) }),
  ])
  .meta({ id: 'Rhythm' })
export type Rhythm = z.infer<typeof Rhythm>

export const deliveryStates = ['waiting', 'sending', 'sent', 'not-sent'] as const

export const ReportDelivery = z
  .strictObject({
    id,
    person: PersonInRow,
    /** The time that it is about. */
    dueAt: instant,
    state: z.enum(deliveryStates),
    reason: z.enum(notSentReasons).nullable(),
    /** It was under way when its worker went; it was sent again as the same letter, and may have come twice. */
    uncertain: z.boolean(),
    /** Rows of the file, as this person sees them. */
    rows: count.nullable(),
    sentAt: instant.nullable(),
  })
  .meta({ id: 'ReportDelivery' })
export type ReportDelivery = z.infer<typeof ReportDelivery>

export const ReportSchedule = z
  .strictObject({
    id,
    version,
    rhythm: Rhythm,
    format: z.enum(reportFileFormats),
    recipients: z.array(PersonInRow.extend({ hasEmail: z.boolean() })),
    paused: z.boolean(),
    /** Null while paused. */
    nextAt: instant.nullable(),
    /** Asked for now, and not begun yet. */
    asked: z.boolean(),
    /** What was sent of late, latest first. */
    deliveries: z.array(ReportDelivery),
  })
  .meta({ id: 'ReportSchedule' })
export type ReportSchedule = z.infer<typeof ReportSchedule>

const draft = {
  rhythm: Rhythm,
  format: z.enum(reportFileFormats),
  recipients: z
    .array(id)
    .min(1, { error: 'recipients.none' })
    .max(MOST_RECIPIENTS)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'recipients.twice' }),
  paused: z.boolean(),
}
export const NewReportSchedule = z
  .strictObject({ ...draft, format: draft.format.default('csv'), paused: draft.paused.default(false) })
  .meta({ id: 'NewReportSchedule' })

export const reportSchedules = {
  open: endpoint('GET /reports/:id/schedule', {
    summary: 'When and to whom a report of one’s own is sent, and what became of it; null where it is not',
    permission: 'report.build',
    params: byId,
    reply: z.strictObject({
      schedule: ReportSchedule.nullable(),
      /** Whether there is a mail server to send by. */
      mailing: z.boolean(),
    }),
  }),
  create: endpoint('POST /reports/:id/schedule', {
    summary: 'Send a report of one’s own at times; each reader gets it as they themselves may see it',
    permission: 'report.build',
    params: byId,
    body: NewReportSchedule,
    reply: ReportSchedule,
  }),
  edit: endpoint('PATCH /report-schedules/:id', {
    summary: 'Change when and to whom a report is sent, pause it or go on',
    permission: 'report.build',
    params: byId,
    body: z
      .strictObject(draft)
      .partial()
      .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
      .meta({ id: 'ReportScheduleEdit' }),
    reply: ReportSchedule,
    versioned: true,
  }),
  send: endpoint('POST /report-schedules/:id/sendings', {
    summary: 'Send a report now, beside its times',
    permission: 'report.build',
    params: byId,
    reply: ReportSchedule,
    status: 200,
  }),
  remove: endpoint('DELETE /report-schedules/:id', {
    summary: 'Send a report no more',
    permission: 'report.build',
    params: byId,
    versioned: true,
  }),
}
