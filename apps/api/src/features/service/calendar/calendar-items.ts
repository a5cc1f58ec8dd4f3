import type { QueryOf } from '@rapport/contract/endpoint'
import type { CalendarItem, calendar } from '@rapport/contract/service/calendar'
import type { Db } from '@rapport/database/as-viewer'
import { heldColumns, heldOf, type MeetingRow } from '#features/service/meetings/meeting-rows.ts'
import { occurrencesIn } from '#features/service/meetings/occurrences.ts'
import type { SignedIn } from '#http/session.ts'
import { businessDay } from '#product.ts'
import { birthdaysIn } from './birthdays.ts'

/** Of each kind; a calendar with more is no calendar any more. */
const MOST = 1_000
const DAY = 86_400_000

/** A row of the calendar before it is told: with when it was changed, for feeds. */
export type Planned = CalendarItem & { changedAt: string; versionNow: number; repeats?: MeetingRow }

export const instantsOf = ({ from, to }: { from: string; to: string }) => ({
  since: new Date(`${from}T00:00:00+08:00`),
  until: new Date(Date.parse(`${to}T00:00:00+08:00`) + DAY),
})
const customer = `case when c.id is not null then json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) end as customer`

/** What a person has planned, by day and time, as the viewer sees it: nothing of customers or meetings out of sight. */
export async function calendarOf(db: Db, viewer: SignedIn, { from, to, person }: QueryOf<typeof calendar.list>) {
  const whose = person ?? viewer.id
  const parts = [
    await visitsOf(db, viewer, whose, from, to),
    await tasksOf(db, viewer, whose, { from, to }),
    (await meetingsOf(db, viewer, whose, { from, to })).flatMap((one) => one.times),
    await birthdaysIn(db, whose, from, to),
  ]
  const items = parts.flat()
  items.sort((one, other) => keyOf(one).localeCompare(keyOf(other)))
  return {
    items: items.map(({ changedAt: _, versionNow: __, ...item }) => item),
    complete: parts.every((part) => part.length < MOST),
  }
}
/** What is for the whole day comes first. */
const keyOf = ({ on, startsAt, kind, id }: CalendarItem) => `${on} ${startsAt ?? ''} ${kind} ${id}`

export const visitsOf = async (db: Db, viewer: SignedIn, whose: string, from: string, to: string) => {
  const rows = await db.rows<Planned & { time: string | null; minutes: number | null }>(
    'calendar.visits',
    `select 'visit' as kind, v.id, v.purpose as title, null as "titleZh", v.kind as code, v.planned_on::text as on, v.planned_time as time, v.minutes,
       ${customer}, null as place, v.state = 'recorded' as done, null as "seriesAt", v.version as "versionNow",
       case when v.state = 'planned' and $4 then v.version end as version, v.updated_at as "changedAt"
     from care_visits v join customers c on c.id = v.customer_id
     where v.staff_id = $1::uuid and v.planned_on between $2::date and $3::date and v.live and v.state <> 'cancelled'
     order by v.planned_on, v.id limit ${MOST}`,
    [whose, from, to, viewer.permissions.includes('care-visit.plan')],
  )
  return rows.map(({ time, minutes, ...item }): Planned => {
    const startsAt = time === null ? null : new Date(`${item.on}T${time}:00+08:00`)
    const endsAt = startsAt && minutes ? new Date(startsAt.getTime() + minutes * 60_000) : null
    return { ...item, startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null }
  })
}

/** What is due: open, or done by the person. The task's own rule says what may be moved. */
export const tasksOf = async (db: Db, viewer: SignedIn, whose: string, range: { from: string; to: string }) => {
  const { since, until } = instantsOf(range)
  const leads = viewer.permissions.includes('task.assign')
  const rows = await db.rows<Planned & { startsAt: Date | string }>(
    'calendar.tasks',
    `select case t.kind when 'call-back' then 'call-back' else 'task' end as kind, t.id, t.title, t.title_zh as "titleZh", t.kind as code,
       (t.due_at at time zone 'Asia/Shanghai')::date::text as on, t.due_at as "startsAt", null as "endsAt", ${customer}, null as place,
       not t.open as done, null as "seriesAt", t.version as "versionNow",
       case when t.open and t.kind in ('own', 'follow-up') and $5 and (t.assignee_id = viewer_id() or $4) then t.version end as version,
       t.updated_at as "changedAt"
     from tasks t left join customers c on c.id = t.customer_id
     where t.assignee_id = $1::uuid and t.due_at >= $2::timestamptz and t.due_at < $3::timestamptz and t.live
       and t.state not in ('cancelled', 'expired') order by t.due_at, t.id limit ${MOST}`,
    [whose, since, until, leads, viewer.permissions.includes('task.work')],
  )
  return rows.map((row): Planned => ({ ...row, startsAt: new Date(row.startsAt).toISOString() }))
}

/** Meetings in which a person takes part that are in sight, each with its times between two days. */
export async function meetingsOf(db: Db, viewer: SignedIn, whose: string, range: { from: string; to: string }) {
  const { since, until } = instantsOf(range)
  const rows = await db.rows<
    MeetingRow & { organiserId: string; changedAt: string; customer: CalendarItem['customer'] }
  >(
    'calendar.meetings',
    `select m.id, m.version, m.title, ${heldColumns}, m.place, m.remind_minutes as "remindMinutes", m.organiser_id as "organiserId",
       m.updated_at as "changedAt",
       (select json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) from customers c
        where c.id = any (m.customer_ids) order by c.name, c.id limit 1) as customer
     from meetings m where m.people @> array[$1::uuid] and m.state = 'planned' and m.first_at < $3::timestamptz and m.last_at > $2::timestamptz
     order by m.starts_at, m.id limit ${MOST}`,
    [whose, since, until],
  )
  return rows.map((row) => ({
    row,
    times: occurrencesIn(heldOf(row), since, until).map(
      ({ at, startsAt, endsAt }): Planned => ({
        kind: 'meeting',
        id: row.id,
        title: row.title,
        titleZh: null,
        code: null,
        on: businessDay(startsAt),
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        customer: row.customer,
        place: row.place,
        done: false,
        seriesAt: row.repeatEvery === null ? null : at.toISOString(),
        version: row.organiserId === viewer.id ? row.version : null,
        versionNow: row.version,
        changedAt: row.changedAt,
      }),
    ),
  }))
}
