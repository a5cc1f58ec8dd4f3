-- What the model of leaving said, by unit and day (domain 10, chart 20): how many customers of each class there were, and what they
-- had. Kept from the scores, as a year of them is too much to count for each reader.

-- Each day on which a version said of all customers how likely they are to leave.
create table warehouse.risk_runs (
  as_of date not null,
  version_id uuid not null,
  constraint risk_runs_pkey primary key (as_of, version_id)
);
create table warehouse.unit_risks (
  unit_id uuid not null,
  as_of date not null,
  version_id uuid not null,
  class text not null,
  customers int not null,
  -- In the firm's own currency.
  assets numeric(24, 2) not null,
  constraint unit_risks_pkey primary key (unit_id, as_of, version_id, class)
);
create index unit_risks_of_day on warehouse.unit_risks (as_of, version_id);

create function warehouse.add_to_risks(changes warehouse.unit_risks[]) returns void
  language sql security definer set search_path = pg_catalog, warehouse, public as $$
  insert into unit_risks as u select * from unnest(changes) c order by c.unit_id, c.as_of, c.version_id, c.class
  on conflict (unit_id, as_of, version_id, class) do update set
    customers = u.customers + excluded.customers, assets = u.assets + excluded.assets;
$$;
revoke execute on function warehouse.add_to_risks(warehouse.unit_risks[]) from public;

create function warehouse.keep_risks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP <> 'INSERT' then
    perform add_to_risks((select array_agg(row(x.*)::unit_risks) from (
      select s.unit_id, o.as_of, o.version_id, o.class, -count(*), -sum(coalesce((o.detail ->> 'assets')::numeric, 0))
      from old_rows o join customer_scope s using (customer_id) where o.kind = 'churn' and o.class is not null and s.live
      group by 1, 2, 3, 4) x));
  end if;
  if TG_OP <> 'DELETE' then
    insert into risk_runs select distinct as_of, version_id from new_rows where kind = 'churn' on conflict do nothing;
    perform add_to_risks((select array_agg(row(x.*)::unit_risks) from (
      select s.unit_id, n.as_of, n.version_id, n.class, count(*), sum(coalesce((n.detail ->> 'assets')::numeric, 0))
      from new_rows n join customer_scope s using (customer_id) where n.kind = 'churn' and n.class is not null and s.live
      group by 1, 2, 3, 4) x));
  end if;
  return null;
end $$;
create trigger risks_new after insert on warehouse.customer_scores referencing new table as new_rows
  for each statement execute function warehouse.keep_risks();
create trigger risks_changed after update on warehouse.customer_scores referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_risks();
create trigger risks_gone after delete on warehouse.customer_scores referencing old table as old_rows
  for each statement execute function warehouse.keep_risks();

create function warehouse.move_risks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  perform add_to_risks((select array_agg(row(x.*)::unit_risks) from (
    select m.unit_id, s.as_of, s.version_id, s.class, sum(m.sign), sum(m.sign * coalesce((s.detail ->> 'assets')::numeric, 0))
    from (select o.customer_id, o.unit_id, -1 as sign from old_rows o join new_rows n using (customer_id)
            where o.live and (o.unit_id, o.live) is distinct from (n.unit_id, n.live)
          union all
          select n.customer_id, n.unit_id, 1 from old_rows o join new_rows n using (customer_id)
            where n.live and (o.unit_id, o.live) is distinct from (n.unit_id, n.live)) m
    join customer_scores s using (customer_id) where s.kind = 'churn' and s.class is not null group by 1, 2, 3, 4) x));
  return null;
end $$;
create trigger risks after update on warehouse.customer_scope referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.move_risks();

-- What is there already.
insert into warehouse.risk_runs select distinct as_of, version_id from warehouse.customer_scores where kind = 'churn';
insert into warehouse.unit_risks
  select c.unit_id, s.as_of, s.version_id, s.class, count(*), sum(coalesce((s.detail ->> 'assets')::numeric, 0))
  from warehouse.customer_scores s join warehouse.customer_scope c using (customer_id)
  where s.kind = 'churn' and s.class is not null and c.live group by 1, 2, 3, 4;

create policy units on warehouse.unit_risks to sees_units using (unit_id = any (viewer_units()));
create policy every on warehouse.unit_risks to sees_all using ((select viewer_id()) is not null);
call warehouse.is_open('warehouse.risk_runs');
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.risk_runs', 'warehouse.unit_risks']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
    execute format('grant select on %s to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
