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
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryFlag,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'

/** The longest stretch of which missing logs are listed, in days. */
export const MOST_LOG_DAYS = 62

/** What the product knows that somebody did on a day, as far as it is in sight of whoever asks. */
export const DayCounts = z
  .strictObject({ visits: count, tasks: count, callBacks: count, cases: count, calls: count, meetings: count })
  .meta({ id: 'DayCounts' })
export type DayCounts = z.infer<typeof DayCounts>

export const workLogStates = ['draft', 'submitted', 'answered'] as const
export const WorkLog = z
  .strictObject({
    id,
    version,
    person: PersonInRow,
    unit: UnitInRow,
    day: z.string(),
    text: z.string(),
    /** Of whom it speaks, as far as they are in sight of whoever asks. */
    customers: z.array(z.strictObject({ id, name: z.string(), customerNo: z.string() })),
    state: z.enum(workLogStates),
    submittedAt: instant.nullable(),
    comment: z.string().nullable(),
    commentedAt: instant.nullable(),
    commentedBy: z.string().nullable(),
  })
  .meta({ id: 'WorkLog' })
export type WorkLog = z.infer<typeof WorkLog>

/** A day of one's own: what the product counted, and what was written so far. */
export const WorkDay = z
  .strictObject({ day: z.string(), works: z.boolean(), did: DayCounts, log: WorkLog.nullable() })
  .meta({ id: 'WorkDay' })
export type WorkDay = z.infer<typeof WorkDay>

export const MissingLogs = z
  .strictObject({ person: PersonInRow, unit: UnitInRow, days: z.array(z.string()) })
  .meta({ id: 'MissingLogs' })
export type MissingLogs = z.infer<typeof MissingLogs>

const filters = {
  from: day.optional(),
  to: day.optional(),
  person: id.optional(),
  unit: id.optional(),
  customer: id.optional(),
  answered: queryFlag.optional(),
}
const byDay = z.strictObject({ day })

export const workLogs = {
  list: endpoint('GET /work-logs', {
    summary: 'Work logs in sight, the latest day first, by keyset',
    permission: 'work-log.read',
    query: z.strictObject({ ...filters, after: cursor.optional(), limit: pageSize }),
    reply: pageOf(WorkLog),
  }),
  exportRows: endpoint('GET /work-logs/export', {
    summary: 'Work logs under the same filter as a CSV file',
    permission: 'work-log.lead',
    query: z.strictObject(filters),
    reply: WorkLog,
    gives: 'csv',
  }),
  missing: endpoint('GET /work-logs/missing', {
    summary: 'Who has not handed in a log of which working days; holidays ask for none',
    permission: 'work-log.lead',
    query: z
      .strictObject({ from: day, to: day, unit: id.optional() })
      .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < MOST_LOG_DAYS * 86_400_000, {
        error: 'work-log.range',
        path: ['to'],
      }),
    reply: listOf(MissingLogs),
  }),
  openDay: endpoint('GET /work-days/:day', {
    summary: 'A day of one’s own: what the product counted, and the log as far as it is written',
    permission: 'work-log.write',
    params: byDay,
    reply: WorkDay,
  }),
  write: endpoint('PUT /work-days/:day', {
    summary: 'Write the log of a day, today or one of the last thirty; handed in, it is read by who leads',
    permission: 'work-log.write',
    params: byDay,
    body: z.strictObject({
      text: text(4000),
      customerIds: z.array(id).max(50).default([]),
      submit: z.boolean().default(false),
      /** What it was written from; null for the first time. */
      version: version.nullable().default(null),
    }),
    reply: WorkLog,
  }),
  open: endpoint('GET /work-logs/:id', {
    summary: 'Open a work log with what the product counted on its day',
    permission: 'work-log.read',
    params: byId,
    reply: z.strictObject({ log: WorkLog, did: DayCounts }),
  }),
  comment: endpoint('PUT /work-logs/:id/comment', {
    summary: 'Answer a work log that was handed in; not one’s own',
    permission: 'work-log.lead',
    params: byId,
    body: z.strictObject({ comment: optionalText(1000) }),
    reply: WorkLog,
  }),
}
