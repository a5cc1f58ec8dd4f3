import type { Recommendations } from '@rapport/contract/marketing/recommendations'
import type { Db } from '@rapport/database/as-viewer'

/**
 * The way of the last two years by which most visits reached the customer, of those that were not refused: (reached + 1) ÷
 * (visits + 2), so that one lucky call does not beat ten good ones.
 */
export async function bestChannel(db: Db, customerId: string, today: string): Promise<Recommendations['channel']> {
  const [best] = await db.rows<NonNullable<Recommendations['channel']>>(
    'recommendations.channel',
    `select v.channel, count(*) filter (where v.outcome <> 'not-reached')::int as reached, count(*)::int as visits
     from care_visits v
     where v.customer_id = $1 and v.state = 'recorded' and v.planned_on > $2::date - interval '24 months'
       and not exists (select from contact_points p where p.customer_id = v.customer_id and p.do_not_contact
         and p.kind = any (case v.channel when 'phone' then array['mobile', 'phone'] when 'wechat' then array['wechat'] when 'email' then array['email'] else '{}' end))
     group by 1 having count(*) filter (where v.outcome <> 'not-reached') > 0
     order by (count(*) filter (where v.outcome <> 'not-reached') + 1.0) / (count(*) + 2) desc, count(*) desc, 1 limit 1`,
    [customerId, today],
  )
  return best ?? null
}

/** Trades of twelve months of which something can be said. */
const ENOUGH = 5

/** The weekday and the hour in which most fills of twelve months were; an hour only where feeds tell more than the day. */
export async function usualTime(db: Db, customerId: string, today: string): Promise<Recommendations['time']> {
  const [found] = await db.rows<{ weekday: number | null; hour: number | null; trades: number }>(
    'recommendations.time',
    `select mode() within group (order by extract(isodow from traded_on)::int) as weekday, count(*)::int as trades,
       mode() within group (order by extract(hour from at)::int) filter (where at::time <> '00:00') as hour
     from (select traded_on, traded_at at time zone 'Asia/Shanghai' as at from warehouse.trades
           where customer_id = $1 and side in ('buy', 'sell') and traded_on > $2::date - interval '12 months' and traded_on <= $2::date) t`,
    [customerId, today],
  )
  return found && found.trades >= ENOUGH ? found : null
}
