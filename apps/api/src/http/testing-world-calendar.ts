import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const startsAt = new Date('2026-11-20T02:00:00Z')
const endsAt = new Date('2026-11-20T03:00:00Z')

/** A meeting of somebody, with a colleague or a customer where they are named. */
export const makeMeeting = (
  db: Db,
  {
    organiserId,
    guestId,
    customerId,
    ...more
  }: { organiserId: string; guestId?: string; customerId?: string; private?: boolean },
) =>
  db.meeting.create({
    data: {
      id: newId(),
      title: '晨会',
      startsAt,
      firstAt: startsAt,
      endsAt,
      lastAt: endsAt,
      organiserId,
      unitId: organiserId,
      people: guestId ? [organiserId, guestId] : [organiserId],
      customerIds: customerId ? [customerId] : [],
      ...more,
    },
  })

/** Of everybody a meeting that those who lead see and one that they do not, one with a guest; and the address of their calendar. */
export async function makeCalendars(db: Db, people: readonly { userId: string }[]) {
  for (const [at, { userId }] of people.entries()) {
    await makeMeeting(db, { organiserId: userId })
    await makeMeeting(db, { organiserId: userId, private: true })
    await makeMeeting(db, { organiserId: userId, guestId: people[(at + 1) % people.length]!.userId, private: true })
    await db.calendarFeed.create({ data: { userId, tokenHash: userId, shows: 'masked' } })
  }
}
