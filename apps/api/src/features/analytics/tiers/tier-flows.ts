import type { MovedCustomer, TierFlow, TierFlows, tiers } from '@rapport/contract/analytics/tiers'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { Temporal } from 'temporal-polyfill'
import { refuseForeignUnit } from '#features/analytics/charts/chart-scope.ts'
import { unitsBelow } from '#http/conditions.ts'
import { refusedField } from '#http/refused.ts'
import { tierJoins, tierOf } from './tier-sql.ts'

/** The last whole month. */
export const lastMonth = (today: string) =>
  Temporal.PlainDate.from(today).toPlainYearMonth().subtract({ months: 1 }).toString()

/** Two month ends, the earlier first; without any the last whole month and the one before. A month that is not over: 422. */
function between({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string) {
  const last = lastMonth(today)
  const later = to ?? last
  const earlier = from ?? Temporal.PlainYearMonth.from(later).subtract({ months: 1 }).toString()
  if (later > last) throw refusedField('to', 'month.not-over')
  if (earlier >= later) throw refusedField('from', 'month.order')
  return { from: earlier, to: later }
}

/** The tier at the end of a month is the one that the month's average made: that of the day after. */
const dayAfter = (place: string) => `((${place} || '-01')::date + interval '1 month')::date`

/** Each customer in sight, or in the unit at `$3` and below, with its tiers and assets: `$1` and `$2` are the months. */
const moved = (unit: string | undefined) => `
  with rates as materialized (
    select 'CNY' as currency, 1::numeric as rate
    union all
    (select distinct on (currency) currency, rate from warehouse.fx_rates where day < ${dayAfter('$2')} order by currency, day desc)),
  placed as materialized (
    select c.id, ${tierOf('earlier')} as "from", ${tierOf('later')} as "to"
    from customers c ${tierJoins('earlier', 'c.id', dayAfter('$1'))} ${tierJoins('later', 'c.id', dayAfter('$2'))}
    where c.deleted_at is null and ${unit ? `c.unit_id = ${unitsBelow('$3')}` : '$3::uuid is null'}),
  had as materialized (
    select m.customer_id, case when bool_or(r.rate is null and m.closing_assets <> 0) then null
      else coalesce(sum(round(m.closing_assets * r.rate, 2)), 0) end as assets
    from warehouse.customer_months m left join rates r using (currency) where m.month = ($2 || '-01')::date group by 1),
  moved as (
    select p.*, case when h.customer_id is null then 0 else h.assets end as assets from placed p left join had h on h.customer_id = p.id
    where p."from" is not null or p."to" is not null)`

/** How many went from which tier to which; 404 for a unit out of sight. */
export async function tierFlows(db: Db, query: QueryOf<typeof tiers.flows>, today: string): Promise<TierFlows> {
  await refuseForeignUnit({ db, unit: query.unit })
  const months = between(query, today)
  const items = await db.rows<TierFlow>(
    query.unit ? 'tier-flows+unit' : 'tier-flows',
    `${moved(query.unit)} select "from", "to", count(*) as customers, case when bool_or(assets is null) then null else sum(assets) end::text as assets
     from moved group by 1, 2 order by 1, 2`,
    [months.from, months.to, query.unit ?? null],
  )
  return { ...months, items }
}

/** Who is behind a flow, the largest first. */
export async function movedCustomers(
  db: Db,
  query: QueryOf<typeof tiers.moved>,
  today: string,
): Promise<{ items: MovedCustomer[] }> {
  await refuseForeignUnit({ db, unit: query.unit })
  const months = between(query, today)
  const items = await db.rows<MovedCustomer>(
    query.unit ? 'tier-moved+unit' : 'tier-moved',
    `${moved(query.unit)} select c.id, c.customer_no as "customerNo", c.name, m.assets::text as assets,
       case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as owner
     from moved m join customers c on c.id = m.id left join users u on u.id = c.owner_id
     where m."from" is not distinct from $4 and m."to" is not distinct from $5
     order by m.assets desc nulls last, c.id limit 200`,
    [months.from, months.to, query.unit ?? null, query.fromTier ?? null, query.toTier ?? null],
  )
  return { items }
}
