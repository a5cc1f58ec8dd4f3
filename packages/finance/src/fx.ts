import { type Decimal, unitsAt } from './decimal.ts'
import { MONEY_PLACES } from './scales.ts'

/** Cents of the home currency that an amount in cents is worth at a rate (home currency for one), rounded once, half up. */
export const atRate = (amount: bigint, rate: Decimal): bigint =>
  unitsAt({ units: amount * rate.units, places: MONEY_PLACES + rate.places }, MONEY_PLACES)
