import type { Db } from '@rapport/database/as-viewer'
import { cost, income, ratesOn, withRate } from '#features/analytics/contributions/contribution-sql.ts'
import { type CustomerAt, customersAt } from './customer-features.ts'
import { dayAfter } from './days.ts'
import { type Fitter, type FitWork, Unfit } from './fitting.ts'

type Weights = FitWork<'value'>['settings']['weights']
const parts = ['contribution', 'assets', 'activity', 'growth', 'loyalty'] as const satisfies (keyof Weights)[]

/**
 * Points from 0 to 100: of each part the share of customers who have less, times the part's share of all weights. Contribution
 * is what the pages call so (ANA-08), of the twelve months that end with that of the day.
 */
export const fitValue: Fitter<'value'> = async ({ settings, asOf, read, says }) => {
  await says('read', 0.1)
  const customers = await read((db) => customersAt(db, asOf))
  if (customers.length === 0) throw new Unfit('too-few-customers')
  await says('score', 0.6)
  const brought = await read((db) => contributionsAt(db, asOf))
  const costs = customers.map(({ customerId }) => brought.get(customerId)?.cost ?? 0)
  const values = customers.map((customer) => partsOf(customer, brought.get(customer.customerId)))
  const shares = Object.fromEntries(parts.map((part) => [part, sharesBelow(values.map((value) => value[part]))]))
  const whole = parts.reduce((sum, part) => sum + settings.weights[part], 0)
  const scores = customers.map(({ customerId }, place) => {
    const reasons = parts.map((feature) => ({
      feature,
      amount: whole === 0 ? 0 : (100 * shares[feature]![place]! * settings.weights[feature]) / whole,
      value: values[place]![feature],
    }))
    const score = reasons.reduce((sum, { amount }) => sum + amount, 0)
    const cost = { feature: 'cost', amount: 0, value: costs[place]! }
    return { customerId, score, class: null, reasons: [...reasons, cost] }
  })
  return {
    parameters: { weights: settings.weights },
    report: {
      kind: 'value',
      weights: parts.map((part) => ({ part, weight: settings.weights[part] })),
      contribution: values.reduce((sum, { contribution }) => sum + contribution, 0),
      cost: costs.reduce((sum, cost) => sum + cost, 0),
      bands: Array.from({ length: 10 }, (_, band) => ({
        from: band * 10,
        customers: scores.filter(({ score }) => Math.min(9, Math.floor(score / 10)) === band).length,
      })),
    },
    trained: [dayAfter(asOf, -365), asOf],
    validated: null,
    scores,
    drift: null,
  }
}

interface Brought {
  income: number
  cost: number
}

/** Income and cost of each customer in the firm's own currency, of the twelve months up to that of a day. */
async function contributionsAt(db: Db, day: string): Promise<Map<string, Brought>> {
  const rows = await db.rows<Brought & { customerId: string }>(
    '',
    `select b.customer_id as "customerId", sum(${income} * r.rate)::float8 as income, sum(${cost} * r.rate)::float8 as cost
     from warehouse.customer_contributions b ${withRate} join ${ratesOn('$1')} r on r.currency = b.currency
     where b.month > $1::date - interval '12 months' and b.month <= $1::date group by 1`,
    [day],
  )
  return new Map(rows.map(({ customerId, ...brought }) => [customerId, brought]))
}

const partsOf = ({ features }: CustomerAt, brought?: Brought): Record<(typeof parts)[number], number> => ({
  contribution: brought ? brought.income - brought.cost : 0,
  assets: features.assets,
  activity: features.trade_days_12m ?? 0,
  growth: features.inflow_12m ?? 0,
  loyalty: features.tenure ?? 0,
})

/** For each value the share of all that is less; equal values are equal. */
function sharesBelow(values: readonly number[]): number[] {
  const ascending = Float64Array.from(values).sort()
  const below = new Map<number, number>()
  ascending.forEach((value, place) => {
    if (!below.has(value)) below.set(value, place / Math.max(1, values.length - 1))
  })
  return values.map((value) => below.get(value)!)
}
