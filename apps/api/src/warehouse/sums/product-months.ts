import type { Loader } from '@rapport/database/as-loader'
import { feeStretches, feesOf } from './fee-stretches.ts'
import type { Scratch } from './scratch.ts'

/** Customers with months that are added up anew, and the days that bound them: from `first` to before `last`. */
export interface MarkedMonths {
  table: string
  first: string
  last: string
}

const sums = ['bought', 'sold', 'trades', 'net_commission', 'realised', 'value']

/**
 * Adds up anew what customers bought, sold, paid and realised in each kind of product in their marked months, and what they held
 * at the end of months that are over: securities as the firm's rules of the month's last day class them, products of the counter
 * as funds of their code and name. Units follow by trigger.
 */
export async function renewProductMonths(loader: Loader, scratch: Scratch, marked: MarkedMonths): Promise<void> {
  const ends = await scratch.keep(
    'ends',
    `select month, (month + interval '1 month')::date - 1 as last,
       month < date_trunc('month', (select max(day) from warehouse.valuation_days)) as is_over
     from (select distinct month from ${marked.table}) m`,
  )
  const rates = await scratch.keep('rates', feeStretches)
  const traded = await scratch.keep('traded', tradedIn(marked, rates))
  const held = await scratch.keep('held', heldAtEndOf(marked, ends))
  const classes = await scratch.keep(
    'classes',
    `select x.security_id, x.month, c.product, c.risk_grade
     from (select security_id, month from ${traded} union select security_id, month from ${held}) x
     join ${ends} e using (month) join securities s on s.id = x.security_id
     cross join lateral warehouse.product_class_of(s.category, s.sub_category, s.code, s.name, s.market, e.last) c`,
  )
  const fresh = await scratch.keep('products', together({ traded, held, classes, funds: fundsOf(marked, ends) }))
  await putInPlace(loader, marked.table, fresh)
}

const within = ({ table, first, last }: MarkedMonths, fact: string, day: string) =>
  `from warehouse.${fact} x join ${table} d on d.customer_id = x.customer_id and ${day} >= d.month and ${day} < d.month + interval '1 month'
   where ${day} >= date '${first}' and ${day} < date '${last}'`

/** What trades and their ends did, by security. */
const tradedIn = (marked: MarkedMonths, rates: string) => `
  select customer_id, month, currency, security_id, sum(bought) as bought, sum(sold) as sold, sum(trades)::int as trades,
         sum(net_commission) as net_commission, sum(realised) as realised
  from (
    select x.customer_id, x.month, x.currency, x.security_id, case when x.side = 'buy' then x.amount else 0 end as bought,
           case when x.side = 'sell' then x.amount else 0 end as sold, 1 as trades, c.commission - c.passed_on as net_commission, 0 as realised
    from (select x.*, d.month ${within(marked, 'trades', 'x.traded_on')} and x.side in ('buy', 'sell')) x ${feesOf('x', rates)}
    union all
    select x.customer_id, d.month, x.currency, x.security_id, 0, 0, 0, 0, x.realised_on_day
    ${within(marked, 'position_days', 'x.day')} and x.realised_on_day <> 0) t
  group by 1, 2, 3, 4`

/** Positions at the end of months that are over, each rounded to the cent at its last close. */
const heldAtEndOf = ({ table }: MarkedMonths, ends: string) => `
  select h.customer_id, h.month, h.currency, h.security_id, sum(round(h.quantity * coalesce(q.close, 0), 2)) as value
  from (
    select p.customer_id, e.month, e.last, p.currency, p.security_id, case when p.day <= e.last then p.quantity else (
      select o.quantity from warehouse.position_days o where o.customer_id = p.customer_id and o.account_id = p.account_id
        and o.security_id = p.security_id and o.day <= e.last order by o.day desc limit 1) end as quantity
    from ${table} d join ${ends} e on e.month = d.month and e.is_over
    join warehouse.positions p on p.customer_id = d.customer_id) h
  cross join lateral (select (select c.close from warehouse.closes c where c.security_id = h.security_id and c.day <= h.last
                              order by c.day desc limit 1) as close) q
  where h.quantity <> 0 group by 1, 2, 3, 4`

/** Products of the counter: bought and redeemed, and held on the last day of which the counter told any. */
const fundsOf = (marked: MarkedMonths, ends: string) => `
  select customer_id, month, currency, code, name, sum(bought) as bought, sum(sold) as sold, sum(value) as value from (
    select x.customer_id, d.month, x.currency, x.product_code as code, x.product_name as name,
           case when x.kind = 'product-purchase' then -x.amount else 0 end as bought,
           case when x.kind = 'product-redemption' then x.amount else 0 end as sold, 0 as value
    ${within(marked, 'cash_movements', 'x.moved_on')} and x.kind in ('product-purchase', 'product-redemption')
    union all
    select x.customer_id, d.month, x.currency, x.product_code, x.product_name, 0, 0, x.value
    from ${marked.table} d join ${ends} e on e.month = d.month and e.is_over
    cross join lateral (select max(p.day) as day from warehouse.product_holdings p where p.day <= e.last) f
    join warehouse.product_holdings x on x.customer_id = d.customer_id and x.day = f.day) f
  group by 1, 2, 3, 4, 5`

interface Parts {
  traded: string
  held: string
  classes: string
  funds: string
}

const together = ({ traded, held, classes, funds }: Parts) => {
  const classed = `coalesce(c.product, 'other') as product, coalesce(c.risk_grade, 0) as risk_grade`
  return `
  select customer_id, month, currency, product, risk_grade, sum(bought) as bought, sum(sold) as sold, sum(trades)::int as trades,
         sum(net_commission) as net_commission, sum(realised) as realised, sum(value) as value
  from (
    select t.customer_id, t.month, t.currency, ${classed}, t.bought, t.sold, t.trades, t.net_commission, t.realised, 0 as value
    from ${traded} t left join ${classes} c using (security_id, month)
    union all
    select h.customer_id, h.month, h.currency, ${classed}, 0, 0, 0, 0, 0, h.value
    from ${held} h left join ${classes} c using (security_id, month)
    union all
    select f.customer_id, f.month, f.currency, ${classed}, f.bought, f.sold, 0, 0, 0, f.value
    from (${funds}) f
    left join lateral warehouse.product_class_of('fund', f.name, f.code, f.name, null, (f.month + interval '1 month')::date - 1) c on true) x
  group by 1, 2, 3, 4, 5`
}

async function putInPlace(loader: Loader, marked: string, fresh: string) {
  const key = ['customer_id', 'month', 'currency', 'product', 'risk_grade']
  const same = key.map((name) => `n.${name} = p.${name}`).join(' and ')
  await loader.query(
    `delete from warehouse.customer_products p using ${marked} d where p.customer_id = d.customer_id and p.month = d.month
       and not exists (select from ${fresh} n where ${same})`,
  )
  const of = (from: string) => sums.map((name) => `${from}.${name}`).join(', ')
  await loader.query(
    `insert into warehouse.customer_products as p (${key.join(', ')}, owner_id, unit_id, live, ${sums.join(', ')})
     select ${key.map((name) => `n.${name}`).join(', ')}, s.owner_id, s.unit_id, s.live, ${of('n')}
     from ${fresh} n join warehouse.customer_scope s using (customer_id)
     on conflict (${key.join(', ')}) do update set ${sums.map((name) => `${name} = excluded.${name}`).join(', ')}
       where (${of('p')}) is distinct from (${of('excluded')})`,
  )
}
