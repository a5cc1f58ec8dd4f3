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

/**
 * Days on which something was priced are trading days of the market of what was priced, or of the firm's where that is not
 * known, as far as no calendar says anything of them: so years before the calendar begins are known too.
 */
export async function addPricedDays(loader: Loader, batchId: string, days: readonly string[]): Promise<void> {
  if (days.length === 0) return
  await loader.query(
    `insert into warehouse.calendar (market, day, trading, settlement, origin, batch_id)
     select distinct coalesce(nullif(s.market, ''), 'CN'), p.priced_on, true, true, 'prices', $1::uuid
     from (select distinct security_id, priced_on from warehouse.prices
           where batch_id = $1::uuid and not suspended and priced_on between $2::date and $3::date) p
     join securities s on s.id = p.security_id
     on conflict (market, day) do nothing`,
    [batchId, days[0], days.at(-1)],
  )
}
