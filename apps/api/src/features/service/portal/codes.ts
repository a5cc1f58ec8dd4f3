import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { BodyOf } from '@rapport/contract/endpoint'
import { CODE_MINUTES, CODE_TRIES, type PortalCustomer, type portal } from '@rapport/contract/service/portal'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { countTry, forgetTries } from '#features/administration/session/throttle.ts'
import { beginPortalSession } from '#http/portal-session.ts'
import { Refused } from '#http/refused.ts'
import type { Product } from '#product.ts'
import { codeOf } from './code-of.ts'

/** Seconds between two codes for one number; so many an hour; so many a minute from one address. */
const BETWEEN = 60
const AN_HOUR = 5
const FROM_ADDRESS = 20

const numberHash = (seal: Seal, customerNo: string) => seal.hash('portal-number', customerNo.toUpperCase())

/**
 * Asks for a code. What is done is the same for a number that nobody has, so that nobody learns who is a customer; the worker
 * writes the message. 429 with the seconds to wait, by number and by address; 422 where nothing carries the channel.
 */
export async function askForCode(
  { connections, seal, channels }: Product,
  address: string,
  { customerNo, channel, language }: BodyOf<typeof portal.askForCode>,
) {
  if (!channels.includes(channel)) throw new Refused(422, 'message.no-channel')
  const number = numberHash(seal, customerNo)
  const from = seal.hash('portal-address', address)
  const wait = await asSystem(connections, {}, async (db) => {
    // One at a time for a number: two at the same moment are not both the first.
    await db.rows('portal.code-lock', 'select pg_advisory_xact_lock(hashtextextended($1, 5))', [number])
    const [row] = await db.rows<{ wait: number }>(
      'portal.code-wait',
      `select ceil(greatest(0,
         (select ${BETWEEN} - extract(epoch from now() - max(made_at)) from portal_codes where number_hash = $1 and made_at > now() - interval '1 hour'),
         (select 3600 - extract(epoch from now() - min(made_at)) from (select made_at from portal_codes where number_hash = $1
            and made_at > now() - interval '1 hour' order by made_at desc limit ${AN_HOUR}) p having count(*) >= ${AN_HOUR}),
         (select 60 - extract(epoch from now() - min(made_at)) from (select made_at from portal_codes where address_hash = $2
            and made_at > now() - interval '1 minute' order by made_at desc limit ${FROM_ADDRESS}) p having count(*) >= ${FROM_ADDRESS})))::int as wait`,
      [number, from],
    )
    if (row!.wait > 0) return row!.wait
    await db.rows(
      'portal.code-make',
      `insert into portal_codes (id, number_hash, address_hash, customer_id, channel, language)
       values ($1::uuid, $2, $3, (select id from customers where customer_no = $4 and deleted_at is null), $5, $6)`,
      [newId(), number, from, customerNo, channel, language],
    )
    return 0
  })
  if (wait > 0) throw new Refused(429, 'portal.code-wait', { retryAfter: wait })
  return { again: BETWEEN }
}

/** The customer of a number and the last code that was sent for it; 401 for everything that is wrong, whatever it is. */
export async function signIn(
  at: { app: FastifyInstance; product: Product; reply: FastifyReply },
  address: string,
  { customerNo, code }: BodyOf<typeof portal.signIn>,
): Promise<PortalCustomer> {
  const { product } = at
  const who = `portal ${customerNo.toUpperCase()}`
  await countTry(product, who, address)
  const customer = await asSystem(product.connections, {}, async (db) => {
    const tried = await tryCode(db, numberHash(product.seal, customerNo))
    const expected = Buffer.from(codeOf(product.seal, tried?.id ?? randomUUID()))
    const right = timingSafeEqual(expected, Buffer.from(code))
    if (!tried?.customerId || !right) return null
    await db.rows('portal.code-use', 'update portal_codes set used_at = now() where id = $1::uuid', [tried.id])
    const found = await customerOf(db, tried.customerId)
    if (found) {
      await beginPortalSession(db, at, tried.customerId)
      await note(db, 'sign-in', tried.customerId)
    }
    return found
  })
  if (!customer) throw new Refused(401, 'portal.wrong-code')
  await forgetTries(product, who, address)
  return customer
}

/** Counts a try against the newest code of a number, before the code is looked at. Undefined where none is good any more. */
async function tryCode(db: Db, number: string) {
  const [tried] = await db.rows<{ id: string; customerId: string | null }>(
    'portal.code-try',
    `update portal_codes p set tries = p.tries + 1
     where p.id = (select id from portal_codes where number_hash = $1 order by made_at desc, id desc limit 1)
       and p.used_at is null and p.tries < ${CODE_TRIES} and p.made_at > now() - make_interval(mins => ${CODE_MINUTES})
     returning p.id, p.customer_id as "customerId"`,
    [number],
  )
  return tried
}

async function customerOf(db: Db, id: string): Promise<PortalCustomer | null> {
  const [found] = await db.rows<PortalCustomer>(
    'portal.customer',
    `select c.customer_no as "customerNo", c.name, u.name as unit, o.name as manager
     from customers c join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
     where c.id = $1::uuid and c.deleted_at is null`,
    [id],
  )
  return found ?? null
}

const note = (db: Db, action: string, customerId: string) =>
  db.rows('portal.note-sign-in', "select audit_note($1, 'portal', null, $2::uuid, null, null)", [action, customerId])
