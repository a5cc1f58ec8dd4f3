import { divide, parseDecimal } from '@rapport/finance/decimal'
import { Temporal } from 'temporal-polyfill'
import { firstDayOf, lastDayOf, monthBefore, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { written } from './compare.ts'
import { cohortSums } from './sums.ts'

interface Counted {
  opened: string
  traded: string | null
  customers: number
}

/**
 * Of the customers opened in each month those who traded in the month of their opening and in each that followed, up to the
 * last whole month. A row is a month after: `key` how many months later, `group` the month of opening.
 */
export const cohorts: Draw = async (reading) => {
  const last = reading.query.to ?? monthBefore(monthOf(reading.today))
  const months = monthsUpTo(last, reading.query.months)
  const [from, to] = [firstDayOf(months[0]!), lastDayOf(last)]
  const opened = new Conditions('firm.cohorts.opened')
    .addPiece('', 'c.deleted_at is null')
    .add('', from, (day) => `c.opened_on >= ${day}::date`)
    .add('', to, (day) => `c.opened_on <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `c.unit_id = ${unitsBelow(unit)}`)
  const sizes = await reading.db.rows<Counted>(
    opened.name,
    `select to_char(c.opened_on, 'YYYY-MM') as opened, null as traded, count(*)::int as customers
     from customers c ${opened.where} group by 1`,
    opened.values,
  )
  const { name, source } = cohortSums(reading)
  const active = new Conditions(`firm.cohorts.${name}`)
    .add('', reading.currency, (currency) => `m.currency = ${currency}`)
    .add('', from, (day) => `m.opened >= ${day}::date`)
    .add('', to, (day) => `m.opened <= ${day}::date and m.month >= m.opened and m.month <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const traded = await reading.db.rows<Counted>(
    active.name,
    `select to_char(m.opened, 'YYYY-MM') as opened, to_char(m.month, 'YYYY-MM') as traded, sum(m.active)::int as customers
     from ${source} m ${active.where} group by 1, 2`,
    active.values,
  )
  const rows = [...sizes, ...traded]
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
