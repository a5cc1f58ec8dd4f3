import type { charts } from '@rapport/contract/analytics/charts'
import type { QueryOf, ReplyOf } from '@rapport/contract/endpoint'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { knownOf, type Reading, refuseForeignUnit } from './chart-scope.ts'
import { firstDayOf, lastDayOf, monthOf, monthsUpTo } from './months.ts'

/** The same customers as their list shows: in sight and not removed. */
const counted = (name: string, unit: string | undefined) =>
  new Conditions(name)
    .addPiece('', 'c.deleted_at is null')
    .add('unit', unit, (place) => `c.unit_id = ${unitsBelow(place)}`)

/** Customers by level and risk level; null where one of them is not known. */
export async function customersByLevel(reading: Reading): Promise<ReplyOf<typeof charts.customersByLevel>> {
  await refuseForeignUnit(reading)
  const conditions = counted('chart.level', reading.unit)
  type Item = ReplyOf<typeof charts.customersByLevel>['items'][number]
  const items = await reading.db.rows<Item>(
    conditions.name,
    `select c.level, c.risk_level as "riskLevel", count(*) as customers
     from customers c ${conditions.where} group by c.level, c.risk_level order by c.level, c.risk_level`,
    conditions.values,
  )
  return { ...knownOf(reading), items }
}

/** Customers by the month in which they were opened, for each of the months asked for. */
export async function newCustomersByMonth(
  reading: Reading,
  query: QueryOf<typeof charts.newCustomersByMonth>,
): Promise<ReplyOf<typeof charts.newCustomersByMonth>> {
  await refuseForeignUnit(reading)
  const months = monthsUpTo(query.to ?? monthOf(reading.today), query.months)
  const lastDay = lastDayOf(months.at(-1)!)
  const conditions = counted('chart.opened', reading.unit)
    .add('from', firstDayOf(months[0]!), (day) => `c.opened_on >= ${day}::date`)
    .add('to', lastDay, (day) => `c.opened_on <= ${day}::date`)
  const rows = await reading.db.rows<{ month: string; customers: number }>(
    conditions.name,
    `select to_char(date_trunc('month', c.opened_on::timestamp), 'YYYY-MM') as month, count(*) as customers
     from customers c ${conditions.where} group by date_trunc('month', c.opened_on::timestamp)`,
    conditions.values,
  )
  const found = new Map(rows.map(({ month, customers }) => [month, customers]))
  return {
    ...knownOf(reading, lastDay),
    items: months.map((month) => ({ month, customers: found.get(month) ?? 0 })),
  }
}
