import type { MessageChannel } from '@rapport/contract/service/message-templates'
import type { InboundMessage } from '@rapport/contract/service/messages'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { addressKinds } from '#features/service/contact-permissions/contact-facts.ts'
import { customersAt, endMarketing } from '#features/service/contact-permissions/end-marketing.ts'
import type { Product } from '#product.ts'

type Takes = Pick<Product, 'connections' | 'now' | 'seal'>

/** What customers write to be left in peace (拒收请回复R). */
const optOutWords = /^(r|t|td|n|stop|unsubscribe|退订|拒收)[。.!！]?$/i

/** Takes what a gateway tells: once, however often it comes, with its effect in the same transaction. Whether it was new. */
export const takeInbound = ({ connections, now, seal }: Takes, gateway: MessageChannel, told: InboundMessage) =>
  asSystem(connections, {}, async (db) => {
    const fresh = await db.rows(
      'inbox.take',
      `insert into message_inbox (source, message_id, received_at, effect) values ($1, $2, $3, $4) on conflict do nothing returning 1`,
      [gateway, told.id, now(), told.kind === 'report' ? told.state : 'received'],
    )
    if (fresh.length === 0) return false
    if (told.kind === 'report') await report(db, gateway, told, now())
    else
      await receive(
        db,
        { channel: gateway, hash: seal.hash(addressKinds[gateway], addressIn(gateway, told.from)) },
        told.body,
        now(),
      )
    return true
  })

/** A number as contact points have it; gateways put the country in front or not. */
const addressIn = (channel: MessageChannel, from: string) =>
  channel === 'sms' ? from.replace(/^(\+?86)(?=1\d{10}$)/, '') : from.trim()

/**
 * What became of a message, in whatever order it is told: one that was opened is not merely delivered, one that bounced was
 * not delivered. A report may come before we have written down that it left.
 */
const report = (
  db: Db,
  channel: MessageChannel,
  { about, state }: Extract<InboundMessage, { kind: 'report' }>,
  now: Date,
) =>
  db.rows(
    'messages.reported',
    `update outbound_messages set
       state = case when $3 = 'delivered' and state = 'opened' then state else $3 end,
       cause = case $3 when 'bounced' then 'address-refused' when 'failed' then 'refused' end,
       sent_at = coalesce(sent_at, $4::timestamptz), ended_at = coalesce(ended_at, $4::timestamptz),
       delivered_at = case when $3 in ('delivered', 'opened') then coalesce(delivered_at, $4::timestamptz) else delivered_at end,
       opened_at = case when $3 = 'opened' then coalesce(opened_at, $4::timestamptz) else opened_at end
     where message_id = $1 and channel = $2 and state in ('sending', 'sent', 'delivered', 'opened')`,
    [about, channel, state, now],
  )

/** A customer wrote: kept with everybody who has the address; a word of refusal ends marketing at once. */
async function receive(db: Db, { channel, hash }: { channel: MessageChannel; hash: string }, body: string, now: Date) {
  const customerIds = await customersAt(db, hash)
  await db.rows(
    'messages.receive',
    `insert into received_messages (id, customer_id, channel, body, received_at) select uuid_v7(), c, $2, $3, $4 from unnest($1::uuid[]) c`,
    [customerIds, channel, body, now],
  )
  if (optOutWords.test(body.trim()))
    await endMarketing(db, { channel, hashes: [hash], customerIds, source: 'reply' }, now)
}
