import type { Loader } from '@rapport/database/as-loader'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'

type Asking = Pick<Loader, 'query'>

/** The exchanges of the mainland keep one calendar, by whichever of these names it comes; it is the firm's. */
const MAINLAND = ['CN', 'SSE', 'SZSE', 'BSE', 'SH', 'SZ', 'BJ', 'XSHG', 'XSHE']
const marketsOf = (market: string) => (MAINLAND.includes(market) ? MAINLAND : [market])

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
    `select distinct day from warehouse.calendar where market = any ($1::text[]) and trading and day ${comparison} $2::date
     order by day ${order} offset $3 limit 1`,
    [marketsOf(market), day, Math.max(Math.abs(by) - 1, 0)],
  )
  return row?.day ?? null
}

/** The first trading day after a day; null where the calendar does not reach. */
export const nextTradingDay = (asking: Asking, market: string, day: string) => offsetTradingDays(asking, market, day, 1)

/** How many trading days there are from a day to another, both included. */
export async function countTradingDays(asking: Asking, market: string, from: string, to: string): Promise<number> {
  const [row] = await asking.query<{ n: number }>(
    `select count(distinct day) as n from warehouse.calendar
     where market = any ($1::text[]) and trading and day between $2::date and $3::date`,
    [marketsOf(market), from, to],
  )
  return row!.n
}

export const ofTheFirm = `c.market in (${MAINLAND.map((name) => `'${name}'`).join(', ')})`
/**
 * SQL for whether the firm's market trades on a day; null where the calendar does not reach. Days that are known only because
 * something was priced on them say nothing about the others of their year.
 */
export const isTrading = (day: string) => `coalesce(
  (select bool_or(c.trading) from warehouse.calendar c where ${ofTheFirm} and c.day = ${day}),
  case when exists (select from warehouse.calendar c where ${ofTheFirm} and c.origin = 'feed' and c.day > ${day})
    and exists (select from warehouse.calendar c where ${ofTheFirm} and c.origin = 'feed'
      and c.day between date_trunc('year', ${day}) and date_trunc('year', ${day}) + interval '1 year - 1 day') then false end)`

/** Whether the firm's market trades on a day (YYYY-MM-DD); null where the calendar does not reach. */
export async function isTradingDay(connections: Connections, day: string): Promise<boolean | null> {
  const [row] = await asSystem(connections, {}, (db) =>
    db.rows<{ trading: boolean | null }>('trading-day', `select ${isTrading('$1::date')} as trading`, [day]),
  )
  return row!.trading
}

/** The last day before (YYYY-MM-DD) on which the firm's market trades; where the calendar does not reach, from Monday to Friday. */
export async function previousTradingDay(db: Db, day: string): Promise<string> {
  const [row] = await db.rows<{ day: string }>(
    'trading-day-before',
    `select coalesce(max(d.day), $1::date - 1) as day
     from (select $1::date - n as day from generate_series(1, 60) n) d
     where coalesce(${isTrading('d.day')}, extract(isodow from d.day) < 6)`,
    [day],
  )
  return row!.day
}
