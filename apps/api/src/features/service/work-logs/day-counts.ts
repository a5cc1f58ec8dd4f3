import type { DayCounts } from '@rapport/contract/service/work-logs'
import type { Db } from '@rapport/database/as-viewer'
import { meetingsOf } from '#features/service/calendar/calendar-items.ts'
import type { SignedIn } from '#http/session.ts'

const onDay = (column: string) =>
  `${column} >= ($2::date::timestamp at time zone 'Asia/Shanghai') and ${column} < (($2::date + 1)::timestamp at time zone 'Asia/Shanghai')`

/** What somebody did on a day, counted as the viewer sees it: each thing where it was recorded by them. */
export async function countsOf(db: Db, viewer: SignedIn, person: string, day: string): Promise<DayCounts> {
  const [row] = await db.rows<Omit<DayCounts, 'meetings'>>(
    'work-log.counts',
    `select
       (select count(*)::int from care_visits v where v.staff_id = $1::uuid and v.planned_on = $2::date and v.live and v.state = 'recorded') as visits,
       (select count(*)::int from tasks t where t.done_by = $1::uuid and ${onDay('t.done_at')} and t.live and t.kind not in ('call-back', 'case')) as tasks,
       (select count(*)::int from tasks t where t.done_by = $1::uuid and ${onDay('t.done_at')} and t.live and t.kind = 'call-back') as "callBacks",
       (select count(distinct e.case_id)::int from case_events e where e.actor_id = $1::uuid and ${onDay('e.at')}) as cases,
       (select count(*)::int from calls l where l.agent_id = $1::uuid and ${onDay('l.rang_at')} and l.live) as calls`,
    [person, day],
  )
  const meetings = await meetingsOf(db, viewer, person, { from: day, to: day })
  return { ...row!, meetings: meetings.flatMap(({ times }) => times).length }
}
