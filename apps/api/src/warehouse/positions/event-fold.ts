import type { Entitlement } from '@rapport/finance/entitlement'
import type { Position } from '@rapport/finance/position'
import { type PositionDay, PositionDays } from '@rapport/finance/position-days'
import { eventKinds } from './position-events.ts'

interface Told {
  /** Each day on which a position changed; the row is used again for the next. */
  day: (n: string, currency: string, row: PositionDay) => void
  /** How a position is kept, behind its days, and whose it is: customer, account, security. */
  kept?: (n: string, position: Position, whose: string) => void
}

/** Folds the lines of `positionEvents` or `allEvents`, one after the other, into the days of their positions. */
export class EventFold {
  private n = ''
  private currency = 'CNY'
  private readonly fold: PositionDays

  constructor(private readonly told: Told) {
    this.fold = new PositionDays((row) => told.day(this.n, this.currency, row))
  }

  take([n, day, kind, q, a, f, x, currency]: string[]) {
    const { fold } = this
    if (n !== this.n) {
      fold.end()
      this.n = n!
      fold.begin()
    }
    if (currency !== '') this.currency = currency!
    switch (kind) {
      case eventKinds.trade:
        return fold.trade(day!, BigInt(q!), BigInt(a!), BigInt(f!))
      case eventKinds.prior:
        return fold.begin({ quantity: BigInt(q!), cost: BigInt(a!), realised: BigInt(f!), dividends: BigInt(x!) })
      case eventKinds.transfer:
        return fold.transfer(day!, BigInt(q!), BigInt(a!))
      case eventKinds.record:
        return fold.record(day!, x!)
      case eventKinds.kept: {
        fold.end()
        const [dividends, whose] = parted(x!)
        const kept = { quantity: BigInt(q!), cost: BigInt(a!), realised: BigInt(f!), dividends: BigInt(dividends) }
        return this.told.kept?.(n!, kept, whose)
      }
      default: {
        const [of, action] = parted(x!)
        return fold.goEx(day!, action, entitlementOf(of, BigInt(q!), BigInt(a!)))
      }
    }
  }

  end() {
    this.fold.end()
  }
}

/** What stands before the first blank, and behind it. */
export function parted(text: string): [first: string, rest: string] {
  const space = text.indexOf(' ')
  return [text.slice(0, space), text.slice(space + 1)]
}

/** What an action gives, of the numbers of a line. */
export function entitlementOf(kind: string, one: bigint, other: bigint): Entitlement {
  if (kind === 'dividend') return { kind, cashPerShare: one }
  if (kind === 'bonus') return { kind, ratio: one }
  return { kind: 'split', from: one, to: other }
}
