import { divideRounded } from './decimal.ts'
import { type FifoPosition, type Lot, openFifo, tradeFifo } from './fifo.ts'

/**
 * What was opened on one day and closed on another, first in first out; fills of the same two days are one trip, so that an
 * order in many parts does not count many times. Quantity in millionths (of a short one too), profit after fees in cents.
 */
export interface RoundTrip {
  openedOn: string
  closedOn: string
  quantity: bigint
  profit: bigint
}

/** The lots of one position, and the round trips that its trades closed. What trips earned is what the position realised. */
export class RoundTrips {
  readonly lots: FifoPosition = openFifo((part) => this.parts.push(part))
  private parts: Lot[] = []
  private readonly byDays = new Map<string, RoundTrip>()

  /** A buy (quantity above zero) or a sell of a day, in millionths and cents. */
  trade(day: string, quantity: bigint, amount: bigint, fees: bigint): void {
    this.parts = []
    this.lots.day = day
    const realised = tradeFifo(this.lots, quantity, amount, fees)
    const costs = this.parts.reduce((sum, part) => sum + part.cost, 0n)
    const closed = this.parts.reduce((sum, part) => sum + part.quantity, 0n)
    // What came in is shared by quantity, cumulatively: the parts add up to it.
    const proceeds = realised + costs
    let [shared, before] = [0n, 0n]
    for (const { openedOn, quantity: part, cost } of this.parts) {
      before += part
      const upTo = divideRounded(proceeds * before, closed)
      this.add({ openedOn, closedOn: day, quantity: part < 0n ? -part : part, profit: upTo - shared - cost })
      shared = upTo
    }
  }

  /** Lots that a transfer takes away are no trip: nothing was sold. Those it brings in are held from that day on. */
  transfer(day: string, quantity: bigint, value: bigint): void {
    this.lots.day = day
    tradeFifo(this.lots, quantity, value, 0n)
  }

  get closed(): RoundTrip[] {
    return [...this.byDays.values()]
  }

  private add(trip: RoundTrip) {
    const key = `${trip.openedOn} ${trip.closedOn}`
    const known = this.byDays.get(key)
    if (known === undefined) {
      this.byDays.set(key, trip)
      return
    }
    known.quantity += trip.quantity
    known.profit += trip.profit
  }
}
