import type { Db } from '@rapport/database/as-viewer'

/** Amounts of one row in the firm's own currency, each rounded by itself; all of it null where one has no rate. */
const home = (amount: string) =>
  `case when bool_or(r.rate is null and ${amount} <> 0) then null else coalesce(sum(round(${amount} * r.rate, 2)), 0) end`
const since = (months: number) => `m.month >= (a.month - interval '${months} months')`
const homeSince = (months: number, amount: string) => home(`case when ${since(months)} then ${amount} else 0 end`)
/** Of the last whole months only: a ratio to average assets must not move with every day that passes. */
const whole = (months: number, amount: string) =>
  `case when ${since(months)} and m.month < a.month then ${amount} else 0 end`
/** Mean assets over the trading days of the n-th whole month back. */
const average = (back: number) => `
  (select case when not exists (select from warehouse.valuation_days v where v.day >= x.first and v.day < x.next) then null
          else coalesce((select case when bool_or(r.rate is null) then null else round(sum(m.asset_days * r.rate) / max(m.days), 2) end
            from warehouse.customer_months m left join rates r using (currency)
            where m.customer_id = w.customer_id and m.month = x.first and m.days > 0), 0) end
   from (select (a.month - interval '${back} months')::date as first, (a.month - interval '${back - 1} months')::date as next) x)`

/**
 * What is known of these customers now: the columns of `warehouse.customer_indicators`, for the business day `$2`. Windows
 * of months begin on the first of a month and end now; the average is of the last whole month (domain 2.2, 2.3, 3.1).
 */
const figures = `
  with who as materialized (select unnest($1::uuid[]) as customer_id),
  a as materialized (
    select (select max(day) from warehouse.valuation_days where day <= $2::date) as as_of, $2::date as today,
      date_trunc('month', $2::date)::date as month),
  rates as materialized (
    select 'CNY' as currency, 1::numeric as rate
    union all
    (select distinct on (currency) currency, rate from warehouse.fx_rates, a where day <= a.today order by currency, day desc)),
  stood as (
    select d.customer_id, ${['assets', 'cash', 'position_value', 'product_value', 'margin_debt'].map((name) => `${home(`d.${name}`)} as ${name}`).join(', ')}
    from who w join warehouse.customer_days d using (customer_id) join a on d.day = a.as_of left join rates r using (currency) group by 1),
  held as materialized (
    select p.customer_id, p.security_id, p.quantity, p.currency from who w join warehouse.positions p using (customer_id) where p.quantity <> 0),
  quotes as materialized (
    select h.security_id, c.close, warehouse.is_equity(s.category, s.sub_category) as equity
    from (select distinct security_id from held) h left join securities s on s.id = h.security_id, a
    cross join lateral (select close from warehouse.closes c where c.security_id = h.security_id and c.day <= a.as_of
                        order by c.day desc limit 1) c),
  values_ as (
    select h.customer_id, q.equity, round(h.quantity * q.close * r.rate, 2) as value
    from held h left join quotes q using (security_id) left join rates r using (currency)),
  spread as (
    select customer_id, count(*)::int as positions,
      case when bool_or(value is null) then null else coalesce(sum(value) filter (where equity), 0) end as equity_value,
      case when bool_or(value is null) or sum(abs(value)) = 0 then null else round(max(abs(value)) / sum(abs(value)), 6) end as top_share
    from values_ group by 1),
  summed as (
    select m.customer_id, ${homeSince(12, 'm.net_inflow')} as net_inflow_12m,
      ${homeSince(3, 'm.traded_value')} as traded_value_3m, ${home(whole(6, 'm.traded_value'))} as traded_value_6m,
      ${homeSince(12, 'm.traded_value')} as traded_value_12m, ${homeSince(12, 'm.commission')} as commission_12m,
      ${homeSince(12, 'm.net_commission')} as net_commission_12m, ${homeSince(12, 'm.profit')} as profit_12m,
      ${home(whole(6, 'm.asset_days'))} as asset_days_6m, ${home(whole(12, 'm.asset_days'))} as asset_days_12m,
      ${home(whole(12, 'm.net_commission'))} as net_commission_whole,
      coalesce(sum(m.trades) filter (where ${since(12)}), 0)::int as trades_12m,
      coalesce(sum(m.contacts) filter (where ${since(12)}), 0)::int as contacts_12m,
      min(m.month) filter (where m.trades > 0) as first_month, max(m.month) filter (where m.trades > 0) as last_month,
      max(m.month) filter (where m.contacts > 0) as contact_month
    from who w join warehouse.customer_months m using (customer_id) cross join a left join rates r using (currency) group by 1),
  days_there as (
    select count(*) filter (where day >= a.month - interval '6 months') as six, count(*) as twelve
    from warehouse.valuation_days, a where day >= a.month - interval '12 months' and day < a.month),
  month_ends as (
    select customer_id, max(assets) as peak from (
      select m.customer_id, m.month, ${home('m.closing_assets')} as assets
      from who w join warehouse.customer_months m using (customer_id) cross join a left join rates r using (currency)
      where m.month < a.month and ${since(12)} group by 1, 2) e group by 1),
  flows as (
    select d.customer_id, ${home('d.net_inflow')} as net_inflow, min(d.day) as oldest
    from who w join warehouse.customer_days d using (customer_id) cross join a left join rates r using (currency)
    where d.day > a.today - 30 and d.day <= a.today and d.net_inflow <> 0 group by 1),
  traded as (
    select w.customer_id, t.days_12m, t.days_month from who w cross join a cross join lateral (
      select count(distinct traded_on)::int as days_12m,
        count(distinct traded_on) filter (where traded_on >= a.month - interval '1 month' and traded_on < a.month)::int as days_month
      from warehouse.trades t where t.customer_id = w.customer_id and t.side in ('buy', 'sell')
        and t.traded_on >= a.month - interval '12 months' and t.traded_on <= a.today) t),
  met as (
    select v.customer_id, max(v.planned_on) as last_on, count(*) filter (where v.planned_on >= a.month - interval '12 months')::int as visits
    from who w join care_visits v using (customer_id) cross join a
    where v.state = 'recorded' and v.outcome <> 'not-reached' group by 1)
  select w.customer_id, a.today as judged_on, a.as_of,
    least(case when s.customer_id is not null or met.customer_id is not null then (a.month + interval '1 month')::date end, f.oldest + 30) as due_on,
    ${['assets', 'cash', 'position_value'].map((name) => `case when a.as_of is null then null when d.customer_id is null then 0 else d.${name} end as ${name}`).join(', ')},
    case when a.as_of is null then null when p.customer_id is null then 0 else p.equity_value end as equity_value,
    ${['product_value', 'margin_debt'].map((name) => `case when a.as_of is null then null when d.customer_id is null then 0 else d.${name} end as ${name}`).join(', ')},
    p.top_share, coalesce(p.positions, 0) as positions,
    ${average(1)} as average_assets, greatest(${average(1)}, ${average(2)}, ${average(3)}) as tier_assets,
    case when a.as_of is null then null when s.customer_id is null then 0 else coalesce(e.peak, 0) end as peak_month_end_assets,
    case when f.customer_id is null then 0 else f.net_inflow end as net_inflow_30d,
    ${['net_inflow_12m', 'traded_value_3m', 'traded_value_12m'].map((name) => `case when s.customer_id is null then 0 else s.${name} end as ${name}`).join(', ')},
    case when s.asset_days_6m >= 1000 * n.six then round(s.traded_value_6m * n.six / nullif(s.asset_days_6m, 0), 4) end as turnover_6m,
    coalesce(s.trades_12m, 0) as trades_12m, t.days_12m as trade_days_12m, t.days_month as trade_days_month,
    (select min(traded_on) from warehouse.trades x where x.customer_id = w.customer_id and x.side in ('buy', 'sell')
       and x.traded_on >= s.first_month and x.traded_on < s.first_month + interval '1 month') as first_traded_on,
    (select max(traded_on) from warehouse.trades x where x.customer_id = w.customer_id and x.side in ('buy', 'sell')
       and x.traded_on >= s.last_month and x.traded_on < s.last_month + interval '1 month') as last_traded_on,
    ${['commission_12m', 'net_commission_12m'].map((name) => `case when s.customer_id is null then 0 else s.${name} end as ${name}`).join(', ')},
    case when s.asset_days_12m >= 1000 * n.twelve then round(s.net_commission_whole * n.twelve / nullif(s.asset_days_12m, 0), 8) end as revenue_yield,
    case when s.customer_id is null then 0 else s.profit_12m end as profit_12m,
    coalesce(s.contacts_12m, 0) + coalesce(met.visits, 0) as contacts_12m,
    greatest(met.last_on, (select max(x.day) from warehouse.customer_days x where x.customer_id = w.customer_id and x.contacts > 0
       and x.day >= s.contact_month and x.day < s.contact_month + interval '1 month')) as last_contact_on
  from who w join customers c on c.id = w.customer_id and c.deleted_at is null
  cross join a cross join days_there n left join stood d using (customer_id) left join spread p using (customer_id)
  left join summed s using (customer_id) left join month_ends e using (customer_id) left join flows f using (customer_id)
  left join traded t using (customer_id) left join met using (customer_id)`

const columns = [
  ...[
    'judged_on',
    'as_of',
    'due_on',
    'assets',
    'cash',
    'position_value',
    'equity_value',
    'product_value',
    'margin_debt',
  ],
  ...[
    'top_share',
    'positions',
    'average_assets',
    'tier_assets',
    'peak_month_end_assets',
    'net_inflow_30d',
    'net_inflow_12m',
  ],
  ...['traded_value_3m', 'traded_value_12m', 'turnover_6m', 'trades_12m', 'trade_days_12m', 'trade_days_month'],
  ...['first_traded_on', 'last_traded_on', 'commission_12m', 'net_commission_12m', 'revenue_yield', 'profit_12m'],
  ...['contacts_12m', 'last_contact_on'],
]
const named = columns.join(', ')

/** Works out anew what is known of these customers on `today` (YYYY-MM-DD); who was removed has no figures. */
export async function keepIndicators(db: Db, ids: readonly string[], today: string): Promise<void> {
  await db.connection.query(
    `insert into warehouse.customer_indicators (customer_id, ${named})
     select customer_id, ${named} from (${figures}) f order by customer_id
     on conflict (customer_id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [ids, today],
  )
  await db.connection.query(
    `delete from warehouse.customer_indicators i where i.customer_id = any ($1::uuid[])
       and not exists (select from customers c where c.id = i.customer_id and c.deleted_at is null)`,
    [ids],
  )
}
