import type { Loader } from '@rapport/database/as-loader'
import type { Fact } from '#warehouse/facts.ts'
import { nobody } from '#warehouse/positions/nobody.ts'
import { findExDays } from './ex-days.ts'

/** Marks what `rows` (customer_id, account_id, security_id, from_day, several a key) says must be computed again. */
const mark = (loader: Loader, rows: string, values: unknown[]) =>
  loader.query(
    `insert into warehouse.dirty as d (customer_id, account_id, security_id, from_day)
     select customer_id, account_id, security_id, min(from_day) from (${rows}) r group by 1, 2, 3 order by 1, 2, 3
     on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day)`,
    values,
  )

/** Marks months of customers whose contribution must be added up anew; `rows` as of `whoseOf`. */
const markMonths = (loader: Loader, rows: string, values: unknown[]) =>
  loader.query(
    `insert into warehouse.contributions_due (customer_id, month)
     select distinct customer_id, date_trunc('month', from_day)::date from (${rows}) r`,
    values,
  )

/** Tell of moments only: nothing that is kept is computed from them. */
const changesNothingKept = ({ table }: Fact) => table === 'customer_signals' || table === 'security_signals'

/** What a row of a fact changes: how much there is, or what the firm made of it, or both. */
async function markWhat(loader: Loader, fact: Fact, rows: string, values: unknown[]) {
  if (fact.table !== 'income') await mark(loader, rows, values)
  if (fact.table === 'income' || fact.table === 'contacts') await markMonths(loader, rows, values)
}

const nobodys = `'${nobody}'::uuid`

/** What stood on rows that are about to be replaced or taken out. `replaced` is a FROM clause with the fact as `f`. */
export async function markReplaced(loader: Loader, fact: Fact, replaced: string): Promise<void> {
  if (fact.table === 'prices' || changesNothingKept(fact)) return
  await markWhat(loader, fact, whoseOf(fact, `from ${replaced}`), [])
}

/** What must be computed again because of the rows that this batch brought, of these days, ascending. */
export async function markMerged(loader: Loader, fact: Fact, batchId: string, days: readonly string[]): Promise<void> {
  if (changesNothingKept(fact)) return
  const { column } = fact.day
  const within = `f.${column} between date '${days[0]}' and date '${days.at(-1)}'`
  const from = `from warehouse.${fact.table} f where f.batch_id = $1 and ${within}`
  if (fact.table === 'prices') return keepCloses(loader, from, batchId)
  await markWhat(loader, fact, whoseOf(fact, from), [batchId])
  if (fact.table === 'trades') await worthWhatWasPaid(loader, from, batchId)
}

function whoseOf(fact: Fact, from: string): string {
  const day = `f.${fact.day.column} as from_day`
  if (fact.table === 'trades') return `select f.customer_id, f.account_id, f.security_id, ${day} ${from}`
  if (fact.table === 'corporate_actions')
    return `select p.customer_id, p.account_id, p.security_id, a.from_day
      from (select f.security_id, coalesce(f.record_on, f.ex_on - 1) as from_day ${from}) a
      join warehouse.positions p on p.security_id = a.security_id`
  return `select f.customer_id, ${nobodys} as account_id, ${nobodys} as security_id, ${day} ${from}`
}

/** A security of which no price is known on a day is worth what it was last traded at. */
const worthWhatWasPaid = (loader: Loader, from: string, batchId: string) =>
  loader.query(
    `insert into warehouse.closes (security_id, day, close, origin)
     select distinct on (f.security_id, f.traded_on) f.security_id, f.traded_on, f.price, 'trade'
     ${from} and f.price > 0
       and not exists (select from warehouse.closes c where c.security_id = f.security_id and c.day = f.traded_on)
     order by f.security_id, f.traded_on, f.traded_at desc, f.external_key
     on conflict (security_id, day) do nothing`,
    [batchId],
  )

/**
 * The last price of each day that was touched becomes its close, the last of all stands with the security. Whoever held it
 * on a day that was valued before is valued again.
 */
async function keepCloses(loader: Loader, from: string, batchId: string) {
  const closing = `
    select distinct on (p.security_id, p.priced_on) p.security_id, p.priced_on as day, p.price
    from (select distinct f.security_id, f.priced_on ${from}) n
    join warehouse.prices p on p.security_id = n.security_id and p.priced_on = n.priced_on
    order by p.security_id, p.priced_on, p.priced_at desc`
  await mark(
    loader,
    `select p.customer_id, ${nobodys} as account_id, ${nobodys} as security_id, n.day as from_day
     from (${closing}) n
     left join warehouse.closes c on c.security_id = n.security_id and c.day = n.day
     join warehouse.positions p on p.security_id = n.security_id
     where n.day < (select max(day) from warehouse.valuation_days) and c.close is distinct from n.price`,
    [batchId],
  )
  await loader.query(
    `insert into warehouse.closes as c (security_id, day, close)
     select security_id, day, price from (${closing}) n
     on conflict (security_id, day) do update set close = excluded.close, origin = 'price'
       where (c.close, c.origin) is distinct from (excluded.close, 'price')`,
    [batchId],
  )
  await loader.query(
    `update securities s set last_price = p.price, last_price_at = p.priced_at
     from (select distinct on (f.security_id) f.security_id, f.price, f.priced_at ${from} order by f.security_id, f.priced_at desc) p
     where s.id = p.security_id and p.priced_at >= coalesce(s.last_price_at, '-infinity')
       and (s.last_price, s.last_price_at) is distinct from (p.price, p.priced_at)`,
    [batchId],
  )
  await findExDays(loader, from, batchId)
}
