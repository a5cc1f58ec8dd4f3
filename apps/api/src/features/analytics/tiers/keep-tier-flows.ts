import { asSystem, type Db } from '@rapport/database/as-viewer'
import { Temporal } from 'temporal-polyfill'
import type { Product } from '#product.ts'
import { lastMonth } from './tier-flows.ts'

/** Months of which flows are kept: those of a chart, and the same month a year before. */
const MONTHS_KEPT = 13

const firstOf = (month: string) => `${month}-01`
const after = (month: string, months: number) => Temporal.PlainYearMonth.from(month).add({ months }).toString()

/**
 * The flows of these customers (all where `$1` is null) of the months from `$2` to before `$3`: the tier that held on the first day
 * and the one on the first day after, as said by hand or else by rule, and the assets at the end in the firm's own currency.
 */
const flows = `
  turns as materialized (select x.day::date as day from generate_series($2::date, $3::date, interval '1 month') x (day)),
  ruled as materialized (
    select r.customer_id, t.day, r.tier from turns t
    join warehouse.customer_tiers r on r.valid_from <= t.day and (r.valid_to is null or r.valid_to > t.day)
    where $1::uuid[] is null or r.customer_id = any ($1::uuid[])),
  said as materialized (
    select distinct on (h.customer_id, t.day) h.customer_id, t.day, h.tier from turns t
    join tiers_by_hand h on h.valid_from <= t.day and (h.valid_to is null or h.valid_to > t.day)
    where $1::uuid[] is null or h.customer_id = any ($1::uuid[])
    order by h.customer_id, t.day, h.set_at desc),
  placed as materialized (
    select customer_id, day, coalesce(s.tier, r.tier) as tier from ruled r full join said s using (customer_id, day)),
  rates as materialized (
    select t.day as month, c.currency, case when c.currency = 'CNY' then 1 else (
      select f.rate from warehouse.fx_rates f where f.currency = c.currency and f.day < t.day + interval '1 month'
      order by f.day desc limit 1) end as rate
    from turns t cross join (select distinct currency from warehouse.fx_rates union select 'CNY') c),
  had as materialized (
    select m.customer_id, m.month, case when bool_or(r.rate is null and m.closing_assets <> 0) then null
      else coalesce(sum(round(m.closing_assets * r.rate, 2)), 0) end as assets
    from warehouse.customer_months m left join rates r using (month, currency)
    where m.month >= $2::date and m.month < $3::date and ($1::uuid[] is null or m.customer_id = any ($1::uuid[])) group by 1, 2),
  flows as materialized (
    select x.*, s.owner_id, s.unit_id, s.live, case when h.customer_id is null then 0 else h.assets end as assets
    from (
      select coalesce(b.customer_id, e.customer_id) as customer_id, coalesce(b.day, (e.day - interval '1 month')::date) as month,
        coalesce(b.tier, 'none') as from_tier, coalesce(e.tier, 'none') as to_tier
      from (select * from placed where day < $3::date) b
      full join (select * from placed where day > $2::date) e
        on e.customer_id = b.customer_id and e.day = (b.day + interval '1 month')::date) x
    join warehouse.customer_scope s using (customer_id) left join had h using (customer_id, month))`

/** Puts the flows of these customers, or of all, in place for the months from one to before another: only what changed is written. */
async function keepBetween(db: Db, ids: readonly string[] | null, from: string, before: string): Promise<void> {
  await db.connection.query(
    `with ${flows},
       gone as (delete from warehouse.customer_tier_flows f
         where f.month >= $2::date and f.month < $3::date and ($1::uuid[] is null or f.customer_id = any ($1::uuid[]))
           and not exists (select from flows n where n.customer_id = f.customer_id and n.month = f.month))
     insert into warehouse.customer_tier_flows as f (customer_id, month, from_tier, to_tier, owner_id, unit_id, live, assets)
     select customer_id, month, from_tier, to_tier, owner_id, unit_id, live, assets from flows
     on conflict (customer_id, month) do update set from_tier = excluded.from_tier, to_tier = excluded.to_tier, assets = excluded.assets
       where (f.from_tier, f.to_tier, f.assets) is distinct from (excluded.from_tier, excluded.to_tier, excluded.assets)`,
    [ids, firstOf(from), firstOf(before)],
  )
}

/** Brings the flows of these customers, or of all, up to date in the months of which all customers are told. */
export async function keepTierFlows(db: Db, ids: readonly string[] | null, today: string): Promise<void> {
  const last = lastMonth(today)
  const [kept] = await db.rows<{ from: string | null; to: string | null }>(
    '',
    `select to_char(min(month), 'YYYY-MM') as "from", to_char(max(month), 'YYYY-MM') as "to"
     from warehouse.tier_flow_months where month >= $1::date`,
    [firstOf(after(last, 1 - MONTHS_KEPT))],
  )
  if (kept?.from && kept.to) await keepBetween(db, ids, kept.from, after(kept.to, 1))
}

/**
 * Tells of all customers one month that is over and was not told yet, the latest first. Whether there was one. Whoever is to be
 * judged anew because the month turned has been by then.
 */
export async function keepNextMonth({ connections }: Pick<Product, 'connections'>, today: string): Promise<boolean> {
  return asSystem(connections, {}, async (db) => {
    const last = lastMonth(today)
    const months = Array.from({ length: MONTHS_KEPT }, (_, back) => firstOf(after(last, -back)))
    const [missing] = await db.rows<{ month: string }>(
      '',
      `select to_char(m, 'YYYY-MM') as month from unnest($1::date[]) m
       where not exists (select from warehouse.tier_flow_months k where k.month = m) order by m desc limit 1`,
      [months],
    )
    if (!missing) return false
    await db.connection.query("set local statement_timeout = 0; set local work_mem = '64MB'")
    // Two workers at once: the second waits here, and then finds it told.
    const [mine] = await db.rows(
      '',
      'insert into warehouse.tier_flow_months (month) values ($1::date) on conflict do nothing returning 1',
      [firstOf(missing.month)],
    )
    if (mine) await keepBetween(db, null, missing.month, after(missing.month, 1))
    return true
  })
}
