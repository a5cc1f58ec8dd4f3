import type { Recommendations } from '@rapport/contract/marketing/recommendations'
import type { Db } from '@rapport/database/as-viewer'
import type { Result } from '@rapport/suitability/check'
import { judge } from '#features/customer/suitability-checks/judge.ts'
import { Refused } from '#http/refused.ts'
import { bestChannel, usualTime } from './how-to-speak.ts'
import { type Candidate, rankProducts, type Situation } from './rank-products.ts'

const MOST = 6

interface Known extends Omit<Situation, 'class' | 'horizonDays' | 'kinds'> {
  class: Recommendations['class']
  kinds: Situation['kinds'] | null
  stops: Recommendations['hindrances']
  optedOut: Recommendations['optedOut']
  model: Recommendations['model']
}

/** What fits a customer in sight, worked out as it stands; 404 of any other. What does not fit is nowhere in it. */
export async function recommendationsFor(
  db: Db,
  customerId: string,
  by: { viewerId: string; today: string },
): Promise<Recommendations> {
  const { stops, optedOut, model, ...known } = await situationOf(db, customerId, by.today)
  const candidates = await candidatesFor(db, customerId, by.today)
  const ids = candidates.map(({ product }) => product.id)
  const judged = await judge(db, [customerId], ids, by)
  const results = new Map(ids.map((id) => [id, judged.of(customerId, id)]))
  const client = judged.clients.get(customerId)!.client
  const hindrances = [...stops, ...hindering([...results.values()])]
  const fitting = candidates.filter(({ product }) => results.get(product.id)?.outcome === 'match')
  const situation = {
    ...known,
    kinds: known.kinds ?? {},
    class: client.class as Recommendations['class'],
    horizonDays: client.horizonDays,
  }
  return {
    ...{ class: situation.class, model, hindrances, optedOut },
    ...{ offered: candidates.length, suitable: fitting.length, misfits: misfitsOf([...results.values()]) },
    items: hindrances.length > 0 ? [] : rankProducts(situation, fitting, MOST),
    channel: await bestChannel(db, customerId, by.today),
    time: await usualTime(db, customerId, by.today),
  }
}

/** What speaks against every product alike lies with the customer or the adviser, not with the products. */
function hindering(results: readonly (Result | undefined)[]): Recommendations['hindrances'] {
  const [first, ...others] = results.flatMap((result) => (result ? [result] : []))
  if (!first) return []
  return first.reasons.filter(
    (reason) => !reason.startsWith('mismatch-') && others.every(({ reasons }) => reasons.includes(reason)),
  )
}

/** How many products each reason speaks against. */
function misfitsOf(results: readonly (Result | undefined)[]): Recommendations['misfits'] {
  const counted = new Map<Result['reasons'][number], number>()
  for (const reason of results.flatMap((result) => result?.reasons ?? []))
    counted.set(reason, (counted.get(reason) ?? 0) + 1)
  return [...counted]
    .map(([reason, products]) => ({ reason, products }))
    .sort((a, b) => b.products - a.products || a.reason.localeCompare(b.reason))
}

async function situationOf(db: Db, customerId: string, today: string): Promise<Known> {
  const [known] = await db.rows<Known>(
    'recommendations.customer',
    `select c.risk_level as class, i.cash::float8 as cash, (i.cash / nullif(i.assets, 0))::float8 as "cashShare",
       i.top_share::float8 as "topShare", i.above_tolerance_share::float8 as "aboveToleranceShare",
       (select coalesce(json_agg(n.kind order by n.last_on desc, n.kind), '[]') from (
          select kind, max(stated_on) as last_on from customer_needs
          where customer_id = c.id and stated_on > $2::date - interval '24 months' group by 1) n) as needs,
       (select json_object_agg(k.product, k.share) from (select product, max(holders::float8 / peers) as share from warehouse.peer_holdings
          where risk_level = c.risk_level group by 1) k) as kinds,
       (select coalesce(json_agg(distinct s.kind), '[]') from contact_stops s where s.customer_id = c.id and s.ended_at is null) as stops,
       (select coalesce(json_agg(distinct o.channel), '[]') from contact_points p join opt_outs o on o.address_hash = p.value_hash
          where p.customer_id = c.id and o.ended_at is null) as "optedOut",
       (select json_build_object('version', v.number, 'asOf', v.scored_on) from warehouse.model_versions v
          where v.kind = 'recommendation' and v.in_use) as model
     from customers c left join warehouse.customer_indicators i on i.customer_id = c.id where c.id = $1 and c.deleted_at is null`,
    [customerId, today],
  )
  if (!known) throw new Refused(404, 'not-found')
  return known
}

/** Everything on the shelf that the customer is not known to hold, with who holds it. */
const candidatesFor = (db: Db, customerId: string, today: string) =>
  db.rows<Candidate>(
    'recommendations.candidates',
    `with held as materialized (
       select distinct security_id from warehouse.positions where customer_id = $1 and quantity <> 0),
     near as (
       select n.security_id, sum(n.weight) as weight, (array_agg(n.held_id order by n.weight desc, n.held_id))[1] as held_id,
         (array_agg(n.together order by n.weight desc, n.held_id))[1] as together
       from warehouse.security_neighbours n join held h on h.security_id = n.held_id
       where n.version_id = (select id from warehouse.model_versions where kind = 'recommendation' and in_use) group by 1)
     select json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'nameZh', p.name_zh, 'type', p.type, 'grade', o.grade,
         'termDays', p.term_days, 'currency', p.currency, 'minimumAmount', p.minimum_amount::text) as product,
       case when n.security_id is not null then json_build_object('weight', n.weight, 'together', n.together,
         'held', json_build_object('id', s.id, 'code', s.code, 'name', coalesce(s.short_name, s.name))) end as near,
       case when g.security_id is not null then json_build_object('holders', g.holders, 'peers', g.peers) end as holders
     from products_on_offer($2::date) o join products p on p.id = o.product_id
     left join near n on n.security_id = p.security_id
     left join securities s on s.id = n.held_id
     left join warehouse.peer_holdings g on g.security_id = p.security_id
       and g.risk_level = (select risk_level from customers where id = $1)
     where p.security_id is null or p.security_id not in (select security_id from held)
     order by p.id`,
    [customerId, today],
  )
