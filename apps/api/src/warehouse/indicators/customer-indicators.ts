import type { Db } from '@rapport/database/as-viewer'
import { averageAssets, parts } from './indicator-parts.ts'

/** Null while nothing was ever valued; nothing for who has nothing. */
const asOf = (part: string, name: string) =>
  `case when a.as_of is null then null when ${part}.customer_id is null then 0 else ${part}.${name} end`
const orNothing = (part: string, name: string) =>
  `case when ${part}.customer_id is null then 0 else ${part}.${name} end`
/** To average assets over the same days; null below 1,000 of them (domain 2.3). */
const toAssets = (amount: string, assetDays: string, days: string, places: number) =>
  `case when s.${assetDays} >= 1000 * n.${days} then round(s.${amount} * n.${days} / nullif(s.${assetDays}, 0), ${places}) end`
const inMonth = (which: 'min' | 'max', month: string) =>
  `(select ${which}(traded_on) from warehouse.trades x where x.customer_id = w.customer_id and x.side in ('buy', 'sell')
      and x.traded_on >= s.${month} and x.traded_on < s.${month} + interval '1 month')`

/** Each column of `warehouse.customer_indicators`, and what it is. */
const figures: Record<string, string> = {
  judged_on: 'a.today',
  as_of: 'a.as_of',
  // Windows of months move when the month turns, the one of thirty days when the first day in it is thirty days ago, what may
  // be held when the assessment has ended or a rule of grades begins or ends.
  due_on: `least(case when s.customer_id is not null or v.customer_id is not null then (a.month + interval '1 month')::date end, f.oldest + 30,
    case when p.customer_id is not null then least(b.valid_to + 1, g.turns) end)`,
  assets: asOf('d', 'assets'),
  cash: asOf('d', 'cash'),
  position_value: asOf('d', 'position_value'),
  equity_value: asOf('p', 'equity_value'),
  product_value: asOf('d', 'product_value'),
  margin_debt: asOf('d', 'margin_debt'),
  top_share: 'p.top_share',
  positions: 'coalesce(p.positions, 0)',
  value_above_tolerance: `case when b.grade is null or a.as_of is null then null when p.customer_id is null then 0 else p.risky_value end`,
  above_tolerance_share: `case when b.grade is not null and p.bought_value > 0 then round(p.risky_value / p.bought_value, 6) end`,
  average_assets: averageAssets(1),
  tier_assets: `greatest(${averageAssets(1)}, ${averageAssets(2)}, ${averageAssets(3)})`,
  peak_month_end_assets:
    'case when a.as_of is null then null when s.customer_id is null then 0 else coalesce(e.peak, 0) end',
  net_inflow_30d: orNothing('f', 'net_inflow'),
  net_inflow_12m: orNothing('s', 'net_inflow_12m'),
  traded_value_3m: orNothing('s', 'traded_value_3m'),
  traded_value_12m: orNothing('s', 'traded_value_12m'),
  turnover_6m: toAssets('traded_value_whole_6m', 'asset_days_6m', 'six', 4),
  trades_12m: 'coalesce(s.trades_12m, 0)',
  trade_days_12m: 't.days_12m',
  trade_days_month: 't.days_month',
  first_traded_on: inMonth('min', 'first_month'),
  last_traded_on: inMonth('max', 'last_month'),
  commission_12m: orNothing('s', 'commission_12m'),
  net_commission_12m: orNothing('s', 'net_commission_12m'),
  revenue_yield: toAssets('net_commission_whole_12m', 'asset_days_12m', 'twelve', 8),
  profit_12m: orNothing('s', 'profit_12m'),
  contacts_12m: 'coalesce(s.contacts_12m, 0) + coalesce(v.visits, 0)',
  last_contact_on: `greatest(v.last_on, (select max(x.day) from warehouse.customer_days x where x.customer_id = w.customer_id and x.contacts > 0
    and x.day >= s.contact_month and x.day < s.contact_month + interval '1 month'))`,
}
const columns = Object.keys(figures)

const keep = `
  with ${Object.entries(parts)
    .map(([name, sql]) => `${name} as materialized (${sql})`)
    .join(',\n  ')}
  insert into warehouse.customer_indicators (customer_id, ${columns.join(', ')})
  select w.customer_id, ${Object.values(figures).join(',\n    ')}
  from who w join customers c on c.id = w.customer_id and c.deleted_at is null cross join a cross join valued n cross join rules g
  left join stood d using (customer_id) left join spread p using (customer_id) left join summed s using (customer_id)
  left join month_ends e using (customer_id) left join flows f using (customer_id) left join traded t using (customer_id)
  left join met v using (customer_id) left join borne b using (customer_id)
  order by w.customer_id
  on conflict (customer_id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`

/**
 * Works out anew what is known of these customers on `today` (YYYY-MM-DD): windows of months begin on the first of a month
 * and end now, averages are of whole months (domain 2.2, 2.3, 3.1). Who was removed has no figures.
 */
export async function keepIndicators(db: Db, ids: readonly string[], today: string): Promise<void> {
  await db.connection.query(keep, [ids, today])
  await db.connection.query(
    `delete from warehouse.customer_indicators i where i.customer_id = any ($1::uuid[])
       and not exists (select from customers c where c.id = i.customer_id and c.deleted_at is null)`,
    [ids],
  )
}
