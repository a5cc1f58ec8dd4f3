import type { Db } from '@rapport/database/as-viewer'
import { expectedEvents, fitBgNbd, probabilityAlive } from '@rapport/models/bg-nbd'
import { expectedValue, fitGammaGamma } from '@rapport/models/gamma-gamma'
import { lifetimeValue, WEEKS_A_MONTH } from '@rapport/models/lifetime-value'
import { type CustomerHistory, latestOf, type Purchase, purchaseHistories } from '@rapport/models/purchase-histories'
import { Random } from '@rapport/models/random'
import { dayAfter } from './days.ts'
import { type Fitter, Unfit } from './fitting.ts'

/** The parameters are found on so many customers. */
const SAMPLE = 5_000

/** An event is a week with net commission above 0 (domain 3.4); its value is what it brought, in the firm's currency. */
export const fitLifetimeValue: Fitter<'lifetime-value'> = async ({ settings, asOf, seed, read, says }) => {
  await says('read', 0.05)
  const weeks = await read((db) => activeWeeks(db, asOf))
  const now = latestOf(weeks)
  const histories = purchaseHistories(weeks, now)
  if (histories.filter(({ repeats, mean }) => repeats > 0 && mean > 0).length < 30) throw new Unfit('nobody-came-back')
  await says('validate', 0.2)
  const holdout = holdoutOf(weeks, now - settings.holdoutWeeks, now, seed)
  await says('fit', 0.5)
  const bgNbd = fitBgNbd(sampled(histories, seed))
  await says('fit', 0.75)
  const gammaGamma = fitGammaGamma(sampled(histories, seed))
  await says('score', 0.85)
  const options = { months: settings.months, margin: 1, discount: settings.discount, unitsPerMonth: WEEKS_A_MONTH }
  const scores = histories.map((history) => {
    const value =
      history.mean > 0 ? expectedValue(gammaGamma, history) : expectedValue(gammaGamma, { repeats: 0, mean: 0 })
    const alive = probabilityAlive(bgNbd, history)
    const score = lifetimeValue(bgNbd, history, value, options)
    return {
      customerId: history.customer,
      score,
      // Without a repeat the model says 1, which is no news (domain 3.4).
      class: history.repeats === 0 ? 'once' : alive >= 0.5 ? 'alive' : 'gone',
      reasons: [
        { feature: 'alive', amount: alive, value: alive },
        { feature: 'activeWeeks', amount: history.repeats + 1, value: history.repeats + 1 },
        { feature: 'valueOfWeek', amount: value, value },
      ],
    }
  })
  return {
    parameters: { bgNbd, gammaGamma },
    report: {
      kind: 'lifetime-value',
      bgNbd,
      gammaGamma: { p: gammaGamma.p, q: gammaGamma.q, gamma: gammaGamma.gamma, correlation: gammaGamma.correlation },
      holdout,
      total: scores.reduce((sum, { score }) => sum + score, 0),
    },
    trained: [dayAfter(asOf, -7 * now), asOf],
    validated: holdout && [dayAfter(asOf, -7 * settings.holdoutWeeks), asOf],
    scores,
    drift: null,
  }
}

/** Weeks are numbered from the first one in which anybody traded. */
async function activeWeeks(db: Db, asOf: string): Promise<Purchase[]> {
  return db.rows<Purchase & { customer: string }>(
    '',
    `with rates as (
       select 'CNY' as currency, 1::numeric as rate
       union all (select distinct on (currency) currency, rate from warehouse.fx_rates
                  where day <= $1::date and currency <> 'CNY' order by currency, day desc)),
     days as (
       select d.customer_id, d.day, d.net_commission * r.rate as value from warehouse.customer_days d join rates r using (currency)
       where d.net_commission > 0 and d.day <= $1::date)
     select customer_id as customer, ((day - min(day) over ()) / 7)::int as at, value::float8 from days
     where customer_id in (select id from customers where deleted_at is null)`,
    [asOf],
  )
}

/** Learnt on what was before `end`, held against the weeks from there to `now`; null where there is too little before. */
function holdoutOf(weeks: readonly Purchase[], end: number, now: number, seed: string) {
  const before = purchaseHistories(weeks, end)
  if (end < now - end || before.filter(({ repeats }) => repeats > 0).length < 30) return null
  const model = fitBgNbd(sampled(before, seed))
  const later = new Map<string, Set<number>>()
  for (const { customer, at } of weeks) {
    if (at <= end) continue
    const seen = later.get(customer) ?? new Set<number>()
    seen.add(at)
    later.set(customer, seen)
  }
  const sums = { expected: 0, actual: 0, meanError: 0, naiveError: 0 }
  for (const history of before) {
    const expected = expectedEvents(model, history, now - end)
    const actual = later.get(history.customer)?.size ?? 0
    // As before: the same events a week as until now.
    const naive = (history.repeats / Math.max(1, history.age)) * (now - end)
    sums.expected += expected
    sums.actual += actual
    sums.meanError += Math.abs(expected - actual) / before.length
    sums.naiveError += Math.abs(naive - actual) / before.length
  }
  return { weeks: now - end, customers: before.length, ...sums }
}

const sampled = (histories: readonly CustomerHistory[], seed: string) =>
  new Random(seed).sample(histories.length, SAMPLE).map((place) => histories[place]!)
