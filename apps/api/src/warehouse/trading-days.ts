import type { Loader } from '@rapport/database/as-loader'

type Asking = Pick<Loader, 'query'>

/** The day `by` trading days after (or, below 0, before) a day YYYY-MM-DD of a market; 0 is the day itself or the next one after it. Null where the calendar does not reach. */
export async function offsetTradingDays(
  asking: Asking,
  market: string,
  day: string,
  by: number,
): Promise<string | null> {
  const order = by < 0 ? 'desc' : 'asc'
  const comparison = by < 0 ? '<' : by === 0 ? '>=' : '>'
  const [row] = await asking.query<{ day: string }>(
    `select day from warehouse.calendar where market = $1 and trading and day ${comparison} $2::date
     order by day ${order} offset $3 limit 1`,
    [market, day, Math.max(Math.abs(by) - 1, 0)],
  )
  return row?.day ?? null
}

/** The first trading day after a day; null where the calendar does not reach. */
export const nextTradingDay = (asking: Asking, market: string, day: string) => offsetTradingDays(asking, market, day, 1)

/** The last trading day before a day; null where the calendar does not reach. */
export const previousTradingDay = (asking: Asking, market: string, day: string) =>
  offsetTradingDays(asking, market, day, -1)

/** How many trading days there are from a day to another, both included. */
export async function countTradingDays(asking: Asking, market: string, from: string, to: string): Promise<number> {
  const [row] = await asking.query<{ n: number }>(
    'select count(*) as n from warehouse.calendar where market = $1 and trading and day between $2::date and $3::date',
    [market, from, to],
  )
  return row!.n
}
