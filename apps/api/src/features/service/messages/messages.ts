import type { BodyOf, QueryOf } from '@rapport/contract/endpoint'
import type { MessageRow, messages, ReceivedMessage, Verdict } from '@rapport/contract/service/messages'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { valuePlace } from '#features/customer/contact-points/contact-points.ts'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import {
  type ContactFacts,
  consentOf,
  contactFacts,
  historyOf,
  rulesOn,
} from '#features/service/contact-permissions/contact-facts.ts'
import { mayContact } from '#features/service/contact-permissions/may-contact.ts'
import { templateForPeople } from '#features/service/message-templates/message-templates.ts'
import type { Spoken } from '#features/service/moments/engine/script.ts'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { masked } from '#http/mask.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { businessDay, type Product } from '#product.ts'
import { addMessages } from './add-messages.ts'
import { messageColumns, messageJoins, openMessage } from './message-rows.ts'
import { spokenOf, wordsOf } from './words-of.ts'

type Words = BodyOf<typeof messages.send>

/** One page of messages to customers in sight, latest first; `total` counts those under the same filter. */
export async function listMessages(db: Db, { after, limit, ...filter }: QueryOf<typeof messages.list>) {
  const conditions = new Conditions('messages')
    .add('state', filter.state, (states) => `m.state = any (${states}::text[])`)
    .add('channel', filter.channel, (channels) => `m.channel = any (${channels}::text[])`)
    .add('customer', filter.customer, (customer) => `m.customer_id = ${customer}::uuid`)
    .add('batch', filter.batch, (batch) => `m.batch_id = ${batch}::uuid`)
    .add(
      'template',
      filter.template,
      (code) => `m.template_id = any (array(select id from message_templates where code = ${code}))`,
    )
  const counted = conditions.where
  const place = placeOf('messages', after, [z.iso.datetime(), id])
  if (place)
    conditions.addPiece(
      'after',
      `(m.created_at, m.id) < (${conditions.value(place[0])}::timestamptz, ${conditions.value(place[1])}::uuid)`,
    )
  const rows = await db.rows<MessageRow & { total: number }>(
    conditions.name,
    `select p.*, n.total from (select count(*)::int as total from outbound_messages m ${counted}) n left join (
       select ${messageColumns} from (select * from outbound_messages m ${conditions.where}
         order by m.created_at desc, m.id desc limit ${conditions.value(limit + 1)}::int) m ${messageJoins}) p on true
     order by p."createdAt" desc, p.id desc`,
    conditions.values,
  )
  const found = rows.filter((row) => row.id !== null)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: found.slice(0, limit).map(({ total: _, ...row }) => row),
    total: rows[0]?.total ?? 0,
    next: last ? cursorAt('messages', [last.createdAt, last.id]) : null,
  }
}

/** What a customer would read, where to, and what the rules say of it at this moment. */
export async function previewMessage(
  db: Db,
  product: Product,
  customerId: string,
  { templateId, language, variables }: Words,
) {
  await seeCustomer(db, customerId)
  const template = await templateForPeople(db, templateId)
  const now = product.now()
  const [row] = await db.rows<{ facts: ContactFacts; spoken: Omit<Spoken, 'variables'>; own: 'en' | 'zh-CN' }>(
    'message-preview',
    `select f.facts, ${spokenOf} as spoken, c.language as own from customers c join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
     cross join lateral (${contactFacts('$2::text', '$3')}) f where c.id = $1::uuid`,
    [customerId, template.channel, now],
  )
  const { facts, spoken, own } = row!
  const rules = await rulesOn(db, businessDay(now))
  const { channel, class: of, urgent } = template
  const may = mayContact(rules, { channel, class: of, urgent }, historyOf(facts), consentOf(facts), now)
  const missing = template.asks.filter((name) => !variables[name as keyof typeof variables])
  return {
    ...wordsOf(template, language ?? own, { ...spoken, variables }),
    verdict: verdictOf(may, { facts, carried: product.channels.includes(channel) }),
    to: shownAddress(product, channel, facts),
    missing,
  }
}

function verdictOf(
  may: ReturnType<typeof mayContact>,
  { facts, carried }: { facts: ContactFacts; carried: boolean },
): Verdict {
  if (may.is === 'suppress') return may
  if (facts.addressId === null) return { is: 'suppress', reason: 'NO_ADDRESS' }
  if (!carried) return { is: 'suppress', reason: 'NO_CHANNEL' }
  return may.is === 'wait' ? { is: 'wait', until: may.until.toISOString() } : may
}

/** Masked for everybody: whoever writes need not know it. */
function shownAddress({ seal }: Product, channel: string, { addressId, addressSealed }: ContactFacts): string | null {
  if (addressId === null) return null
  const value = seal.open(addressSealed!, valuePlace(addressId))
  return channel === 'wecom' ? `${value.slice(0, 1)}***` : masked(channel === 'email' ? 'email' : 'mobile', value)
}

/** Puts one message into the outbox. 422 where a variable lacks, or nothing carries its channel; rules are looked at when it leaves. */
export async function sendMessage(db: Db, product: Product, customerId: string, words: Words) {
  await holdCustomer(db, customerId)
  const template = await templateForPeople(db, words.templateId)
  refuseMissing(template.asks, words.variables)
  if (!product.channels.includes(template.channel)) throw new Refused(422, 'message.no-channel')
  const [messageId] = await addMessages(db, template, [{ customerId, ...words }], { now: product.now() })
  return openMessage(db, messageId!)
}

/** Whoever fills in less than a template asks for would send a letter with holes. */
export function refuseMissing(asks: readonly string[], variables: Partial<Record<string, string>>) {
  const missing = asks.find((name) => !variables[name])
  if (missing) throw refusedField(`variables.${missing}`, 'required')
}

/** 409 for what has left, or will not leave anyway. */
export async function cancelMessage(db: Db, messageId: string, now: Date) {
  await openMessage(db, messageId)
  const cancelled = await db.rows(
    'message.cancel',
    `update outbound_messages set state = 'cancelled', ended_at = $2 where id = $1::uuid and state in ('held', 'waiting') returning 1`,
    [messageId, now],
  )
  if (cancelled.length === 0) throw new Refused(409, 'message.gone')
  return openMessage(db, messageId)
}

/** What a customer wrote, latest first. */
export async function listReceived(db: Db, customerId: string) {
  await seeCustomer(db, customerId)
  const items = await db.rows<z.infer<typeof ReceivedMessage>>(
    'messages.received',
    `select id, channel, body, received_at as "receivedAt" from received_messages where customer_id = $1::uuid
     order by received_at desc, id desc limit 200`,
    [customerId],
  )
  return { items }
}
