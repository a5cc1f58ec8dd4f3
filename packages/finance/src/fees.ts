import { type Decimal, multiply, unitsAt } from './decimal.ts'
import { MONEY_PLACES } from './scales.ts'

/** max(round2(amount × rate), minimum) in cents: one component, one order, one day (never rounded on the total). */
export function feeOf(amount: bigint, rate: Decimal, minimum = 0n): bigint {
  const fee = unitsAt(multiply({ units: amount, places: MONEY_PLACES }, rate), MONEY_PLACES)
  return fee < minimum ? minimum : fee
}
