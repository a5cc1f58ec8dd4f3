import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, day, id, instant, listOf, PersonInRow } from '#shapes.ts'

export const reportLanguages = ['zh-CN', 'en'] as const
export type ReportLanguage = (typeof reportLanguages)[number]

export const reportStates = ['waiting', 'making', 'made', 'failed', 'stopped', 'cleared'] as const
/** Why a report was not made. */
export const reportFailures = ['nothing-valued', 'out-of-sight', 'person-gone', 'not-allowed', 'broke'] as const
/** Why a made one was not sent. */
export const sendingFailures = ['no-email', 'do-not-contact', 'out-of-sight', 'not-allowed', 'mail-refused'] as const

/** A report of a customer's account over a period: made once, then kept as it was made. */
export const CustomerReport = z
  .strictObject({
    id,
    customerId: id,
    state: z.enum(reportStates),
    failure: z.enum(reportFailures).nullable(),
    /** As asked for until it is made, then as it was made: null is since the start, and until the last day valued. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    currency: z.string().nullable(),
    language: z.enum(reportLanguages),
    /** The version of what a report says and how. */
    template: z.int(),
    bytes: count.nullable(),
    askedBy: PersonInRow,
    askedAt: instant,
    endedAt: instant.nullable(),
    sending: z
      .strictObject({
        state: z.enum(['waiting', 'sent', 'failed']),
        failure: z.enum(sendingFailures).nullable(),
        by: PersonInRow,
        sentAt: instant.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'CustomerReport' })
export type CustomerReport = z.infer<typeof CustomerReport>

/** Whether a report can be sent to a customer, and what stands against it. */
export const sendable = ['yes', 'no-mail-server', 'no-email', 'do-not-contact'] as const

const period = {
  from: day.optional(),
  to: day.optional(),
  /** Left out: the language of the customer's record. */
  language: z.enum(reportLanguages).optional(),
}

export const customerReports = {
  list: endpoint('GET /customers/:id/reports', {
    summary: 'Reports of a customer, latest first, and whether one can be sent',
    permission: 'account.read',
    params: byId,
    reply: z.strictObject({ items: z.array(CustomerReport), sendable: z.enum(sendable) }),
  }),
  create: endpoint('POST /customers/:id/reports', {
    summary: 'Ask for a PDF report of a customer over a period; it is made within seconds',
    permission: 'report.create',
    params: byId,
    body: z.strictObject({
      ...period,
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
        .optional(),
      benchmark: id.optional(),
    }),
    reply: CustomerReport,
    status: 202,
  }),
  file: endpoint('GET /customer-reports/:id/file', {
    summary: 'Download a report; 403 where it shows personal data that the reader may not see in the clear',
    permission: 'account.read',
    params: byId,
    gives: 'file',
    media: 'application/pdf',
  }),
  send: endpoint('POST /customer-reports/:id/sending', {
    summary: 'Send a report to the e-mail address of its customer',
    permission: 'report.create',
    params: byId,
    reply: CustomerReport,
    status: 202,
  }),
}

/** Reports of all members of a segment whom somebody sees. */
export const ReportBatch = z
  .strictObject({
    id,
    segmentId: id,
    state: z.enum(['running', 'done', 'stopped']),
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** Null where each is in the language of its customer. */
    language: z.enum(reportLanguages).nullable(),
    customers: count,
    made: count,
    failed: count,
    /** Of those that failed, how many for which reason. */
    failures: z.array(z.strictObject({ failure: z.enum(reportFailures), customers: count })),
    askedAt: instant,
    /** When its last report ended so far. */
    endedAt: instant.nullable(),
  })
  .meta({ id: 'ReportBatch' })
export type ReportBatch = z.infer<typeof ReportBatch>

export const reportBatches = {
  list: endpoint('GET /segments/:id/reports', {
    summary: 'What one asked for of a segment in bulk, latest first',
    permission: 'report.create',
    params: byId,
    reply: listOf(ReportBatch),
  }),
  create: endpoint('POST /segments/:id/reports', {
    summary: 'Ask for reports of all members of a segment in sight',
    permission: 'report.create',
    params: byId,
    body: z.strictObject(period),
    reply: ReportBatch,
    status: 202,
  }),
  open: endpoint('GET /report-batches/:id', {
    summary: 'How far one’s own bulk of reports has come',
    permission: 'report.create',
    params: byId,
    reply: ReportBatch,
  }),
  stop: endpoint('POST /report-batches/:id/stop', {
    summary: 'Stop a bulk of reports; those that are made stay',
    permission: 'report.create',
    params: byId,
    reply: ReportBatch,
    status: 202,
  }),
  file: endpoint('GET /report-batches/:id/file', {
    summary: 'Download the reports of a bulk whose customers are in sight as one zip archive',
    permission: 'report.create',
    params: byId,
    gives: 'file',
    media: 'application/zip',
  }),
}
