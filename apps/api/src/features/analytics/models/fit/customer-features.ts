import type { Db } from '@rapport/database/as-viewer'
import { daysBetween } from './days.ts'

/** What is known of a customer at the end of a day, from that day and before it only. Amounts in the firm's currency. */
export interface CustomerFeatures {
  [feature: string]: number | null
  assets: number
}

export interface CustomerAt {
  customerId: string
  unitId: string
  features: CustomerFeatures
}

/** An amount of a row of customer_days `d` in the firm's currency, summed over days back from the day. */
const sum = (what: string, days: number) =>
  `coalesce(sum((${what}) * r.rate) filter (where d.day > a.today - ${days}), 0)::float8`
const now = (what: string) => `coalesce(sum(${what} * r.rate) filter (where d.day = a.as_of), 0)::float8`

/**
 * Sex, age, nationality and education are not read: no model may know them (domain 3.5). A customer without a currency's
 * rate counts without what is held in it.
 */
const atDay = `
  with a as materialized (select $1::date as today, (select max(day) from warehouse.valuation_days where day <= $1::date) as as_of),
  rates as materialized (
    select 'CNY' as currency, 1::numeric as rate
    union all (select distinct on (currency) currency, rate from warehouse.fx_rates, a
               where day <= a.today and currency <> 'CNY' order by currency, day desc)),
  done as materialized (
    select d.customer_id, ${now('d.assets')} as assets, ${now('d.cash')} as cash, ${now('d.position_value')} as position_value,
      ${now('d.margin_debt')} as margin_debt,
      ${sum('-d.net_inflow', 7)} as outflow_5d, ${sum('-d.net_inflow', 28)} as outflow_20d, ${sum('d.net_inflow', 90)} as inflow_90d,
      ${sum('d.net_inflow', 365)} as inflow_12m, ${sum('d.profit', 60)} as profit_60d, ${sum('d.profit', 365)} as profit_12m,
      ${sum('d.bought + d.sold', 30)} as traded_30d, ${sum('d.bought + d.sold', 182)} as traded_6m,
      ${sum('d.net_commission', 365)} as commission_12m,
      coalesce(sum(d.assets * r.rate) filter (where d.day > a.today - 182), 0)::float8
        / nullif(count(distinct d.day) filter (where d.day > a.today - 182), 0) as average_6m,
      count(distinct d.day) filter (where d.trades > 0)::int as trade_days_12m,
      max(d.day) filter (where d.trades > 0) as traded_on
    from warehouse.customer_days d cross join a join rates r using (currency)
    where d.day > a.today - 365 and d.day <= a.today group by 1),
  asked as materialized (
    select customer_id, count(*) filter (where contacted_on > a.today - 90)::int as contacts_90d, count(*)::int as contacts_12m,
      count(*) filter (where contacted_on > a.today - 90 and (kind ilike '%complaint%' or kind ~ '投诉'))::int as complaints_90d
    from warehouse.contacts, a where contacted_on > a.today - 365 and contacted_on <= a.today group by 1),
  visited as materialized (
    select customer_id, count(*) filter (where planned_on > a.today - 90)::int as visits_90d, count(*)::int as visits_12m,
      count(*) filter (where planned_on > a.today - 90 and kind = 'complaint-follow-up')::int as complaints_90d
    from care_visits, a where state = 'recorded' and planned_on > a.today - 365 and planned_on <= a.today
      and (recorded_at is null or recorded_at < a.today + 1) group by 1),
  wished as materialized (
    select customer_id, count(*) filter (where kind = 'close')::int as closing_90d from account_service_requests, a
    where requested_at >= a.today - 90 and requested_at < a.today + 1 group by 1),
  handed as materialized (
    select customer_id, count(*) filter (where valid_from >= a.today - 90)::int as handed_over_90d
    from (select customer_id, valid_from, row_number() over (partition by customer_id order by valid_from) as nth
          from relationship_assignments) x, a where nth > 1 and valid_from < a.today + 1 group by 1),
  judged as materialized (
    select distinct on (customer_id) customer_id, nullif(regexp_replace(risk_level, '\\D', '', 'g'), '')::int as risk_level,
      (valid_to < a.today)::int as expired
    from investor_profiles p, a where p.as_of <= a.today order by customer_id, p.as_of desc)
  select c.id as "customerId", c.unit_id as "unitId", d.traded_on::text as "tradedOn", a.as_of::text as "asOf",
    coalesce(d.assets, 0) as assets, coalesce(d.cash, 0) as cash, coalesce(d.position_value, 0) as position_value,
    coalesce(d.margin_debt, 0) as margin_debt, coalesce(d.outflow_5d, 0) as outflow_5d, coalesce(d.outflow_20d, 0) as outflow_20d,
    coalesce(d.inflow_90d, 0) as inflow_90d, coalesce(d.inflow_12m, 0) as inflow_12m, coalesce(d.profit_60d, 0) as profit_60d,
    coalesce(d.profit_12m, 0) as profit_12m, coalesce(d.traded_30d, 0) as traded_30d, coalesce(d.traded_6m, 0) as traded_6m,
    coalesce(d.commission_12m, 0) as commission_12m, d.average_6m, coalesce(d.trade_days_12m, 0) as trade_days_12m,
    coalesce(k.contacts_90d, 0) as contacts_90d, coalesce(k.contacts_12m, 0) as contacts_12m,
    coalesce(v.visits_90d, 0) as visits_90d, coalesce(v.visits_12m, 0) as visits_12m,
    coalesce(k.complaints_90d, 0) + coalesce(v.complaints_90d, 0) as complaints_90d,
    coalesce(w.closing_90d, 0) as closing_90d, coalesce(h.handed_over_90d, 0) as handed_over_90d,
    j.risk_level, j.expired, (a.today - c.opened_on)::int as tenure
  from customers c cross join a
  left join done d on d.customer_id = c.id left join asked k on k.customer_id = c.id left join visited v on v.customer_id = c.id
  left join wished w on w.customer_id = c.id left join handed h on h.customer_id = c.id left join judged j on j.customer_id = c.id
  where c.deleted_at is null and (c.opened_on is null or c.opened_on <= a.today)`

type Row = Record<string, number | null> & { customerId: string; unitId: string; tradedOn: string | null; asOf: string }

/** All customers of the firm as they were known at the end of a day. */
export async function customersAt(db: Db, day: string): Promise<CustomerAt[]> {
  const days = await valuationDays(db)
  const rows = await db.rows<Row>('', atDay, [day])
  return rows.map(({ customerId, unitId, tradedOn, asOf, ...known }) => {
    const features = known as unknown as CustomerFeatures
    features.recency = tradedOn === null ? null : daysBetween(days, tradedOn, asOf)
    return { customerId, unitId, features: { ...features, ...shaped(features) } }
  })
}

/** Trading days of the firm, ascending. */
export async function valuationDays(db: Db): Promise<string[]> {
  const rows = await db.rows<{ day: string }>('', 'select day::text from warehouse.valuation_days order by 1', [])
  return rows.map(({ day }) => day)
}

/** What models look at: amounts by their size, flows and trends beside what there is. A ratio without a base is missing. */
function shaped(of: CustomerFeatures): Record<string, number | null> {
  const size = (amount: number | null | undefined) => Math.log1p(Math.max(amount ?? 0, 0))
  const beside = (part: number | null | undefined, whole: number | null | undefined) =>
    whole === null || whole === undefined || whole < 1_000 ? null : (part ?? 0) / whole
  const before = (flow: number) => of.assets + flow
  return {
    logAssets: size(of.assets),
    logCommission: size(of.commission_12m),
    outflow5Share: beside(of.outflow_5d, before(of.outflow_5d ?? 0)),
    outflow20Share: beside(of.outflow_20d, before(of.outflow_20d ?? 0)),
    inflow90Share: beside(of.inflow_90d, of.average_6m),
    profit60Share: beside(of.profit_60d, of.average_6m),
    turnover: beside(of.traded_6m, of.average_6m),
    // This month beside the mean month of half a year; missing where nothing was traded.
    activityTrend: of.traded_6m === 0 ? null : ((of.traded_30d ?? 0) * 6) / of.traded_6m!,
    cashShare: beside(of.cash, of.assets),
    equityShare: beside(of.position_value, of.assets),
    margin: Number((of.margin_debt ?? 0) > 0),
    logTenure: of.tenure === null || of.tenure === undefined ? null : size(of.tenure),
    idleDays: of.recency ?? 250,
  }
}
