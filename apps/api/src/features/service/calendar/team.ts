import type { QueryOf } from '@rapport/contract/endpoint'
import type { calendar, TeamMember } from '@rapport/contract/service/calendar'
import type { Db } from '@rapport/database/as-viewer'
import { heldColumns, heldOf, type MeetingRow } from '#features/service/meetings/meeting-rows.ts'
import { occurrencesIn } from '#features/service/meetings/occurrences.ts'
import { unitsBelow } from '#http/conditions.ts'
import type { SignedIn } from '#http/session.ts'
import { businessDay } from '#product.ts'
import { instantsOf } from './calendar-items.ts'

type Item = TeamMember['items'][number]
/** A unit of more people is looked at by its parts. */
const MOST_PEOPLE = 60

/** Who of a unit and those below is busy when. Titles are those that the viewer sees; of a private meeting only its time. */
export async function teamOf(db: Db, viewer: SignedIn, { from, to, unit }: QueryOf<typeof calendar.team>) {
  const people = await db.rows<{ id: string; name: string }>(
    'calendar.people',
    `select u.id, u.name from users u join roles r on r.id = u.role_id
     where u.unit_id = ${unitsBelow('$1')} and (current_user = 'sees_all' or u.unit_id = any (viewer_units()))
       and u.disabled_at is null and 'calendar.use' = any (r.permissions) order by u.name, u.id limit ${MOST_PEOPLE}`,
    [unit ?? viewer.described.unit.id],
  )
  const ids = people.map(({ id }) => id)
  const busy = [...(await visits(db, ids, from, to)), ...(await meetings(db, ids, { from, to }))]
  return {
    items: people.map((person) => ({
      person,
      items: busy
        .filter((one) => one.person === person.id)
        .map(({ person: _, ...item }) => item)
        .sort((one, other) => (one.startsAt ?? one.on).localeCompare(other.startsAt ?? other.on)),
    })),
  }
}

async function visits(db: Db, people: string[], from: string, to: string) {
  const rows = await db.rows<{ id: string; person: string; title: string; on: string; time: string | null }>(
    'calendar.team-visits',
    `select v.id, v.staff_id as person, c.name as title, v.planned_on::text as on, v.planned_time as time
     from care_visits v join customers c on c.id = v.customer_id
     where v.staff_id = any ($1::uuid[]) and v.planned_on between $2::date and $3::date and v.live and v.state <> 'cancelled'
     order by v.planned_on, v.id limit 5000`,
    [people, from, to],
  )
  return rows.map(({ time, ...row }): Item & { person: string } => {
    const startsAt = time === null ? null : new Date(`${row.on}T${time}:00+08:00`).toISOString()
    return { ...row, kind: 'visit', startsAt, endsAt: null }
  })
}

async function meetings(db: Db, people: string[], range: { from: string; to: string }) {
  const { since, until } = instantsOf(range)
  const rows = await db.rows<MeetingRow & { person: string; title: string | null }>(
    'calendar.team-meetings',
    `select m.id, m.person, ${heldColumns}, s.title from busy_meetings($2::timestamptz, $3::timestamptz) m
       left join meetings s on s.id = m.id where m.person = any ($1::uuid[]) limit 5000`,
    [people, since, until],
  )
  return rows.flatMap((row) =>
    occurrencesIn(heldOf(row), since, until).map(({ startsAt, endsAt }): Item & { person: string } => ({
      kind: 'meeting',
      id: row.id,
      person: row.person,
      title: row.title,
      on: businessDay(startsAt),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  )
}
