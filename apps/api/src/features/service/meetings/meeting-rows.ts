import type { Meeting, Repeat } from '@rapport/contract/service/meetings'

/** A meeting as `meetingColumns` read it. */
export type MeetingRow = Omit<Meeting, 'repeat' | 'startsAt' | 'endsAt'> & {
  startsAt: Date | string
  endsAt: Date | string
  repeatEvery: Repeat['every'] | null
  repeatInterval: number | null
  repeatUntil: string | null
}

/** When a meeting `m` is held. */
export const heldColumns = `m.exceptions, m.starts_at as "startsAt", m.ends_at as "endsAt", m.repeat_every as "repeatEvery",
  m.repeat_interval as "repeatInterval", m.repeat_until::text as "repeatUntil"`

/** What a reply needs of the meeting `m`. Customers out of sight are not among them. */
export const meetingColumns = `m.id, m.version, m.title, ${heldColumns}, m.place, m.note, m.private, m.remind_minutes as "remindMinutes", m.state,
  m.organiser_id = viewer_id() as mine,
  (select json_build_object('id', o.id, 'name', o.name) from users o where o.id = m.organiser_id) as organiser,
  (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by u.id <> m.organiser_id, u.name, u.id), '[]')
     from users u where u.id = any (m.people)) as people,
  (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) order by c.name, c.id), '[]')
     from customers c where c.id = any (m.customer_ids)) as customers`

export const repeatOf = (row: Pick<MeetingRow, 'repeatEvery' | 'repeatInterval' | 'repeatUntil'>): Repeat | null =>
  row.repeatEvery === null ? null : { every: row.repeatEvery, interval: row.repeatInterval!, until: row.repeatUntil! }

/** When it is held, as instants. */
export const heldOf = (
  row: Pick<MeetingRow, 'startsAt' | 'endsAt' | 'repeatEvery' | 'repeatInterval' | 'repeatUntil' | 'exceptions'>,
) => ({
  exceptions: row.exceptions,
  startsAt: new Date(row.startsAt),
  endsAt: new Date(row.endsAt),
  repeat: repeatOf(row),
})

export function meetingOf(row: MeetingRow): Meeting {
  const { repeatEvery: _, repeatInterval: __, repeatUntil: ___, ...meeting } = row
  const { startsAt, endsAt, repeat } = heldOf(row)
  return { ...meeting, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), repeat }
}
