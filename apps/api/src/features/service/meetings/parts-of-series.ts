import type { BodyOf } from '@rapport/contract/endpoint'
import type { Meeting, MeetingException, meetings } from '@rapport/contract/service/meetings'
import type { Db } from '@rapport/database/as-viewer'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { businessDay } from '#product.ts'
import { knownTo, shifted, stretchOf } from './exceptions.ts'
import { addMeeting, cancelMeeting, changeMeeting, draftOf, nextReminder, openMeeting, openOwn } from './meetings.ts'
import { type Occurrence, regularOf } from './occurrences.ts'

const MINUTE = 60_000
const DAY = 86_400_000

const heldOf = ({ startsAt, endsAt, repeat, exceptions }: Meeting) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  repeat,
  exceptions,
})

/** The time of a series that its rule begins at an instant, with its place in the rule: 422 where there is none. */
function timeOf(meeting: Meeting, at: string): Occurrence & { first: boolean } {
  if (!meeting.repeat) throw new Refused(409, 'meeting.no-series')
  const all = [...regularOf(heldOf(meeting))]
  const place = all.findIndex((one) => one.at.getTime() === Date.parse(at))
  if (place < 0) throw refusedField('at', 'meeting.no-such-time')
  return { ...all[place]!, first: place === 0 }
}

/**
 * Holds one time of a series elsewhere, or it and all later ones: then the series ends the day before and another begins, with the same
 * people and customers. The answer is the meeting that holds the time now. 412 when somebody else changed it meanwhile.
 */
export async function moveTime(
  db: Db,
  viewer: SignedIn,
  id: string,
  version: number,
  { at, which, on, time, minutes }: BodyOf<typeof meetings.move>,
  now: Date,
): Promise<Meeting> {
  const meeting = await openOwn(db, id)
  const one = timeOf(meeting, at)
  const startsAt = new Date(`${on}T${time}:00+08:00`)
  const before = meeting.exceptions.find((each) => Date.parse(each.at) === one.at.getTime())
  const lasts = minutes ?? lengthOf(before ?? { startsAt: meeting.startsAt, endsAt: meeting.endsAt }, meeting)
  refuseFar(startsAt, one.at)
  if (which === 'one') {
    const endsAt = new Date(startsAt.getTime() + lasts * MINUTE)
    const same = startsAt.getTime() === one.at.getTime() && lasts === lengthOf(meeting, meeting)
    const apart = { at: one.at.toISOString(), startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
    return setExceptions(db, meeting, version, [...without(meeting, one.at), ...(same ? [] : [apart])], now)
  }
  if (one.first) return changeMeeting(db, viewer, id, version, { on, at: time, minutes: lasts }, now)
  const { repeat, exceptions, id: _, ...rest } = meeting
  await endBefore(db, viewer, meeting, version, one.at, now)
  const by = startsAt.getTime() - one.at.getTime()
  const moved = { ...draftOf({ ...rest, id, exceptions, repeat: null }), on, at: time, minutes: lasts }
  // A series that is moved on by some days goes on for as many more.
  const until = businessDay(
    new Date(Date.parse(`${repeat!.until}T00:00:00+08:00`) + Math.max(0, Math.ceil(by / DAY)) * DAY),
  )
  const later = shifted(
    exceptions.filter((each) => Date.parse(each.at) > one.at.getTime()),
    by,
  )
  // Customers who have gone out of sight go along.
  const [{ customerIds }] = (await db.rows<{ customerIds: string[] }>(
    'meeting.customers',
    'select customer_ids as "customerIds" from meetings where id = $1::uuid',
    [id],
  )) as [{ customerIds: string[] }]
  return addMeeting(db, viewer, { ...moved, customerIds, repeat: { ...repeat!, until } }, now, later)
}

/** Leaves one time of a series out, or it and all later ones. Of a series without any time left nothing remains. */
export async function endTime(
  db: Db,
  viewer: SignedIn,
  id: string,
  version: number,
  { at, which, reason }: BodyOf<typeof meetings.end>,
  now: Date,
): Promise<Meeting> {
  const meeting = await openOwn(db, id)
  const one = timeOf(meeting, at)
  if (meeting.version !== version) throw stale()
  if (which === 'later' && one.first) return cancelMeeting(db, id, reason)
  await db.because(reason)
  if (which === 'later') return endBefore(db, viewer, meeting, version, one.at, now)
  const ended = { at: one.at.toISOString(), startsAt: null, endsAt: null }
  const exceptions = [...without(meeting, one.at), ended]
  const left = [...regularOf(heldOf(meeting))].length - exceptions.filter(({ startsAt }) => startsAt === null).length
  if (left === 0) return cancelMeeting(db, id, reason)
  return setExceptions(db, meeting, version, exceptions, now)
}

/** The series goes on until the day before one of its times. */
const endBefore = (db: Db, viewer: SignedIn, meeting: Meeting, version: number, at: Date, now: Date) =>
  changeMeeting(
    db,
    viewer,
    meeting.id,
    version,
    { repeat: { ...meeting.repeat!, until: businessDay(new Date(at.getTime() - DAY)) } },
    now,
  )

const without = ({ exceptions }: Meeting, at: Date) => exceptions.filter((each) => Date.parse(each.at) !== at.getTime())

/** In minutes; what was ended lasts as long as the others. */
const lengthOf = ({ startsAt, endsAt }: { startsAt: string | null; endsAt: string | null }, usual: Meeting) =>
  (Date.parse(endsAt ?? usual.endsAt) - Date.parse(startsAt ?? usual.startsAt)) / MINUTE

/** Further than a year from where the series has it is a slip of the keyboard. */
function refuseFar(startsAt: Date, at: Date) {
  if (Math.abs(startsAt.getTime() - at.getTime()) > 366 * DAY) throw refusedField('on', 'meeting.too-far')
}

async function setExceptions(
  db: Db,
  meeting: Meeting,
  version: number,
  exceptions: readonly MeetingException[],
  now: Date,
): Promise<Meeting> {
  const held = heldOf({ ...meeting, exceptions: knownTo(heldOf(meeting), exceptions) })
  const { firstAt, lastAt } = stretchOf(held)
  const changed = await db.rows(
    'meeting.except',
    `update meetings set exceptions = $3::jsonb, first_at = $4, last_at = $5, remind_at = $6
     where id = $1::uuid and version = $2 and state = 'planned' returning id`,
    [
      meeting.id,
      version,
      JSON.stringify(held.exceptions),
      firstAt,
      lastAt,
      nextReminder(held, meeting.remindMinutes, now),
    ],
  )
  if (changed.length === 0) throw stale()
  return openMeeting(db, meeting.id)
}
