import { type Decimal, formatDecimal, parseDecimal } from './decimal.ts'
import { begin, byTime, entryOf, type History, type PricePoint, record, type SecurityEvent } from './history.ts'
import { money, quantity } from './scales.ts'
import { averageCost, marketValue, unrealised } from './valuation.ts'

/**
 * One security as a customer page shows it, by moving average cost; decimal texts. A short position has a negative
 * quantity, cost and market value. What cannot be known (no price yet, nothing held) is null.
 */
export type Holding = {
  security: string
  quantity: string
  totalCost: string
  /** Six decimals; null when nothing is held. */
  averageCost: string | null
  lastPrice: string | null
  lastPriceAt: string | null
  /** A price point, or for want of one the last price traded at. */
  pricedBy: 'quote' | 'trade' | null
  marketValue: string | null
  realised: string
  unrealised: string | null
  dividends: string
  /** Σ amounts before fees. */
  boughtAmount: string
  soldAmount: string
  fees: string
  trades: number
  /** Trades that turned a long position short or the reverse. */
  crossedZero: number
}

/** Every security ever traded, closed ones too, in order of first event. Prices of other securities are ignored. */
export function positionsOf(events: readonly SecurityEvent[], prices: readonly PricePoint[]): Holding[] {
  const histories = new Map<string, History>()
  for (const event of byTime(events)) record(entryOf(histories, event.security, begin), event)
  const latest = new Map<string, PricePoint>()
  for (const point of prices) {
    const known = latest.get(point.security)
    if (histories.has(point.security) && (known === undefined || known.at <= point.at))
      latest.set(point.security, point)
  }
  return [...histories].map(([security, history]) => holding(security, history, latest.get(security)))
}

function holding(security: string, history: History, point: PricePoint | undefined): Holding {
  const { position } = history
  const last = point === undefined ? history.traded : { price: parseDecimal(point.price), at: point.at }
  return {
    security,
    quantity: quantity(position.quantity),
    totalCost: money(position.cost),
    averageCost: textOf(averageCost(position)),
    lastPrice: textOf(last?.price ?? null),
    lastPriceAt: last?.at ?? null,
    pricedBy: point !== undefined ? 'quote' : last && 'trade',
    marketValue: last && money(marketValue(position, last.price)),
    realised: money(position.realised),
    unrealised: last && money(unrealised(position, last.price)),
    dividends: money(position.dividends),
    boughtAmount: money(history.bought),
    soldAmount: money(history.sold),
    fees: money(history.fees),
    trades: history.trades,
    crossedZero: history.throughZero,
  }
}

function textOf(value: Decimal | null): string | null {
  return value && formatDecimal(value)
}
