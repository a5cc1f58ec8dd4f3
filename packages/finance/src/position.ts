import { divideRounded } from './decimal.ts'
import type { ScaledEvent } from './event.ts'
import { cashOf, cashOfClosing } from './through-zero.ts'

/**
 * One security of one account by moving average cost. Quantity in millionths, money in cents. The cost carries the sign
 * of the quantity: for a short position it is minus what the opening sales brought.
 */
export type Position = { quantity: bigint; cost: bigint; realised: bigint; dividends: bigint }

/** An empty position. */
export function open(): Position {
  return { quantity: 0n, cost: 0n, realised: 0n, dividends: 0n }
}

/** Applies one event in place (the hot path allocates nothing) and returns what it realised, in cents. */
export function apply(position: Position, event: ScaledEvent): bigint {
  switch (event.kind) {
    case 'trade':
      return trade(position, event.quantity, event.amount, event.fees)
    case 'dividend':
      position.dividends += event.cash
      return 0n
    case 'bonus':
      return addBonus(position, event.quantity)
    case 'split':
      return rescale(position, divideRounded(position.quantity * event.to, event.from))
  }
}

/** A buy (quantity above zero; rights too) or a sell (below zero). Returns what it realised, in cents; of nothing, −fees. */
export function trade(position: Position, quantity: bigint, amount: bigint, fees: bigint): bigint {
  const held = position.quantity
  const after = held + quantity
  const cash = cashOf(quantity, amount, fees)
  if (quantity === 0n) {
    position.realised += cash
    return cash
  }
  let costOut: bigint
  let realised: bigint
  if (held === 0n || held > 0n === quantity > 0n) {
    position.quantity = after
    position.cost -= cash
    return 0n
  }
  if (after === 0n) {
    // The whole cost leaves, residual cents of earlier roundings included.
    costOut = position.cost
    realised = cash - costOut
    position.cost = 0n
  } else if (after > 0n === held > 0n) {
    costOut = divideRounded(position.cost * -quantity, held)
    realised = cash - costOut
    position.cost -= costOut
  } else {
    const closing = cashOfClosing(-held, quantity, amount, fees)
    realised = closing - position.cost
    position.cost = closing - cash
  }
  position.quantity = after
  position.realised += realised
  return realised
}

/** Bonus shares leave the cost as it is; against the direction held they close it at no price. */
function addBonus(position: Position, quantity: bigint): bigint {
  const held = position.quantity
  if (held !== 0n && held > 0n !== quantity > 0n) return trade(position, quantity, 0n, 0n)
  position.quantity += quantity
  return 0n
}

function rescale(position: Position, quantity: bigint): bigint {
  position.quantity = quantity
  if (quantity !== 0n) return 0n
  const lost = -position.cost
  position.realised += lost
  position.cost = 0n
  return lost
}
