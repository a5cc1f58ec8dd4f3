import type { Decimal } from './decimal.ts'
import { type PositionEvent, scaleEvent } from './event.ts'
import { apply, open, type Position } from './position.ts'

/**
 * An event of one security. `at` is a day or an instant in ISO 8601; within one call all are written in the same form and
 * zone (the exchange's), because they are compared as text and the first ten characters are the business day.
 */
export type SecurityEvent = PositionEvent & { security: string; at: string }

/** What a security cost at a time; `at` as in SecurityEvent. */
export type PricePoint = { security: string; at: string; price: string }

/** A position with what a customer page counts beside it; money in cents. */
export type History = {
  position: Position
  bought: bigint
  sold: bigint
  fees: bigint
  trades: number
  throughZero: number
  /** The last price traded at: it values the position until the first price point is known. */
  traded: { price: Decimal; at: string } | null
}

/** A history in which nothing has happened. */
export function begin(): History {
  return { position: open(), bought: 0n, sold: 0n, fees: 0n, trades: 0, throughZero: 0, traded: null }
}

/** Adds one event in place; events come in order of time. */
export function record(history: History, event: SecurityEvent): void {
  const scaled = scaleEvent(event)
  const before = history.position.quantity
  apply(history.position, scaled)
  if (scaled.kind !== 'trade') return
  const after = history.position.quantity
  if (before !== 0n && after !== 0n && before > 0n !== after > 0n) history.throughZero++
  if (scaled.quantity > 0n) history.bought += scaled.amount
  else history.sold += scaled.amount
  history.fees += scaled.fees
  history.trades++
  if (scaled.price !== null) history.traded = { price: scaled.price, at: event.at }
}

/** In order of time; what has the same time keeps the order it came in. */
export function byTime<T extends { at: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The value kept for a key, made on first use. */
export function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
