import type { BodyOf } from '@rapport/contract/endpoint'
import type { campaignResults } from '@rapport/contract/marketing/campaign-results'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused } from '#http/refused.ts'
import { openResults } from './campaign-results.ts'

/** Enters what a campaign in sight cost beside its contacts, in CNY. 404 out of sight. */
export async function addCost(db: Db, id: string, { on, what, amount }: BodyOf<typeof campaignResults.addCost>) {
  const entered = await db.rows(
    'campaign-cost',
    `insert into campaign_costs (id, campaign_id, spent_on, what, amount, entered_by)
     select $1::uuid, k.id, $3::date, $4, $5::numeric, viewer_id() from campaigns k where k.id = $2::uuid returning 1`,
    [newId(), id, on, what, amount],
  )
  if (entered.length === 0) throw new Refused(404, 'not-found')
  return openResults(db, id)
}

/** Strikes out a cost of a campaign in sight; the trail keeps it. 404 where it is not there. */
export async function removeCost(db: Db, id: string, cost: string) {
  const gone = await db.rows(
    'campaign-cost-gone',
    'delete from campaign_costs where id = $1::uuid and campaign_id = $2::uuid returning 1',
    [cost, id],
  )
  if (gone.length === 0) throw new Refused(404, 'not-found')
  return openResults(db, id)
}
