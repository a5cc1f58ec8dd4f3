import type { NextOffers } from '@rapport/contract/analytics/next-offers'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { type Candidate, chooseOffers, type Situation } from './choose-offers.ts'

interface Known extends Situation {
  riskLevel: NextOffers['riskLevel']
  highestGrade: number | null
  asOf: string | null
}

/** Offers to a customer in sight, worked out as it stands; 404 of any other. */
export async function nextOffersOf(db: Db, customerId: string, today: string): Promise<NextOffers> {
  const [known] = await db.rows<Known>(
    'next-offers.customer',
    `select c.risk_level as "riskLevel", i.as_of as "asOf", i.cash::float8 as cash, (i.cash / nullif(i.assets, 0))::float8 as "cashShare",
       i.top_share::float8 as "topShare", i.above_tolerance_share::float8 as "aboveToleranceShare",
       case when c.assessment_valid_to is null or c.assessment_valid_to >= $2::date then warehouse.highest_grade(c.risk_level) end as "highestGrade",
       (select coalesce(json_agg(n.kind order by n.last_on desc, n.kind), '[]') from (
          select kind, max(stated_on) as last_on from customer_needs
          where customer_id = c.id and stated_on > $2::date - interval '24 months' group by 1) n) as needs
     from customers c left join warehouse.customer_indicators i on i.customer_id = c.id where c.id = $1 and c.deleted_at is null`,
    [customerId, today],
  )
  if (!known) throw new Refused(404, 'not-found')
  const { riskLevel, highestGrade, asOf, ...situation } = known
  const candidates = highestGrade === null ? [] : await candidatesFor(db, customerId, riskLevel!, highestGrade)
  return {
    riskLevel,
    highestGrade,
    asOf,
    offers: chooseOffers(situation, candidates),
    channel: await bestChannel(db, customerId, today),
    time: await usualTime(db, customerId, today),
  }
}

const candidatesFor = (db: Db, customerId: string, riskLevel: string, highestGrade: number) =>
  db.rows<Candidate>(
    'next-offers.candidates',
    `select s.id, s.code, s.name, p.product, p.risk_grade as grade, p.holders, p.peers
     from warehouse.peer_holdings p join securities s on s.id = p.security_id
     where p.risk_level = $2 and p.risk_grade <= $3::int
       and not exists (select from warehouse.positions h where h.customer_id = $1 and h.security_id = p.security_id and h.quantity <> 0)
     order by p.holders desc, p.security_id limit 500`,
    [customerId, riskLevel, highestGrade],
  )

/**
 * The way of the last two years by which most visits reached the customer, of those that were not refused: (reached + 1) ÷
 * (visits + 2), so that one lucky call does not beat ten good ones.
 */
async function bestChannel(db: Db, customerId: string, today: string): Promise<NextOffers['channel']> {
  const [best] = await db.rows<NonNullable<NextOffers['channel']>>(
    'next-offers.channel',
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
async function usualTime(db: Db, customerId: string, today: string): Promise<NextOffers['time']> {
  const [found] = await db.rows<{ weekday: number | null; hour: number | null; trades: number }>(
    'next-offers.time',
    `select mode() within group (order by extract(isodow from traded_on)::int) as weekday, count(*)::int as trades,
       mode() within group (order by extract(hour from at)::int) filter (where at::time <> '00:00') as hour
     from (select traded_on, traded_at at time zone 'Asia/Shanghai' as at from warehouse.trades
           where customer_id = $1 and side in ('buy', 'sell') and traded_on > $2::date - interval '12 months' and traded_on <= $2::date) t`,
    [customerId, today],
  )
  return found && found.trades >= ENOUGH ? found : null
}
