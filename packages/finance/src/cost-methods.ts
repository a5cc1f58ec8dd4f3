import { applyDiluted, type DilutedPosition, openDiluted, tradeDiluted } from './diluted.ts'
import { type Entitlement, eventOf } from './entitlement.ts'
import { applyFifo, type FifoPosition, fifoCost } from './fifo.ts'
import { apply, open, type Position, trade } from './position.ts'
import { RoundTrips } from './round-trips.ts'

/** A position at a moment by each method (domain 2.4): quantity in millionths, the rest in cents. */
export interface Costs {
  quantity: bigint
  average: { cost: bigint; realised: bigint }
  fifo: { cost: bigint; realised: bigint }
  /** What was realised is in the cost until the position closes; dividends are in it too. */
  diluted: { cost: bigint; realised: bigint }
  dividends: bigint
}

/**
 * One position by moving average, first in first out and diluted cost side by side, and its round trips. Events come in
 * order of time: what goes ex first, then trades, then the close of record days.
 */
export class CostMethods {
  private readonly average: Position = open()
  private readonly diluted: DilutedPosition = openDiluted()
  readonly trips = new RoundTrips()
  private readonly entitled = new Map<string, bigint>()

  /** A buy (quantity above zero) or a sell, in millionths and cents. */
  trade(day: string, quantity: bigint, amount: bigint, fees: bigint): void {
    trade(this.average, quantity, amount, fees)
    tradeDiluted(this.diluted, quantity, amount, fees)
    this.trips.trade(day, quantity, amount, fees)
  }

  /** Securities that came in or went out at their value in cents. */
  transfer(day: string, quantity: bigint, value: bigint): void {
    trade(this.average, quantity, value, 0n)
    tradeDiluted(this.diluted, quantity, value, 0n)
    this.trips.transfer(day, quantity, value)
  }

  /** The close of the record day of an action: what is held now is entitled. */
  record(action: string): void {
    this.entitled.set(action, this.average.quantity)
  }

  /** The ex day of an action. */
  goEx(day: string, action: string, entitlement: Entitlement): void {
    const held = this.entitled.get(action) ?? this.average.quantity
    if (held === 0n) return
    const event = eventOf(held, entitlement)
    this.trips.lots.day = day
    apply(this.average, event)
    applyFifo(this.trips.lots, event)
    applyDiluted(this.diluted, event)
  }

  get fifo(): FifoPosition {
    return this.trips.lots
  }

  /** How it stands. */
  now(): Costs {
    const { average, diluted, fifo } = this
    return {
      quantity: average.quantity,
      average: { cost: average.cost, realised: average.realised },
      fifo: { cost: fifoCost(fifo), realised: fifo.realised },
      diluted: { cost: diluted.cost, realised: diluted.realised },
      dividends: average.dividends,
    }
  }
}
