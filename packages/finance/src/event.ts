import { type Decimal, divide, parseDecimal } from './decimal.ts'
import { amountOf, cents, MONEY_PLACES, PRICE_PLACES, QUANTITY_PLACES, quantityUnits } from './scales.ts'

/**
 * What changes one position, as text. Quantities, amounts and fees of trades are never negative; `amount` is the booked
 * one and goes before price × quantity. Brokers' files hold trades of quantity 0: they change nothing but the fees.
 * Dividend cash and bonus shares carry the client's sign: a short position pays them.
 */
export type PositionEvent =
  | { kind: 'buy' | 'sell' | 'rights'; quantity: string; price: string; amount?: string; fees?: string }
  | { kind: 'buy' | 'sell' | 'rights'; quantity: string; price?: undefined; amount: string; fees?: string }
  | { kind: 'dividend'; cash: string }
  | { kind: 'bonus'; quantity: string }
  /** `from` old shares become `to` new ones. */
  | { kind: 'split'; from: string; to: string }

/** The same, scaled for the folds: a buy has a positive quantity, a sell a negative one; amount and fees in cents. */
export type ScaledEvent =
  | { kind: 'trade'; quantity: bigint; amount: bigint; fees: bigint; price: Decimal | null }
  | { kind: 'dividend'; cash: bigint }
  | { kind: 'bonus'; quantity: bigint }
  | { kind: 'split'; from: bigint; to: bigint }

/** Reads an event at the border; throws a RangeError on what is not a plain decimal or has the wrong sign. */
export function scaleEvent(event: PositionEvent): ScaledEvent {
  switch (event.kind) {
    case 'dividend':
      return { kind: 'dividend', cash: cents(event.cash) }
    case 'bonus':
      return { kind: 'bonus', quantity: quantityUnits(event.quantity) }
    case 'split':
      return { kind: 'split', from: positive(quantityUnits(event.from)), to: positive(quantityUnits(event.to)) }
    default:
      return scaleTrade(event)
  }
}

function scaleTrade(event: Extract<PositionEvent, { kind: 'buy' | 'sell' | 'rights' }>): ScaledEvent {
  const units = notNegative(quantityUnits(event.quantity))
  const fees = event.fees === undefined ? 0n : notNegative(cents(event.fees))
  const quoted = event.price === undefined ? null : parseDecimal(event.price)
  const amount = event.amount === undefined ? amountOf(quoted!, units) : cents(event.amount)
  if (units === 0n && amount !== 0n) throw new RangeError('an amount needs a quantity')
  const booked = { units: notNegative(amount), places: MONEY_PLACES }
  const price = quoted ?? divide(booked, { units, places: QUANTITY_PLACES }, PRICE_PLACES)
  return { kind: 'trade', quantity: event.kind === 'sell' ? -units : units, amount, fees, price }
}

function positive(units: bigint): bigint {
  if (units <= 0n) throw new RangeError('a split ratio must be above zero')
  return units
}

function notNegative(units: bigint): bigint {
  if (units < 0n) throw new RangeError('a trade has no negative number: its kind is its sign')
  return units
}
