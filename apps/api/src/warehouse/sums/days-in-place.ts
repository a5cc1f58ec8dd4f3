import type { Loader } from '@rapport/database/as-loader'
import type { Renewed } from './customer-days.ts'
import type { Scratch } from './scratch.ts'

/** What is summed by unit and day, from a day of a customer. */
const sums = {
  customers: '(assets <> 0)::int',
  active_customers: '(trades > 0)::int',
  assets: 'assets',
  position_value: 'position_value',
  cash: 'cash',
  product_value: 'product_value',
  margin_debt: 'margin_debt',
  net_inflow: 'net_inflow',
  profit: 'profit',
  realised: 'realised',
  traded_value: 'bought + sold',
  trades: 'trades',
  fees: 'fees',
  commission: 'commission',
  net_commission: 'net_commission',
  contacts: 'contacts',
}
const names = Object.keys(sums)

/** Puts days that were computed anew in the place of those that are there; units change by the difference. Gives what went. */
export async function putDaysInPlace(
  loader: Loader,
  scratch: Scratch,
  { table, since }: Renewed,
  fresh: string,
): Promise<string> {
  await loader.query(
    `select warehouse.make_months('customer_days', array(select distinct date_trunc('month', day)::date from ${fresh}))`,
  )
  const replaced = `warehouse.customer_days c join ${table} r on r.customer_id = c.customer_id and c.day >= r.from_day where c.day >= date '${since}'`
  const gone = await scratch.keep('gone', `select c.* from ${replaced}`)
  await loader.query(
    `delete from warehouse.customer_days c using ${table} r
     where r.customer_id = c.customer_id and c.day >= r.from_day and c.day >= date '${since}'`,
  )
  await loader.query(`insert into warehouse.customer_days select * from ${fresh}`)
  const signed = (rows: string, sign: number) =>
    `select customer_id, day, currency, ${names.map((name) => `${sign} * (${sums[name as keyof typeof sums]}) as ${name}`).join(', ')} from ${rows}`
  await loader.query(
    `insert into warehouse.unit_days as u (unit_id, day, currency, ${names.join(', ')})
     select s.unit_id, x.day, x.currency, ${names.map((name) => `sum(x.${name})`).join(', ')}
     from (${signed(fresh, 1)} union all ${signed(gone, -1)}) x
     join warehouse.customer_scope s on s.customer_id = x.customer_id and s.live
     group by 1, 2, 3 order by 1, 2, 3
     on conflict (unit_id, day, currency) do update set ${names.map((name) => `${name} = u.${name} + excluded.${name}`).join(', ')}`,
  )
  return gone
}
