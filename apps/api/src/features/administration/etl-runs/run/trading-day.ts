import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'

/**
 * SQL for whether the firm's market trades on a day; null where the calendar does not reach. Days that are known only because
 * something was priced on them say nothing about the others of their year.
 */
const isTrading = (day: string) => `coalesce(
  (select c.trading from warehouse.calendar c where c.market = 'CN' and c.day = ${day}),
  case when exists (select from warehouse.calendar c where c.market = 'CN' and c.origin = 'feed' and c.day > ${day})
    and exists (select from warehouse.calendar c where c.market = 'CN' and c.origin = 'feed'
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
