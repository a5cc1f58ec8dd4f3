import { type Decimal, divide } from './decimal.ts'
import { amountOf, MONEY_PLACES, PRICE_PLACES, QUANTITY_PLACES } from './scales.ts'

/** Cents that the quantity is worth at a price; negative for a short position. */
export function marketValue(position: { quantity: bigint }, price: Decimal): bigint {
  return amountOf(price, position.quantity)
}

/** Market value less cost, in cents; the cost carries the sign of the quantity, so this holds for short positions too. */
export function unrealised(position: { quantity: bigint; cost: bigint }, price: Decimal): bigint {
  return marketValue(position, price) - position.cost
}

/** Cost per share, rounded to the places asked for; null when nothing is held. */
export function averageCost(position: { quantity: bigint; cost: bigint }, places = PRICE_PLACES): Decimal | null {
  const quantity = { units: position.quantity, places: QUANTITY_PLACES }
  return divide({ units: position.cost, places: MONEY_PLACES }, quantity, places)
}
