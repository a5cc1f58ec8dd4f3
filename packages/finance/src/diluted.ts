import { divideRounded } from './decimal.ts'
import type { ScaledEvent } from './event.ts'
import { cashOf, cashOfClosing } from './through-zero.ts'

/**
 * One security of one account at diluted cost (摊薄成本): buys less sales less cash dividends since the position was last
 * opened. The cost may be zero or below; what was realised is in it until the position closes.
 */
export type DilutedPosition = { quantity: bigint; cost: bigint; realised: bigint }

/** An empty position. */
export function openDiluted(): DilutedPosition {
  return { quantity: 0n, cost: 0n, realised: 0n }
}

/** Applies one event in place; returns what closing the position brought, in cents (0 while it stays open). */
export function applyDiluted(position: DilutedPosition, event: ScaledEvent): bigint {
  switch (event.kind) {
    case 'trade':
      return tradeDiluted(position, event.quantity, event.amount, event.fees)
    case 'dividend':
      position.cost -= event.cash
      // A dividend paid after the last share was sold has no position left to dilute.
      return position.quantity === 0n ? close(position) : 0n
    case 'bonus':
      return tradeDiluted(position, event.quantity, 0n, 0n)
    case 'split':
      position.quantity = divideRounded(position.quantity * event.to, event.from)
      return position.quantity === 0n ? close(position) : 0n
  }
}

/** A buy (quantity above zero) or a sell (below zero). */
export function tradeDiluted(position: DilutedPosition, quantity: bigint, amount: bigint, fees: bigint): bigint {
  const held = position.quantity
  const after = held + quantity
  const cash = cashOf(quantity, amount, fees)
  position.quantity = after
  if (held !== 0n && after !== 0n && after > 0n !== held > 0n) {
    const closing = cashOfClosing(-held, quantity, amount, fees)
    position.cost -= closing
    const realised = close(position)
    position.cost = closing - cash
    return realised
  }
  position.cost -= cash
  return after === 0n ? close(position) : 0n
}

function close(position: DilutedPosition): bigint {
  const realised = -position.cost
  position.realised += realised
  position.cost = 0n
  return realised
}
