import type { Rhythm } from '@rapport/contract/analytics/report-schedules'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { nextOf } from '#features/analytics/report-schedules/rhythm.ts'

interface Due {
  id: string
  rhythm: Rhythm
  ownerId: string
  recipients: string[]
  dueAt: string
  now: string
}

/**
 * Writes down whom each due report is to be sent to, by the database's clock, in one transaction with the next time: several
 * workers may do so at once, and each time counts once. Times that were missed are made up for by the last of them.
 */
export const beginDue = (connections: Connections): Promise<void> =>
  asSystem(connections, {}, async (db) => {
    const due = await db.rows<Due>(
      'reports-due',
      `select s.id, s.rhythm, s.owner_id as "ownerId", s.recipients, coalesce(s.asked_at, s.next_at) as "dueAt", clock_timestamp() as now
       from report_schedules s join reports r on r.id = s.report_id
       where s.deleted_at is null and r.deleted_at is null and (s.asked_at is not null or not s.paused and s.next_at <= clock_timestamp())
       order by s.next_at limit 20 for update of s skip locked`,
      [],
    )
    for (const schedule of due) await begin(db, schedule)
  })

async function begin(db: Db, { id, rhythm, ownerId, recipients, dueAt, now }: Due) {
  await db.rows(
    'reports-deliveries-add',
    `insert into report_deliveries (id, schedule_id, user_id, owner_id, due_at)
     select uuid_v7(), $1, u.id, $2, $4::timestamptz from unnest($3::uuid[]) u (id) on conflict do nothing`,
    [id, ownerId, recipients, dueAt],
  )
  await db.rows(
    'reports-due-next',
    'update report_schedules set asked_at = null, next_at = greatest(next_at, $2::timestamptz) where id = $1',
    [id, nextOf(rhythm, new Date(now)).toISOString()],
  )
}
