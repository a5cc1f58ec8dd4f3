import { suitabilityKinds } from '@rapport/contract/marketing/product-types'
import type { Db } from '@rapport/database/as-viewer'
import type { Product } from '@rapport/suitability/check'
import type { Candidate } from './rank-products.ts'

/** A product on offer, with what a check has to know of it. */
export interface Shelved {
  product: Candidate['product']
  securityId: string | null
  facts: Product
}

/** Everything that may be recommended on a day (YYYY-MM-DD). */
export async function shelfOn(db: Db, today: string): Promise<Shelved[]> {
  const rows = await db.rows<Omit<Shelved, 'facts'> & { complex: boolean }>(
    'recommendations.shelf',
    `select json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'nameZh', p.name_zh, 'type', p.type, 'grade', o.grade,
         'termDays', p.term_days, 'currency', p.currency, 'minimumAmount', p.minimum_amount::text) as product,
       p.security_id as "securityId", p.complex
     from products_on_offer($1::date) o join products p on p.id = o.product_id order by p.id`,
    [today],
  )
  return rows.map(({ product, securityId, complex }) => {
    const { grade, termDays, type } = product
    return { product, securityId, facts: { admitted: true, grade, termDays, kind: suitabilityKinds[type], complex } }
  })
}

type Near = NonNullable<Candidate['near']>
/** What a customer holds, and what of the shelf goes with it, by security. */
export interface Holding {
  held: ReadonlySet<string>
  near: ReadonlyMap<string, Near>
}
interface HoldingRow {
  customerId: string
  held: string[]
  near: (Near & { securityId: string })[]
}

const idsOf = (shelf: readonly Shelved[]) => shelf.flatMap(({ securityId }) => securityId ?? [])

/** What customers in sight hold, by id; whoever holds nothing is missing. */
export async function holdingsOf(
  db: Db,
  customerIds: readonly string[],
  shelf: readonly Shelved[],
): Promise<Map<string, Holding>> {
  const rows = await db.rows<HoldingRow>(
    'recommendations.holdings',
    `with held as materialized (
       select distinct customer_id, security_id from warehouse.positions where customer_id = any ($1::uuid[]) and quantity <> 0),
     near as (
       select h.customer_id, n.security_id, sum(n.weight) as weight, (array_agg(n.held_id order by n.weight desc, n.held_id))[1] as held_id,
         (array_agg(n.together order by n.weight desc, n.held_id))[1] as together
       from warehouse.security_neighbours n join held h on h.security_id = n.held_id
       where n.version_id = (select id from warehouse.model_versions where kind = 'recommendation' and in_use)
         and n.security_id = any ($2::uuid[]) group by 1, 2),
     nearest as (
       select n.customer_id, json_agg(json_build_object('securityId', n.security_id, 'weight', n.weight, 'together', n.together,
           'held', json_build_object('id', s.id, 'code', s.code, 'name', coalesce(s.short_name, s.name)))) as near
       from near n join securities s on s.id = n.held_id group by 1)
     select h.customer_id as "customerId", h.held, coalesce(n.near, '[]') as near
     from (select customer_id, json_agg(security_id) as held from held group by 1) h left join nearest n on n.customer_id = h.customer_id`,
    [customerIds, idsOf(shelf)],
  )
  return new Map(
    rows.map(({ customerId, held, near }) => [
      customerId,
      { held: new Set(held), near: new Map(near.map(({ securityId, ...one }) => [securityId, one])) },
    ]),
  )
}

type Holders = NonNullable<Candidate['holders']>

/** How many of a class hold what is on the shelf; gives a look-up by class and security. */
export async function holdersOf(db: Db, classes: readonly string[], shelf: readonly Shelved[]) {
  const rows = await db.rows<Holders & { class: string; securityId: string }>(
    'recommendations.holders',
    `select risk_level as class, security_id as "securityId", holders, peers from warehouse.peer_holdings
     where risk_level = any ($1::text[]) and security_id = any ($2::uuid[])`,
    [classes, idsOf(shelf)],
  )
  const known = new Map(rows.map(({ class: level, securityId, ...holders }) => [`${level} ${securityId}`, holders]))
  return (level: string | null, securityId: string | null) => known.get(`${level} ${securityId}`) ?? null
}
