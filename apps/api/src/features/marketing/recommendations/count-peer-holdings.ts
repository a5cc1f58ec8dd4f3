import type { Db } from '@rapport/database/as-viewer'

/** Kinds of which it is counted who holds them: what people buy beside single shares. */
const counted = ['money-fund', 'repo', 'bond', 'fund', 'etf']

/**
 * Counts for each class of risk who holds what of these kinds, when a day was valued since the last count.
 * Whether there was anything to do.
 */
export async function countPeerHoldings(db: Db, today: string): Promise<boolean> {
  const [due] = await db.rows<{ asOf: string | null }>(
    '',
    `select max(v.day) as "asOf" from warehouse.valuation_days v where v.day <= $1::date
     having max(v.day) > coalesce((select max(as_of) from warehouse.peer_holding_days), '-infinity')
       and not exists (select from warehouse.unvalued)`,
    [today],
  )
  if (!due?.asOf) return false
  // Of two workers at once the second waits here, and then has nothing to do.
  const mine = await db.rows(
    '',
    'insert into warehouse.peer_holding_days (as_of) values ($1::date) on conflict do nothing returning 1',
    [due.asOf],
  )
  if (mine.length === 0) return false
  await db.rows('', 'delete from warehouse.peer_holding_days where as_of < $1::date', [due.asOf])
  await db.rows('', 'delete from warehouse.peer_holdings', [])
  await db.rows(
    '',
    `with offered as materialized (
       select s.id, k.product, k.risk_grade from securities s
       cross join lateral warehouse.product_class_of(s.category, s.sub_category, s.code, s.name, s.market, $1::date) k
       where k.product = any ($2::text[])),
     held as materialized (
       select distinct c.risk_level, p.customer_id, p.security_id from warehouse.positions p join offered o on o.id = p.security_id
       join customers c on c.id = p.customer_id where p.quantity > 0 and c.risk_level is not null and c.deleted_at is null),
     peers as (select risk_level, count(distinct customer_id)::int as peers from held group by 1)
     insert into warehouse.peer_holdings (risk_level, security_id, product, risk_grade, holders, peers, as_of)
     select h.risk_level, h.security_id, o.product, o.risk_grade, count(*)::int, p.peers, $3::date
     from held h join offered o on o.id = h.security_id join peers p using (risk_level)
     group by h.risk_level, h.security_id, o.product, o.risk_grade, p.peers having count(*) >= 3`,
    [today, counted, due.asOf],
  )
  return true
}
