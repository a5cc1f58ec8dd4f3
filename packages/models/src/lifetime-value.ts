import { type BgNbd, expectedEvents, type PurchaseHistory } from './bg-nbd.ts'

export interface LifetimeOptions {
  months: number
  /** Share of the value that is earned, 1 where the value is an income already. */
  margin: number
  /** Yearly rate at which what comes later counts less. */
  discount: number
  /** How many units of the history's time a month has. */
  unitsPerMonth: number
}

/** Weeks in a mean month. */
export const WEEKS_A_MONTH = 365.25 / 12 / 7

/** Σ over months of (expected events in it) × value × margin ÷ (1 + d)^(k/12), in the unit of the value (domain 3.4). */
export function lifetimeValue(
  model: BgNbd,
  history: PurchaseHistory,
  valueOfEvent: number,
  { months, margin, discount, unitsPerMonth }: LifetimeOptions,
): number {
  let [sum, before] = [0, 0]
  for (let month = 1; month <= months; month++) {
    const until = expectedEvents(model, history, month * unitsPerMonth)
    sum += ((until - before) * valueOfEvent * margin) / (1 + discount) ** (month / 12)
    before = until
  }
  return sum
}
