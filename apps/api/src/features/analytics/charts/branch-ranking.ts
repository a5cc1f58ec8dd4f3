import type { charts } from '@rapport/contract/analytics/charts'
import type { QueryOf, ReplyOf } from '@rapport/contract/endpoint'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { branches, knownOf, type Reading, refuseForeignUnit } from './chart-scope.ts'
import { firstDayOf, lastDayOf, monthBefore, monthOf } from './months.ts'
import { currencyOf, unitMonths } from './traded-value.ts'

/**
 * Branches with customers or trades in sight by what they traded in a month (the last whole one unless asked for
 * another); equal values share a rank. `rankBefore` is null for a branch that traded nothing in the month before.
 */
export async function branchRanking(
  reading: Reading,
  query: QueryOf<typeof charts.branchRanking>,
): Promise<ReplyOf<typeof charts.branchRanking>> {
  await refuseForeignUnit(reading)
  const chosen = await currencyOf(reading, query.currency)
  const month = query.month ?? monthBefore(monthOf(reading.today))
  const { name, source } = unitMonths(reading)
  const conditions = new Conditions(`chart.ranking.${name}`)
  const [now, before] = [month, monthBefore(month)].map((one) => `${conditions.value(firstDayOf(one))}::date`)
  const currency = conditions.value(chosen.currency)
  const below = reading.unit === undefined ? '' : `where unit_id = ${unitsBelow(conditions.value(reading.unit))}`
  type Item = ReplyOf<typeof charts.branchRanking>['items'][number]
  const items = await reading.db.rows<Item>(
    `chart.ranking.${name}${below && '+unit'}`,
    `with traded as (
       select unit_id,
         sum(traded_value) filter (where month = ${now}) as value,
         sum(active_customers) filter (where month = ${now}) as active,
         sum(traded_value) filter (where month = ${before}) as before
       from ${source} m where m.month in (${now}, ${before}) and m.currency = ${currency} group by unit_id
     ), counted as (
       select unit_id, count(*) as customers from customers c where c.deleted_at is null group by unit_id
     ), ranked as (
       select coalesce(b.id, u.id) as id, coalesce(b.name, u.name) as name, coalesce(sum(t.value), 0) as value,
         coalesce(sum(t.before), 0) as before, coalesce(sum(t.active), 0) as active,
         coalesce(sum(c.customers), 0) as customers
       from (select id, name, id as unit_id from units) u
       left join ${branches} b using (unit_id) left join traded t using (unit_id) left join counted c using (unit_id)
       ${below} group by 1, 2
     )
     select id as "unitId", name as "unitName", rank() over (order by value desc) as rank,
       case when before > 0 then rank() over (order by before desc) end as "rankBefore",
       trim_scale(value) as "tradedValue", trim_scale(before) as "tradedValueBefore",
       active::bigint as "activeCustomers", customers::bigint as customers
     from ranked where value > 0 or before > 0 or customers > 0 order by rank, name, id`,
    conditions.values,
  )
  return { ...knownOf(reading, lastDayOf(month)), ...chosen, month, items }
}
