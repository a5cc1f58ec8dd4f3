import type { Db } from '@rapport/database/as-viewer'

/**
 * Who left in the days after one day through another (domain 3.5). Hard: all accounts closed in them. Soft: at least 80 % of
 * the assets flowed out, net, and less than 20 % is there at the end, so that a fall of prices is none. Dormant: traded in the
 * same time before and not since. Only of customers who had at least so much.
 */
const leavers = `
  with a as materialized (
    select $1::date as today, $2::date as until, (select max(day) from warehouse.valuation_days where day <= $1::date) as as_of,
      (select max(day) from warehouse.valuation_days where day <= $2::date) as end_of),
  rates as materialized (
    select 'CNY' as currency, 1::numeric as rate
    union all (select distinct on (currency) currency, rate from warehouse.fx_rates, a
               where day <= a.today and currency <> 'CNY' order by currency, day desc)),
  moved as (
    select d.customer_id, coalesce(sum(d.assets * r.rate) filter (where d.day = a.as_of), 0) as assets,
      coalesce(sum(d.assets * r.rate) filter (where d.day = a.end_of), 0) as left_over,
      coalesce(sum(-d.net_inflow * r.rate) filter (where d.day > a.today), 0) as outflow,
      coalesce(sum(d.trades) filter (where d.day > a.today), 0) as trades,
      coalesce(sum(d.trades) filter (where d.day <= a.today), 0) as trades_before
    from warehouse.customer_days d cross join a join rates r using (currency)
    where d.day > a.today - (a.until - a.today) and d.day <= a.until group by 1),
  closed as (
    select customer_id from accounts, a group by customer_id, a.today, a.until
    having bool_and(closed_on is not null and closed_on <= a.until) and max(closed_on) > a.today)
  select m.customer_id as "customerId",
    c.customer_id is not null or (m.outflow >= 0.8 * m.assets and m.left_over < 0.2 * m.assets)
      or (m.trades = 0 and m.trades_before > 0) as "left"
  from moved m left join closed c using (customer_id) where m.assets >= $3::numeric`

/** For each customer who had at least `leastAssets` on the day: whether they left by the end of the other. */
export async function churnLabels(
  db: Db,
  { day, until, leastAssets }: { day: string; until: string; leastAssets: number },
): Promise<Map<string, boolean>> {
  const rows = await db.rows<{ customerId: string; left: boolean }>('', leavers, [day, until, leastAssets])
  return new Map(rows.map(({ customerId, left }) => [customerId, left]))
}
