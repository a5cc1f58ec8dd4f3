import { createHash, randomBytes } from 'node:crypto'
import type { MessageChannel } from '@rapport/contract/service/message-templates'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { countFlood, refuseFlood } from '#features/administration/session/throttle.ts'
import {
  type ContactFacts,
  consentOf,
  contactFacts,
  historyOf,
  rulesOn,
} from '#features/service/contact-permissions/contact-facts.ts'
import { mayContact } from '#features/service/contact-permissions/may-contact.ts'
import { addMessages } from '#features/service/messages/add-messages.ts'
import { KEPT_LINK, linkToken } from '#features/service/messages/one-time-link.ts'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { businessDay, type Product } from '#product.ts'
import { guestLinkPlace, openRoom, opensUntil, type RoomRow } from './room-rows.ts'

/** What the database knows of a link. */
const tokenHash = (token: string) => createHash('sha256').update(`call-room ${token}`).digest('base64url')

/** A minute, by one address: links that let nobody in. */
const MOST_WRONG = 30

async function stillOpen(db: Db, viewer: SignedIn, id: string, now: Date): Promise<RoomRow> {
  const room = await openRoom(db, viewer, id, now)
  if (room.state === 'ended') throw new Refused(409, 'call-room.over')
  return room
}

/** From now on this link lets the customer in, once, and none before it. */
const setLink = (db: Db, id: string, token: string) =>
  db.rows<{ expiresAt: string }>(
    'call-room.link',
    `update calls l set guest_hash = $2 where l.id = $1::uuid and l.ended_at is null returning ${opensUntil} as "expiresAt"`,
    [id, tokenHash(token)],
  )

/** A link to hand over by hand, told once. 409 when the room is over. */
export async function addLink(db: Db, viewer: SignedIn, id: string, now: Date) {
  await stillOpen(db, viewer, id, now)
  const token = randomBytes(16).toString('base64url')
  const [made] = await setLink(db, id, token)
  if (!made) throw new Refused(409, 'call-room.over')
  return { path: `/j/${token}`, expiresAt: made.expiresAt }
}

/** Writes the message with a link into the outbox. 422 with the reason where the rules are against it, or want it to wait. */
export async function sendLink(db: Db, product: Product, viewer: SignedIn, id: string, channel: MessageChannel) {
  const now = product.now()
  const { customer } = await stillOpen(db, viewer, id, now)
  if (!viewer.permissions.includes('message.send'))
    throw new Refused(403, 'not-allowed', { details: { permission: 'message.send' } })
  const [template] = await db.rows<{ id: string; channel: MessageChannel; class: 'SERVICE'; urgent: boolean }>(
    'call-room.template',
    `select id, channel, class, urgent from message_templates where code = 'call-room-' || $1::text and state = 'approved'`,
    [channel],
  )
  if (!template || !product.channels.includes(channel)) throw new Refused(422, 'message.no-channel')
  const [row] = await db.rows<{ facts: ContactFacts }>(
    'call-room.may-send',
    `select f.facts from customers c cross join lateral (${contactFacts('$2::text', '$3')}) f where c.id = $1::uuid`,
    [customer.id, channel, now],
  )
  const { facts } = row!
  const may = mayContact(await rulesOn(db, businessDay(now)), template, historyOf(facts), consentOf(facts), now)
  if (may.is === 'suppress') throw new Refused(422, 'call-room.not-sent', { details: { reason: may.reason } })
  if (facts.addressId === null) throw new Refused(422, 'call-room.not-sent', { details: { reason: 'NO_ADDRESS' } })
  // A room does not wait for the morning.
  if (may.is === 'wait') throw new Refused(422, 'call-room.quiet')
  const message = { customerId: customer.id, language: null, variables: { link: KEPT_LINK }, linkRoot: 'j' as const }
  const [messageId] = await addMessages(db, template, [message], { now })
  await setLink(db, id, linkToken(product.seal, `message-${messageId}`))
  return {}
}

const open = `l.guest_hash = $1 and l.kind <> 'phone' and l.ended_at is null and ${opensUntil} > $2::timestamptz`

/** Whether a link lets somebody in. Links that do not are looked for no faster than nobody would find one: 429 beyond that. */
export const openLink = (product: Product, token: string, address: string) =>
  limited(product, address, async (db) => {
    const [room] = await db.rows<{ kind: 'voice' | 'video' | 'presentation' }>(
      'room-link.open',
      `select l.kind from calls l where ${open}`,
      [tokenHash(token), product.now()],
    )
    return room ? { state: 'open' as const, kind: room.kind } : null
  }).then((found) => found ?? { state: 'over' as const, kind: null })

/** Lets the customer in, once: where the room is. 409 for every link that lets nobody in. */
export const joinByLink = (product: Product, token: string, address: string) =>
  limited(product, address, async (db) => {
    const [room] = await db.rows<{ id: string; sealed: string }>(
      'room-link.join',
      `update calls l set guest_hash = null where ${open} returning l.id, l.guest_link_sealed as sealed`,
      [tokenHash(token), product.now()],
    )
    return room ? { url: product.seal.open(room.sealed, guestLinkPlace(room.id)) } : null
  }).then((found) => {
    if (!found) throw new Refused(409, 'call-room.link-over')
    return found
  })

async function limited<T>(product: Product, address: string, work: (db: Db) => Promise<T | null>): Promise<T | null> {
  const key = `room-link:${address}`
  await refuseFlood(product, key)
  const found = await asSystem(product.connections, {}, work)
  if (found === null) await countFlood(product, key, MOST_WRONG)
  return found
}
