import type { NotSentReason, ReportFileFormat } from '@rapport/contract/analytics/report-schedules'
import { asSystem, asViewer, type Db } from '@rapport/database/as-viewer'
import { notify } from '#features/administration/notifications/notify.ts'
import { Undone } from '#features/analytics/customer-reports/work/as-person.ts'
import { openReport } from '#features/analytics/reports/reports.ts'
import { Refused } from '#http/refused.ts'
import { viewerById } from '#http/session.ts'
import type { Letter, Mail } from '#mail/mail.ts'
import type { Product } from '#product.ts'
import { letterOf } from './letter.ts'
import { reportFile } from './report-file.ts'

/** `origin`: where the product is, as people reach it. */
export type Sends = Pick<Product, 'connections' | 'now'> & { origin: string | null }

interface Taken {
  id: string
  reportId: string
  format: ReportFileFormat
  userId: string
  ownerId: string
  email: string | null
  by: string
  report: string
  person: string
  attempt: number
}

/** So long a letter may be under way; then its worker is gone, and it is sent again with the same id. */
const GONE_AFTER = '2 minutes'
const MOST_ATTEMPTS = 5

/** Sends the report that waits longest to its reader, in the reader's own name. Whether there was one. */
export async function deliverWaiting(sends: Sends, mail: Mail): Promise<boolean> {
  const taken = await asSystem(sends.connections, {}, take)
  if (!taken) return false
  const asReader = (work: (db: Db) => Promise<unknown>) =>
    asSystem(sends.connections, { actorId: taken.userId, requestId: taken.id }, work)
  try {
    if (taken.attempt > MOST_ATTEMPTS) throw new Undone('broke')
    const { letter, rows } = await writeLetter(sends, taken)
    // Written down before it leaves: what was told to somebody is in the trail whatever comes after.
    await asReader((db) => note(db, taken, rows))
    await mail.send(letter)
    await asReader((db) => sent(db, taken, rows))
  } catch (error) {
    const reason = reasonOf(error)
    await asReader((db) => putOff(db, taken, reason))
    if (reason === null) throw error
  }
  return true
}

async function take(db: Db): Promise<Taken | undefined> {
  await db.rows(
    'deliveries-removed',
    `delete from report_deliveries d using report_schedules s join reports r on r.id = s.report_id
     where d.state = 'waiting' and s.id = d.schedule_id and (s.deleted_at is not null or r.deleted_at is not null)`,
    [],
  )
  const [taken] = await db.rows<Taken>(
    'deliveries-take',
    `update report_deliveries d set state = 'sending', attempt = d.attempt + 1, at = clock_timestamp() + interval '${GONE_AFTER}',
       uncertain = d.uncertain or d.state = 'sending'
     from report_schedules s join reports r on r.id = s.report_id, users u, users o
     where d.id = (select id from report_deliveries where state in ('waiting', 'sending') and at <= clock_timestamp()
                   order by at, id limit 1 for update skip locked)
       and s.id = d.schedule_id and u.id = d.user_id and o.id = d.owner_id
     returning d.id, s.report_id as "reportId", s.format, d.user_id as "userId", d.owner_id as "ownerId", u.work_email as email, o.name as by,
       r.name as report, u.name as person, d.attempt`,
    [],
  )
  return taken
}

/** As the reader sees it now, with the rights that they have now: who may not save reports as files is sent none. */
async function writeLetter(
  sends: Sends,
  { id, reportId, format, userId, email, by }: Taken,
): Promise<{ letter: Letter; rows: number }> {
  const reader = await viewerById(sends, userId)
  if (!reader) throw new Undone('person-gone')
  const needed = ['report.build', 'customer.export'] as const
  if (reader.scope === 'none' || needed.some((permission) => !reader.permissions.includes(permission)))
    throw new Undone('not-allowed')
  if (email === null) throw new Undone('no-email')
  const { today, preferences } = reader.described
  const { name, content, rows } = await asViewer(sends.connections, reader, { readOnly: true }, async (db) => {
    const { name, definition } = await openReport(db, reportId)
    return { name, ...(await reportFile(db, reader, { name, definition, format, now: sends.now() })) }
  })
  const told = { deliveryId: id, reportId, format, name, by, today, rows, origin: sends.origin, to: email, content }
  return { letter: letterOf({ ...told, locale: preferences.locale }), rows }
}

/** For good where there is a reason; null where it may go better another time. */
function reasonOf(error: unknown): NotSentReason | null {
  if (error instanceof Undone) return error.code as NotSentReason
  if (!(error instanceof Refused)) return null
  return error.status === 404
    ? 'out-of-sight'
    : error.status === 403
      ? 'not-allowed'
      : error.status === 422
        ? 'too-long'
        : null
}

const note = (db: Db, { id, reportId }: Taken, rows: number) =>
  db.rows('deliveries-note', `select audit_note('export', 'reports', $1, null, null, $2::jsonb)`, [
    reportId,
    JSON.stringify({ call: 'report-delivery', delivery: id, rows }),
  ])

const sent = (db: Db, { id, attempt }: Taken, rows: number) =>
  db.rows(
    'deliveries-sent',
    `update report_deliveries set state = 'sent', reason = null, rows = $3, sent_at = clock_timestamp()
     where id = $1 and attempt = $2 and state = 'sending'`,
    [id, attempt, rows],
  )

/** Ended where there is a reason or it was tried often enough, and the owner told in the same transaction; else tried again later. */
async function putOff(db: Db, { id, attempt, ownerId, reportId, report, person }: Taken, reason: NotSentReason | null) {
  if (reason === null && attempt < MOST_ATTEMPTS)
    return db.rows(
      'deliveries-put-off',
      `update report_deliveries set state = 'waiting', at = clock_timestamp() + $3::int * interval '30 seconds'
       where id = $1 and attempt = $2 and state = 'sending'`,
      [id, attempt, attempt],
    )
  const ended = reason ?? 'mail-refused'
  const kept = await db.rows(
    'deliveries-not-sent',
    `update report_deliveries set state = 'not-sent', reason = $3 where id = $1 and attempt = $2 and state = 'sending' returning 1`,
    [id, attempt, ended],
  )
  if (kept.length === 0) return kept
  const details = { reportId, report, person, reason: ended }
  await notify(db, [{ userId: ownerId, kind: 'report-not-sent', details }], new Date())
  return kept
}
