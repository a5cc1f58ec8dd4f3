import type { Db } from '@rapport/database/as-viewer'
import type { PricePoint } from '@rapport/finance/history'
import type { Traded } from './traded-securities.ts'

/** A stretch of days, both included. */
export interface Stretch {
  traded: Traded
  from: string
  to: string
}

/** The days from `from` to `to` on which one of these securities was priced, ascending. Reads only the index. */
export async function pricedDays(db: Db, securityIds: string[], from: string, to: string): Promise<string[]> {
  const rows = await db.rows<{ day: string }>(
    'positions.priced-days',
    `select distinct day from warehouse.closes
     where security_id = any ($1::uuid[]) and origin = 'price' and day between $2::date and $3::date order by day`,
    [securityIds, from, to],
  )
  return rows.map(({ day }) => day)
}

/**
 * The last price of each day of a stretch, and the last one before it, which stands until the first: one price a day
 * however many are loaded.
 */
export async function closingPrices(db: Db, stretches: readonly Stretch[]): Promise<PricePoint[]> {
  if (stretches.length === 0) return []
  const rows = await db.rows<{ n: number; day: string; price: string }>(
    'positions.closing-prices',
    `select (s.n - 1)::int as n, p.day, p.price
     from unnest($1::uuid[], $2::date[], $3::date[]) with ordinality as s (security_id, since, until, n)
     cross join lateral (
       (select day, close as price from warehouse.closes
        where security_id = s.security_id and origin = 'price' and day between s.since and s.until order by day)
       union all
       (select day, close from warehouse.closes
        where security_id = s.security_id and origin = 'price' and day < s.since order by day desc limit 1)
     ) p`,
    [
      stretches.map(({ traded }) => traded.securityId),
      stretches.map(({ from }) => from),
      stretches.map(({ to }) => to),
    ],
  )
  return rows.map(({ n, day, price }) => ({ security: stretches[n]!.traded.key, at: day, price }))
}
