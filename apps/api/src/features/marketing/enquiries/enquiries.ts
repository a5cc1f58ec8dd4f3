import { randomUUID, timingSafeEqual } from 'node:crypto'
import { checkContact } from '@rapport/contract/identity/contact'
import { checkPersonName } from '@rapport/contract/identity/person-name'
import {
  CONSENT_VERSION,
  ENQUIRY_MINUTES,
  ENQUIRY_TRIES,
  type Enquiry,
  type EnquiryKind,
  type EnquiryProof,
  enquiryKinds,
} from '@rapport/contract/marketing/enquiries'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { z } from 'zod'
import { countFlood, refuseFlood } from '#features/administration/session/throttle.ts'
import { codeOf } from '#features/service/portal/code-of.ts'
import { Refused } from '#http/refused.ts'
import type { Product } from '#product.ts'
import { closeTold } from './told.ts'

/** In a minute: enquiries from one address, and by one channel; tries of codes from one address. */
const FROM_ADDRESS = 10
const BY_CHANNEL = 60
const TRIED = 20
/** Seconds between two codes for one contact; so many an hour. */
const BETWEEN = 60
const AN_HOUR = 5

/** Which channel carries the code to which contact. */
export const carries = { mobile: 'sms', email: 'email' } as const
const kindsOf = ({ channels }: Pick<Product, 'channels'>): EnquiryKind[] =>
  enquiryKinds.filter((kind) => channels.includes(carries[kind]))

/** A channel with a page, of a unit that has not ended; 404 for any other. */
async function channelOf(db: Db, code: string) {
  const [row] = await db.rows<{ id: string; name: string; nameZh: string; unitId: string }>(
    'enquiry.channel',
    `select h.id, h.name, h.name_zh as "nameZh", u.id as "unitId" from prospect_channels h join units u on u.id = h.form_unit_id
     where h.code = $1 and h.state = 'open' and coalesce(u.valid_to >= (now() at time zone 'Asia/Shanghai')::date, true)`,
    [code],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

/** What the page of a channel says, and by what one can be reached; 404 for a channel without one. */
export const openForm = (product: Product, code: string) =>
  asSystem(product.connections, {}, async (db) => {
    const { name, nameZh } = await channelOf(db, code)
    return { name, nameZh, kinds: kindsOf(product) }
  })

async function limit(product: Product, limits: readonly (readonly [key: string, most: number])[]) {
  for (const [key] of limits) await refuseFlood(product, key)
  for (const [key, most] of limits) await countFlood(product, key, most)
}

/** The enquiry in its stored form. Refuses with 400 and every reason at once. */
function checked(product: Product, told: Enquiry): Enquiry {
  const [name, contact] = [checkPersonName(told.name), checkContact(told.kind, told.contact)]
  const errors = [
    ...(name.ok ? [] : [{ field: 'name', code: name.code }]),
    ...(contact.ok ? [] : [{ field: 'contact', code: contact.code }]),
    ...(kindsOf(product).includes(told.kind) ? [] : [{ field: 'kind', code: 'enquiry.no-channel' }]),
  ]
  if (!name.ok || !contact.ok || errors.length > 0) throw new Refused(400, 'invalid', { errors })
  return { ...told, name: name.value, contact: contact.value }
}

/** Seconds until a contact, by its hash, may be sent another code. */
async function waitOf(db: Db, hash: string): Promise<number> {
  // One at a time for a contact: two at the same moment are not both the first.
  await db.rows('enquiry.contact-lock', 'select pg_advisory_xact_lock(hashtextextended($1, 6))', [hash])
  const [row] = await db.rows<{ wait: number }>(
    'enquiry.wait',
    `select ceil(greatest(0,
       (select ${BETWEEN} - extract(epoch from now() - max(made_at)) from enquiries where contact_hash = $1 and made_at > now() - interval '1 hour'),
       (select 3600 - extract(epoch from now() - min(made_at)) from (select made_at from enquiries where contact_hash = $1
          and made_at > now() - interval '1 hour' order by made_at desc limit ${AN_HOUR}) p having count(*) >= ${AN_HOUR})))::int as wait`,
    [hash],
  )
  return row!.wait
}

/**
 * Keeps an enquiry, sealed, until its code is typed; the worker sends the code. Nobody looks who is known here, so that neither
 * the answer nor its time tells. 400 for a name or contact that is none; 429 with the seconds to wait.
 */
export async function sendEnquiry(product: Product, code: string, body: Enquiry, address: string) {
  await limit(product, [
    [`join:${address}`, FROM_ADDRESS],
    [`join-channel:${code}`, BY_CHANNEL],
  ])
  const told = checked(product, body)
  const enquiry = newId()
  const wait = await asSystem(product.connections, {}, async (db) => {
    const channel = await channelOf(db, code)
    if (told.website !== '') return 0
    const hash = product.seal.hash(told.kind, told.contact)
    const wait = await waitOf(db, hash)
    if (wait > 0) return wait
    const sealed = closeTold(product.seal, enquiry, told)
    await db.rows(
      'enquiry.keep',
      `insert into enquiries (id, channel_id, unit_id, kind, contact_hash, told_sealed, consent_version)
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7)`,
      [enquiry, channel.id, channel.unitId, told.kind, hash, sealed, CONSENT_VERSION],
    )
    return 0
  })
  if (wait > 0) throw new Refused(429, 'enquiry.code-wait', { retryAfter: wait })
  return { enquiry, again: BETWEEN }
}

/** Takes the code of an enquiry: from then on it is the worker's. 400 for everything that is wrong, whatever it is; 429 for too many tries. */
export async function proveEnquiry(
  product: Product,
  code: string,
  proof: z.infer<typeof EnquiryProof>,
  address: string,
) {
  await limit(product, [[`join-proof:${address}`, TRIED]])
  const right = await asSystem(product.connections, {}, async (db) => {
    const [tried] = await db.rows<{ id: string }>(
      'enquiry.try',
      `update enquiries e set tries = e.tries + 1 from prospect_channels h
       where e.id = $1::uuid and h.id = e.channel_id and h.code = $2 and e.tries < ${ENQUIRY_TRIES}
         and e.made_at > now() - make_interval(mins => ${ENQUIRY_MINUTES}) returning e.id`,
      [proof.enquiry, code],
    )
    const expected = Buffer.from(codeOf(product.seal, tried?.id ?? randomUUID()))
    if (!timingSafeEqual(expected, Buffer.from(proof.code)) || !tried) return false
    await db.rows('enquiry.prove', 'update enquiries set proven_at = coalesce(proven_at, now()) where id = $1::uuid', [
      tried.id,
    ])
    return true
  })
  if (!right) throw new Refused(400, 'invalid', { errors: [{ field: 'code', code: 'enquiry.wrong-code' }] })
  return { received: true as const }
}

/** Forgets enquiries whose code nobody typed. */
export const clearEnquiries = ({ connections }: Pick<Product, 'connections'>) =>
  asSystem(connections, {}, (db) =>
    db.rows(
      'enquiries.clear',
      `delete from enquiries where proven_at is null and made_at < now() - interval '1 hour'`,
      [],
    ),
  )
