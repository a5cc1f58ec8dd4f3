import type { BodyOf } from '@rapport/contract/endpoint'
import { LONGEST_SERIES, type Meeting, type MeetingException, type meetings } from '@rapport/contract/service/meetings'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Temporal } from 'temporal-polyfill'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { businessDay } from '#product.ts'
import { knownTo, shifted, stretchOf } from './exceptions.ts'
import { type MeetingRow, meetingColumns, meetingOf } from './meeting-rows.ts'
import { type Held, occurrencesOf } from './occurrences.ts'

type Draft = BodyOf<typeof meetings.create>
const MINUTE = 60_000
const furthest = { back: { days: 366 }, ahead: { years: 2 } }

/** 404 when it is not in sight. */
export async function openMeeting(db: Db, id: string): Promise<Meeting> {
  const [row] = await db.rows<MeetingRow>(
    'meeting.open',
    `select ${meetingColumns} from meetings m where m.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return meetingOf(row)
}

/** Plans a meeting of the viewer's with colleagues who work with the calendar and customers in sight. */
export async function planMeeting(db: Db, viewer: SignedIn, draft: Draft, now: Date) {
  await refuseStrangers(db, draft.peopleIds, draft.customerIds)
  return addMeeting(db, viewer, draft, now, [])
}

/** Writes a meeting of the viewer's down, a series with what is otherwise than its rule. */
export async function addMeeting(
  db: Db,
  viewer: SignedIn,
  draft: Draft,
  now: Date,
  exceptions: readonly MeetingException[],
) {
  const id = newId()
  await db.rows(
    'meeting.plan',
    `insert into meetings (${columns.join(', ')}, id, organiser_id, unit_id, created_at, created_by)
     values (${columns.map((_, at) => `$${at + 1}`).join(', ')}, $${columns.length + 1}, $${columns.length + 2}::uuid,
       $${columns.length + 3}::uuid, $${columns.length + 4}::timestamptz, $${columns.length + 2}::uuid)`,
    [...valuesOf(draft, viewer, now, exceptions), id, viewer.id, viewer.described.unit.id, now],
  )
  return openMeeting(db, id)
}

/** Changes a meeting of the viewer's own; of a series, the whole. 412 when somebody else changed it meanwhile. */
export async function changeMeeting(
  db: Db,
  viewer: SignedIn,
  id: string,
  version: number,
  change: BodyOf<typeof meetings.change>,
  now: Date,
) {
  const before = await openOwn(db, id)
  const after = { ...draftOf(before), ...change }
  // What was moved or ended alone stays so where the whole series is moved.
  const exceptions = after.repeat
    ? shifted(before.exceptions, instantOf(after).getTime() - Date.parse(before.startsAt))
    : []
  const already = (of: { id: string }[]) => new Set(of.map(({ id }) => id))
  const [people, customers] = [already(before.people), already(before.customers)]
  await refuseStrangers(
    db,
    after.peopleIds.filter((one) => !people.has(one)),
    after.customerIds.filter((one) => !customers.has(one)),
  )
  // Customers who have gone out of sight stay with it unless somebody says anew whom it is with.
  const customerIds = change.customerIds ?? null
  const set = columns.map((column, at) =>
    column === 'customer_ids' ? `${column} = coalesce($${at + 1}::uuid[], ${column})` : `${column} = $${at + 1}`,
  )
  const changed = await db.rows(
    'meeting.change',
    `update meetings set ${set.join(', ')}
     where id = $${columns.length + 1}::uuid and version = $${columns.length + 2} and state = 'planned' returning id`,
    [...valuesOf({ ...after, customerIds }, viewer, now, exceptions), id, version],
  )
  if (changed.length === 0) throw stale()
  return openMeeting(db, id)
}

/** Calls a meeting of the viewer's off; the reason stands in the trail. */
export async function cancelMeeting(db: Db, id: string, reason: string) {
  await openOwn(db, id)
  await db.because(reason)
  await db.rows(
    'meeting.cancel',
    `update meetings set state = 'cancelled', remind_at = null where id = $1::uuid and state = 'planned'`,
    [id],
  )
  return openMeeting(db, id)
}

/** A meeting that the viewer may change: their own, and not called off. */
export async function openOwn(db: Db, id: string) {
  const meeting = await openMeeting(db, id)
  if (!meeting.mine) throw new Refused(403, 'meeting.of-somebody-else')
  if (meeting.state === 'cancelled') throw new Refused(409, 'meeting.cancelled')
  return meeting
}

const columns = [
  'title',
  'starts_at',
  'ends_at',
  'first_at',
  'last_at',
  'exceptions',
  'repeat_every',
  'repeat_interval',
  'repeat_until',
  'place',
  'note',
  'people',
  'customer_ids',
  'private',
  'remind_minutes',
  'remind_at',
] as const

/** What is stored of a draft, in the order of `columns`. */
function valuesOf(
  draft: Omit<Draft, 'customerIds'> & { customerIds: string[] | null },
  viewer: SignedIn,
  now: Date,
  exceptions: readonly MeetingException[],
): unknown[] {
  refuseTooFar(draft, viewer.described.today)
  const startsAt = instantOf(draft)
  const endsAt = new Date(startsAt.getTime() + draft.minutes * MINUTE)
  const { repeat } = draft
  const known = knownTo({ startsAt, endsAt, repeat }, exceptions)
  const held = { startsAt, endsAt, repeat, exceptions: known }
  const { firstAt, lastAt } = stretchOf(held)
  return [
    draft.title,
    startsAt,
    endsAt,
    firstAt,
    lastAt,
    JSON.stringify(known),
    repeat?.every ?? null,
    repeat?.interval ?? null,
    repeat?.until ?? null,
    draft.place,
    draft.note,
    [...new Set([viewer.id, ...draft.peopleIds])],
    draft.customerIds && [...new Set(draft.customerIds)],
    draft.private,
    draft.remindMinutes,
    nextReminder(held, draft.remindMinutes, now),
  ]
}

const instantOf = ({ on, at }: Pick<Draft, 'on' | 'at'>) => new Date(`${on}T${at}:00+08:00`)

/** When those who take part are reminded of the next time that has not begun, after `told`; null when there is none. */
export function nextReminder(held: Held, minutes: number | null, now: Date, told: Date | null = null): Date | null {
  if (minutes === null) return null
  for (const { startsAt } of occurrencesOf(held))
    if (startsAt > now && (told === null || startsAt > told)) return new Date(startsAt.getTime() - minutes * MINUTE)
  return null
}

/** A meeting as it would be typed. */
export function draftOf(meeting: Meeting): Draft {
  const [startsAt, endsAt] = [new Date(meeting.startsAt), new Date(meeting.endsAt)]
  const { title, place, note, remindMinutes, repeat } = meeting
  return {
    title,
    on: businessDay(startsAt),
    at: new Date(startsAt.getTime() + 8 * 60 * MINUTE).toISOString().slice(11, 16),
    minutes: (endsAt.getTime() - startsAt.getTime()) / MINUTE,
    place,
    note,
    peopleIds: meeting.people.map(({ id }) => id).filter((id) => id !== meeting.organiser.id),
    customerIds: meeting.customers.map(({ id }) => id),
    private: meeting.private,
    remindMinutes,
    repeat,
  }
}

function refuseTooFar({ on, repeat }: Pick<Draft, 'on' | 'repeat'>, today: string) {
  const now = Temporal.PlainDate.from(today)
  if (on < now.subtract(furthest.back).toString() || on > now.add(furthest.ahead).toString())
    throw refusedField('on', 'meeting.too-far')
  if (!repeat) return
  const first = Temporal.PlainDate.from(on)
  if (repeat.until < on || repeat.until > first.add({ years: LONGEST_SERIES }).toString())
    throw refusedField('repeat', 'meeting.series-too-long')
}

/** Whoever is invited is at work and uses the calendar; a customer out of sight does not exist. */
async function refuseStrangers(db: Db, peopleIds: readonly string[], customerIds: readonly string[]) {
  const [row] = await db.rows<{ people: number; customers: number }>(
    'meeting.strangers',
    `select (select count(*) from users u join roles r on r.id = u.role_id where u.id = any ($1::uuid[]) and u.disabled_at is null
         and 'calendar.use' = any (r.permissions)) as people,
       (select count(*) from customers c where c.id = any ($2::uuid[])) as customers`,
    [peopleIds, customerIds],
  )
  if (Number(row!.people) !== new Set(peopleIds).size) throw refusedField('peopleIds', 'meeting.person-unknown')
  if (Number(row!.customers) !== new Set(customerIds).size) throw new Refused(404, 'not-found')
}
