import type { reveals } from '@rapport/contract/customer/reveals'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import type { Place, Seal } from '@rapport/database/seal'
import { cardPlace } from '#features/customer/bank-cards/bank-cards.ts'
import { emailPlace, phonePlace } from '#features/customer/contact-persons/contact-persons.ts'
import { valuePlace } from '#features/customer/contact-points/contact-points.ts'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { numberPlace } from '#features/customer/identifications/identifications.ts'
import { Refused } from '#http/refused.ts'

type Ask = BodyOf<typeof reveals.reveal>
/** How many values one person may see in the clear on one business day. */
export const mostADay = 50

type Of = { customerId: string; id: string }
/** Where each kind of value is kept: its table, and how the sealed value of a record of the customer is read. */
const kinds: Record<
  Ask['of'],
  { table: string; place: (id: string) => Place; sealed: (db: Db, of: Of) => Promise<string | null | undefined> }
> = {
  identification: {
    table: 'identifications',
    place: numberPlace,
    sealed: async (db, where) => (await db.identification.findFirst({ where }))?.numberSealed,
  },
  'contact-point': {
    table: 'contact_points',
    place: valuePlace,
    sealed: async (db, where) => (await db.contactPoint.findFirst({ where }))?.valueSealed,
  },
  'contact-person-phone': {
    table: 'contact_persons',
    place: phonePlace,
    sealed: async (db, where) => (await db.contactPerson.findFirst({ where }))?.phoneSealed,
  },
  'contact-person-email': {
    table: 'contact_persons',
    place: emailPlace,
    sealed: async (db, where) => (await db.contactPerson.findFirst({ where }))?.emailSealed,
  },
  'bank-card': {
    table: 'bank_cards',
    place: cardPlace,
    sealed: async (db, where) => (await db.bankCard.findFirst({ where }))?.numberSealed,
  },
}

/**
 * One value in the clear. The trail has who, whose, which and why in the same transaction, so that nothing is told that
 * is not written down. 404 when the record is not this customer's, 429 after the 50th of the business day.
 */
export async function reveal(db: Db, customerId: string, ask: Ask, seal: Seal, now: Date, today: string) {
  await seeCustomer(db, customerId)
  const { table, place, sealed } = kinds[ask.of]
  const found = await sealed(db, { customerId, id: ask.recordId })
  if (!found) throw new Refused(404, 'not-found')
  const value = seal.open(found, place(ask.recordId))

  const [row] = await db.rows<{ count: number }>('reveals-of-viewer', 'select reveals_of_viewer($1) as count', [
    `${today}T00:00:00+08:00`,
  ])
  if (row!.count >= mostADay) {
    const tomorrow = Date.parse(`${today}T00:00:00+08:00`) + 86_400_000
    throw new Refused(429, 'reveal.cap', { retryAfter: Math.max(1, Math.ceil((tomorrow - now.getTime()) / 1000)) })
  }
  await db.rows('reveal-note', "select audit_note('reveal', $1, $2::uuid, $3::uuid, $4, $5::jsonb)", [
    table,
    ask.recordId,
    customerId,
    ask.reason,
    JSON.stringify({ of: ask.of }),
  ])
  return { value }
}
