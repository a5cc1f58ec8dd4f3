import type { MeetingEvent } from '@rapport/contract/service/call-rooms'
import { asSystem } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'
import { forgotten } from './call-rooms.ts'
import { refOfRoom } from './room-rows.ts'

/** What an event changes of the call `l`, with its moment or link in $2: the same whatever the order in which events come. */
const effects = {
  'guest joined':
    'answered_at = least(l.answered_at, $2::timestamptz), guest_in_at = greatest(l.guest_in_at, $2::timestamptz)',
  'guest left': 'guest_out_at = greatest(l.guest_out_at, $2::timestamptz)',
  ended: `ended_at = coalesce(l.ended_at, $2::timestamptz), ${forgotten}`,
  recording: 'recording_url = coalesce(l.recording_url, $2)',
} as const

/** Takes what the meeting gateway tells: once, however often and in whatever order it comes. What it tells of no room of ours has no effect. */
export const takeRoomEvent = ({ connections, now }: Pick<Product, 'connections' | 'now'>, told: MeetingEvent) =>
  asSystem(connections, {}, async (db) => {
    const name = 'who' in told ? (`${told.who} ${told.kind}` as const) : told.kind
    const fresh = await db.rows(
      'meeting.take',
      `insert into message_inbox (source, message_id, received_at, effect) values ('meeting', $1, $2, $3) on conflict do nothing returning 1`,
      [told.id, now(), name],
    )
    const effect = name in effects ? effects[name as keyof typeof effects] : null
    if (fresh.length === 0 || effect === null) return
    // A gateway whose clock is ahead does not tell of what is still to come.
    const at = new Date(Math.min(Date.parse(told.at), now().getTime()))
    await db.rows(`meeting.${name}`, `update calls l set ${effect} where l.call_ref = $1 and l.kind <> 'phone'`, [
      refOfRoom(told.roomId),
      told.kind === 'recording' ? told.recordingUrl : at,
    ])
  })
