/**
 * What the figures of a customer are made of, each part a table of the statement by its name; `$1` are the customers, `$2` is
 * the business day. Amounts of several currencies are added in the firm's own, each rounded by itself; a sum is null where an
 * amount has no rate.
 */
const home = (amount: string) =>
  `case when bool_or(r.rate is null and ${amount} <> 0) then null else coalesce(sum(round(${amount} * r.rate, 2)), 0) end`
const since = (months: number) => `m.month >= a.month - interval '${months} months'`
/** From the first of a month, so many months back, until now. */
const toDate = (months: number, amount: string) => home(`case when ${since(months)} then ${amount} else 0 end`)
/** Of whole months only: a ratio to average assets must not move with every day that passes. */
const whole = (months: number, amount: string) =>
  home(`case when ${since(months)} and m.month < a.month then ${amount} else 0 end`)
const stood = ['assets', 'cash', 'position_value', 'product_value', 'margin_debt']

export const parts = {
  who: 'select unnest($1::uuid[]) as customer_id',
  // The last day that was valued, today, and the first of this month.
  a: `select (select max(day) from warehouse.valuation_days where day <= $2::date) as as_of, $2::date as today,
        date_trunc('month', $2::date)::date as month`,
  rates: `select 'CNY' as currency, 1::numeric as rate
    union all
    (select distinct on (currency) currency, rate from warehouse.fx_rates, a where day <= a.today order by currency, day desc)`,
  // How everybody stood at the end of the last day that was valued.
  stood: `select d.customer_id, ${stood.map((name) => `${home(`d.${name}`)} as ${name}`).join(', ')}
    from who join warehouse.customer_days d using (customer_id) join a on d.day = a.as_of left join rates r using (currency) group by 1`,
  held: `select p.customer_id, p.security_id, p.quantity, p.currency
    from who join warehouse.positions p using (customer_id) where p.quantity <> 0`,
  quotes: `select h.security_id, c.close, warehouse.is_equity(s.category, s.sub_category) as equity, k.risk_grade as grade
    from a, (select distinct security_id from held) h left join securities s on s.id = h.security_id
    left join lateral warehouse.product_class_of(s.category, s.sub_category, s.code, s.name, s.market, (select today from a)) k on true
    cross join lateral (select close from warehouse.closes c where c.security_id = h.security_id and c.day <= a.as_of
                        order by c.day desc limit 1) c`,
  // The next day on which a rule of grades begins or has ended.
  rules: `select min(day) as turns from a, (select valid_from as day from warehouse.product_classes
      union all select valid_to + 1 from warehouse.product_classes) r where day > a.today`,
  // What a customer may hold by an assessment that goes on, and until when it does.
  borne: `select c.id as customer_id, warehouse.highest_grade(c.risk_level) as grade, c.assessment_valid_to as valid_to
    from who join customers c on c.id = who.customer_id cross join a
    where c.risk_level is not null and (c.assessment_valid_to is null or c.assessment_valid_to >= a.today)`,
  // What the positions are in, how much of them the largest is, and what of them is riskier than may be.
  spread: `select customer_id, count(*)::int as positions,
      case when bool_or(value is null) then null else coalesce(sum(value) filter (where equity), 0) end as equity_value,
      case when bool_or(value is null) or sum(abs(value)) = 0 then null else round(max(abs(value)) / sum(abs(value)), 6) end as top_share,
      case when bool_or(value is null) then null else coalesce(sum(value) filter (where value > 0), 0) end as bought_value,
      case when bool_or(value is null) then null else coalesce(sum(value) filter (where value > 0 and grade > borne), 0) end as risky_value
    from (select h.customer_id, q.equity, q.grade, b.grade as borne, round(h.quantity * q.close * r.rate, 2) as value
          from held h left join quotes q using (security_id) left join rates r using (currency) left join borne b using (customer_id)) v
    group by 1`,
  summed: `select m.customer_id, ${toDate(12, 'm.net_inflow')} as net_inflow_12m, ${toDate(3, 'm.traded_value')} as traded_value_3m,
      ${toDate(12, 'm.traded_value')} as traded_value_12m, ${toDate(12, 'm.commission')} as commission_12m,
      ${toDate(12, 'm.net_commission')} as net_commission_12m, ${toDate(12, 'm.profit')} as profit_12m,
      ${whole(6, 'm.traded_value')} as traded_value_whole_6m, ${whole(6, 'm.asset_days')} as asset_days_6m,
      ${whole(12, 'm.net_commission')} as net_commission_whole_12m, ${whole(12, 'm.asset_days')} as asset_days_12m,
      coalesce(sum(m.trades) filter (where ${since(12)}), 0)::int as trades_12m,
      coalesce(sum(m.contacts) filter (where ${since(12)}), 0)::int as contacts_12m,
      min(m.month) filter (where m.trades > 0) as first_month, max(m.month) filter (where m.trades > 0) as last_month,
      max(m.month) filter (where m.contacts > 0) as contact_month
    from who join warehouse.customer_months m using (customer_id) cross join a left join rates r using (currency) group by 1`,
  // Days on which the firm was valued, in the last six and twelve whole months.
  valued: `select count(*) filter (where day >= a.month - interval '6 months') as six, count(*) as twelve
    from warehouse.valuation_days, a where day >= a.month - interval '12 months' and day < a.month`,
  month_ends: `select customer_id, max(assets) as peak from (
      select m.customer_id, m.month, ${home('m.closing_assets')} as assets
      from who join warehouse.customer_months m using (customer_id) cross join a left join rates r using (currency)
      where m.month < a.month and ${since(12)} group by 1, 2) e group by 1`,
  // What came and went in thirty days, and which day of it is the first to be thirty days ago.
  flows: `select d.customer_id, ${home('d.net_inflow')} as net_inflow, min(d.day) as oldest
    from who join warehouse.customer_days d using (customer_id) cross join a left join rates r using (currency)
    where d.day > a.today - 30 and d.day <= a.today and d.net_inflow <> 0 group by 1`,
  traded: `select w.customer_id, t.days_12m, t.days_month from who w cross join a cross join lateral (
      select count(distinct traded_on)::int as days_12m,
        count(distinct traded_on) filter (where traded_on >= a.month - interval '1 month' and traded_on < a.month)::int as days_month
      from warehouse.trades t where t.customer_id = w.customer_id and t.side in ('buy', 'sell')
        and t.traded_on >= a.month - interval '12 months' and t.traded_on <= a.today) t`,
  met: `select v.customer_id, max(v.planned_on) as last_on,
      count(*) filter (where v.planned_on >= a.month - interval '12 months')::int as visits
    from who join care_visits v using (customer_id) cross join a where v.state = 'recorded' and v.outcome <> 'not-reached' group by 1`,
}

/** Mean assets over the trading days of the n-th whole month back; null for a month in which nothing was valued. */
export const averageAssets = (back: number) => `
  (select case when not exists (select from warehouse.valuation_days v where v.day >= x.first and v.day < x.next) then null
     else coalesce((select case when bool_or(r.rate is null) then null else round(sum(m.asset_days * r.rate) / max(m.days), 2) end
       from warehouse.customer_months m left join rates r using (currency)
       where m.customer_id = w.customer_id and m.month = x.first and m.days > 0), 0) end
   from (select (a.month - interval '${back} months')::date as first, (a.month - interval '${back - 1} months')::date as next) x)`
