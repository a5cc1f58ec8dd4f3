import { divide, parseDecimal } from '@rapport/finance/decimal'
import { Temporal } from 'temporal-polyfill'
import { firstDayOf, lastDayOf, monthBefore, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { written } from './compare.ts'

/**
 * Of the customers opened in each month those who traded in the month of their opening and in each that followed, up to the
 * last whole month. A row is a month after: `key` how many months later, `group` the month of opening.
 */
export const cohorts: Draw = async (reading) => {
  const last = reading.query.to ?? monthBefore(monthOf(reading.today))
  const months = monthsUpTo(last, reading.query.months)
  const conditions = new Conditions('firm.cohorts')
    .addPiece('', 'c.deleted_at is null')
    .add('', firstDayOf(months[0]!), (day) => `c.opened_on >= ${day}::date`)
    .add('', lastDayOf(last), (day) => `c.opened_on <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `c.unit_id = ${unitsBelow(unit)}`)
  const [to, currency] = [conditions.value(firstDayOf(last)), conditions.value(reading.currency)]
  const rows = await reading.db.rows<{ opened: string; traded: string | null; customers: number }>(
    conditions.name,
    `with opened as materialized (
       select c.id, date_trunc('month', c.opened_on::timestamp)::date as month from customers c ${conditions.where}
     )
     select to_char(month, 'YYYY-MM') as opened, null as traded, count(*)::int as customers from opened group by month
     union all
     select to_char(o.month, 'YYYY-MM'), to_char(m.month, 'YYYY-MM'), count(*)::int
     from opened o join warehouse.customer_months m on m.customer_id = o.id
     where m.trades > 0 and m.currency = ${currency} and m.month >= o.month and m.month <= ${to}::date
     group by o.month, m.month`,
    conditions.values,
  )
  const counted = new Map(rows.map(({ opened, traded, customers }) => [`${opened} ${traded ?? ''}`, customers]))
  return {
    asOf: lastDayOf(last),
    rows: months.flatMap((opened) => {
      const size = counted.get(`${opened} `) ?? 0
      const after = Temporal.PlainYearMonth.from(opened).until(last, { largestUnit: 'months' }).months
      return Array.from({ length: after + 1 }, (_, k) => {
        const month = Temporal.PlainYearMonth.from(opened).add({ months: k }).toString()
        const active = counted.get(`${opened} ${month}`) ?? 0
        const share = size > 0 ? divide(parseDecimal(String(active)), parseDecimal(String(size)), 6) : null
        return rowOf({
          key: String(k),
          group: opened,
          values: [size > 0 ? String(active) : null, share && written(share)],
          list: customersWhere(reading, {
            openedFrom: firstDayOf(opened),
            openedTo: lastDayOf(opened),
            tradedIn: month,
            tradedCurrency: reading.currency,
          }),
        })
      })
    }),
  }
}
