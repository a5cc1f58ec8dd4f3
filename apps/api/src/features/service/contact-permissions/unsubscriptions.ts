import type { optOutSources } from '@rapport/contract/service/contact-permissions'
import type { MessageChannel } from '@rapport/contract/service/message-templates'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { optOutHash } from '#features/service/messages/opt-out-token.ts'
import { Refused } from '#http/refused.ts'
import type { Product } from '#product.ts'
import { customersAt, endMarketing } from './end-marketing.ts'

type Asks = Pick<Product, 'connections' | 'now'>

/** The letter that a token is of. 404 for one of no letter. */
async function letterOf(db: Db, token: string) {
  const [letter] = await db.rows<{ channel: MessageChannel; hash: string; done: boolean }>(
    'unsubscription.letter',
    `select m.channel, m.address_hash as hash, exists (select from opt_outs o where o.address_hash = m.address_hash
       and o.channel = m.channel and o.ended_at is null) as done
     from outbound_messages m where m.opt_out_hash = $1`,
    [optOutHash(token)],
  )
  if (!letter) throw new Refused(404, 'not-found')
  return letter
}

/** What a link would end, and whether it has; it tells neither who nor where. */
export const openUnsubscription = ({ connections }: Asks, token: string) =>
  asSystem(connections, {}, async (db) => {
    const { channel, done } = await letterOf(db, token)
    return { channel, done }
  })

/** Ends marketing to the address of the letter. A token acts once: pressed again after a new consent it ends nothing. */
export const unsubscribe = ({ connections, now }: Asks, token: string, source: (typeof optOutSources)[number]) =>
  asSystem(connections, {}, async (db) => {
    const { channel, hash } = await letterOf(db, token)
    const [used] = await db.rows(
      'unsubscription.use',
      `insert into message_inbox (source, message_id, received_at, effect) values ('unsubscription', $1, $2, 'opted out')
       on conflict do nothing returning 1`,
      [optOutHash(token), now()],
    )
    if (used)
      await endMarketing(db, { channel, hashes: [hash], customerIds: await customersAt(db, hash), source }, now())
    const { done } = await letterOf(db, token)
    return { channel, done }
  })
