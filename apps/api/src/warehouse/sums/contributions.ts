import type { Loader } from '@rapport/database/as-loader'
import { nobody } from '#warehouse/positions/nobody.ts'
import { renewProductMonths } from './product-months.ts'
import { Scratch } from './scratch.ts'

/** Columns of amounts with the kind of income that each is of; net commission is of trades. */
const kinds = {
  interest: 'interest',
  margin_interest: 'margin-interest',
  product_fees: 'product-fee',
  advisory_fees: 'advisory-fee',
  other_income: 'other',
}
const names = ['net_commission', ...Object.keys(kinds), 'minutes', 'unmeasured', 'served']
const closed = 'month in (select month from warehouse.closed_months)'

/**
 * Adds up anew what customers brought and cost in the months that are marked: net commission, income by kind, minutes of
 * contacts and of visits with an outcome, and that they were served. Units follow by trigger. A closed month stays as it is:
 * what its income would have become by is booked as adjustments. What they did and held by kind of product goes with it.
 */
export async function renewContributions(loader: Loader, batchId: string | null): Promise<void> {
  const scratch = new Scratch(loader)
  const marked = await scratch.keep('marked', 'select customer_id, month from warehouse.contributions_due limit 0')
  await loader.query(
    `with gone as (delete from warehouse.contributions_due returning customer_id, month)
     insert into ${marked} select distinct customer_id, month from gone`,
  )
  const [span] = await loader.query<{ first: string | null; last: string }>(
    `select min(month) as first, (max(month) + interval '1 month')::date as last from ${marked}`,
  )
  if (span?.first) {
    await loader.query(`analyze ${marked}`)
    const fresh = await scratch.keep('contributions', sumsOf(marked, span.first, span.last))
    await adjustClosed(loader, fresh, batchId)
    await putInPlace(loader, marked, fresh)
    await renewProductMonths(loader, scratch, { table: marked, first: span.first, last: span.last })
  }
  await scratch.drop()
}

/** `first` and `last` bound the days, so that months nobody asks for are not looked into. */
function sumsOf(marked: string, first: string, last: string): string {
  const zero = (...of: string[]) => of.map((name) => `0 as ${name}`).join(', ')
  const within = (table: string, day: string, schema = 'warehouse') =>
    `from ${schema}.${table} x join ${marked} d on d.customer_id = x.customer_id and ${day} >= d.month and ${day} < d.month + interval '1 month'
     where ${day} >= date '${first}' and ${day} < date '${last}'`
  const amounts = Object.entries(kinds).map(
    ([name, kind]) => `case when x.kind = '${kind}' then x.amount else 0 end as ${name}`,
  )
  const service = `'CNY' as currency, ${zero('net_commission', ...Object.keys(kinds))}, coalesce(x.minutes, 0) as minutes, (x.minutes is null)::int as unmeasured`
  return `
  with parts as materialized (
    select m.customer_id, m.month, m.currency, m.net_commission, ${zero(...Object.keys(kinds), 'minutes', 'unmeasured')}
    from ${marked} d join warehouse.customer_months m using (customer_id, month)
    union all select x.customer_id, d.month, x.currency, 0, ${amounts.join(', ')}, ${zero('minutes', 'unmeasured')} ${within('income', 'x.booked_on')}
    union all select x.customer_id, d.month, ${service} ${within('contacts', 'x.contacted_on')}
    union all select x.customer_id, d.month, ${service} ${within('care_visits', 'x.planned_on', 'public')} and x.state = 'recorded'),
  all_parts as (
    select * from parts
    union all select distinct customer_id, month, 'CNY', ${zero('net_commission', ...Object.keys(kinds), 'minutes', 'unmeasured')} from parts)
  select customer_id, month, currency, ${[...names.slice(0, -3), 'minutes'].map((name) => `sum(${name}) as ${name}`).join(', ')},
    sum(unmeasured)::int as unmeasured, (currency = 'CNY')::int as served
  from all_parts group by 1, 2, 3`
}

const adjustClosed = (loader: Loader, fresh: string, batchId: string | null) =>
  loader.query(
    `insert into warehouse.adjustments as a (customer_id, month, currency, batch_id, indicator, difference)
     select n.customer_id, n.month, n.currency, $1, i.indicator, d.difference
     from ${fresh} n join warehouse.customer_contributions b using (customer_id, month, currency)
     cross join lateral (values ${Object.keys(kinds)
       .map((name) => `('${name}', n.${name} - b.${name})`)
       .join(', ')}) i (indicator, value)
     cross join lateral (select i.value - coalesce((
       select sum(o.difference) from warehouse.adjustments o where o.customer_id = n.customer_id and o.month = n.month
         and o.currency = n.currency and o.indicator = i.indicator), 0) as difference) d
     where n.${closed} and d.difference <> 0
     on conflict (customer_id, month, currency, batch_id, indicator) do update set difference = a.difference + excluded.difference`,
    [batchId ?? nobody],
  )

async function putInPlace(loader: Loader, marked: string, fresh: string) {
  await loader.query(
    `delete from warehouse.customer_contributions b using ${marked} d
     where b.customer_id = d.customer_id and b.month = d.month and not b.${closed}
       and not exists (select from ${fresh} n where n.customer_id = b.customer_id and n.month = b.month and n.currency = b.currency)`,
  )
  const of = (from: string) => names.map((name) => `${from}.${name}`).join(', ')
  await loader.query(
    `insert into warehouse.customer_contributions as b (customer_id, month, currency, owner_id, unit_id, live, ${names.join(', ')})
     select n.customer_id, n.month, n.currency, s.owner_id, s.unit_id, s.live, ${of('n')}
     from ${fresh} n join warehouse.customer_scope s using (customer_id)
     where not n.${closed} or not exists (
       select from warehouse.customer_contributions k where k.customer_id = n.customer_id and k.month = n.month and k.currency = n.currency)
     on conflict (customer_id, month, currency) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
       where (${of('b')}) is distinct from (${of('excluded')})`,
  )
  await loader.query(
    `insert into warehouse.income_months select distinct month from ${fresh}
     where ${Object.keys(kinds)
       .map((name) => `${name} <> 0`)
       .join(' or ')}
     on conflict do nothing`,
  )
}
