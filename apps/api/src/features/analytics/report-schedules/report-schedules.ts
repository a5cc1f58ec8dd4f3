import type { ReportSchedule, Rhythm, reportSchedules } from '@rapport/contract/analytics/report-schedules'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { openReport } from '#features/analytics/reports/reports.ts'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'
import { nextOf } from './rhythm.ts'

const MOST_LISTED = 50

const json = `json_build_object('id', s.id, 'version', s.version, 'rhythm', s.rhythm, 'format', s.format, 'paused', s.paused,
  'asked', s.asked_at is not null, 'nextAt', case when not s.paused then ${utc('s.next_at')} end,
  'recipients', (select json_agg(json_build_object('id', u.id, 'name', u.name, 'hasEmail', u.work_email is not null)
     order by array_position(s.recipients, u.id)) from users u where u.id = any (s.recipients)),
  'deliveries', (select coalesce(json_agg(d.item order by d.due_at desc, d.id desc), '[]') from (
     select d.due_at, d.id, json_build_object('id', d.id, 'person', json_build_object('id', u.id, 'name', u.name),
       'dueAt', ${utc('d.due_at')}, 'state', d.state, 'reason', d.reason, 'uncertain', d.uncertain, 'rows', d.rows,
       'sentAt', ${utc('d.sent_at')}) as item
     from report_deliveries d join users u on u.id = d.user_id where d.schedule_id = s.id
     order by d.due_at desc, d.id desc limit ${MOST_LISTED}) d))`

/** How a report of one's own is sent. 404 out of sight; somebody else's is not told. */
export async function openSchedule(db: Db, reportId: string): Promise<ReportSchedule | null> {
  await openReport(db, reportId)
  const [row] = await db.rows<{ item: ReportSchedule }>(
    'report-schedule-of',
    `select ${json} as item from report_schedules s where s.report_id = $1 and s.deleted_at is null and s.owner_id = viewer_id()`,
    [reportId],
  )
  return row?.item ?? null
}

async function scheduleById(db: Db, id: string): Promise<ReportSchedule> {
  const [row] = await db.rows<{ item: ReportSchedule }>(
    'report-schedule',
    `select ${json} as item from report_schedules s where s.id = $1 and s.deleted_at is null and s.owner_id = viewer_id()`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row.item
}

/** 403 for a report of somebody else, or others as readers without the right to share; 409 where it is sent already; 422 without a mail server. */
export async function createSchedule(
  db: Db,
  { viewer, product }: Pick<Ask, 'viewer' | 'product'>,
  reportId: string,
  { rhythm, format, recipients, paused }: BodyOf<typeof reportSchedules.create>,
): Promise<ReportSchedule> {
  const report = await openReport(db, reportId)
  if (!report.mayEdit) throw new Refused(403, 'report.not-yours')
  if (!product.mailing) throw new Refused(422, 'report.no-mail-server')
  await refuseRecipients(db, viewer, recipients)
  const id = newId()
  const [made] = await db.rows(
    'report-schedule-create',
    `insert into report_schedules (id, report_id, rhythm, recipients, paused, next_at, owner_id, updated_by, format)
     values ($1, $2, $3, $4::uuid[], $5, $6, $7, $7, $8) on conflict (report_id) where deleted_at is null do nothing returning 1`,
    [
      id,
      reportId,
      JSON.stringify(rhythm),
      recipients,
      paused,
      (await nextFrom(db, rhythm)).toISOString(),
      viewer.id,
      format,
    ],
  )
  if (!made) throw new Refused(409, 'report.sent-already')
  return scheduleById(db, id)
}

/** 404 for one that is not one's own, 412 for one that was changed meanwhile, 403 as above. */
export async function editSchedule(
  db: Db,
  viewer: Ask['viewer'],
  { id, version }: { id: string; version: number },
  edit: BodyOf<typeof reportSchedules.edit>,
): Promise<ReportSchedule> {
  const schedule = await scheduleById(db, id)
  if (schedule.version !== version) throw stale()
  if (edit.recipients) await refuseRecipients(db, viewer, edit.recipients)
  const rhythm = edit.rhythm ?? schedule.rhythm
  const changed = await db.rows(
    'report-schedule-edit',
    `update report_schedules set rhythm = $3, recipients = coalesce($4::uuid[], recipients), paused = coalesce($5, paused), next_at = $6,
       format = coalesce($7, format)
     where id = $1 and version = $2::int returning 1`,
    [
      id,
      version,
      JSON.stringify(rhythm),
      edit.recipients ?? null,
      edit.paused ?? null,
      (await nextFrom(db, rhythm)).toISOString(),
      edit.format ?? null,
    ],
  )
  if (changed.length === 0) throw stale()
  return scheduleById(db, id)
}

/** Asks for it to be sent now; the worker does it. 409 while that goes on. */
export async function sendNow(db: Db, id: string): Promise<ReportSchedule> {
  const { asked, deliveries } = await scheduleById(db, id)
  if (asked || deliveries.some(({ state }) => state === 'waiting' || state === 'sending'))
    throw new Refused(409, 'report.being-sent')
  await db.rows('report-schedule-send', 'update report_schedules set asked_at = clock_timestamp() where id = $1', [id])
  return scheduleById(db, id)
}

export async function removeSchedule(
  db: Db,
  { id, version }: { id: string; version: number },
): Promise<Record<string, never>> {
  await scheduleById(db, id)
  const changed = await db.rows(
    'report-schedule-remove',
    'update report_schedules set deleted_at = clock_timestamp() where id = $1 and version = $2::int returning 1',
    [id, version],
  )
  if (changed.length === 0) throw stale()
  return {}
}

/** Readers must be there; others than oneself are sent it by whoever may share. */
async function refuseRecipients(db: Db, viewer: Ask['viewer'], recipients: readonly string[]) {
  if (recipients.some((id) => id !== viewer.id) && !viewer.permissions.includes('report.share'))
    throw new Refused(403, 'not-allowed', { details: { permission: 'report.share' } })
  const [found] = await db.rows<{ n: number }>(
    'report-recipients',
    'select count(*)::int as n from users where id = any ($1::uuid[]) and disabled_at is null',
    [recipients],
  )
  if (found!.n !== recipients.length) throw refusedField('recipients', 'recipients.unknown')
}

/** By the database's clock, which the worker goes by. */
async function nextFrom(db: Db, rhythm: Rhythm): Promise<Date> {
  const [now] = await db.rows<{ at: string }>('report-now', `select ${utc('clock_timestamp()')} as at`, [])
  return nextOf(rhythm, new Date(now!.at))
}
