import type { Recommendations } from '@rapport/contract/marketing/recommendations'
import type { Db } from '@rapport/database/as-viewer'
import type { Result } from '@rapport/suitability/check'
import { judge } from '#features/customer/suitability-checks/judge.ts'
import { type Candidate, rankProducts, type Situation } from './rank-products.ts'
import { holdersOf, holdingsOf, type Shelved } from './shelf.ts'

/** What fits one customer, or why nothing may be recommended. */
export type Fitting = Omit<Recommendations, 'channel' | 'time'>

interface Known extends Omit<Situation, 'class' | 'horizonDays' | 'kinds'> {
  kinds: Situation['kinds'] | null
  stops: Recommendations['hindrances']
  optedOut: Recommendations['optedOut']
  model: Recommendations['model']
}

/**
 * What of a shelf fits customers in sight and is not held by them, at most so many for each, the best first, by id; who is out of sight is
 * missing. What does not fit is nowhere in it.
 */
export async function whatFits(
  db: Db,
  customerIds: readonly string[],
  shelf: readonly Shelved[],
  { most, ...by }: { viewerId: string; today: string; most: number },
): Promise<Map<string, Fitting>> {
  const situations = await situationsOf(db, customerIds, by.today)
  const judged = await judge(db, customerIds, new Map(shelf.map(({ product, facts }) => [product.id, facts])), by)
  const holdings = await holdingsOf(db, customerIds, shelf)
  const levels = [...new Set([...judged.clients.values()].flatMap(({ client }) => client.class ?? []))]
  const holders = await holdersOf(db, levels, shelf)

  const fittingOf = (id: string, { stops, optedOut, model, ...known }: Known): Fitting => {
    const { client } = judged.clients.get(id)!
    const holding = holdings.get(id)
    const candidates = shelf
      .filter(({ securityId }) => securityId === null || !holding?.held.has(securityId))
      .map(({ product, securityId }) => ({
        candidate: {
          product,
          near: (securityId !== null && holding?.near.get(securityId)) || null,
          holders: holders(client.class, securityId),
        } satisfies Candidate,
        result: judged.of(id, product.id)!,
      }))
    const results = candidates.map(({ result }) => result)
    const hindrances = [...stops, ...hindering(results)]
    const fitting = candidates.flatMap(({ candidate, result }) => (result.outcome === 'match' ? candidate : []))
    const situation = {
      ...known,
      kinds: known.kinds ?? {},
      class: client.class as Recommendations['class'],
      horizonDays: client.horizonDays,
    }
    return {
      ...{ class: situation.class, model, hindrances, optedOut },
      ...{ offered: candidates.length, suitable: fitting.length, misfits: misfitsOf(results) },
      items: hindrances.length > 0 ? [] : rankProducts(situation, fitting, most),
    }
  }
  return new Map(
    customerIds.flatMap((id) => {
      const known = situations.get(id)
      return known && judged.clients.has(id) ? [[id, fittingOf(id, known)] as const] : []
    }),
  )
}

/** What speaks against every product alike lies with the customer or the adviser, not with the products. */
function hindering([first, ...others]: readonly Result[]): Recommendations['hindrances'] {
  if (!first) return []
  return first.reasons.filter(
    (reason) => !reason.startsWith('mismatch-') && others.every(({ reasons }) => reasons.includes(reason)),
  )
}

/** How many products each reason speaks against. */
function misfitsOf(results: readonly Result[]): Recommendations['misfits'] {
  const counted = new Map<Result['reasons'][number], number>()
  for (const reason of results.flatMap(({ reasons }) => reasons)) counted.set(reason, (counted.get(reason) ?? 0) + 1)
  return [...counted]
    .map(([reason, products]) => ({ reason, products }))
    .sort((a, b) => b.products - a.products || a.reason.localeCompare(b.reason))
}

async function situationsOf(db: Db, ids: readonly string[], today: string): Promise<Map<string, Known>> {
  const rows = await db.rows<Known & { id: string }>(
    'recommendations.customers',
    `select c.id, i.cash::float8 as cash, (i.cash / nullif(i.assets, 0))::float8 as "cashShare",
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
     from customers c left join warehouse.customer_indicators i on i.customer_id = c.id
     where c.id = any ($1::uuid[]) and c.deleted_at is null`,
    [ids, today],
  )
  return new Map(rows.map(({ id, ...known }) => [id, known]))
}
