import type { optOutSources } from '@rapport/contract/service/contact-permissions'
import type { MessageChannel } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'

interface Ending {
  channel: MessageChannel
  /** Keyed hashes of addresses that want no marketing any more. */
  hashes: readonly string[]
  /** Whose they are; an address that nobody in the firm's books has opts out all the same. */
  customerIds: readonly string[]
  source: (typeof optOutSources)[number]
}

/**
 * Ends marketing by a channel at once: the addresses opt out, consents end, and what waits does not leave. As easy as giving it
 * (PIPL 15). Twice is once.
 */
export async function endMarketing(db: Db, { channel, hashes, customerIds, source }: Ending, now: Date) {
  await db.rows(
    'opt-outs.add',
    `insert into opt_outs (id, customer_id, channel, address_hash, source, at)
     select uuid_v7(), c, $1, h, $4, $5::timestamptz from unnest($2::text[]) h,
       unnest(case when cardinality($3::uuid[]) > 0 then $3::uuid[] else array[null::uuid] end) c
     on conflict do nothing`,
    [channel, hashes, customerIds, source, now],
  )
  await db.rows(
    'consents.withdraw',
    `update consents set withdrawn_at = $3, withdrawn_by = $4
     where customer_id = any ($1::uuid[]) and channel = $2 and withdrawn_at is null`,
    [customerIds, channel, now, source],
  )
  await db.rows(
    'messages.opted-out',
    `update outbound_messages set state = 'suppressed', reason = 'OPTED_OUT', ended_at = $3
     where customer_id = any ($1::uuid[]) and channel = $2 and class = 'MARKETING' and state in ('held', 'waiting')`,
    [customerIds, channel, now],
  )
}

/** Whoever has an address by its hash, as the system knows. */
export async function customersAt(db: Db, hash: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    'customers.at-address',
    'select distinct customer_id as id from contact_points where value_hash = $1',
    [hash],
  )
  return rows.map(({ id }) => id)
}
