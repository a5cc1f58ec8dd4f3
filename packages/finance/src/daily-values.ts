import { type Decimal, parseDecimal } from './decimal.ts'
import { begin, byTime, entryOf, type History, type PricePoint, record, type SecurityEvent } from './history.ts'
import { money } from './scales.ts'
import { marketValue } from './valuation.ts'

type Valued = { history: History; quoted: string | null; price: Decimal | null }

/**
 * The position value at the end of each day: Σ |quantity| × last known price, in money texts. The last price point is
 * carried forward; until a security has one, the last price it was traded at stands in. Days ascend (`YYYY-MM-DD`).
 */
export function dailyPositionValues(
  events: readonly SecurityEvent[],
  prices: readonly PricePoint[],
  days: readonly string[],
): string[] {
  const book = new Map<string, Valued>()
  const traded = new Set(events.map((event) => event.security))
  const points = byTime(prices.filter((point) => traded.has(point.security)))
  const ordered = byTime(events)
  let nextEvent = 0
  let nextPoint = 0
  return days.map((day, index) => {
    if (index > 0 && day < days[index - 1]!) throw new RangeError('the valuation days must ascend')
    for (; nextEvent < ordered.length && dayOf(ordered[nextEvent]!) <= day; nextEvent++) {
      const event = ordered[nextEvent]!
      record(entryOf(book, event.security, empty).history, event)
    }
    for (; nextPoint < points.length && dayOf(points[nextPoint]!) <= day; nextPoint++) {
      const point = points[nextPoint]!
      const entry = entryOf(book, point.security, empty)
      if (entry.quoted !== point.price) Object.assign(entry, { quoted: point.price, price: null })
    }
    let value = 0n
    for (const entry of book.values()) value += worth(entry)
    return money(value)
  })
}

/** The business day of an event or a price point. */
export function dayOf({ at }: { at: string }): string {
  return at.slice(0, 10)
}

function empty(): Valued {
  return { history: begin(), quoted: null, price: null }
}

function worth(entry: Valued): bigint {
  const { position, traded } = entry.history
  if (position.quantity === 0n) return 0n
  if (entry.quoted !== null) entry.price ??= parseDecimal(entry.quoted)
  const price = entry.price ?? traded?.price
  if (price === undefined) return 0n
  const value = marketValue(position, price)
  return value < 0n ? -value : value
}
