import type { PurchaseHistory } from './bg-nbd.ts'
import type { Spending } from './gamma-gamma.ts'

/** One event of a customer at a time in whole units (days, or weeks by number), with its value. */
export interface Purchase {
  customer: string
  at: number
  value: number
}

export interface CustomerHistory extends PurchaseHistory, Spending {
  customer: string
}

/** When the latest of them was; 0 where there is none. A firm has millions: as arguments of one call they would be too many. */
export const latestOf = (times: Iterable<{ at: number }>): number => {
  let latest = 0
  for (const { at } of times) if (at > latest) latest = at
  return latest
}

/**
 * Histories as of `end`, times divided by `unit` (7 makes weeks of days): events of one time are one event, the first one opens
 * the history, and the mean value is that of the repeats. What is later than `end` is not seen.
 */
export function purchaseHistories(purchases: Iterable<Purchase>, end: number, unit = 1): CustomerHistory[] {
  const customers = new Map<string, Map<number, number>>()
  for (const { customer, at, value } of purchases) {
    if (at > end) continue
    const times = customers.get(customer) ?? new Map<number, number>()
    times.set(at, (times.get(at) ?? 0) + value)
    customers.set(customer, times)
  }
  return [...customers].map(([customer, times]) => historyOf(customer, times, end, unit))
}

function historyOf(customer: string, values: ReadonlyMap<number, number>, end: number, unit: number): CustomerHistory {
  const times = [...values.keys()].sort((one, other) => one - other)
  const first = times[0]!
  const repeats = times.slice(1)
  const total = repeats.reduce((sum, time) => sum + values.get(time)!, 0)
  return {
    customer,
    repeats: repeats.length,
    last: (times.at(-1)! - first) / unit,
    age: (end - first) / unit,
    mean: repeats.length === 0 ? 0 : total / repeats.length,
  }
}
