import type { CallRoom } from '@rapport/contract/service/call-rooms'
import type { Db } from '@rapport/database/as-viewer'
import type { Place } from '@rapport/database/seal'
import { minutesOfCall } from '#features/service/calls/call-rows.ts'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'

export const hostLinkPlace = (id: string): Place => `calls.host_link.${id}`
export const guestLinkPlace = (id: string): Place => `calls.guest_link.${id}`
/** How the gateway's name of a room stands among the references of calls. */
export const refOfRoom = (roomId: string) => `room:${roomId}`

/** Until when somebody may come into the room `l`: until the customer came, for so long as it waits. */
export const opensUntil = 'case when l.answered_at is null then least(l.join_by, l.ends_by) else l.ends_by end'
/** An ended call of which nothing is written down stands before its agent so long, in minutes. */
const STANDS = 60

export interface RoomRow extends Omit<CallRoom, 'hostUrl' | 'channels'> {
  agentId: string
  callRef: string
  hostLinkSealed: string | null
}

const roomColumns = `l.id, l.kind, l.agent_id as "agentId", l.call_ref as "callRef", l.host_link_sealed as "hostLinkSealed",
  case when l.ended_at is not null or ${opensUntil} <= $1::timestamptz then 'ended' when l.guest_in_at is null then 'waiting'
    when l.guest_out_at >= l.guest_in_at then 'left' else 'together' end as state,
  json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) as customer,
  l.rang_at as "startedAt", l.answered_at as "joinedAt", coalesce(l.ended_at, case when ${opensUntil} <= $1::timestamptz then ${opensUntil} end) as "endedAt",
  ${minutesOfCall} as minutes, l.join_by as "joinBy"`
const select = `select ${roomColumns} from calls l join customers c on c.id = l.customer_id`

/** The viewer's own room that is open, or over and not written down; null for none. */
export async function ownRoom(db: Db, now: Date): Promise<RoomRow | null> {
  const [row] = await db.rows<RoomRow>(
    'call-room.current',
    `${select} where l.agent_id = viewer_id() and l.kind <> 'phone' and l.recorded_at is null
       and coalesce(l.ended_at, ${opensUntil}) > $1::timestamptz - interval '${STANDS} minutes'
     order by l.ended_at is null desc, l.rang_at desc, l.id desc limit 1`,
    [now],
  )
  return row ?? null
}

/** 404 out of sight and for what is no room, 403 for somebody else's. */
export async function openRoom(db: Db, viewer: SignedIn, id: string, now: Date): Promise<RoomRow> {
  const [row] = await db.rows<RoomRow>('call-room.open', `${select} where l.id = $2::uuid and l.kind <> 'phone'`, [
    now,
    id,
  ])
  if (!row) throw new Refused(404, 'not-found')
  if (row.agentId !== viewer.id) throw new Refused(403, 'call.of-somebody-else')
  return row
}

/** As whoever opened it is told. */
export const roomOf = (
  { agentId: _, callRef: __, hostLinkSealed, ...room }: RoomRow,
  product: Product,
  viewer: SignedIn,
): CallRoom => ({
  ...room,
  hostUrl:
    room.state === 'ended' || hostLinkSealed === null
      ? null
      : product.seal.open(hostLinkSealed, hostLinkPlace(room.id)),
  channels: viewer.permissions.includes('message.send') ? [...product.channels] : [],
})
