import type { Rankable } from '@rapport/contract/analytics/chart-catalogue'
import { indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { Temporal } from 'temporal-polyfill'
import { firstDayOf, lastDayOf, monthBefore, monthOf } from '#features/analytics/charts/months.ts'
import { Conditions } from '#http/conditions.ts'
import { type ChartReading, customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { comparison } from './compare.ts'
import { valuedMonths } from './months-read.ts'
import { flow, headcount, level, monthSums, ratio, type Sum, traded } from './sums.ts'
import { groupsOf } from './unit-groups.ts'

/** What units can be ranked by, over their months. */
export const rankedBy: Readonly<Record<Rankable, Sum>> = {
  'traded-value': traded('traded_value'),
  commission: flow('commission'),
  'net-commission': flow('net_commission'),
  'net-commission-rate': ratio(flow('net_commission'), flow('traded_value')),
  assets: level('closing_assets'),
  'net-inflow': flow('net_inflow'),
  profit: flow('profit'),
  'active-customers': headcount('active_customers'),
  'active-ratio': ratio(headcount('active_customers'), flow('customers')),
  contacts: flow('contacts'),
}

/** The months of a ranking: the one asked for or the last whole one, the one before, and the same a year before. */
export function monthsOfRanking({ query, today }: ChartReading) {
  const month = query.to ?? monthBefore(monthOf(today))
  return {
    month,
    period: monthBefore(month),
    year: Temporal.PlainYearMonth.from(month).subtract({ years: 1 }).toString(),
  }
}

interface Ranked {
  id: string
  name: string
  kind: string
  below: boolean
  month: string
  value: string | null
  rank: string | null
}

/** Units by an indicator in a month, equal ones sharing a rank, with the ranks of the month and of the year before. */
export const units: Draw = async (reading) => {
  const by = reading.query.by ?? 'traded-value'
  const { sql, valued, none } = rankedBy[by]
  const { month, ...others } = monthsOfRanking(reading)
  const known = await valuedMonths(reading, [others.year, month])
  const months = [month, others.period, others.year].filter((one) => !valued || known.has(one))
  if (!months.includes(month)) return { rows: [], missing: ['valuation'], asOf: reading.today }
  const { name, source } = monthSums(reading)
  const conditions = new Conditions(`firm.units.${by}.${name}`)
    .add('', reading.currency, (currency) => `m.currency = ${currency}`)
    .add('', months.map(firstDayOf), (days) => `m.month = any (${days}::date[])`)
  const groups = await groupsOf(reading, conditions)
  const rows = await reading.db.rows<Ranked>(
    `${conditions.name}.${groups.name}`,
    `with summed as (
       select g.id, m.month, (${sql})::numeric as value from ${source} m join ${groups.source} g using (unit_id)
       ${conditions.where} group by 1, 2)
     select s.id, u.name, u.kind, exists (select from units c where c.parent_id = s.id) as below, to_char(s.month, 'YYYY-MM') as month,
       trim_scale(s.value)::text as value,
       case when s.value is not null then rank() over (partition by s.month order by s.value desc nulls last)::text end as rank
     from summed s join units u on u.id = s.id order by s.value desc nulls last, u.name, s.id`,
    conditions.values,
  )
  const counted = await customersOf(reading, groups)
  const of = (id: string, when: string) => rows.find((row) => row.id === id && row.month === when)
  const units = [indicatorCatalogue[by].unit, 'count', 'count'] as const
  const all = [...new Map(rows.map((row) => [row.id, row])).values()]
  const drawn = all.map(({ id, name: label, kind, below }) => {
    // What is the unit's own and of none below it: no list says just that.
    const alone = below && (id === groups.unit || !['branch', 'team'].includes(kind))
    const customers = counted.get(id) ?? '0'
    const values = [of(id, month)?.value ?? none, of(id, month)?.rank ?? null, customers]
    return rowOf({
      key: id,
      label,
      values,
      compared: (reading.query.compare ?? []).map((which) => {
        const was = of(id, others[which])
        return comparison(which, values, [was?.value ?? null, was?.rank ?? null, null], units)
      }),
      opens: below && !alone ? id : null,
      list: alone ? null : customersWhere({ ...reading, unit: id }, {}),
    })
  })
  const first = ({ values: [, rank] }: (typeof drawn)[number]) => Number(rank ?? Number.MAX_SAFE_INTEGER)
  return { asOf: lastDayOf(month), rows: drawn.sort((one, other) => first(one) - first(other)) }
}

/** Customers of each group, as their list counts them. */
async function customersOf({ db }: ChartReading, groups: Awaited<ReturnType<typeof groupsOf>>) {
  const conditions = new Conditions('firm.units.customers').addPiece('', 'c.deleted_at is null')
  const rows = await db.rows<{ id: string; customers: string }>(
    `firm.units.customers.${groups.name}`,
    `select g.id, sum(n)::text as customers from (
       select c.unit_id, count(*) as n from customers c ${conditions.where} group by 1) x
     join ${groups.sourceFrom(1)} g using (unit_id) group by 1`,
    groups.values,
  )
  return new Map(rows.map(({ id, customers }) => [id, customers]))
}
