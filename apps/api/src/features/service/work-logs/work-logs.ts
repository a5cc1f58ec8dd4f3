import type { BodyOf, QueryOf } from '@rapport/contract/endpoint'
import type { MissingLogs, WorkDay, WorkLog, workLogs } from '@rapport/contract/service/work-logs'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Temporal } from 'temporal-polyfill'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { worksOn } from '#features/service/working-time/working-time.ts'
import { unitsBelow } from '#http/conditions.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { countsOf } from './day-counts.ts'
import { workLogColumns, workLogJoins } from './work-log-rows.ts'

/** A log is written on its day or so many days after. */
const WRITTEN_WITHIN = 30
const MOST_PEOPLE = 500

const read = (db: Db, name: string, where: string, values: unknown[]) =>
  db.rows<WorkLog>(
    `work-log.${name}`,
    `select ${workLogColumns} from work_logs w ${workLogJoins} where ${where}`,
    values,
  )
/** 404 when it is not in sight. */
async function workLogById(db: Db, id: string): Promise<WorkLog> {
  const [log] = await read(db, 'open', 'w.id = $1::uuid', [id])
  if (!log) throw new Refused(404, 'not-found')
  return log
}

/** A log with what the product counted on its day, as the reader sees it. */
export async function openWorkLog(db: Db, viewer: SignedIn, id: string) {
  const log = await workLogById(db, id)
  return { log, did: await countsOf(db, viewer, log.person.id, log.day) }
}

/** A day of the viewer's own. */
export async function openDay(db: Db, viewer: SignedIn, day: string): Promise<WorkDay> {
  const [log] = await read(db, 'of-day', 'w.user_id = viewer_id() and w.day = $1::date', [day])
  const time = await serviceTime(db, viewer.described.today)
  return { day, works: worksOn(time, day), did: await countsOf(db, viewer, viewer.id, day), log: log ?? null }
}

/** Writes the viewer's log of a day. Handed in it stays handed in, and may be mended until it is answered. */
export async function writeLog(
  db: Db,
  viewer: SignedIn,
  day: string,
  { text, customerIds, submit, version }: BodyOf<typeof workLogs.write>,
  now: Date,
) {
  const today = Temporal.PlainDate.from(viewer.described.today)
  if (day > today.toString()) throw new Refused(422, 'work-log.not-yet')
  if (day < today.subtract({ days: WRITTEN_WITHIN }).toString()) throw new Refused(422, 'work-log.too-late')
  const [seen] = await db.rows<{ n: number }>(
    'work-log.customers',
    'select count(*)::int as n from customers c where c.id = any ($1::uuid[])',
    [customerIds],
  )
  if (seen!.n !== new Set(customerIds).size) throw refusedField('customerIds', 'work-log.customer-unknown')
  const values = [day, text, [...new Set(customerIds)], submit ? now : null]
  const [row] =
    version === null
      ? await db.rows<{ id: string }>(
          'work-log.write',
          `insert into work_logs (id, user_id, unit_id, day, text, customer_ids, submitted_at)
           values ($5::uuid, viewer_id(), $6::uuid, $1::date, $2, $3::uuid[], $4::timestamptz)
           on conflict (user_id, day) do nothing returning id`,
          [...values, newId(), viewer.described.unit.id],
        )
      : await db.rows<{ id: string }>(
          'work-log.rewrite',
          `update work_logs set text = $2, customer_ids = $3::uuid[], submitted_at = coalesce(submitted_at, $4::timestamptz)
           where user_id = viewer_id() and day = $1::date and version = $5 and commented_at is null returning id`,
          [...values, version],
        )
  if (row) return workLogById(db, row.id)
  const { log } = await openDay(db, viewer, day)
  if (log?.state === 'answered') throw new Refused(409, 'work-log.answered')
  throw stale()
}

/** Answers a log, or takes the answer back where there are no words. 403 for one's own. */
export async function commentLog(db: Db, viewer: SignedIn, id: string, comment: string | null, now: Date) {
  const log = await workLogById(db, id)
  if (log.person.id === viewer.id) throw new Refused(403, 'work-log.own')
  await db.rows(
    'work-log.comment',
    `update work_logs set comment = $2, commented_at = case when $2::text is not null then $3::timestamptz end,
       commented_by = case when $2::text is not null then viewer_id() end where id = $1::uuid`,
    [id, comment, now],
  )
  return workLogById(db, id)
}

/** Who of the viewer's units has not handed in a log of which working days, up to yesterday. */
export async function missingLogs(
  db: Db,
  viewer: SignedIn,
  { from, to, unit }: QueryOf<typeof workLogs.missing>,
): Promise<{ items: MissingLogs[] }> {
  const time = await serviceTime(db, viewer.described.today)
  const days: string[] = []
  const last = Temporal.PlainDate.from(viewer.described.today).subtract({ days: 1 }).toString()
  for (
    let day = Temporal.PlainDate.from(from);
    day.toString() <= to && day.toString() <= last;
    day = day.add({ days: 1 })
  )
    if (worksOn(time, day.toString())) days.push(day.toString())
  const items = await db.rows<MissingLogs>(
    'work-log.missing',
    `select json_build_object('id', u.id, 'name', u.name) as person, json_build_object('id', n.id, 'name', n.name) as unit,
       array_agg(d.day::text order by d.day) as days
     from users u join roles r on r.id = u.role_id join units n on n.id = u.unit_id cross join unnest($1::date[]) d (day)
     where u.disabled_at is null and 'work-log.write' = any (r.permissions) and u.id <> viewer_id()
       and (current_user = 'sees_all' or u.unit_id = any (viewer_units())) and u.unit_id = ${unitsBelow('$2')}
       and u.created_at < (d.day + 1)::timestamp at time zone 'Asia/Shanghai'
       and not exists (select from work_logs w where w.user_id = u.id and w.day = d.day)
     group by u.id, n.id order by count(*) desc, u.name, u.id limit ${MOST_PEOPLE}`,
    [days, unit ?? viewer.described.unit.id],
  )
  return { items }
}
