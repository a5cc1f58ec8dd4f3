import type { Loader } from '@rapport/database/as-loader'

interface ValuationDays {
  /** Those that were none before. */
  added: string[]
  /** How many of the days lie before the first on which the firm values: they are in positions, and in no sum. */
  before: number
  begins: string | null
}

/**
 * The days of these on which customers are valued: trading days of any market, and days of which no calendar says
 * anything, from the day on from which the firm values at all. What happens on another day counts on the next one that is.
 */
export async function addValuationDays(loader: Loader, days: readonly string[]): Promise<ValuationDays> {
  const [begins] = await loader.query<{ day: string }>('select day from warehouse.valuation_start')
  const rows = await loader.query<{ day: string }>(
    `insert into warehouse.valuation_days (day)
     select d from unnest($1::date[]) d
     where (exists (select from warehouse.calendar c where c.day = d and c.trading)
            or not exists (select from warehouse.calendar c where c.day = d))
       and d >= coalesce($2::date, d)
     on conflict (day) do nothing returning day`,
    [days, begins?.day ?? null],
  )
  const before = begins ? days.filter((day) => day < begins.day).length : 0
  return { added: rows.map(({ day }) => day).sort(), before, begins: begins?.day ?? null }
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
