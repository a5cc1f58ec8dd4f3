import { type Entitlement, eventOf } from './entitlement.ts'
import { apply, open, type Position, trade } from './position.ts'
import { cashOf } from './through-zero.ts'

/**
 * A position at the end of a day on which it changed. Quantity in millionths, money in cents; realised and dividends since
 * the beginning, and what the day added. `cash` is what trades did to the client's cash, `flow` what transfers brought in
 * (above zero) or took out at their value.
 */
export interface PositionDay extends Position {
  day: string
  realisedOnDay: bigint
  dividendsOnDay: bigint
  cashOnDay: bigint
  flowOnDay: bigint
}

/**
 * Folds the events of one position after the other into its days (domain 2.4, moving average). Events of a position come
 * in order of time: what goes ex first, then trades, then the close of record days.
 */
export class PositionDays {
  private position: Position = open()
  private day = ''
  private changed = false
  /** The day that is open; one object for all of them, as a load has millions. */
  private readonly row: PositionDay = {
    ...open(),
    day: '',
    realisedOnDay: 0n,
    dividendsOnDay: 0n,
    cashOnDay: 0n,
    flowOnDay: 0n,
  }
  private readonly entitled = new Map<string, bigint>()

  /** `told` is given each day once; the row is used again for the next, so keep what is needed of it. */
  constructor(private readonly told: (row: PositionDay) => void) {}

  /** Goes on from how a position stood before the first event; ends the one before. */
  begin(prior: Position = open()): void {
    this.end()
    this.position = prior
    this.entitled.clear()
    this.day = ''
  }

  /** A buy (quantity above zero) or a sell, in millionths and cents. */
  trade(day: string, quantity: bigint, amount: bigint, fees: bigint): void {
    this.enter(day)
    this.row.realisedOnDay += trade(this.position, quantity, amount, fees)
    this.row.cashOnDay += cashOf(quantity, amount, fees)
    this.changed = true
  }

  /** Securities that came in or went out, at their value in cents: no cash moves, the client's own property does. */
  transfer(day: string, quantity: bigint, value: bigint): void {
    this.enter(day)
    this.row.realisedOnDay += trade(this.position, quantity, value, 0n)
    this.row.flowOnDay += quantity > 0n ? value : -value
    this.changed = true
  }

  /** The close of the record day of an action: what is held now is entitled. */
  record(day: string, action: string): void {
    this.enter(day)
    this.entitled.set(action, this.position.quantity)
  }

  /** The ex day of an action: dividends in cents, bonus shares whole where whole shares are held. */
  goEx(day: string, action: string, entitlement: Entitlement): void {
    this.enter(day)
    const held = this.entitled.get(action) ?? this.position.quantity
    if (held === 0n) return
    const event = eventOf(held, entitlement)
    if (event.kind === 'dividend') this.row.dividendsOnDay += event.cash
    this.row.realisedOnDay += apply(this.position, event)
    this.changed = true
  }

  /** Ends the position that is open; call it after the last. */
  end(): void {
    if (!this.changed) return
    const { row, position } = this
    row.day = this.day
    row.quantity = position.quantity
    row.cost = position.cost
    row.realised = position.realised
    row.dividends = position.dividends
    this.told(row)
    this.changed = false
    row.realisedOnDay = 0n
    row.dividendsOnDay = 0n
    row.cashOnDay = 0n
    row.flowOnDay = 0n
  }

  private enter(day: string) {
    if (day === this.day) return
    if (day < this.day) throw new RangeError('the events of a position must ascend')
    this.end()
    this.day = day
  }
}
