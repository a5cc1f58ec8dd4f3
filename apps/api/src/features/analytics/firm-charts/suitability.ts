import { divide, parseDecimal } from '@rapport/finance/decimal'
import { Temporal } from 'temporal-polyfill'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type ChartReading, customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { written } from './compare.ts'

/**
 * Customers by how long their risk assessment goes on (not any more, 30, 60, 90 days, longer, or none there is), and how many
 * of them hold more risk than it allows; unknown without an assessment.
 */
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
  const counted = await countBy(reading, conditions, 'suitability', `${day}::date`, '')
  const above = await countBy(
    reading,
    conditions,
    'above-tolerance',
    `${day}::date`,
    'join warehouse.customer_indicators i on i.customer_id = c.id and i.value_above_tolerance > 0',
  )
  const all = [...counted.values()].reduce((sum, customers) => sum + BigInt(customers), 0n)
  return {
    rows: states.map(({ key, filter }) => {
      const customers = counted.get(key) ?? '0'
      const share = divide(parseDecimal(customers), { units: all, places: 0 }, 8)
      return rowOf({
        key,
        values: [customers, share && written(share), isAssessed(key) ? (above.get(key) ?? '0') : null],
        list: customersWhere(reading, filter),
      })
    }),
  }
}

const isAssessed = (state: string) => state !== 'expired' && state !== 'none'

/** How many customers are in each state, of those who are in `joined` too. */
async function countBy(reading: ChartReading, conditions: Conditions, name: string, today: string, joined: string) {
  const rows = await reading.db.rows<{ state: string; customers: string }>(
    `${conditions.name}.${name}`,
    `select case when left_days is null then 'none' when left_days < 0 then 'expired' when left_days <= 30 then 'ends-30'
         when left_days <= 60 then 'ends-60' when left_days <= 90 then 'ends-90' else 'valid' end as state,
       sum(customers)::text as customers
     from (select c.assessment_valid_to - ${today} as left_days, count(*) as customers
           from customers c ${joined} ${conditions.where} group by 1) x group by 1`,
    conditions.values,
  )
  return new Map(rows.map(({ state, customers }) => [state, customers]))
}
