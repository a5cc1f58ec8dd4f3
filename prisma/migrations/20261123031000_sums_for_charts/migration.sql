-- Sums that charts over all customers would otherwise make anew each time: customers by band of their assets, cohorts of new
-- customers, care visits by day. Kept like unit_months, by what their rows change.

-- The band of an amount, from 0: domain 3.1. The page names its edges.
create function warehouse.asset_band(assets numeric) returns int language sql immutable parallel safe
  return width_bucket(assets, array[10000, 100000, 500000, 1000000, 3000000, 6000000, 10000000]::numeric[]);

create table warehouse.band_months (
  unit_id uuid not null,
  month date not null,
  currency text not null,
  band int not null,
  customers int not null,
  assets numeric(24, 2) not null,
  constraint band_months_pkey primary key (unit_id, month, currency, band)
);
create index band_months_of_month on warehouse.band_months (month);
-- Customers by the month of their opening who traded in a month.
create table warehouse.cohort_months (
  unit_id uuid not null,
  opened date not null,
  month date not null,
  currency text not null,
  active int not null,
  constraint cohort_months_pkey primary key (unit_id, opened, month, currency)
);
create index cohort_months_opened on warehouse.cohort_months (opened);
-- Visits that were not cancelled, by the day for which they are planned.
create table warehouse.visit_days (
  unit_id uuid not null,
  day date not null,
  planned int not null,
  done int not null,
  on_time int not null,
  minutes bigint not null,
  timed int not null,
  constraint visit_days_pkey primary key (unit_id, day)
);
create index visit_days_of_day on warehouse.visit_days (day);
-- Who traded soon after the opening is found by this.
create index customer_months_traded on warehouse.customer_months (customer_id, month) where trades > 0;

create function warehouse.add_to_chart_months(changes warehouse.customer_months[], sign int) returns void
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into band_months as b (unit_id, month, currency, band, customers, assets)
    select unit_id, month, currency, asset_band(closing_assets), sign * count(*), sign * sum(closing_assets)
    from unnest(changes) where live and days > 0 group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (unit_id, month, currency, band) do update
      set customers = b.customers + excluded.customers, assets = b.assets + excluded.assets;
  insert into cohort_months as k (unit_id, opened, month, currency, active)
    select m.unit_id, date_trunc('month', c.opened_on::timestamp)::date, m.month, m.currency, sign * count(*)
    from unnest(changes) m join customers c on c.id = m.customer_id
    where m.live and m.trades > 0 and c.opened_on is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (unit_id, opened, month, currency) do update set active = k.active + excluded.active;
end $$;
revoke execute on function warehouse.add_to_chart_months(warehouse.customer_months[], int) from public;

create function warehouse.keep_chart_months() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP <> 'INSERT' then perform add_to_chart_months((select array_agg(row(o.*)::customer_months) from old_rows o), -1); end if;
  if TG_OP <> 'DELETE' then perform add_to_chart_months((select array_agg(row(n.*)::customer_months) from new_rows n), 1); end if;
  return null;
end $$;
create trigger chart_months_new after insert on warehouse.customer_months referencing new table as new_rows
  for each statement execute function warehouse.keep_chart_months();
create trigger chart_months_changed after update on warehouse.customer_months referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_chart_months();
create trigger chart_months_gone after delete on warehouse.customer_months referencing old table as old_rows
  for each statement execute function warehouse.keep_chart_months();

-- A day of opening that is corrected. By its name before `scope`, which moves the customer's months: those are still where
-- they were counted.
create function warehouse.move_cohorts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if not exists (select from old_rows o join new_rows n using (id) where o.opened_on is distinct from n.opened_on) then
    return null;
  end if;
  insert into cohort_months as k (unit_id, opened, month, currency, active)
    select m.unit_id, date_trunc('month', x.opened_on::timestamp)::date, m.month, m.currency, sum(x.sign)
    from (select o.id, o.opened_on, -1 as sign from old_rows o join new_rows n using (id)
            where o.opened_on is distinct from n.opened_on and o.opened_on is not null
          union all
          select n.id, n.opened_on, 1 from old_rows o join new_rows n using (id)
            where o.opened_on is distinct from n.opened_on and n.opened_on is not null) x
    join customer_months m on m.customer_id = x.id
    where m.live and m.trades > 0 group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (unit_id, opened, month, currency) do update set active = k.active + excluded.active;
  return null;
end $$;
create trigger cohorts after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.move_cohorts();

create function warehouse.add_to_visit_days(changes care_visits[], sign int) returns void
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into visit_days as v (unit_id, day, planned, done, on_time, minutes, timed)
    select unit_id, planned_on, sign * count(*), sign * count(*) filter (where state = 'recorded'),
           sign * count(*) filter (where state = 'recorded' and (recorded_at at time zone 'Asia/Shanghai')::date <= planned_on),
           sign * coalesce(sum(minutes) filter (where state = 'recorded'), 0),
           sign * count(minutes) filter (where state = 'recorded')
    from unnest(changes) where live and state <> 'cancelled' group by 1, 2 order by 1, 2
    on conflict (unit_id, day) do update set planned = v.planned + excluded.planned, done = v.done + excluded.done,
      on_time = v.on_time + excluded.on_time, minutes = v.minutes + excluded.minutes, timed = v.timed + excluded.timed;
end $$;
revoke execute on function warehouse.add_to_visit_days(care_visits[], int) from public;

create function warehouse.keep_visit_days() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP <> 'INSERT' then perform add_to_visit_days((select array_agg(row(o.*)::care_visits) from old_rows o), -1); end if;
  if TG_OP <> 'DELETE' then perform add_to_visit_days((select array_agg(row(n.*)::care_visits) from new_rows n), 1); end if;
  return null;
end $$;
create trigger visit_days_new after insert on care_visits referencing new table as new_rows
  for each statement execute function warehouse.keep_visit_days();
create trigger visit_days_changed after update on care_visits referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_visit_days();
create trigger visit_days_gone after delete on care_visits referencing old table as old_rows
  for each statement execute function warehouse.keep_visit_days();

-- What is there already. Also how all three are made anew, as the system.
create function warehouse.remake_chart_sums() returns void
  language plpgsql set search_path = pg_catalog, warehouse, public as $$
begin
  delete from band_months;
  delete from cohort_months;
  delete from visit_days;
  insert into band_months
    select unit_id, month, currency, asset_band(closing_assets), count(*), sum(closing_assets)
    from customer_months where live and days > 0 group by 1, 2, 3, 4;
  insert into cohort_months
    select m.unit_id, date_trunc('month', c.opened_on::timestamp)::date, m.month, m.currency, count(*)
    from customer_months m join customers c on c.id = m.customer_id
    where m.live and m.trades > 0 and c.opened_on is not null group by 1, 2, 3, 4;
  insert into visit_days
    select unit_id, planned_on, count(*), count(*) filter (where state = 'recorded'),
           count(*) filter (where state = 'recorded' and (recorded_at at time zone 'Asia/Shanghai')::date <= planned_on),
           coalesce(sum(minutes) filter (where state = 'recorded'), 0), count(minutes) filter (where state = 'recorded')
    from care_visits where live and state <> 'cancelled' group by 1, 2;
end $$;
revoke execute on function warehouse.remake_chart_sums() from public;
grant execute on function warehouse.remake_chart_sums() to rapport_system;
select warehouse.remake_chart_sums();

do $$
declare t text;
begin
  foreach t in array array['band_months', 'cohort_months', 'visit_days'] loop
    execute format('alter table warehouse.%I enable row level security, force row level security', t);
    execute format('create policy units on warehouse.%I to sees_units using (unit_id = any (viewer_units()))', t);
    execute format('create policy every on warehouse.%I to sees_all using ((select viewer_id()) is not null)', t);
    execute format('create policy system on warehouse.%I to rapport_system, current_user using (true)', t);
    execute format('revoke all on warehouse.%I from public', t);
    execute format('grant select, insert, update, delete, truncate on warehouse.%I to rapport_system', t);
    execute format('grant select on warehouse.%I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
