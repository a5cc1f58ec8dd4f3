import { firstDayOf, lastDayOf } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { comparison } from './compare.ts'
import { unitsOf } from './months-chart.ts'
import { valuedMonths } from './months-read.ts'
import { monthsOfRanking } from './ranking.ts'

const MOST = 50

interface Person {
  id: string
  month: string
  values: string[]
  name: string | null
  unit: string | null
}

/** Staff by the net commission of their customers in a month, the first fifty; named for whoever reads the organisation. */
export const staff: Draw = async (reading) => {
  const { month, ...others } = monthsOfRanking(reading)
  const known = await valuedMonths(reading, [others.year, month])
  if (!known.has(month)) return { rows: [], missing: ['valuation'], asOf: reading.today }
  const conditions = new Conditions('firm.staff')
    .add('', reading.currency, (currency) => `m.currency = ${currency}`)
    .add('', [month, others.period, others.year].filter((one) => known.has(one)).map(firstDayOf), (days) => {
      return `m.month = any (${days}::date[])`
    })
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const [now, most] = [conditions.value(firstDayOf(month)), conditions.value(MOST)]
  const rows = await reading.db.rows<Person>(
    conditions.name,
    `with summed as (
       select m.staff_id, m.month, sum(m.net_commission) as net, sum(m.net_inflow) as inflow, sum(m.closing_assets) as assets,
         sum(m.contacts) as contacts from warehouse.staff_months m ${conditions.where} group by 1, 2
     ), ranked as (
       select s.*, rank() over (partition by month order by net desc) as place from summed s
     ), shown as (
       select staff_id from ranked where month = ${now}::date and place <= ${most}::int
     ), held as (
       select c.owner_id as staff_id, count(*) as customers from customers c
       where c.deleted_at is null and c.owner_id = any (array(select staff_id from shown))
         ${reading.unit ? `and c.unit_id = ${unitsBelow('$3')}` : ''} group by 1
     )
     select r.staff_id as id, to_char(r.month, 'YYYY-MM') as month, u.name, w.name as unit,
       array[trim_scale(r.net)::text, trim_scale(r.inflow)::text, trim_scale(r.assets)::text, trim_scale(r.contacts::numeric)::text,
             r.place::text, coalesce(h.customers, 0)::text] as values
     from ranked r join shown using (staff_id) left join users u on u.id = r.staff_id left join units w on w.id = u.unit_id
     left join held h using (staff_id) order by r.place, u.name, r.staff_id`,
    conditions.values,
  )
  const units = unitsOf('staff')
  const named = reading.db.viewer?.permissions.includes('organisation.read') ?? false
  const of = (id: string, when: string) => rows.find((row) => row.id === id && row.month === when)?.values
  return {
    asOf: lastDayOf(month),
    rows: rows
      .filter((row) => row.month === month)
      .map(({ id, name, unit, values }) =>
        rowOf({
          key: id,
          label: named ? name : null,
          group: unit,
          values,
          compared: (reading.query.compare ?? []).map((which) => {
            const was = of(id, others[which])?.slice(0, 5) ?? Array(5).fill(null)
            return comparison(which, values, [...was, null], units)
          }),
          list: customersWhere(reading, { owner: id }),
        }),
      ),
  }
}
