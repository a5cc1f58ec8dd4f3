-- What customers did in each kind of product and grade of risk by month, and what they held of it at the end: cost, profit and risk
-- by product (ANA-15), and the sales and holdings of products (domain 10, chart 10).

create table warehouse.customer_products (
  customer_id uuid not null,
  month date not null,
  currency text not null,
  -- As the firm's rules of the month's last day class it; 'other' and 0 where none fits.
  product text not null,
  risk_grade int not null,
  owner_id uuid,
  unit_id uuid not null,
  live boolean not null,
  bought numeric(20, 4) not null default 0,
  sold numeric(20, 4) not null default 0,
  trades int not null default 0,
  net_commission numeric(20, 4) not null default 0,
  realised numeric(20, 2) not null default 0,
  -- At the end of the month; known once a day of a later month is valued.
  value numeric(20, 2) not null default 0,
  constraint customer_products_pkey primary key (customer_id, month, currency, product, risk_grade)
);
create index customer_products_of_month on warehouse.customer_products (month, customer_id);

create table warehouse.unit_products (
  unit_id uuid not null,
  month date not null,
  currency text not null,
  product text not null,
  risk_grade int not null,
  bought numeric(24, 4) not null,
  sold numeric(24, 4) not null,
  trades bigint not null,
  net_commission numeric(24, 4) not null,
  realised numeric(24, 2) not null,
  value numeric(24, 2) not null,
  constraint unit_products_pkey primary key (unit_id, month, currency, product, risk_grade)
);
create index unit_products_of_month on warehouse.unit_products (month);

create function warehouse.add_to_products(changes warehouse.customer_products[], sign int) returns void
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into unit_products as u (unit_id, month, currency, product, risk_grade, bought, sold, trades, net_commission, realised, value)
    select unit_id, month, currency, product, risk_grade, sign * sum(bought), sign * sum(sold), sign * sum(trades),
           sign * sum(net_commission), sign * sum(realised), sign * sum(value)
    from unnest(changes) where live group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (unit_id, month, currency, product, risk_grade) do update set
      bought = u.bought + excluded.bought, sold = u.sold + excluded.sold, trades = u.trades + excluded.trades,
      net_commission = u.net_commission + excluded.net_commission, realised = u.realised + excluded.realised,
      value = u.value + excluded.value;
end $$;
revoke execute on function warehouse.add_to_products(warehouse.customer_products[], int) from public;

create function warehouse.keep_products() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP <> 'INSERT' then perform add_to_products((select array_agg(row(o.*)::customer_products) from old_rows o), -1); end if;
  if TG_OP <> 'DELETE' then perform add_to_products((select array_agg(row(n.*)::customer_products) from new_rows n), 1); end if;
  return null;
end $$;
create trigger units_new after insert on warehouse.customer_products referencing new table as new_rows
  for each statement execute function warehouse.keep_products();
create trigger units_changed after update on warehouse.customer_products referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_products();
create trigger units_gone after delete on warehouse.customer_products referencing old table as old_rows
  for each statement execute function warehouse.keep_products();

create function warehouse.move_products() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  update customer_products p set owner_id = n.owner_id, unit_id = n.unit_id, live = n.live
    from new_rows n where n.customer_id = p.customer_id
      and (p.owner_id, p.unit_id, p.live) is distinct from (n.owner_id, n.unit_id, n.live);
  return null;
end $$;
create trigger products after update on warehouse.customer_scope referencing new table as new_rows
  for each statement execute function warehouse.move_products();

create function warehouse.merge_products() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  call add_rows('customer_products', new.merged_id, new.customer_id);
  return null;
end $$;
revoke execute on function warehouse.merge_products() from public;
-- After `merging`, by name.
create trigger merging_products after insert on customer_merges for each row execute function warehouse.merge_products();

-- ── Whose months must be added up anew ──────────────────────────────────────────────────────────────────────────────
-- A month that begins ends the one before; of a month that is over also what is held at its end may become another.
create or replace function warehouse.note_months_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP = 'INSERT' then
    insert into contributions_due (customer_id, month)
      select distinct n.customer_id, m.month from new_rows n
      cross join lateral (values (n.month), ((n.month - interval '1 month')::date)) m (month);
  elsif TG_OP = 'DELETE' then
    insert into contributions_due (customer_id, month) select distinct customer_id, month from old_rows;
  else
    insert into contributions_due (customer_id, month)
      select distinct n.customer_id, n.month from old_rows o join new_rows n using (customer_id, month, currency)
      where (o.net_commission, o.traded_value, o.realised) is distinct from (n.net_commission, n.traded_value, n.realised)
        or (o.closing_assets, o.profit) is distinct from (n.closing_assets, n.profit)
           and n.month < (select date_trunc('month', max(day)) from valuation_days);
  end if;
  return null;
end $$;

-- A security that is described anew, or a rule that changes, classes anew what was traded and held of it.
create function warehouse.note_described_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into contributions_due (customer_id, month)
    select distinct h.customer_id, m.month
    from old_rows o join new_rows n using (id) join positions h on h.security_id = n.id
    join customer_products m on m.customer_id = h.customer_id
    where (n.category, n.sub_category, n.code, n.name, n.market) is distinct from (o.category, o.sub_category, o.code, o.name, o.market);
  return null;
end $$;
create trigger products_due after update on securities referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.note_described_due();

create function warehouse.note_classed_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into contributions_due (customer_id, month)
    select distinct customer_id, month from customer_products
    where month >= (select date_trunc('month', min(valid_from)) from changed);
  return null;
end $$;
create trigger products_due_new after insert on warehouse.product_classes referencing new table as changed
  for each statement execute function warehouse.note_classed_due();
create trigger products_due_changed after update on warehouse.product_classes referencing new table as changed
  for each statement execute function warehouse.note_classed_due();
create trigger products_due_gone after delete on warehouse.product_classes referencing old table as changed
  for each statement execute function warehouse.note_classed_due();

-- ── Who sees what ───────────────────────────────────────────────────────────────────────────────────────────────────
call carries_customer_scope('warehouse.customer_products');
create policy units on warehouse.unit_products to sees_units using (unit_id = any (viewer_units()));
create policy every on warehouse.unit_products to sees_all using ((select viewer_id()) is not null);
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.customer_products', 'warehouse.unit_products']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
    execute format('grant select on %s to sees_own, sees_units, sees_all', t);
  end loop;
end $$;

-- What is there already, at the worker's next look.
insert into warehouse.contributions_due (customer_id, month) select distinct customer_id, month from warehouse.customer_months;
