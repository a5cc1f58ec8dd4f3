import type { CustomerReport, customerReports } from '@rapport/contract/analytics/customer-reports'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { refuseOutOfSight } from '#features/customer/accounts/customer-in-sight.ts'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused } from '#http/refused.ts'
import type { Download, DownloadAsk } from '#http/serve.ts'
import { TEMPLATE } from './paper/paper.ts'
import { sendableTo } from './sendable-to.ts'

const MOST_LISTED = 50

/** Where the PDF of a report is sealed. */
export const filePlace = (id: string) => `customer_reports.file.${id}` as const

const person = (of: string) => `(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${of})`
const json = `json_build_object('id', r.id, 'customerId', r.customer_id, 'state', r.state, 'failure', r.failure,
  'from', r.from_on, 'to', r.to_on, 'currency', r.currency, 'language', r.language, 'template', r.template, 'bytes', r.bytes,
  'askedBy', ${person('r.asked_by')}, 'askedAt', ${utc('r.asked_at')}, 'endedAt', ${utc('r.ended_at')},
  'sending', case when r.sending is not null then json_build_object('state', r.sending, 'failure', r.sending_failure,
    'by', ${person('r.sending_by')}, 'sentAt', ${utc('r.sent_at')}) end)`

/** Reports of a customer in sight, latest first, and whether one could be sent. 404 out of sight. */
export async function listReports(db: Db, customerId: string, mailing: boolean) {
  await refuseOutOfSight(db, customerId)
  const rows = await db.rows<{ item: CustomerReport }>(
    'customer-reports',
    `select ${json} as item from customer_reports r where r.customer_id = $1 order by r.asked_at desc, r.id desc limit ${MOST_LISTED}`,
    [customerId],
  )
  const sendable = mailing ? (await sendableTo(db, customerId)).verdict : ('no-mail-server' as const)
  return { items: rows.map(({ item }) => item), sendable }
}

/** A report in sight; 404 otherwise. */
export async function openReport(db: Db, id: string): Promise<CustomerReport> {
  const [row] = await db.rows<{ item: CustomerReport }>(
    'customer-report',
    `select ${json} as item from customer_reports r where r.id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row.item
}

/** 400 for a period that ends before it begins. */
export function refuseBackwards({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  if (from !== undefined && to !== undefined && from > to)
    throw new Refused(400, 'invalid', { errors: [{ field: 'to', code: 'day.order' }] })
}

/** Asks for a report, which the worker makes as the person who asks. 404 out of sight. */
export async function askForReport(db: Db, customerId: string, ask: BodyOf<typeof customerReports.create>) {
  await refuseOutOfSight(db, customerId)
  refuseBackwards(ask)
  const id = newId()
  await db.rows(
    'customer-report-ask',
    `insert into customer_reports (id, customer_id, from_on, to_on, currency, benchmark_id, language, template, asked_by)
     values ($1, $2, $3, $4, $5, $6, coalesce($7, (select language from customers where id = $2)), $8, viewer_id())`,
    [id, customerId, ask.from, ask.to, ask.currency, ask.benchmark, ask.language, TEMPLATE].map(
      (value) => value ?? null,
    ),
  )
  return openReport(db, id)
}

/** Of a made report: what it is kept as, whose it is, and what it says in the clear. */
export interface KeptReport {
  id: string
  customerId: string
  customerNo: string
  to: string | null
  state: string
  shows: string[]
  file: Buffer | null
}

/** With its file, which is read for nothing else. Undefined out of sight. */
export async function keptReport(db: Db, id: string): Promise<KeptReport | undefined> {
  const [row] = await db.rows<KeptReport>(
    'customer-report-file',
    `select r.id, r.customer_id as "customerId", c.customer_no as "customerNo", r.to_on as "to", r.state, r.shows, r.file
     from customer_reports r join customers c on c.id = r.customer_id where r.id = $1`,
    [id],
  )
  return row
}

/** The name of a report's file, in letters that every system takes. */
export const fileName = ({ customerNo, to }: { customerNo: string; to: string | null }) =>
  `${[customerNo.replace(/[^A-Za-z0-9._-]/g, '_'), to].filter(Boolean).join('-')}.pdf`

/** The PDF as it was made. 404 out of sight, 409 where there is none, 403 where it shows what the reader reads masked. */
export async function downloadReport(
  { params, read, viewer }: DownloadAsk<typeof customerReports.file>,
  seal: Seal,
): Promise<Download> {
  const report = await read((db) => keptReport(db, params.id))
  if (!report) throw new Refused(404, 'not-found')
  if (report.file === null) throw new Refused(409, report.state === 'cleared' ? 'report.cleared' : 'report.not-made')
  if (report.shows.some((kind) => !(viewer.clearance as readonly string[]).includes(kind)))
    throw new Refused(403, 'report.not-cleared')
  const { customerId } = report
  return { name: fileName(report), content: seal.openFile(report.file, filePlace(report.id)), customerId }
}
