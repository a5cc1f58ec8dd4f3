-- The page of a customer reads what is kept instead of folding trades.

-- Σ |quantity| × close of a day: what turnover is told on. Null on days that were valued before it was kept.
alter table warehouse.customer_days add column exposure numeric(20, 2);
-- Only where something was short is it not the value of the positions: these are valued anew.
insert into warehouse.dirty as d (customer_id, account_id, security_id, from_day)
  select customer_id, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', min(day)
  from warehouse.position_days where quantity < 0 group by 1 order by 1
  on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day);

-- Whoever sees a customer is told that its figures are being worked out anew.
call warehouse.follows_customer('warehouse.dirty');
grant select on warehouse.dirty to sees_own, sees_units, sees_all;

-- As runs do, imports by people value what nobody prices at what was paid for it.
create or replace function warehouse.note_trades() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into customer_months as m (customer_id, month, currency, traded_value, trades, owner_id, unit_id, live)
    select t.customer_id, t.month, t.currency, t.traded_value, t.trades, c.owner_id, c.unit_id, c.live
    from (select customer_id, date_trunc('month', traded_on)::date as month, currency, sum(amount) as traded_value, count(*) as trades
          from new_rows where side in ('buy', 'sell') group by 1, 2, 3) t
    join customer_scope c using (customer_id)
    order by 1, 2, 3
    on conflict (customer_id, month, currency) do update
      set traded_value = m.traded_value + excluded.traded_value, trades = m.trades + excluded.trades;
  insert into dirty as d (customer_id, account_id, security_id, from_day)
    select customer_id, account_id, security_id, min(traded_on) from new_rows group by 1, 2, 3 order by 1, 2, 3
    on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day);
  insert into closes (security_id, day, close, origin)
    select distinct on (security_id, traded_on) security_id, traded_on, price, 'trade' from new_rows where price > 0
    order by security_id, traded_on, traded_at desc, external_key
    on conflict (security_id, day) do nothing;
  insert into unvalued select distinct traded_on from new_rows on conflict do nothing;
  return null;
end $$;
-- What was imported before: a security that nobody ever priced.
create temp table paid on commit drop as
  select distinct on (t.security_id, t.traded_on) t.security_id, t.traded_on as day, t.price as close
  from warehouse.trades t
  where t.price > 0 and not exists (select from warehouse.closes c where c.security_id = t.security_id)
  order by t.security_id, t.traded_on, t.traded_at desc, t.external_key;
insert into warehouse.closes (security_id, day, close, origin) select security_id, day, close, 'trade' from paid;
insert into warehouse.dirty as d (customer_id, account_id, security_id, from_day)
  select p.customer_id, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', min(c.day)
  from paid c join warehouse.positions p on p.security_id = c.security_id group by 1 order by 1
  on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day);
