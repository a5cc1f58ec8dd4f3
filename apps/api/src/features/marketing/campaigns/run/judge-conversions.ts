import type { CampaignGoal } from '@rapport/contract/marketing/campaigns'
import { asSystem } from '@rapport/database/as-viewer'
import { goalSql, known } from '#features/service/moments/engine/goals.ts'
import { ratesOn } from '#features/service/moments/triggers/trigger-sql.ts'
import { businessDay } from '#product.ts'
import type { Works } from './leave-waves.ts'

type Met = (customer: string, from: string, to: string) => string
/** Whether the goal was met by a customer from one day to another; $4 is the amount, `rates` what currencies are worth in CNY. */
const metSql: Record<CampaignGoal['kind'], Met> = {
  traded: goalSql.traded,
  // Never before, as far as the firm's data reach.
  'first-trade': (of, from, to) =>
    `${goalSql.traded(of, from, to)} and not ${goalSql.traded(of, `'-infinity'::date`, `${from} - 1`)}`,
  funded: goalSql.funded,
  'product-held': goalSql['product-held'],
  'net-inflow': (of, from, to) => `coalesce((
    select sum(case m.kind when 'deposit' then abs(m.amount) else -abs(m.amount) end * r.rate) >= $4::numeric and bool_or(m.kind = 'deposit')
    from warehouse.cash_movements m join rates r on r.currency = m.currency
    where m.customer_id = ${of} and m.moved_on between ${from} and ${to} and m.kind in ('deposit', 'withdrawal')), false)`,
}

interface Running {
  id: string
  goal: CampaignGoal
  from: string
  to: string
  stamp: string | null
  /** Nothing more is to be known of its window, and nobody is reached any more. */
  over: boolean
}

/**
 * Judges one campaign of which something was published since: whether each member, treated or held out, met the goal within the
 * window as it is known by now, and the net commission that they brought in it, in CNY. All members in one statement, and anew each
 * time, as days are loaded again. When nothing more is to be known it has ended. Whether there was one.
 */
export const judgeConversions = ({ connections, now }: Works): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const over = `(${known('k.window_to')} and k.closed_at is not null)`
    const [campaign] = await db.rows<Running>(
      'campaigns.to-judge',
      `select k.id, k.goal, k.window_from::text as "from", k.window_to::text as "to", s.stamp, ${over} as over
       from campaigns k cross join (select max(stamp) as stamp from warehouse.moment_days) s
       where k.state = 'running' and (k.judged_stamp is distinct from s.stamp or ${over})
       order by k.id limit 1 for update of k skip locked`,
      [businessDay(now())],
    )
    if (!campaign) return false
    const { id, goal, from, to, stamp } = campaign
    const values: unknown[] = [id, from, to]
    if (goal.kind === 'net-inflow') values.push(goal.amount)
    await db.rows(
      `campaigns.judge-${goal.kind}`,
      `with rates as materialized (select * from ${ratesOn('$3::date')} x),
         gains as (select d.customer_id, sum(d.net_commission * r.rate) as gain from campaign_members b
           join warehouse.customer_days d on d.customer_id = b.customer_id and d.day between $2::date and $3::date
           join rates r on r.currency = d.currency where b.campaign_id = $1::uuid group by 1)
       insert into campaign_outcomes as o (campaign_id, customer_id, met, gain)
       select b.campaign_id, b.customer_id, ${metSql[goal.kind]('b.customer_id', '$2::date', '$3::date')}, round(coalesce(g.gain, 0), 2)
       from campaign_members b left join gains g on g.customer_id = b.customer_id where b.campaign_id = $1::uuid
       on conflict (campaign_id, customer_id) do update set met = excluded.met, gain = excluded.gain
         where (o.met, o.gain) is distinct from (excluded.met, excluded.gain)`,
      values,
    )
    await db.rows(
      'campaigns.judged',
      `update campaigns set judged_stamp = $2, state = case when $3::boolean then 'ended' else state end,
         judged_through = (select least(v.day, window_to) from warehouse.valuation_days v order by v.day desc limit 1) where id = $1::uuid`,
      [id, stamp, campaign.over],
    )
    return true
  })
