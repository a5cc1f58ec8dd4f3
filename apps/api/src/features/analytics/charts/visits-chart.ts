import type { charts } from '@rapport/contract/analytics/charts'
import type { QueryOf, ReplyOf } from '@rapport/contract/endpoint'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { branches, knownOf, type Reading, refuseForeignUnit } from './chart-scope.ts'
import { mondayOf } from './months.ts'

// 1900-01-01 was a Monday; whole numbers are much faster than date_trunc over many visits.
const week = "v.planned_on - (v.planned_on - date '1900-01-01') % 7"

/** Care visits by branch, week from Monday and outcome; those without one by their state, planned or cancelled. */
export async function visitsByBranchAndWeek(
  reading: Reading,
  query: QueryOf<typeof charts.visitsByBranchAndWeek>,
): Promise<ReplyOf<typeof charts.visitsByBranchAndWeek>> {
  await refuseForeignUnit(reading)
  const lastWeek = mondayOf(query.to ?? reading.today)
  const lastDay = lastWeek.add({ days: 6 }).toString()
  const conditions = new Conditions('chart.visits')
    .add('from', lastWeek.subtract({ weeks: query.weeks - 1 }).toString(), (day) => `v.planned_on >= ${day}::date`)
    .add('to', lastDay, (day) => `v.planned_on <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `v.unit_id = ${unitsBelow(unit)}`)
  type Item = ReplyOf<typeof charts.visitsByBranchAndWeek>['items'][number]
  const items = await reading.db.rows<Item>(
    conditions.name,
    `with counted as (
       select v.unit_id, ${week} as week, v.state, v.outcome, count(*) as visits
       from care_visits v ${conditions.where} group by v.unit_id, ${week}, v.state, v.outcome
     )
     select coalesce(b.id, u.id) as "unitId", coalesce(b.name, u.name) as "unitName", v.week,
       coalesce(v.outcome, v.state) as outcome, sum(v.visits)::bigint as visits
     from counted v join units u on u.id = v.unit_id left join ${branches} b on b.unit_id = v.unit_id
     group by 1, 2, 3, 4 order by 2, 1, 3, 4`,
    conditions.values,
  )
  return { ...knownOf(reading, lastDay), items }
}
