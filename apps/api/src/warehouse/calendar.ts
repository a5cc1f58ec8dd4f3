import type { Loader } from '@rapport/database/as-loader'

/**
 * The days of these on which customers are valued: trading days of any market, and days of which no calendar says
 * anything, from the day on from which the firm values at all. What happens on another day counts on the next one that is.
 */
export async function addValuationDays(loader: Loader, days: readonly string[]): Promise<{ added: string[] }> {
  const rows = await loader.query<{ day: string }>(
    `insert into warehouse.valuation_days (day)
     select d from unnest($1::date[]) d
     where (exists (select from warehouse.calendar c where c.day = d and c.trading)
            or not exists (select from warehouse.calendar c where c.day = d))
       and d >= coalesce((select day from warehouse.valuation_start), d)
     on conflict (day) do nothing returning day`,
    [days],
  )
  return { added: rows.map(({ day }) => day).sort() }
}
