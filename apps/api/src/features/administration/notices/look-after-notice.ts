import type { Notice, NoticeReader } from '@rapport/contract/administration/notices'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { audience, openNotice } from './notice-rows.ts'
import { tellAudience } from './tell-notices.ts'

/** More are not listed; how many there are is said by the notice. */
const MOST = 1_000
const AN_HOUR = 3_600_000

/** A notice that the viewer looks after: 404 for one that is only addressed to them. */
async function mine(db: Db, id: string, now: Date): Promise<Notice> {
  const notice = await openNotice(db, id, now)
  if (notice.reach === null) throw new Refused(404, 'not-found')
  return notice
}

/** To whom it is addressed: first who has not read it, then who has not confirmed it, by name. */
export async function readersOf(db: Db, id: string, now: Date) {
  await mine(db, id, now)
  const items = await db.rows<NoticeReader>(
    'notice.readers',
    `select p.id, p.name, json_build_object('id', u.id, 'name', u.name) as unit, r.read_at as "readAt", r.confirmed_at as "confirmedAt"
     from notices n cross join lateral ${audience} p join units u on u.id = p.unit_id
     left join notice_reads r on r.notice_id = n.id and r.user_id = p.id
     where n.id = $1::uuid order by r.read_at is not null, r.confirmed_at is not null, p.name, p.id limit ${MOST}`,
    [id],
  )
  return { items }
}

/** Reminds whoever has not read or confirmed it; 409 where it is not to be read now, 429 within the hour. */
export async function remind(db: Db, id: string, now: Date): Promise<{ reminded: number }> {
  const notice = await mine(db, id, now)
  if (notice.state !== 'published') throw new Refused(409, `notice.${notice.state}`)
  const free = await db.rows(
    'notice.remind',
    `update notices set reminded_at = $2::timestamptz where id = $1::uuid and (reminded_at is null or reminded_at <= $3::timestamptz)
     returning id`,
    [id, now, new Date(now.getTime() - AN_HOUR)],
  )
  if (free.length === 0) throw new Refused(429, 'notice.reminded', { retryAfter: AN_HOUR / 1000 })
  return { reminded: await tellAudience(db, [id], 'notice-reminder', now) }
}

/** Withdraws it: nobody to whom it was addressed sees it any more. 409 where it was before. */
export async function withdraw(db: Db, id: string, reason: string, now: Date): Promise<Notice> {
  await mine(db, id, now)
  const gone = await db.rows(
    'notice.withdraw',
    `update notices set withdrawn_at = $2::timestamptz, withdrawn_by = viewer_id(), withdrawal = $3
     where id = $1::uuid and withdrawn_at is null returning id`,
    [id, now, reason],
  )
  if (gone.length === 0) throw new Refused(409, 'notice.withdrawn')
  return openNotice(db, id, now)
}
