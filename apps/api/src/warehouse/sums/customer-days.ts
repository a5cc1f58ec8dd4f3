import { feeStretches, feesOf } from './fee-stretches.ts'
import type { Scratch } from './scratch.ts'

/** Whose days are made anew: a table of customer_id and from_day, all days of valuation, none before `since`. */
export interface Renewed {
  table: string
  since: string
}

/**
 * The days of these customers from their day on, computed anew beside what is there: assets = cash + positions at their
 * last close + products − margin debt; profit = realised + change of what is unrealised + income + gain of products, and
 * `gap` what assets changed by beyond net inflow and profit (domain 2.2, the daily identity). Where nobody tells a
 * customer's cash, trades are paid from outside. Returns the name of the table.
 */
export async function computeCustomerDays(scratch: Scratch, renewed: Renewed): Promise<string> {
  // The valuation day on which what happens on a day counts.
  const counts = await scratch.keep(
    'counts',
    `select g::date as happened, v.day from generate_series(
       coalesce((select max(day) + 1 from warehouse.valuation_days where day < date '${renewed.since}'),
         greatest(date '${renewed.since}' - 40, (select day from warehouse.valuation_start))),
       (select max(day) from warehouse.valuation_days), interval '1 day') g
     cross join lateral (select day from warehouse.valuation_days where day >= g::date order by day limit 1) v`,
  )
  const days = await scratch.keep(
    'days',
    `select day, (select max(p.day) from warehouse.valuation_days p where p.day < v.day) as before
     from warehouse.valuation_days v where day >= date '${renewed.since}'`,
  )
  const held = await scratch.keep('held', heldBy(renewed))
  const quotes = await scratch.keep('quotes', quotesFor(held, days))
  const values = await scratch.keep('values', valuesOf(renewed, held, quotes, days))
  const rates = await scratch.keep('rates', feeStretches)
  const flows = await scratch.keep('flows', flowsOf(renewed, counts, rates))
  const cash = await scratch.keep('cashes', cashOf(renewed))
  return scratch.keep('fresh', freshDays(renewed, { days, values, flows, cash }))
}

/** Positions as stretches of days on which they stood the same. */
const heldBy = ({ table, since }: Renewed) => `
  select p.customer_id, p.account_id, p.security_id, p.currency, p.quantity, p.cost, r.from_day as first, date '9999-12-31' as until
  from warehouse.positions p join ${table} r on r.customer_id = p.customer_id
  where p.day <= r.from_day and p.quantity <> 0
  union all
  select customer_id, account_id, security_id, currency, quantity, cost, greatest(day, from_day), until from (
    select s.*, coalesce(lead(s.day) over (partition by s.customer_id, s.account_id, s.security_id order by s.day), date '9999-12-31') as until
    from (
      select p.customer_id, p.account_id, p.security_id, p.currency, p.quantity, p.cost, p.day, r.from_day
      from ${table} r join warehouse.positions now on now.customer_id = r.customer_id and now.day > r.from_day
      join warehouse.position_days p on p.customer_id = now.customer_id and p.account_id = now.account_id
        and p.security_id = now.security_id and p.day > r.from_day and p.day >= date '${since}'
      union all
      select p.customer_id, p.account_id, p.security_id, p.currency, p.quantity, p.cost, p.day, r.from_day
      from ${table} r join warehouse.positions now on now.customer_id = r.customer_id and now.day > r.from_day
      cross join lateral (
        select * from warehouse.position_days p where p.customer_id = now.customer_id and p.account_id = now.account_id
          and p.security_id = now.security_id and p.day <= r.from_day order by p.day desc limit 1) p) s) i
  where quantity <> 0`

/** The last close of each security on each of the days on which somebody of them held it. */
const quotesFor = (held: string, days: string) => `
  select n.security_id, n.day, coalesce(c.close, 0) as close from (
    select distinct h.security_id, d.day
    from (select security_id, min(first) as first, max(until) as until from ${held} group by 1) h
    join ${days} d on d.day >= h.first and d.day < h.until) n
  left join lateral (
    select close from warehouse.closes c where c.security_id = n.security_id and c.day <= n.day order by c.day desc limit 1) c on true`

/** Each position is rounded to the cent, as packages/finance values it. */
const valuesOf = ({ table }: Renewed, held: string, quotes: string, days: string) => `
  select h.customer_id, h.currency, d.day, sum(round(h.quantity * q.close, 2)) as value, sum(h.cost) as cost,
         sum(abs(round(h.quantity * q.close, 2))) as exposure
  from ${held} h join ${table} r on r.customer_id = h.customer_id
  join ${days} d on d.day >= r.from_day and d.day >= h.first and d.day < h.until
  join ${quotes} q on q.security_id = h.security_id and q.day = d.day
  group by 1, 2, 3`

/** What happened since the valuation day before, by currency. Contacts count in the firm's own. */
const flowsOf = ({ table, since }: Renewed, counts: string, rates: string) => {
  const on = (day: string) =>
    `join ${counts} n on n.happened = ${day} join ${table} r on r.customer_id = x.customer_id and n.day >= r.from_day
     where ${day} > coalesce((select max(day) from warehouse.valuation_days where day < date '${since}'), date '1900-01-01')`
  const zero = (names: string) =>
    names
      .split(', ')
      .map((name) => `0 as ${name}`)
      .join(', ')
  return `
  select customer_id, currency, day, sum(realised) as realised, sum(dividends) as dividends, sum(traded) as traded, sum(moved) as moved,
         sum(flow) as flow, sum(income) as income, sum(products) as products, sum(bought) as bought, sum(sold) as sold,
         sum(trades)::int as trades, sum(fees) as fees, sum(commission) as commission, sum(net_commission) as net_commission,
         sum(contacts)::int as contacts
  from (
    select x.customer_id, x.currency, n.day, realised_on_day as realised, dividends_on_day as dividends, cash_on_day as traded,
           flow_on_day as moved, ${zero('flow, income, products, bought, sold, trades, fees, commission, net_commission, contacts')}
    from warehouse.position_days x ${on('x.day')}
    union all
    select x.customer_id, x.currency, n.day, ${zero('realised, dividends, traded, moved')},
           case when kind in ('deposit', 'withdrawal') then amount else 0 end,
           case when kind in ('dividend', 'interest', 'tax', 'fee', 'other') then amount else 0 end,
           case when kind in ('product-purchase', 'product-redemption') then amount else 0 end,
           ${zero('bought, sold, trades, fees, commission, net_commission, contacts')}
    from warehouse.cash_movements x ${on('x.moved_on')}
    union all
    select x.customer_id, x.currency, n.day, ${zero('realised, dividends, traded, moved')}, opening, ${zero('income, products, bought, sold, trades, fees, commission, net_commission, contacts')}
    from warehouse.cash_days x ${on('x.day')} and x.opening <> 0
    union all
    select x.customer_id, x.currency, n.day, ${zero('realised, dividends, traded, moved, flow, income, products')},
           case when x.side = 'buy' then x.amount else 0 end, case when x.side = 'sell' then x.amount else 0 end, 1, x.fees,
           c.commission, c.commission - c.passed_on, 0
    from warehouse.trades x ${feesOf('x', rates)} ${on('x.traded_on')} and x.side in ('buy', 'sell')
    union all
    select x.customer_id, 'CNY', n.day, ${zero('realised, dividends, traded, moved, flow, income, products, bought, sold, trades, fees, commission, net_commission')}, 1
    from warehouse.contacts x ${on('x.contacted_on')}
  ) x group by 1, 2, 3`
}

/** Cash as stretches of days on which it stood the same; before the first one nobody tells it. */
const cashOf = ({ table, since }: Renewed) => `
  select n.customer_id, n.currency, n.balance, greatest(n.day, r.from_day) as first, date '9999-12-31' as until
  from warehouse.cash n join ${table} r on r.customer_id = n.customer_id where n.day <= r.from_day
  union all
  select customer_id, currency, balance, day, until from (
    select s.*, coalesce(lead(s.day) over (partition by s.customer_id, s.currency order by s.day), date '9999-12-31') as until
    from (
      select c.customer_id, c.currency, c.balance, c.day
      from warehouse.cash n join ${table} r on r.customer_id = n.customer_id and n.day > r.from_day
      join warehouse.cash_days c on c.customer_id = n.customer_id and c.currency = n.currency and c.day > r.from_day and c.day >= date '${since}'
      union all
      select c.customer_id, c.currency, c.balance, r.from_day
      from warehouse.cash n join ${table} r on r.customer_id = n.customer_id and n.day > r.from_day
      cross join lateral (select * from warehouse.cash_days c where c.customer_id = n.customer_id and c.currency = n.currency
        and c.day <= r.from_day order by c.day desc limit 1) c) s) i`

interface Parts {
  days: string
  values: string
  flows: string
  cash: string
}

const freshDays = ({ table, since }: Renewed, { days, values, flows, cash }: Parts) => `
  with before as (
    select c.customer_id, c.currency, c.day, c.assets, c.position_value, c.position_cost, c.product_value
    from ${table} r join ${days} d on d.day = r.from_day
    join warehouse.customer_days c on c.customer_id = r.customer_id and c.day = d.before
    where c.day >= coalesce((select max(day) from warehouse.valuation_days where day < date '${since}'), date '1900-01-01')),
  products as (
    select h.customer_id, h.currency, d.day, sum(h.value) as value
    from ${days} d cross join lateral (select max(day) as day from warehouse.product_holdings p where p.day <= d.day) last
    join warehouse.product_holdings h on h.day = last.day join ${table} r on r.customer_id = h.customer_id and d.day >= r.from_day
    group by 1, 2, 3),
  debts as (
    select h.customer_id, h.currency, d.day, sum(h.debt) as debt
    from ${days} d cross join lateral (select max(day) as day from warehouse.margin_debts p where p.day <= d.day) last
    join warehouse.margin_debts h on h.day = last.day join ${table} r on r.customer_id = h.customer_id and d.day >= r.from_day
    group by 1, 2, 3),
  purses as (
    select customer_id, currency from before union select customer_id, currency from ${values}
    union select customer_id, currency from ${flows} union select customer_id, currency from ${cash}
    union select customer_id, currency from products union select customer_id, currency from debts),
  levels as (
    select u.customer_id, u.currency, d.day, coalesce(v.value, 0) as position_value, coalesce(v.cost, 0) as position_cost,
           c.balance as told_cash, coalesce(p.value, 0) as product_value, coalesce(m.debt, 0) as margin_debt, coalesce(v.exposure, 0) as exposure
    from purses u join ${table} r on r.customer_id = u.customer_id join ${days} d on d.day >= r.from_day
    left join ${values} v on v.customer_id = u.customer_id and v.currency = u.currency and v.day = d.day
    left join ${cash} c on c.customer_id = u.customer_id and c.currency = u.currency and d.day >= c.first and d.day < c.until
    left join products p on p.customer_id = u.customer_id and p.currency = u.currency and p.day = d.day
    left join debts m on m.customer_id = u.customer_id and m.currency = u.currency and m.day = d.day),
  chained as (
    select l.customer_id, l.currency, l.day, l.position_value, l.position_cost, l.product_value, l.margin_debt,
           coalesce(l.told_cash, 0) as cash, l.told_cash is not null as tracked, false as earlier,
           l.position_value + coalesce(l.told_cash, 0) + l.product_value - l.margin_debt as assets, l.exposure
    from levels l
    union all
    select customer_id, currency, day, position_value, position_cost, product_value, 0, 0, false, true, assets, 0 from before),
  changed as (
    select c.*, coalesce(lag(c.assets) over w, 0) as assets_before,
           coalesce(lag(c.position_value - c.position_cost) over w, 0) as unrealised_before,
           coalesce(lag(c.product_value) over w, 0) as products_before
    from chained c window w as (partition by c.customer_id, c.currency order by c.day)),
  opens as (
    select s.day from (select min(v.day) as day from warehouse.valuation_days v, warehouse.valuation_start b where v.day >= b.day) s where s.day is not null),
  told as (
    select c.*, coalesce(f.realised, 0) as realised, coalesce(f.dividends, 0) as dividends,
           case when c.day = opens.day then c.assets else coalesce(f.flow, 0) + coalesce(f.moved, 0)
             + case when c.tracked then 0
                    else -coalesce(f.traded, 0) - coalesce(f.dividends, 0) + c.product_value - c.products_before end end as net_inflow,
           case when c.day = opens.day then 0 else coalesce(f.realised, 0) + (c.position_value - c.position_cost) - c.unrealised_before
             + case when c.tracked then coalesce(f.income, 0) + coalesce(f.products, 0) + c.product_value - c.products_before
                    else coalesce(f.dividends, 0) end end as profit,
           coalesce(f.bought, 0) as bought, coalesce(f.sold, 0) as sold, coalesce(f.trades, 0) as trades,
           coalesce(f.fees, 0) as fees, coalesce(f.commission, 0) as commission, coalesce(f.net_commission, 0) as net_commission,
           coalesce(f.contacts, 0) as contacts
    from changed c left join opens on true left join ${flows} f on f.customer_id = c.customer_id and f.currency = c.currency and f.day = c.day
    where not c.earlier)
  select customer_id, day, currency, assets, position_value, cash, product_value, margin_debt, position_cost, net_inflow, profit,
         realised, dividends, bought, sold, trades, fees, commission, net_commission, contacts,
         assets - assets_before - net_inflow - profit as gap, exposure
  from told
  where assets <> 0 or assets_before <> 0 or position_value <> 0 or cash <> 0 or trades > 0 or contacts > 0 or net_inflow <> 0
     or profit <> 0 or margin_debt <> 0 or exposure <> 0`
