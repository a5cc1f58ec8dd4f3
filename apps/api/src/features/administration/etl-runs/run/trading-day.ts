import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'

/**
 * Whether the firm's market trades on a day (YYYY-MM-DD); null where the calendar does not reach. A calendar that only
 * knows days on which something was priced says nothing about what lies behind its last one.
 */
export async function isTradingDay(connections: Connections, day: string): Promise<boolean | null> {
  const [row] = await asSystem(connections, {}, (db) =>
    db.rows<{ trading: boolean | null; reaches: boolean }>(
      'trading-day',
      `select (select c.trading from warehouse.calendar c where c.market = 'CN' and c.day = $1::date) as trading,
         exists (select from warehouse.calendar c where c.market = 'CN' and c.day > $1::date)
           and exists (select from warehouse.calendar c where c.market = 'CN'
             and c.day between date_trunc('year', $1::date) and date_trunc('year', $1::date) + interval '1 year - 1 day')
         as reaches`,
      [day],
    ),
  )
  return row!.trading ?? (row!.reaches ? false : null)
}
