import { divideRounded } from './decimal.ts'
import type { ScaledEvent } from './event.ts'
import { cashOf, cashOfClosing } from './through-zero.ts'

/** What one buy (or, below zero, one short sale) brought in and is still held. Millionths and cents, signed. */
export type Lot = { quantity: bigint; cost: bigint; openedOn: string }

/** One security of one account by first in, first out: the oldest lot leaves first. */
export type FifoPosition = {
  lots: Lot[]
  quantity: bigint
  realised: bigint
  dividends: bigint
  /** The day of what is applied next; whoever does not ask for days leaves it empty. */
  day: string
  /** Told each lot, or part of one, that a trade closes. */
  closed: (part: Lot) => void
}

/** An empty position. */
export function openFifo(closed: (part: Lot) => void = () => undefined): FifoPosition {
  return { lots: [], quantity: 0n, realised: 0n, dividends: 0n, day: '', closed }
}

/** Total cost of the open lots in cents, signed like the quantity. */
export function fifoCost(position: FifoPosition): bigint {
  return position.lots.reduce((sum, lot) => sum + lot.cost, 0n)
}

/** Applies one event in place and returns what it realised, in cents. */
export function applyFifo(position: FifoPosition, event: ScaledEvent): bigint {
  switch (event.kind) {
    case 'trade':
      return tradeFifo(position, event.quantity, event.amount, event.fees)
    case 'dividend':
      position.dividends += event.cash
      return 0n
    case 'bonus': {
      const held = position.quantity
      const grows = held !== 0n && held > 0n === event.quantity > 0n
      return grows ? rescale(position, held + event.quantity) : tradeFifo(position, event.quantity, 0n, 0n)
    }
    case 'split':
      return rescale(position, divideRounded(position.quantity * event.to, event.from))
  }
}

/** A buy (quantity above zero) or a sell (below zero). Returns what it realised, in cents. */
export function tradeFifo(position: FifoPosition, quantity: bigint, amount: bigint, fees: bigint): bigint {
  const held = position.quantity
  const after = held + quantity
  const cash = cashOf(quantity, amount, fees)
  if (quantity === 0n) {
    position.realised += cash
    return cash
  }
  position.quantity = after
  if (held === 0n || held > 0n === quantity > 0n) {
    position.lots.push({ quantity, cost: -cash, openedOn: position.day })
    return 0n
  }
  const through = after !== 0n && after > 0n !== held > 0n
  const closing = through ? cashOfClosing(-held, quantity, amount, fees) : cash
  const realised = closing - takeOldest(position, through ? held : -quantity)
  if (through) position.lots.push({ quantity: after, cost: closing - cash, openedOn: position.day })
  position.realised += realised
  return realised
}

/** Takes a quantity (signed like the lots) from the oldest lots and returns the cost that leaves with it. */
function takeOldest({ lots, closed }: FifoPosition, quantity: bigint): bigint {
  const long = quantity > 0n
  let left = quantity
  let costOut = 0n
  let used = 0
  for (const lot of lots) {
    const wholeLot = long ? lot.quantity <= left : lot.quantity >= left
    if (!wholeLot) break
    closed(lot)
    costOut += lot.cost
    left -= lot.quantity
    used++
  }
  if (used > 0) lots.splice(0, used)
  const oldest = lots[0]
  if (left !== 0n && oldest !== undefined) {
    const part = divideRounded(oldest.cost * left, oldest.quantity)
    oldest.quantity -= left
    oldest.cost -= part
    costOut += part
    closed({ quantity: left, cost: part, openedOn: oldest.openedOn })
  }
  return costOut
}

/** Spreads a new quantity over the lots in proportion, cumulatively, so that the lots add up to it exactly. */
function rescale(position: FifoPosition, quantity: bigint): bigint {
  const held = position.quantity
  position.quantity = quantity
  if (quantity === 0n) return closeAtNothing(position)
  let before = 0n
  let placed = 0n
  for (const lot of position.lots) {
    before += lot.quantity
    const upTo = divideRounded(before * quantity, held)
    lot.quantity = upTo - placed
    placed = upTo
  }
  return 0n
}

function closeAtNothing(position: FifoPosition): bigint {
  const lost = -fifoCost(position)
  position.realised += lost
  position.lots.length = 0
  return lost
}
