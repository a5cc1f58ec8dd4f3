import type { Loader } from '@rapport/database/as-loader'
import { nobody } from '#warehouse/positions/nobody.ts'
import { refreshCash } from './cash.ts'
import { computeCustomerDays, type Renewed } from './customer-days.ts'
import { putDaysInPlace } from './days-in-place.ts'
import { renewMonths } from './months.ts'
import { Scratch } from './scratch.ts'

/** What a renewal of sums touched. */
export interface RenewedSums {
  customers: number
  from: string
  to: string
}

/**
 * Brings the sums by customer and day, by month, unit and staff up to date: of customers that are marked dirty from their
 * day on, and of everybody who has anything on days that are valued for the first time. One entry a stretch of days.
 */
export async function renewSums(
  loader: Loader,
  added: readonly string[],
  batchId: string | null,
): Promise<RenewedSums[]> {
  const scratch = new Scratch(loader)
  const changed = await scratch.keep(
    'changed',
    `select customer_id, from_day from warehouse.dirty where account_id = '${nobody}'`,
  )
  const [first] = await loader.query<{ day: string | null }>(`select min(from_day) as day from ${changed}`)
  if (first?.day) await refreshCash(loader, scratch, changed, first.day)
  const [valued] = await loader.query<{ to: string | null }>(
    'select max(day) as to from warehouse.valuation_days where day <> all ($1::date[])',
    [added],
  )
  const whose = await scratch.keep('whose', whoseDays(changed, added, valued?.to ?? null))
  const touched: RenewedSums[] = []
  for (const pass of await passes(loader, whose)) {
    const table = await scratch.keep('renewed', `select customer_id, from_day from ${whose} where ${pass.where}`)
    const renewed: Renewed = { table, since: pass.since }
    const fresh = await computeCustomerDays(scratch, renewed)
    const gone = await putDaysInPlace(loader, scratch, renewed, fresh)
    await renewMonths(loader, scratch, { fresh, gone }, batchId)
    await markIndicators(loader, fresh, gone)
    const [span] = await loader.query<{ n: number; last: string | null }>(
      `select count(distinct customer_id)::int as n, max(day) as last from ${fresh}`,
    )
    touched.push({ customers: span?.n ?? 0, from: pass.since, to: span?.last ?? pass.since })
  }
  // Who is dirty from a day that is not valued yet waits for it.
  await loader.query(
    `delete from warehouse.dirty where account_id = '${nobody}' and from_day <= (select max(day) from warehouse.valuation_days)`,
  )
  await scratch.drop()
  return touched
}

/** Whose figures of now may be others: nobody who has nothing but the same money as the day before. */
const markIndicators = (loader: Loader, fresh: string, gone: string) =>
  loader.query(
    `insert into warehouse.indicators_due (customer_id)
     select customer_id from ${gone}
     union
     select f.customer_id from ${fresh} f left join warehouse.customer_indicators i using (customer_id)
     where i.as_of is null or f.day <= i.as_of or f.position_value <> 0 or f.assets is distinct from i.assets
       or f.net_inflow <> 0 or f.profit <> 0 or f.trades > 0 or f.contacts > 0 or f.commission <> 0`,
  )

/**
 * Whose days change from which valuation day on: whoever is dirty; on days after all that were valued everybody who has
 * anything; on a day between others whoever had something the day before. Who is dirty from a day that is not valued yet
 * waits for the next.
 */
function whoseDays(changed: string, added: readonly string[], valuedTo: string | null): string {
  const dates = (days: readonly string[]) => `array[${days.map((day) => `'${day}'`).join(', ')}]::date[]`
  const later = added.filter((day) => valuedTo === null || day > valuedTo)
  const between = added.filter((day) => valuedTo !== null && day < valuedTo)
  const dirty = `select c.customer_id, (select v.day from warehouse.valuation_days v where v.day >= c.from_day order by v.day limit 1) as day
    from ${changed} c`
  const everybody = (day: string) => `
    select customer_id, date '${day}' from (
      select customer_id from warehouse.positions where quantity <> 0 or day >= date '${day}'
      union select customer_id from warehouse.cash
      union select customer_id from warehouse.product_holdings
        where day = (select max(day) from warehouse.product_holdings where day <= date '${day}')
      union select customer_id from warehouse.customer_days
        where day = (select max(day) from warehouse.valuation_days where day < date '${day}')) h`
  const had = `
    select d.customer_id, min(a.day) from (
      select day, (select max(v.day) from warehouse.valuation_days v where v.day < a.day and v.day <> all (${dates(added)})) as before
      from unnest(${dates(between)}) a (day)) a
    join warehouse.customer_days d on d.day = a.before group by 1`
  const parts = [dirty, ...(later.length > 0 ? [everybody(later[0]!)] : []), ...(between.length > 0 ? [had] : [])]
  return `select customer_id, min(day) as from_day from (${parts.join(' union all ')}) x where day is not null group by 1`
}

/** Most are renewed for the last day or two, a few from long ago: these apart, so that nobody else's past is read. */
async function passes(loader: Loader, whose: string): Promise<{ where: string; since: string }[]> {
  const [days] = await loader.query<{ first: string | null; usual: string | null }>(
    `select min(from_day) as first, mode() within group (order by from_day) as usual from ${whose}`,
  )
  if (!days?.first || !days.usual) return []
  if (days.first === days.usual) return [{ where: 'true', since: days.first }]
  return [
    { where: `from_day >= date '${days.usual}'`, since: days.usual },
    { where: `from_day < date '${days.usual}'`, since: days.first },
  ]
}
