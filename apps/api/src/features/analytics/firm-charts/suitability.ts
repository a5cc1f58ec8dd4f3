import { divide, parseDecimal } from '@rapport/finance/decimal'
import { Temporal } from 'temporal-polyfill'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { written } from './compare.ts'

/** Customers by how long their risk assessment goes on: not any more, 30, 60, 90 days, longer, or none there is. */
export const suitability: Draw = async (reading) => {
  const today = Temporal.PlainDate.from(reading.today)
  const after = (days: number) => today.add({ days }).toString()
  // The last day of each state; who is valid to exactly that day is in it.
  const states: { key: string; filter: Record<string, string> }[] = [
    { key: 'valid', filter: { assessmentFrom: after(91) } },
    { key: 'ends-90', filter: { assessmentFrom: after(61), assessmentTo: after(90) } },
    { key: 'ends-60', filter: { assessmentFrom: after(31), assessmentTo: after(60) } },
    { key: 'ends-30', filter: { assessmentFrom: after(0), assessmentTo: after(30) } },
    { key: 'expired', filter: { assessmentExpired: 'true' } },
    { key: 'none', filter: { assessmentNone: 'true' } },
  ]
  const conditions = new Conditions('firm.suitability')
    .addPiece('', 'c.deleted_at is null')
    .add('unit', reading.unit, (unit) => `c.unit_id = ${unitsBelow(unit)}`)
  const day = conditions.value(reading.today)
  const rows = await reading.db.rows<{ state: string; customers: string }>(
    conditions.name,
    `select case when left_days is null then 'none' when left_days < 0 then 'expired' when left_days <= 30 then 'ends-30'
         when left_days <= 60 then 'ends-60' when left_days <= 90 then 'ends-90' else 'valid' end as state,
       sum(customers)::text as customers
     from (select c.assessment_valid_to - ${day}::date as left_days, count(*) as customers
           from customers c ${conditions.where} group by 1) x group by 1`,
    conditions.values,
  )
  const counted = new Map(rows.map(({ state, customers }) => [state, customers]))
  const all = rows.reduce((sum, { customers }) => sum + BigInt(customers), 0n)
  return {
    rows: states.map(({ key, filter }) => {
      const customers = counted.get(key) ?? '0'
      const share = divide(parseDecimal(customers), { units: all, places: 0 }, 8)
      return rowOf({ key, values: [customers, share && written(share)], list: customersWhere(reading, filter) })
    }),
  }
}
