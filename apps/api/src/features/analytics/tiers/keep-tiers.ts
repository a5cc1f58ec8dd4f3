import type { Db } from '@rapport/database/as-viewer'

/** Months of tiers that are told of a customer when it is first judged: this one and the twelve before. */
const MONTHS_BACK = 12

/** The thresholds that held at the beginning of a day. */
export const ladderOn = (day: string) =>
  `(select version from tier_ladders where from_day <= ${day} order by from_day desc, version desc limit 1)`
/** The tier for these assets by this version: the highest that begins at or below them, and the lowest of all for a debt. */
const tierOf = (assets: string, version: string) =>
  `(select code from tiers where ladder_version = ${version} and floor <= greatest(${assets}, 0) order by floor desc limit 1)`

/**
 * The tiers by rule of these customers (all where `$1` is null) from the months of the warehouse alone, up to `$2`: each holds
 * from the turn of a month, or from new thresholds on; it is judged by the highest of the three monthly average assets before
 * (domain 3.1). Who never had anything has none.
 */
const fromMonths = `
  with rates as materialized (
    select 'CNY' as currency, 1::numeric as rate
    union all
    (select distinct on (currency) currency, rate from warehouse.fx_rates where day <= $2::date order by currency, day desc)),
  known as materialized (
    select x.month::date as month from generate_series(date_trunc('month', $2::date) - interval '${MONTHS_BACK + 3} months', $2::date, interval '1 month') x (month)
    where exists (select from warehouse.valuation_days v where v.day >= x.month and v.day < x.month + interval '1 month')),
  ends as materialized (
    select d.day, ${ladderOn('d.day')} as version from (
      select generate_series(date_trunc('month', $2::date) - interval '${MONTHS_BACK} months', $2::date, interval '1 month')::date as day
      union
      select from_day from tier_ladders where from_day <= $2::date and from_day > date_trunc('month', $2::date) - interval '${MONTHS_BACK} months') d),
  firsts as materialized (
    select customer_id, min(month) as month from warehouse.customer_months where ($1::uuid[] is null or customer_id = any ($1::uuid[])) group by 1),
  averages as materialized (
    select m.customer_id, m.month, case when bool_or(r.rate is null) then null else round(sum(m.asset_days * r.rate) / max(m.days), 2) end as assets
    from warehouse.customer_months m left join rates r using (currency)
    where ($1::uuid[] is null or m.customer_id = any ($1::uuid[])) and m.days > 0
      and m.month >= date_trunc('month', $2::date) - interval '${MONTHS_BACK + 3} months'
    group by 1, 2),
  judged as (
    select f.customer_id, e.day, e.version, max(case when a.month is null then 0 else a.assets end) as assets
    from firsts f join ends e on e.day >= f.month
    join known k on k.month < date_trunc('month', e.day) and k.month >= date_trunc('month', e.day) - interval '3 months'
    left join averages a on a.customer_id = f.customer_id and a.month = k.month
    group by 1, 2, 3),
  placed as (
    select *, ${tierOf('assets', 'version')} as tier from judged where assets is not null),
  steps as (
    select *, lag(tier) over w as before from placed window w as (partition by customer_id order by day))
  select customer_id, tier, version as ladder_version, assets as tier_assets, day as valid_from,
    lead(day) over (partition by customer_id order by day) as valid_to
  from steps where tier is distinct from before`

/** The tiers by rule of all customers from the months alone: what those that are kept are held against. */
export const tiersAnew = (db: Db, today: string) =>
  db.rows<{ customerId: string; tier: string; validFrom: string; validTo: string | null }>(
    '',
    `select customer_id as "customerId", tier, valid_from::text as "validFrom", valid_to::text as "validTo"
     from (${fromMonths}) f order by customer_id, valid_from`,
    [null, today],
  )

/** Where the present tier of these customers by `$2` begins, and what it is, of those who had anything with the firm. */
const present = `
  select i.customer_id, i.tier_assets, l.version, l.start, ${tierOf('i.tier_assets', 'l.version')} as tier
  from warehouse.customer_indicators i
  cross join (select version, greatest(from_day, date_trunc('month', $2::date)::date) as start from tier_ladders
              where version = ${ladderOn('$2::date')}) l
  where ($1::uuid[] is null or i.customer_id = any ($1::uuid[])) and i.tier_assets is not null
    and exists (select from warehouse.customer_months m where m.customer_id = i.customer_id)`

/**
 * Brings the tiers by rule up to date from the indicators, for these customers or for all: a row where one changes, from the
 * turn of the month or the day of the thresholds on. What was said of the same time and turned out otherwise was never so.
 * Whoever is judged for the first time is told the year before from the months.
 */
export async function keepTiers(db: Db, ids: readonly string[] | null, today: string): Promise<void> {
  const step = (text: string) => db.connection.query(text, [ids, today])
  await step(
    `insert into warehouse.customer_tiers (customer_id, tier, ladder_version, tier_assets, valid_from, valid_to)
     select f.* from (${fromMonths}) f
     join warehouse.customer_indicators i on i.customer_id = f.customer_id
     where not exists (select from warehouse.customer_tiers t where t.customer_id = f.customer_id)`,
  )
  await step(
    `with present as materialized (${present}),
       never as (delete from warehouse.customer_tiers t using present p
         where t.customer_id = p.customer_id and t.valid_to is null and t.tier <> p.tier and t.valid_from >= p.start)
     update warehouse.customer_tiers t set valid_to = p.start from present p
     where t.customer_id = p.customer_id and t.valid_to is null and t.tier <> p.tier and t.valid_from < p.start`,
  )
  // After one that was never so, the one before it goes on where it is the right one.
  await step(
    `with present as materialized (${present}),
       lacking as materialized (select p.* from present p
         where not exists (select from warehouse.customer_tiers t where t.customer_id = p.customer_id and t.valid_to is null)),
       going_on as (update warehouse.customer_tiers t set valid_to = null from lacking p
         where t.customer_id = p.customer_id and t.valid_to = p.start and t.tier = p.tier returning t.customer_id)
     insert into warehouse.customer_tiers (customer_id, tier, ladder_version, tier_assets, valid_from)
     select customer_id, tier, version, tier_assets, start from lacking where customer_id not in (select customer_id from going_on)`,
  )
}
