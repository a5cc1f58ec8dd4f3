import { randomUUID } from 'node:crypto'
import { asSystem } from '@rapport/database/as-viewer'
import { heldOut } from '#features/service/moments/engine/open-moments.ts'
import type { Product } from '#product.ts'
import { audience, judged, leftOut } from './audience-sql.ts'

/**
 * Writes down who takes part in a campaign that was approved, once and in one transaction: its audience, with a share held out by a
 * seed that is made here, so that nobody knows beforehand who that is, and kept, so that it can be shown later. Whether there was one.
 */
export const fixMembers = ({ connections, now }: Pick<Product, 'connections' | 'now'>): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const [campaign] = await db.rows<{ id: string }>(
      'campaigns.to-fix',
      `select k.id from campaigns k where k.state = 'approved' and k.fixed_at is null and ${judged('(s.id = k.segment_id or s.id = any (k.excluded_ids))')}
       order by k.approved_at limit 1 for update skip locked`,
      [],
    )
    if (!campaign) return false
    const seed = randomUUID()
    await db.rows(
      'campaigns.fix',
      `with found as materialized (
         select k.id as campaign_id, k.holdout_percent, c.id as customer_id, ${leftOut} as excluded
         from campaigns k, ${audience} and k.id = $1::uuid
       ), written as (
         insert into campaign_members (campaign_id, customer_id, held_out)
         select f.campaign_id, f.customer_id, ${heldOut('$2::text', 'f.customer_id', 'f.holdout_percent')} from found f where not f.excluded
         returning held_out
       )
       update campaigns set fixed_at = $3::timestamptz, seed = $2::text, excluded = (select count(*) from found where excluded),
         members = (select count(*) from written where not held_out), held_out = (select count(*) from written where held_out)
       where id = $1::uuid`,
      [campaign.id, seed, now()],
    )
    return true
  })
