import { asSystem } from '@rapport/database/as-viewer'
import { openResults } from '#features/marketing/campaign-results/campaign-results.ts'
import type { Works } from './leave-waves.ts'

/** What runs, or ended no longer ago than this, is counted anew so often: letters are still opened, and answers still come. */
const ANEW = { minutes: 15, days: 90 }

/** Counts what came of one campaign whose sums charts read, the longest uncounted first. Whether there was one. */
export const sumCampaigns = ({ connections, now }: Works): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const [due] = await db.rows<{ id: string }>(
      'campaigns.to-sum',
      `select k.id from campaigns k left join campaign_sums s on s.campaign_id = k.id
       where k.window_from is not null and k.state in ('running', 'ended', 'cancelled')
         and (s.counted_at is null or s.counted_at = '-infinity' or s.counted_at < $1::timestamptz - make_interval(mins => $2)
           and s.counted_at < k.window_to + $3::int)
       order by s.counted_at nulls first limit 1 for update of k skip locked`,
      [now(), ANEW.minutes, ANEW.days],
    )
    if (!due) return false
    const { treated, funnel, uplift, cost, gain } = await openResults(db, due.id)
    const of = Object.fromEntries(funnel.map(({ stage, count }) => [stage, count]))
    await db.rows(
      'campaign.sum',
      `insert into campaign_sums (campaign_id, counted_at, treated, sent, delivered, reached, interested, converted, treated_met, held_out,
         held_out_met, cost, gain)
       values ($1::uuid, $2::timestamptz, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::numeric, $13::numeric)
       on conflict (campaign_id) do update set (counted_at, treated, sent, delivered, reached, interested, converted, treated_met, held_out,
         held_out_met, cost, gain) = (excluded.counted_at, excluded.treated, excluded.sent, excluded.delivered, excluded.reached,
         excluded.interested, excluded.converted, excluded.treated_met, excluded.held_out, excluded.held_out_met, excluded.cost, excluded.gain)`,
      [
        ...[due.id, now(), treated, of.sent, of.delivered, of.reached, of.interested, of.converted],
        ...[uplift?.treatedMet ?? null, uplift?.heldOut ?? null, uplift?.heldOutMet ?? null, cost.total, gain],
      ],
    )
    return true
  })
