import { type CallRoom, ROOM_LASTS, ROOM_WAITS } from '@rapport/contract/service/call-rooms'
import { asSystem, asViewer, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import {
  type ContactFacts,
  consentOf,
  contactFacts,
  historyOf,
  rulesOn,
} from '#features/service/contact-permissions/contact-facts.ts'
import { mayContact } from '#features/service/contact-permissions/may-contact.ts'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { businessDay, type Product } from '#product.ts'
import type { Meetings } from './meeting-gateway.ts'
import { guestLinkPlace, hostLinkPlace, openRoom, opensUntil, ownRoom, refOfRoom, roomOf } from './room-rows.ts'

/** The viewer's own room, until what came of it is written down. */
export async function currentRoom(db: Db, product: Product, viewer: SignedIn) {
  const row = await ownRoom(db, product.now())
  return { current: row && roomOf(row, product, viewer) }
}

/**
 * Opens a room with a customer, or gives the one that is open. The gateway is asked outside of any transaction; where it is away, 503
 * and nothing has changed. 404 out of sight, 422 where there is no gateway or contact is blocked, 409 while another room is open.
 */
export async function startRoom(
  product: Product,
  viewer: SignedIn,
  customerId: string,
  kind: CallRoom['kind'],
): Promise<CallRoom> {
  const read = <T>(work: (db: Db) => Promise<T>) => asViewer(product.connections, viewer, { readOnly: true }, work)
  const found = await read(async (db) => {
    await seeCustomer(db, customerId)
    if (!product.meetings) throw new Refused(422, 'call-room.no-gateway')
    await refuseBlocked(db, customerId, product.now())
    return openOf(db, product, customerId, kind)
  })
  if (found) return roomOf(found, product, viewer)
  const { now, seal } = product
  const id = newId()
  const [startedAt, joinBy, endsBy] = [0, ROOM_WAITS, ROOM_LASTS].map(
    (minutes) => new Date(now().getTime() + minutes * 60_000),
  )
  const room = await orAway(product.meetings!.open({ ref: id, kind, joinBy: joinBy!, endsBy: endsBy! }))
  await asSystem(product.connections, { actorId: viewer.id }, async (db) => {
    await closeLapsed(db, now())
    // Of two at the same moment one is kept; the other's room lapses at the gateway.
    await db.rows(
      'call-room.start',
      `insert into calls (id, call_ref, kind, direction, customer_id, unit_id, agent_id, rang_at, join_by, ends_by, host_link_sealed, guest_link_sealed)
       values ($1::uuid, $2, $3, 'out', $4::uuid, $1::uuid, $5::uuid, $6::timestamptz, $7::timestamptz, $8::timestamptz, $9, $10) on conflict do nothing`,
      [
        id,
        refOfRoom(room.roomId),
        kind,
        customerId,
        viewer.id,
        startedAt,
        joinBy,
        endsBy,
        seal.close(room.hostUrl, hostLinkPlace(id)),
        seal.close(room.guestUrl, guestLinkPlace(id)),
      ],
    )
  })
  const opened = await read((db) => openOf(db, product, customerId, kind))
  if (!opened) throw new Refused(404, 'not-found')
  return roomOf(opened, product, viewer)
}

/** The viewer's open room if it is this one; 409 while they are in another. */
async function openOf(db: Db, { now }: Product, customerId: string, kind: CallRoom['kind']) {
  const room = await ownRoom(db, now())
  if (!room || room.state === 'ended') return null
  if (room.customer.id !== customerId || room.kind !== kind) throw new Refused(409, 'call-room.busy')
  return room
}

/** A block by law and death stand against any contact; whoever wants no marketing is still served. */
async function refuseBlocked(db: Db, customerId: string, now: Date) {
  const [row] = await db.rows<{ facts: ContactFacts }>(
    'call-room.facts',
    `select f.facts from customers c cross join lateral (${contactFacts("'sms'", '$2')}) f where c.id = $1::uuid`,
    [customerId, now],
  )
  const { facts } = row!
  const intent = { channel: 'call', class: 'SERVICE', urgent: true } as const
  const may = mayContact(await rulesOn(db, businessDay(now)), intent, historyOf(facts), consentOf(facts), now)
  if (may.is === 'suppress') throw new Refused(422, 'call-room.stopped', { details: { reason: may.reason } })
}

/** Closes a room for everybody. 503 where the gateway is away: then it is still open. */
export async function endRoom(product: Product, viewer: SignedIn, id: string): Promise<CallRoom> {
  const read = () =>
    asViewer(product.connections, viewer, { readOnly: true }, (db) => openRoom(db, viewer, id, product.now()))
  const room = await read()
  if (room.state === 'ended') return roomOf(room, product, viewer)
  if (!product.meetings) throw new Refused(422, 'call-room.no-gateway')
  await orAway(product.meetings.close(room.callRef.slice(refOfRoom('').length)))
  await asSystem(product.connections, { actorId: viewer.id }, (db) =>
    db.rows(
      'call-room.end',
      `update calls l set ended_at = $2::timestamptz, ${forgotten} where l.id = $1::uuid and l.ended_at is null`,
      [id, product.now()],
    ),
  )
  return roomOf(await read(), product, viewer)
}

/** What lets somebody in. */
export const forgotten = 'host_link_sealed = null, guest_link_sealed = null, guest_hash = null'

/** Ends rooms into which nobody came in time, and those that have lasted as long as rooms do. How many. */
export async function closeLapsed(db: Db, now: Date): Promise<number> {
  const closed = await db.rows(
    'call-room.lapse',
    `update calls l set ended_at = ${opensUntil}, ${forgotten}
     where l.kind <> 'phone' and l.ended_at is null and least(l.join_by, l.ends_by) <= $1::timestamptz and ${opensUntil} <= $1::timestamptz returning 1`,
    [now],
  )
  return closed.length
}

const orAway = <T>(asked: ReturnType<Meetings['open']> | ReturnType<Meetings['close']> | Promise<T>): Promise<T> =>
  (asked as Promise<T>).catch(() => {
    throw new Refused(503, 'call-room.gateway-away', { retryAfter: 10 })
  })
