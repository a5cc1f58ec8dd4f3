-- What is known of a customer now, in one row: what segments, scores and lists are made of. In the firm's own currency, null
-- where an amount has no exchange rate. Windows begin on the first of a month, so that most customers stand still until the
-- month turns; `due_on` is the day on which a figure moves although nothing happens.
create table warehouse.customer_indicators (
  customer_id uuid not null,
  -- The business day for which this was worked out, and the last day of which the warehouse knew something.
  judged_on date not null,
  as_of date,
  due_on date,
  assets numeric(20, 2),
  cash numeric(20, 2),
  position_value numeric(20, 2),
  equity_value numeric(20, 2),
  product_value numeric(20, 2),
  margin_debt numeric(20, 2),
  -- Of the largest position in all positions, by value.
  top_share numeric(9, 6),
  positions int not null default 0,
  -- Mean over the trading days of the last whole month; the highest of the last three such means, which is what tiers go by:
  -- up at once, down after three months below (domain 3.1).
  average_assets numeric(20, 2),
  tier_assets numeric(20, 2),
  -- The highest total at the end of a month, of the last twelve whole months.
  peak_month_end_assets numeric(20, 2),
  net_inflow_30d numeric(20, 2),
  net_inflow_12m numeric(20, 2),
  traded_value_3m numeric(22, 2),
  traded_value_12m numeric(22, 2),
  turnover_6m numeric(14, 4),
  trades_12m int not null default 0,
  trade_days_12m int not null default 0,
  trade_days_month int not null default 0,
  first_traded_on date,
  last_traded_on date,
  commission_12m numeric(20, 2),
  net_commission_12m numeric(20, 2),
  revenue_yield numeric(14, 8),
  profit_12m numeric(20, 2),
  contacts_12m int not null default 0,
  last_contact_on date,
  constraint customer_indicators_pkey primary key (customer_id)
);
create index customer_indicators_due on warehouse.customer_indicators (due_on) where due_on is not null;

-- Of whom something changed that these figures or a segment may depend on: one row a change, so that nobody waits for anybody.
create table warehouse.indicators_due (
  id uuid not null default uuid_v7(),
  customer_id uuid not null,
  constraint indicators_due_pkey primary key (id)
);

-- Where the upper part of all customers begins: worked out when the month turns and kept until the next, so that a customer
-- does not enter or leave a segment because of others.
create table warehouse.indicator_cutoffs (
  indicator text not null,
  percentile int not null,
  month date not null,
  value numeric(24, 8) not null,
  -- The last day of which the warehouse knew something when this was worked out.
  as_of date not null,
  constraint indicator_cutoffs_pkey primary key (indicator, percentile, month)
);

call warehouse.follows_customer('warehouse.customer_indicators');
call warehouse.is_open('warehouse.indicator_cutoffs');
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.customer_indicators', 'warehouse.indicators_due', 'warehouse.indicator_cutoffs']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
  end loop;
end $$;
grant select on warehouse.customer_indicators, warehouse.indicator_cutoffs to sees_own, sees_units, sees_all;

-- What is held in shares or in funds of them (domain 3.2 "equity share"): by what the list of securities calls it.
create function warehouse.is_equity(category text, sub_category text) returns boolean language sql immutable parallel safe
  return case lower(coalesce(category, ''))
    when 'stock' then true when 'share' then true when 'equity' then true when '股票' then true when 'depositary receipt' then true
    when 'etf' then coalesce(sub_category, '') !~* '债|货币|bond|money'
    when 'fund' then coalesce(sub_category, '') !~* '债|货币|bond|money'
    when 'mtf' then true else false end;

-- ── Whose figures must be looked at ─────────────────────────────────────────────────────────────────────────────────
create function warehouse.note_indicators_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if TG_OP = 'DELETE' then
    insert into warehouse.indicators_due (customer_id) select distinct customer_id from old_rows;
  else
    insert into warehouse.indicators_due (customer_id) select distinct customer_id from new_rows;
  end if;
  return null;
end $$;
create function warehouse.note_customers_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if TG_OP = 'INSERT' then
    insert into warehouse.indicators_due (customer_id) select id from new_rows;
  else
    insert into warehouse.indicators_due (customer_id)
      select n.id from old_rows o join new_rows n on n.id = o.id where n is distinct from o;
  end if;
  return null;
end $$;
create trigger indicators_due_new after insert on customers referencing new table as new_rows
  for each statement execute function warehouse.note_customers_due();
create trigger indicators_due_changed after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.note_customers_due();
do $$
declare t text;
begin
  foreach t in array array['accounts', 'care_visits'] loop
    execute format('create trigger indicators_due_new after insert on %I referencing new table as new_rows
                    for each statement execute function warehouse.note_indicators_due()', t);
    execute format('create trigger indicators_due_changed after update on %I referencing new table as new_rows
                    for each statement execute function warehouse.note_indicators_due()', t);
    execute format('create trigger indicators_due_gone after delete on %I referencing old table as old_rows
                    for each statement execute function warehouse.note_indicators_due()', t);
  end loop;
end $$;
insert into warehouse.indicators_due (customer_id) select id from customers;

-- Figures are in the firm's own currency: a rate that becomes known touches whoever has something in that currency.
create function warehouse.note_rates_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into warehouse.indicators_due (customer_id)
    select distinct m.customer_id from warehouse.customer_months m
    join (select currency, min(day) as day from new_rows group by 1) n using (currency)
    where m.month >= date_trunc('month', n.day) - interval '12 months';
  return null;
end $$;
create trigger indicators_due_new after insert on warehouse.fx_rates referencing new table as new_rows
  for each statement execute function warehouse.note_rates_due();
create trigger indicators_due_changed after update on warehouse.fx_rates referencing new table as new_rows
  for each statement execute function warehouse.note_rates_due();

-- The next day with the month and day of this one, from today on: 29 February is 28 February in other years.
create function warehouse.next_anniversary(day date, today date) returns date language sql immutable parallel safe
  return case when (day + make_interval(years => (extract(year from today) - extract(year from day))::int))::date >= today
    then (day + make_interval(years => (extract(year from today) - extract(year from day))::int))::date
    else (day + make_interval(years => (extract(year from today) - extract(year from day))::int + 1))::date end;
