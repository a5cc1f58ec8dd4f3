-- From which tier to which customers went with each month, and what they had at its end (domain 10, chart 22): kept by the worker
-- for the months of the chart, as tiers of all customers at two days are too much to work out for each reader.

create table warehouse.customer_tier_flows (
  customer_id uuid not null,
  month date not null,
  -- 'none' where there was none: nothing with the firm by then.
  from_tier text not null,
  to_tier text not null,
  owner_id uuid,
  unit_id uuid not null,
  live boolean not null,
  -- In the firm's own currency; null where an amount has no rate.
  assets numeric(20, 2),
  constraint customer_tier_flows_pkey primary key (customer_id, month)
);
create index customer_tier_flows_of_month on warehouse.customer_tier_flows (month, from_tier, to_tier);

create table warehouse.unit_tier_flows (
  unit_id uuid not null,
  month date not null,
  from_tier text not null,
  to_tier text not null,
  customers int not null,
  assets numeric(24, 2) not null,
  -- Customers with an amount without a rate: the assets of all of them are not known then.
  unpriced int not null,
  constraint unit_tier_flows_pkey primary key (unit_id, month, from_tier, to_tier)
);
create index unit_tier_flows_of_month on warehouse.unit_tier_flows (month);

-- Months of which all customers are told.
create table warehouse.tier_flow_months (
  month date not null,
  constraint tier_flow_months_pkey primary key (month)
);

create function warehouse.keep_tier_flows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  -- A row that did not exist before has no old rows, one that is gone no new ones.
  if TG_OP <> 'INSERT' then
    insert into unit_tier_flows as u (unit_id, month, from_tier, to_tier, customers, assets, unpriced)
      select unit_id, month, from_tier, to_tier, -count(*), -coalesce(sum(assets), 0), -count(*) filter (where assets is null)
      from old_rows where live group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (unit_id, month, from_tier, to_tier) do update set customers = u.customers + excluded.customers,
        assets = u.assets + excluded.assets, unpriced = u.unpriced + excluded.unpriced;
  end if;
  if TG_OP <> 'DELETE' then
    insert into unit_tier_flows as u (unit_id, month, from_tier, to_tier, customers, assets, unpriced)
      select unit_id, month, from_tier, to_tier, count(*), coalesce(sum(assets), 0), count(*) filter (where assets is null)
      from new_rows where live group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (unit_id, month, from_tier, to_tier) do update set customers = u.customers + excluded.customers,
        assets = u.assets + excluded.assets, unpriced = u.unpriced + excluded.unpriced;
  end if;
  return null;
end $$;
create trigger units_new after insert on warehouse.customer_tier_flows referencing new table as new_rows
  for each statement execute function warehouse.keep_tier_flows();
create trigger units_changed after update on warehouse.customer_tier_flows referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_tier_flows();
create trigger units_gone after delete on warehouse.customer_tier_flows referencing old table as old_rows
  for each statement execute function warehouse.keep_tier_flows();

create function warehouse.move_tier_flows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  update customer_tier_flows f set owner_id = n.owner_id, unit_id = n.unit_id, live = n.live
    from new_rows n where n.customer_id = f.customer_id
      and (f.owner_id, f.unit_id, f.live) is distinct from (n.owner_id, n.unit_id, n.live);
  return null;
end $$;
create trigger tier_flows after update on warehouse.customer_scope referencing new table as new_rows
  for each statement execute function warehouse.move_tier_flows();

-- Who is merged into another had its own flows no more; the one that stays is looked at again.
create function warehouse.merge_tier_flows() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  delete from customer_tier_flows where customer_id = new.merged_id;
  return null;
end $$;
revoke execute on function warehouse.merge_tier_flows() from public;
create trigger merging_tier_flows after insert on customer_merges for each row execute function warehouse.merge_tier_flows();

call carries_customer_scope('warehouse.customer_tier_flows');
create policy units on warehouse.unit_tier_flows to sees_units using (unit_id = any (viewer_units()));
create policy every on warehouse.unit_tier_flows to sees_all using ((select viewer_id()) is not null);
call warehouse.is_open('warehouse.tier_flow_months');
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.customer_tier_flows', 'warehouse.unit_tier_flows', 'warehouse.tier_flow_months']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
    execute format('grant select on %s to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
