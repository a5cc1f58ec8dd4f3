import type { Loader } from '@rapport/database/as-loader'
import { nobody } from '#warehouse/positions/nobody.ts'
import type { Scratch } from './scratch.ts'

const sums = {
  traded_value: 'sum(bought + sold)',
  trades: 'sum(trades)::int',
  days: 'count(*)::int',
  asset_days: 'sum(assets)',
  closing_assets: '(array_agg(assets order by day desc))[1]',
  peak_assets: 'max(assets)',
  peak_on: '(array_agg(day order by assets desc, day))[1]',
  net_inflow: 'sum(net_inflow)',
  profit: 'sum(profit)',
  realised: 'sum(realised)',
  commission: 'sum(commission)',
  net_commission: 'sum(net_commission)',
  fees: 'sum(fees)',
  contacts: 'sum(contacts)::int',
  counted_trades: 'sum(trades)::int',
}
/** How a month `m` takes in days that come behind all that it has, summed up as `excluded`; all else adds up. */
const grows: Partial<Record<keyof typeof sums, string>> = {
  closing_assets: 'excluded.closing_assets',
  peak_assets: 'greatest(m.peak_assets, excluded.peak_assets)',
  peak_on:
    'case when excluded.peak_assets > m.peak_assets then excluded.peak_on else coalesce(m.peak_on, excluded.peak_on) end',
}
const names = Object.keys(sums)
/** What is told apart where a closed month would have become different. */
const adjusted = [
  'traded_value',
  'net_inflow',
  'profit',
  'realised',
  'commission',
  'net_commission',
  'fees',
  'closing_assets',
]

const summed = Object.entries(sums)
  .map(([name, sum]) => `${sum} as ${name}`)
  .join(', ')
const closed = 'month in (select month from warehouse.closed_months)'

/** The days that changed: as they are now, and as they were. */
interface Days {
  fresh: string
  gone: string
}

/**
 * Brings the months of customers whose days changed up to date; units and staff follow by trigger. Where days only came
 * behind all that were there the month takes them in; where any was replaced it is made anew from its days. A closed month
 * stays as it is: what it would have become by is booked as adjustments.
 */
export async function renewMonths(loader: Loader, scratch: Scratch, days: Days, batchId: string | null): Promise<void> {
  const grown = await growMonths(loader, scratch, days)
  await remakeMonths(loader, scratch, { ...days, grown }, batchId)
}

/** Adds new days to their months; returns the table of the months that are done with it. */
async function growMonths(loader: Loader, scratch: Scratch, { fresh, gone }: Days): Promise<string> {
  const grown = await scratch.keep(
    'grown',
    `select customer_id, month, currency, ${summed}
     from (select *, date_trunc('month', day)::date as month from ${fresh}) d
     where not exists (select from ${gone} g where g.customer_id = d.customer_id) and not ${closed}
       and not exists (select from warehouse.customer_months m where m.customer_id = d.customer_id and m.month = d.month
                       and m.currency = d.currency and m.trades <> m.counted_trades)
     group by 1, 2, 3`,
  )
  const grow = (name: string) => `${name} = ${grows[name as keyof typeof sums] ?? `m.${name} + excluded.${name}`}`
  await loader.query(
    `${insertFrom(grown)} on conflict (customer_id, month, currency) do update set ${names.map(grow).join(', ')}`,
  )
  return grown
}

const insertFrom = (months: string, where = 'true') => `
  insert into warehouse.customer_months as m (customer_id, month, currency, owner_id, unit_id, live, ${names.join(', ')})
  select n.customer_id, n.month, n.currency, s.owner_id, s.unit_id, s.live, ${names.map((name) => `n.${name}`).join(', ')}
  from ${months} n join warehouse.customer_scope s using (customer_id) where ${where}`

async function remakeMonths(
  loader: Loader,
  scratch: Scratch,
  { fresh, gone, grown }: Days & { grown: string },
  batchId: string | null,
): Promise<void> {
  const touched = await scratch.keep(
    'touched',
    `select customer_id, date_trunc('month', day)::date as month, currency from ${fresh}
     union select customer_id, date_trunc('month', day)::date, currency from ${gone}
     except select customer_id, month, currency from ${grown}`,
  )
  const [since] = await loader.query<{ month: string | null }>(`select min(month) as month from ${touched}`)
  if (!since?.month) return
  const renewed = await scratch.keep(
    'months',
    `select t.customer_id, t.month, t.currency, ${summed}
     from ${touched} t join warehouse.customer_days d on d.customer_id = t.customer_id and d.currency = t.currency
       and d.day >= t.month and d.day < t.month + interval '1 month' and d.day >= date '${since.month}'
     group by 1, 2, 3`,
  )
  await loader.query(
    `insert into warehouse.adjustments as a (customer_id, month, currency, batch_id, indicator, difference)
     select n.customer_id, n.month, n.currency, $1, i.indicator, d.difference
     from ${renewed} n join warehouse.customer_months m using (customer_id, month, currency)
     cross join lateral (values ${adjusted.map((name) => `('${name}', n.${name} - m.${name})`).join(', ')}) i (indicator, value)
     cross join lateral (select i.value - coalesce((
       select sum(b.difference) from warehouse.adjustments b where b.customer_id = n.customer_id and b.month = n.month
         and b.currency = n.currency and b.indicator = i.indicator), 0) as difference) d
     where n.${closed} and d.difference <> 0
     on conflict (customer_id, month, currency, batch_id, indicator) do update set difference = a.difference + excluded.difference`,
    [batchId ?? nobody],
  )
  await loader.query(
    `delete from warehouse.customer_months m using ${touched} t
     where m.customer_id = t.customer_id and m.month = t.month and m.currency = t.currency and not m.${closed}
       and not exists (select from ${renewed} n where n.customer_id = t.customer_id and n.month = t.month and n.currency = t.currency)`,
  )
  const notThere = `not n.${closed} or not exists (
    select from warehouse.customer_months k where k.customer_id = n.customer_id and k.month = n.month and k.currency = n.currency)`
  await loader.query(
    `${insertFrom(renewed, notThere)}
     on conflict (customer_id, month, currency) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  )
}
