import type { Db } from '@rapport/database/as-viewer'
import type { PricePoint } from '@rapport/finance/history'
import type { Traded } from './traded-securities.ts'

/** A stretch of days, both included. */
export interface Stretch {
  traded: Traded
  from: string
  to: string
}

// The business day of an instant is its date in Shanghai. There has been no summer time since prices exist, and the fixed
// offset is several times faster over tens of thousands of rows than the named zone.
const dayOf = (instant: string) => `(${instant} at time zone interval '8 hours')::date`
const beginOf = (day: string) => `((${day})::timestamp at time zone interval '8 hours')`

/** The days from `from` to `to` on which one of these securities was priced, ascending. Reads only the index. */
export async function pricedDays(db: Db, securityIds: string[], from: string, to: string): Promise<string[]> {
  const rows = await db.rows<{ day: string }>(
    'positions.priced-days',
    `select distinct ${dayOf('priced_at')} as day from prices
     where security_id = any ($1::uuid[]) and priced_at >= ${beginOf('$2::date')} and priced_at < ${beginOf('$3::date + 1')}
     order by day`,
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
       (select distinct on (day) ${dayOf('priced_at')} as day, price from prices
        where security_id = s.security_id and priced_at >= ${beginOf('s.since')} and priced_at < ${beginOf('s.until + 1')}
        order by day, priced_at desc)
       union all
       (select ${dayOf('priced_at')}, price from prices
        where security_id = s.security_id and priced_at < ${beginOf('s.since')} order by priced_at desc limit 1)
     ) p`,
    [
      stretches.map(({ traded }) => traded.securityId),
      stretches.map(({ from }) => from),
      stretches.map(({ to }) => to),
    ],
  )
  return rows.map(({ n, day, price }) => ({ security: stretches[n]!.traded.key, at: day, price }))
}
