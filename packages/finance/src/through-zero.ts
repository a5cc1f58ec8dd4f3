import { divideRounded } from './decimal.ts'

/** What a trade does to the client's cash, in cents: a buy pays amount and fees, a sell brings amount less fees. */
export function cashOf(quantity: bigint, amount: bigint, fees: bigint): bigint {
  return quantity > 0n ? -(amount + fees) : amount - fees
}

/**
 * Cash of the part that closes `closing` of a trade through zero. Amount and fees are split pro rata by quantity, each
 * rounded to the cent; what is left belongs to the opening part, so that both parts add up to the trade.
 */
export function cashOfClosing(closing: bigint, quantity: bigint, amount: bigint, fees: bigint): bigint {
  return cashOf(quantity, divideRounded(amount * closing, quantity), divideRounded(fees * closing, quantity))
}
