import { asSystem, type Db } from '@rapport/database/as-viewer'
import { notify } from '#features/administration/notifications/notify.ts'
import type { Product } from '#product.ts'
import { heldColumns, heldOf, type MeetingRow } from './meeting-rows.ts'
import { nextReminder } from './meetings.ts'

const AT_ONCE = 200
const MINUTE = 60_000

type Due = Pick<
  MeetingRow,
  'id' | 'title' | 'startsAt' | 'endsAt' | 'repeatEvery' | 'repeatInterval' | 'repeatUntil' | 'exceptions'
> & {
  people: string[]
  remindAt: Date | string
  remindMinutes: number
}

/** Tells those who take part of meetings that begin soon, each time once; true where there may be more to tell. */
export const remindOfMeetings = ({ connections, now }: Pick<Product, 'connections' | 'now'>): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const due = await db.rows<Due>(
      'meetings.due',
      `select m.id, m.title, ${heldColumns}, m.people, m.remind_at as "remindAt", m.remind_minutes as "remindMinutes"
       from meetings m where m.remind_at <= $1::timestamptz and m.state = 'planned'
       order by m.remind_at limit ${AT_ONCE} for update skip locked`,
      [now()],
    )
    for (const meeting of due) await remindOf(db, meeting, now())
    return due.length === AT_ONCE
  })

async function remindOf(db: Db, meeting: Due, now: Date) {
  const held = heldOf(meeting)
  const startsAt = new Date(new Date(meeting.remindAt).getTime() + meeting.remindMinutes * MINUTE)
  const lasts = held.endsAt.getTime() - held.startsAt.getTime()
  // After the worker was away: what is over by now is told to nobody.
  if (startsAt.getTime() + lasts > now.getTime()) await remind(db, meeting, now)
  await db.rows('meeting.reminded', 'update meetings set remind_at = $2::timestamptz where id = $1::uuid', [
    meeting.id,
    nextReminder(held, meeting.remindMinutes, now, startsAt),
  ])
}

/** Told to everybody who takes part, as it happens. */
const remind = (db: Db, { id, people }: Pick<Due, 'id' | 'people'>, now: Date) =>
  notify(
    db,
    people.map((userId) => ({ userId, kind: 'meeting-soon', about: { kind: 'meeting', id }, urgent: true })),
    now,
  )
