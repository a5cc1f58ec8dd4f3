import type { Loader } from '@rapport/database/as-loader'
import type { Scratch } from './scratch.ts'

/**
 * Brings the cash of these customers up to date from their day on: balances that the counter told stand, and what follows
 * from movements and trades where it told none. A settlement is the trade's own cash and not counted again. `changed`
 * has customer_id and from_day, none before `since`.
 */
export async function refreshCash(loader: Loader, scratch: Scratch, changed: string, since: string): Promise<void> {
  const days = await scratch.keep('cash', cashDays(changed, since))
  await loader.query(
    `select warehouse.make_months('cash_days', array(select distinct date_trunc('month', day)::date from ${days}))`,
  )
  await loader.query(
    `delete from warehouse.cash_days c using ${changed} d
     where c.customer_id = d.customer_id and c.day >= d.from_day and c.day >= date '${since}'
       and exists (select from warehouse.cash n where n.customer_id = c.customer_id and n.currency = c.currency and n.day >= d.from_day)`,
  )
  await loader.query(
    `insert into warehouse.cash_days (customer_id, currency, day, balance, told, off, opening)
     select customer_id, currency, day, balance, told, off, opening from ${days}`,
  )
  await loader.query(
    `delete from warehouse.cash n using ${changed} d where n.customer_id = d.customer_id
       and (n.since >= d.from_day or n.day >= d.from_day
            and not exists (select from ${days} x where x.customer_id = n.customer_id and x.currency = n.currency))`,
  )
  await loader.query(
    `insert into warehouse.cash (customer_id, currency, since, day, balance)
     select distinct on (c.customer_id, c.currency) c.customer_id, c.currency,
            min(c.day) over (partition by c.customer_id, c.currency), c.day, c.balance
     from warehouse.cash_days c join ${changed} d on d.customer_id = c.customer_id
     where c.day < d.from_day
       and not exists (select from warehouse.cash n where n.customer_id = c.customer_id and n.currency = c.currency)
     order by c.customer_id, c.currency, c.day desc`,
  )
  await loader.query(
    `insert into warehouse.cash as n (customer_id, currency, since, day, balance)
     select distinct on (customer_id, currency) customer_id, currency,
            min(day) over (partition by customer_id, currency), day, balance
     from ${days} order by customer_id, currency, day desc
     on conflict (customer_id, currency) do update set since = least(n.since, excluded.since), day = excluded.day, balance = excluded.balance`,
  )
}

/**
 * Each day from the dirty one on which something touched the cash, with its balance. Days are cut into stretches that begin
 * with a told balance; in a stretch the movements add up.
 */
const cashDays = (changed: string, since: string) => `
  with moved as (
    select m.customer_id, m.currency, m.moved_on as day, sum(m.amount) as amount
    from warehouse.cash_movements m join ${changed} d on d.customer_id = m.customer_id and m.moved_on >= d.from_day
    where m.moved_on >= date '${since}' and m.kind <> 'settlement' group by 1, 2, 3),
  told as (
    select b.customer_id, b.currency, b.day, sum(b.balance) as balance
    from warehouse.cash_balances b join ${changed} d on d.customer_id = b.customer_id and b.day >= d.from_day
    where b.day >= date '${since}' group by 1, 2, 3),
  begins as (
    select customer_id, currency, min(day) as day
    from (select customer_id, currency, day from moved union all select customer_id, currency, day from told
          union all
          select n.customer_id, n.currency, n.since from warehouse.cash n join ${changed} d on d.customer_id = n.customer_id and n.since < d.from_day) x
    group by 1, 2),
  traded as (
    select p.customer_id, p.currency, p.day, sum(p.cash_on_day) as amount
    from warehouse.position_days p join ${changed} d on d.customer_id = p.customer_id and p.day >= d.from_day
    join begins b on b.customer_id = p.customer_id and b.currency = p.currency and p.day >= b.day
    where p.day >= date '${since}' group by 1, 2, 3),
  before as (
    select d.customer_id, b.currency, l.balance
    from ${changed} d join begins b on b.customer_id = d.customer_id and b.day < d.from_day
    cross join lateral (
      select n.balance from warehouse.cash n where n.customer_id = d.customer_id and n.currency = b.currency and n.day < d.from_day
      union all
      (select c.balance from warehouse.cash_days c where c.customer_id = d.customer_id and c.currency = b.currency and c.day < d.from_day
       order by c.day desc limit 1)
      limit 1) l),
  changes as (
    select x.customer_id, x.currency, x.day, sum(x.amount) as amount, max(x.told) as told
    from (select customer_id, currency, day, amount, null::numeric as told from moved
          union all select customer_id, currency, day, amount, null from traded
          union all select customer_id, currency, day, 0, balance from told) x
    group by 1, 2, 3),
  stretched as (
    select c.*, coalesce(b.balance, 0) as before, b.balance is null as first,
           count(c.told) over w as stretch, row_number() over w as place
    from changes c left join before b using (customer_id, currency)
    window w as (partition by c.customer_id, c.currency order by c.day)),
  summed as (
    select s.*, coalesce(first_value(told) over v, before)
                + sum(case when told is null then amount else 0 end) over v as balance
    from stretched s window v as (partition by customer_id, currency, stretch order by day)),
  followed as (
    select s.*, coalesce(lag(balance) over w, before) + amount as follows
    from summed s window w as (partition by customer_id, currency order by day))
  select customer_id, currency, day, balance, told,
         case when told is null or (first and place = 1) then 0 else told - follows end as off,
         case when told is not null and first and place = 1 then told - follows else 0 end as opening
  from followed`
