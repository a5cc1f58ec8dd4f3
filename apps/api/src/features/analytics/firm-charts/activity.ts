import { divide, parseDecimal } from '@rapport/finance/decimal'
import { firstDayOf, lastDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { customersWhere, type Draw, rowOf, tradersOf } from './chart-reading.ts'
import { comparison, type Values, written } from './compare.ts'
import { marketAccounts } from './market.ts'
import { before, ofMonths, unitsOf } from './months-chart.ts'
import { flow, headcount, ratio } from './sums.ts'

/** Customers who traded in the month, of all who owned anything or traded. */
export const activeRatio = ofMonths(
  'active-ratio',
  {
    active: headcount('active_customers'),
    holding: { ...flow('customers'), goesOn: 'never' },
    ratio: { ...ratio(headcount('active_customers'), flow('customers')), goesOn: 'never' },
  },
  { list: tradersOf },
)

/**
 * Customers by the month of their opening, and how many of them traded before six months were over. Only those opened are
 * compared, of whole months: the six months of later ones are not over. Beside them those of the whole country, where its feed
 * tells them, and the part of them that is here.
 */
export const newAccounts: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const compare = reading.query.compare ?? []
  const first = before[compare.includes('year') ? 'year' : 'period'](months[0]!)
  const conditions = new Conditions('firm.new-accounts')
    .addPiece('', 'c.deleted_at is null')
    .add('', firstDayOf(first), (day) => `c.opened_on >= ${day}::date`)
    .add('', lastDayOf(months.at(-1)!), (day) => `c.opened_on <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `c.unit_id = ${unitsBelow(unit)}`)
  // Of months that are only compared with, it is told how many were opened: nobody's trades are looked up.
  const shown = conditions.value(firstDayOf(months[0]!))
  const rows = await reading.db.rows<{ month: string; values: string[] }>(
    conditions.name,
    `with opened as materialized (
       select c.id, date_trunc('month', c.opened_on::timestamp)::date as month from customers c ${conditions.where}
     ), told as (
       select o.month, case when o.month >= ${shown}::date then exists (select from warehouse.customer_months m
         where m.customer_id = o.id and m.trades > 0 and m.month >= o.month and m.month < o.month + interval '6 months') end as effective
       from opened o
     )
     select to_char(month, 'YYYY-MM') as month, array[count(*)::text, count(*) filter (where effective)::text,
       trim_scale(round(count(*) filter (where effective)::numeric / count(*), 10))::text] as values
     from told group by told.month`,
    conditions.values,
  )
  const found = new Map(rows.map(({ month, values }) => [month, values]))
  const country = await marketAccounts(reading, [first, ...months])
  /** Of the country, and the part of it that is here; null where nobody tells. */
  const beside = (month: string, opened: string): Values => {
    const all = country.get(month)
    const share = all ? divide(parseDecimal(opened), parseDecimal(all), 10) : null
    return [all ?? null, share && written(share)]
  }
  const listOf = (month: string) =>
    customersWhere(reading, { openedFrom: firstDayOf(month), openedTo: lastDayOf(month) })
  const units = unitsOf('new-accounts')
  return {
    rows: months.map((key) => {
      const openedIn = (month: string) => found.get(month)?.[0] ?? '0'
      const values = [...(found.get(key) ?? ['0', '0', null]), ...beside(key, openedIn(key))]
      const compared = compare.map((which) => {
        const then = before[which](key)
        const known = key === monthOf(reading.today) ? null : openedIn(then)
        const others: Values = known === null ? [null, null] : beside(then, known)
        return comparison(which, values, [known, null, null, ...others], units)
      })
      return rowOf({ key, values, compared, list: listOf(key) })
    }),
  }
}
