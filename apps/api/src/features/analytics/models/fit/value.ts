import { type CustomerAt, customersAt } from './customer-features.ts'
import { dayAfter } from './days.ts'
import { type Fitter, type FitWork, Unfit } from './fitting.ts'

type Weights = FitWork<'value'>['settings']['weights']
const parts = ['contribution', 'assets', 'activity', 'growth', 'loyalty'] as const satisfies (keyof Weights)[]

/**
 * Points from 0 to 100: of each part the share of customers who have less, times the part's share of all weights. Contribution
 * is net commission less the cost of serving: minutes of contacts at their cost, and what a customer costs a year (ANA-08).
 */
export const fitValue: Fitter<'value'> = async ({ settings, asOf, read, says }) => {
  await says('read', 0.1)
  const customers = await read((db) => customersAt(db, asOf))
  if (customers.length === 0) throw new Unfit('too-few-customers')
  await says('score', 0.6)
  const costs = customers.map(({ features }) => costOf(features, settings))
  const values = customers.map((customer, place) => partsOf(customer, costs[place]!))
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

function costOf(features: CustomerAt['features'], settings: FitWork<'value'>['settings']): number {
  const minutes = (features.minutes_12m ?? 0) + (features.unmeasured_12m ?? 0) * settings.minutesOfContact
  return minutes * settings.costOfMinute + settings.costOfCustomer
}

const partsOf = ({ features }: CustomerAt, cost: number): Record<(typeof parts)[number], number> => ({
  contribution: (features.commission_12m ?? 0) - cost,
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
