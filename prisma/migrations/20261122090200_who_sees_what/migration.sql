-- Who sees what: the whole rule, said once.
--
-- A request runs as one of four roles, one for each scope (own, units and below, all, none), and as the person asking,
-- both set for its transaction only. Nothing is set: nothing is seen. The server's login role owns nothing, inherits
-- nothing and bypasses nothing; it can only become one of these.

do $$
declare r text;
begin
  foreach r in array array['sees_own', 'sees_units', 'sees_all', 'sees_none', 'rapport_system'] loop
    if not exists (select from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
  end loop;
end $$;

-- Who is asking.
create function viewer_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('rapport.viewer', true), '')::uuid;
create function viewer_units() returns uuid[] language sql stable parallel safe
  return coalesce(nullif(current_setting('rapport.units', true), ''), '{}')::uuid[];
create function viewer_may(permission text) returns boolean language sql stable parallel safe
  return permission = any (coalesce(nullif(current_setting('rapport.permissions', true), ''), '{}')::text[]);
-- Removed customers are out of sight, unless the request is about them.
create function sees_removed() returns boolean language sql stable parallel safe
  return coalesce(current_setting('rapport.removed', true), '') = 'on';

-- The root: customers. Asked once a query, so that who sees everybody costs nothing a row: is there a viewer at all.
create policy own on customers to sees_own
  using (owner_id = viewer_id() and (deleted_at is null or sees_removed()));
create policy units on customers to sees_units
  using (unit_id = any (viewer_units()) and (deleted_at is null or sees_removed()));
create policy every on customers to sees_all
  using ((select viewer_id()) is not null and (deleted_at is null or sees_removed()));

-- Which customers have all of these search keys, whoever sees them: row security keeps the index of `@>` from everybody
-- who looks at more than a handful, because the operator is not leakproof. Only ever a list of candidates: whoever asks
-- reads `customers` by these ids, and the policies above drop what is not theirs.
create function customers_with_keys(keys text[]) returns setof uuid
  language sql stable strict security definer parallel safe set search_path = pg_catalog, public as $$
  select id from customers where search_keys @> keys
$$;
revoke execute on function customers_with_keys(text[]) from public;
grant execute on function customers_with_keys(text[]) to sees_own, sees_units, sees_all;

-- What is read one customer at a time follows its customer.
create procedure follows_customer(child regclass) language plpgsql as $$
begin
  execute format(
    'create policy with_customer on %s to sees_own, sees_units, sees_all
       using (exists (select from customers c where c.id = customer_id))', child);
end $$;
call follows_customer('identifications');
call follows_customer('contact_points');
call follows_customer('contact_persons');
call follows_customer('bank_cards');
call follows_customer('investor_profiles');
call follows_customer('relationship_assignments');
call follows_customer('accounts');
call follows_customer('account_service_requests');
call follows_customer('trades');

-- What is read over many customers carries its customer's owner, unit and removal (see kept_by_triggers), so that
-- every scope has an index; a join through customers took 48 ms where this takes 3.
create procedure carries_customer_scope(child regclass) language plpgsql as $$
begin
  execute format('create policy own on %s to sees_own using (owner_id = viewer_id() and (live or sees_removed()))', child);
  execute format('create policy units on %s to sees_units using (unit_id = any (viewer_units()) and (live or sees_removed()))', child);
  execute format('create policy every on %s to sees_all using ((select viewer_id()) is not null and (live or sees_removed()))', child);
end $$;
call carries_customer_scope('care_visits');
call carries_customer_scope('customer_months');

create policy units on unit_months to sees_units using (unit_id = any (viewer_units()));
create policy every on unit_months to sees_all using ((select viewer_id()) is not null);

-- Reference data and the firm's own structure: everybody reads, few write.
create policy reading on securities for select to sees_own, sees_units, sees_all using (true);
create policy loading on securities to sees_own, sees_units, sees_all using (viewer_may('import.run')) with check (viewer_may('import.run'));
create policy reading on prices for select to sees_own, sees_units, sees_all using (true);
create policy loading on prices to sees_own, sees_units, sees_all
  using (viewer_may('import.reference-data')) with check (viewer_may('import.reference-data'));

create policy reading on units for select to sees_own, sees_units, sees_all, sees_none using (true);
create policy managing on units to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('unit.manage')) with check (viewer_may('unit.manage'));
create policy reading on unit_ancestry for select to sees_own, sees_units, sees_all, sees_none using (true);
create policy reading on roles for select to sees_own, sees_units, sees_all, sees_none using (true);
create policy managing on roles to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('role.manage')) with check (viewer_may('role.manage'));
create policy reading on users for select to sees_own, sees_units, sees_all, sees_none using (true);
create policy managing on users to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('user.manage')) with check (viewer_may('user.manage'));

-- An import, its refused rows and remembered layouts belong to who started it.
create policy starter on imports to sees_own, sees_units, sees_all using (started_by = viewer_id());
create policy with_import on import_refusals to sees_own, sees_units, sees_all
  using (exists (select from imports i where i.id = import_id));
create policy mine on import_layouts to sees_own, sees_units, sees_all using (user_id = viewer_id());

create policy reading on audit_events for select to sees_own, sees_units, sees_all using (viewer_may('audit.read'));

-- Every table is walled, also against its owner. The system's own work (sign-in, sessions, the trail) runs as
-- rapport_system; the owner is let in by name because triggers that keep things run as the owner.
do $$
declare t regclass;
begin
  for t in select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'public' and c.relkind = 'r' and c.relname <> '_prisma_migrations' loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete on %s to rapport_system', t);
  end loop;
end $$;

grant usage on schema public to sees_own, sees_units, sees_all, sees_none, rapport_system;

grant select, insert, update, delete on
  customers, identifications, contact_points, contact_persons, bank_cards, investor_profiles, relationship_assignments,
  accounts, account_service_requests, trades, care_visits, securities, prices,
  imports, import_refusals, import_layouts
  to sees_own, sees_units, sees_all;
grant select on customer_months, unit_months, audit_events to sees_own, sees_units, sees_all;
grant select, insert, update on units, roles, users to sees_own, sees_units, sees_all, sees_none;
grant select on unit_ancestry to sees_own, sees_units, sees_all, sees_none;

-- Customers are never deleted by the product, only removed from sight; facts are never edited or deleted.
revoke delete on customers, relationship_assignments, investor_profiles, accounts, account_service_requests, care_visits
  from sees_own, sees_units, sees_all;
revoke update, delete on trades from sees_own, sees_units, sees_all;
revoke update, delete on relationship_assignments from sees_own, sees_units, sees_all;
grant update on relationship_assignments to sees_own, sees_units, sees_all;
-- The trail is written by its own functions only.
revoke insert, update, delete on audit_events, audit_links, audit_heads from rapport_system;
