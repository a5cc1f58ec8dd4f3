import type { Db } from '@rapport/database/as-viewer'
import { type Holdings, holdingsOf, type Ranker } from '@rapport/models/holdings'
import { byNeighbours, neighboursOf } from '@rapport/models/item-neighbours'
import { byPopularity } from '@rapport/models/popularity'
import { meanNdcg } from '@rapport/models/ranking-quality'
import { dayAfter } from './days.ts'
import { type Fitter, Unfit } from './fitting.ts'

/** Products and the most held of everything else: so many securities at most are held against each other. */
const MOST_ITEMS = 3_000
/** Nothing is told of a pair that fewer hold together. */
const LEAST_TOGETHER = 3
const LEAST_CUSTOMERS = 20
const AT_ONCE = 5_000

interface Item {
  id: string
  offered: boolean
}
interface Pair {
  customerId: string
  item: number
  /** When it was first bought; null where the record begins later. */
  since: string | null
  held: boolean
}

/**
 * Neighbours of what customers hold among the securities of products (item-based, see `byNeighbours`), tried on what they first bought in the
 * days held back: learnt there from what was bought before, and beside popularity.
 */
export const fitRecommendation: Fitter<'recommendation'> = async ({ settings, asOf, read, says }) => {
  await says('read', 0.05)
  const items = await read(itemsOf)
  const offered = new Set([...items.keys()].filter((place) => items[place]!.offered))
  if (offered.size === 0) throw new Unfit('no-products')
  const pairs = await read((db) => pairsOf(db, items, asOf))
  const places = new Map([...new Set(pairs.map(({ customerId }) => customerId))].map((id, place) => [id, place]))
  const holdingsWhere = (is: (pair: Pair) => boolean) =>
    holdingsOf(
      pairs.filter(is).map((pair) => [places.get(pair.customerId)!, pair.item] as const),
      places.size,
      items.length,
    )
  const now = holdingsWhere(({ held }) => held)
  const customers = now.itemsOf.filter((held) => held.length > 0).length
  if (customers < LEAST_CUSTOMERS) throw new Unfit('too-few-customers')
  await says('validate', 0.3)
  const from = dayAfter(asOf, -settings.holdoutDays)
  const before = holdingsWhere(({ since }) => since === null || since <= from)
  const bought = boughtSince(pairs, from, places, offered)
  const holdout = qualityOn(before, bought, offered, settings.holdoutDays)
  await says('fit', 0.6)
  const neighbours = neighboursOf(now, { among: offered, most: settings.neighbours, leastTogether: LEAST_TOGETHER })
  await says('score', 0.9)
  const earliest = pairs.reduce((day, { since }) => (since !== null && since < day ? since : day), asOf)
  return {
    parameters: {},
    report: { kind: 'recommendation', customers, products: offered.size, neighbours: neighbours.length, holdout },
    trained: [earliest, asOf],
    validated: holdout && [from, asOf],
    scores: [],
    drift: null,
    customers,
    keep: (db, versionId) => keepNeighbours(db, versionId, items, neighbours),
  }
}

function boughtSince(pairs: readonly Pair[], from: string, places: ReadonlyMap<string, number>, offered: Set<number>) {
  const bought = new Map<number, Set<number>>()
  for (const { customerId, item, since } of pairs) {
    if (since === null || since <= from || !offered.has(item)) continue
    const customer = places.get(customerId)!
    bought.set(customer, (bought.get(customer) ?? new Set()).add(item))
  }
  return bought
}

function qualityOn(
  holdings: Holdings,
  bought: ReadonlyMap<number, ReadonlySet<number>>,
  offered: ReadonlySet<number>,
  days: number,
) {
  // What is no product is never listed.
  const listed =
    (ranker: Ranker): Ranker =>
    (customer) =>
      ranker(customer).map((score, item) => (offered.has(item) ? score : -1))
  const quality = (ranker: Ranker) => meanNdcg(listed(ranker), holdings, bought)
  const [neighbours, popularity] = [quality(byNeighbours(holdings)), quality(byPopularity(holdings))]
  return neighbours === null || popularity === null ? null : { days, customers: bought.size, neighbours, popularity }
}

const itemsOf = (db: Db) =>
  db.rows<Item>(
    'recommendation-items',
    `with offered as (select distinct security_id as id from products where state = 'admitted' and security_id is not null),
       held as (select security_id as id, count(*) as holders from warehouse.positions where quantity > 0 group by 1)
     select id, offered.id is not null as offered from offered full join held using (id)
     order by offered.id is null, coalesce(held.holders, 0) desc, id limit ${MOST_ITEMS}`,
    [],
  )

async function pairsOf(db: Db, items: readonly Item[], asOf: string): Promise<Pair[]> {
  const placeOf = new Map(items.map(({ id }, place) => [id, place]))
  const rows = await db.rows<{ customerId: string; securityId: string; since: string | null; held: boolean }>(
    'recommendation-pairs',
    `select customer_id as "customerId", security_id as "securityId", min(since)::text as since, bool_or(held) as held from (
       select customer_id, security_id, min(traded_on) as since, false as held from warehouse.trades
       where side in ('buy', 'transfer-in') and traded_on <= $1::date and security_id = any ($2::uuid[]) group by 1, 2
       union all
       select distinct customer_id, security_id, null::date, true from warehouse.positions
       where quantity > 0 and security_id = any ($2::uuid[])) pairs
     group by 1, 2`,
    [asOf, items.map(({ id }) => id)],
  )
  return rows.map(({ securityId, ...pair }) => ({ ...pair, item: placeOf.get(securityId)! }))
}

async function keepNeighbours(
  db: Db,
  versionId: string,
  items: readonly Item[],
  neighbours: ReturnType<typeof neighboursOf>,
) {
  for (let from = 0; from < neighbours.length; from += AT_ONCE) {
    const rows = neighbours.slice(from, from + AT_ONCE).map(({ held, item, weight, together }) => ({
      ...{ held: items[held]!.id, security: items[item]!.id, weight, together },
    }))
    await db.rows(
      'recommendation-neighbours',
      `insert into warehouse.security_neighbours (version_id, held_id, security_id, weight, together)
       select $2::uuid, n.held, n.security, n.weight, n.together
       from jsonb_to_recordset($1::jsonb) n (held uuid, security uuid, weight float8, together int)`,
      [JSON.stringify(rows), versionId],
    )
  }
}
