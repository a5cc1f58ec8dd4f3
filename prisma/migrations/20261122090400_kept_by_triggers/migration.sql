-- What the database keeps by itself, in the same transaction, whoever writes: page, import, seed or job.

-- Version, time and person of the last change. Changes made by triggers do not count as somebody's.
create function stamp_change() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  new.updated_by := viewer_id();
  return new;
end $$;
do $$
declare t text;
begin
  foreach t in array array['units', 'roles', 'users', 'customers', 'identifications', 'contact_points',
                           'contact_persons', 'bank_cards', 'accounts', 'securities', 'care_visits'] loop
    execute format('create trigger stamp before update on %I for each row when (pg_trigger_depth() = 0)
                    execute function stamp_change()', t);
  end loop;
end $$;

-- Which units lie below which. The tree is small: it is made anew at each change.
create function keep_unit_ancestry() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- One at a time, or two would both write the rows that neither had found.
  lock table unit_ancestry in share row exclusive mode;
  delete from unit_ancestry;
  insert into unit_ancestry (ancestor_id, descendant_id)
    with recursive below (ancestor_id, descendant_id, depth) as (
      select id, id, 0 from units
      union all
      select b.ancestor_id, u.id, b.depth + 1 from below b join units u on u.parent_id = b.descendant_id where b.depth < 32
    )
    select distinct ancestor_id, descendant_id from below;
  if exists (select from units u join unit_ancestry a on a.ancestor_id = u.id and a.descendant_id = u.parent_id) then
    raise exception 'a unit cannot lie below itself' using errcode = '23514', constraint = 'units_no_cycle';
  end if;
  return null;
end $$;
create trigger ancestry after insert or update of parent_id or delete on units
  for each statement execute function keep_unit_ancestry();

-- Whether anybody works or is looked after in a unit or below, or a unit below goes on: asked by who may end units, and
-- may not see customers.
create function unit_in_use(unit uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
  select viewer_may('unit.manage') and exists (
    select from unit_ancestry a where a.ancestor_id = unit and (
      exists (select from users u where u.unit_id = a.descendant_id and u.disabled_at is null)
      or exists (select from customers c where c.unit_id = a.descendant_id and c.deleted_at is null)
      or exists (select from units n where n.id = a.descendant_id and n.id <> unit and n.valid_to is null)))
$$;
revoke execute on function unit_in_use(uuid) from public;
grant execute on function unit_in_use(uuid) to sees_own, sees_units, sees_all, sees_none;

-- Who is disabled, or let in again, has no session from before.
create function end_sessions() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update sessions set ended_at = clock_timestamp() where user_id = new.id and ended_at is null;
  return null;
end $$;
create trigger sessions after update of disabled_at on users for each row
  when (old.disabled_at is distinct from new.disabled_at) execute function end_sessions();

-- A care visit carries the owner, unit and presence of its customer. The customer is looked up as whoever writes:
-- one out of sight does not exist.
create function carry_customer_scope() returns trigger language plpgsql as $$
begin
  select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live
    from customers c where c.id = new.customer_id;
  if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  return new;
end $$;
create trigger carry_scope before insert or update on care_visits for each row execute function carry_customer_scope();

-- Whose customer it is: history of it, and the scope that others carry.
create function open_assignments() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into relationship_assignments (id, customer_id, owner_id, unit_id, valid_from, reason, recorded_by)
    select uuid_v7(), n.id, n.owner_id, n.unit_id, n.created_at,
           nullif(current_setting('rapport.reason', true), ''), viewer_id() from new_rows n;
  return null;
end $$;
create trigger assignments after insert on customers referencing new table as new_rows
  for each statement execute function open_assignments();

create function hand_on_scope() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  moved uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id
                   where (o.owner_id, o.unit_id) is distinct from (n.owner_id, n.unit_id));
  touched uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id
                     where (o.owner_id, o.unit_id, o.deleted_at is null)
                           is distinct from (n.owner_id, n.unit_id, n.deleted_at is null));
begin
  if moved is not null then
    update relationship_assignments set valid_to = clock_timestamp() where customer_id = any (moved) and valid_to is null;
    insert into relationship_assignments (id, customer_id, owner_id, unit_id, valid_from, reason, recorded_by)
      select uuid_v7(), n.id, n.owner_id, n.unit_id, clock_timestamp(),
             nullif(current_setting('rapport.reason', true), ''), viewer_id()
      from new_rows n where n.id = any (moved);
  end if;
  if touched is not null then
    update care_visits set live = live where customer_id = any (touched);
    update customer_months m set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
      from new_rows n where n.id = m.customer_id and n.id = any (touched);
  end if;
  return null;
end $$;
create trigger scope after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_scope();

-- The latest profile is the present one; an earlier one never overwrites it.
create function keep_present_profile() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update customers c set
      level = coalesce(p.level, c.level), risk_level = p.risk_level, risk_basis = p.risk_basis,
      investment_capacity = p.investment_capacity, capacity_basis = p.capacity_basis,
      assessed_on = p.assessed_on, assessment_valid_to = p.valid_to, profile_as_of = p.as_of
    from (select distinct on (customer_id) * from new_rows order by customer_id, as_of desc) p
    where c.id = p.customer_id and p.as_of >= coalesce(c.profile_as_of, '-infinity')
      and (c.level, c.risk_level, c.risk_basis, c.investment_capacity, c.capacity_basis, c.assessed_on,
           c.assessment_valid_to, c.profile_as_of)
          is distinct from
          (coalesce(p.level, c.level), p.risk_level, p.risk_basis, p.investment_capacity, p.capacity_basis, p.assessed_on,
           p.valid_to, p.as_of);
  return null;
end $$;
create trigger present_profile_new after insert on investor_profiles referencing new table as new_rows
  for each statement execute function keep_present_profile();
create trigger present_profile_changed after update on investor_profiles referencing new table as new_rows
  for each statement execute function keep_present_profile();

-- The ends of a number, by which people look for it: 3 to 6 characters, marked with #.
create function number_tails(number text) returns text[] language sql immutable parallel safe
  return (select array_agg('#' || lower(right(number, n))) from generate_series(3, 6) n where length(number) >= n);

create function keep_account_tails() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update customers c set search_keys = c.search_keys || t.tails
    from (select customer_id, array_agg(distinct tail) as tails
          from new_rows, unnest(number_tails(number)) tail group by customer_id) t
    where c.id = t.customer_id and not c.search_keys @> t.tails;
  return null;
end $$;
create trigger account_tails after insert on accounts referencing new table as new_rows
  for each statement execute function keep_account_tails();

-- Trades of a customer by month, and of a unit by month: what charts and their drill-down read.
create function keep_customer_months() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into customer_months (customer_id, month, currency, traded_value, trades, owner_id, unit_id, live)
    select t.customer_id, t.month, t.currency, t.traded_value, t.trades, c.owner_id, c.unit_id, c.deleted_at is null
    from (select customer_id, date_trunc('month', traded_on)::date as month, currency, sum(amount) as traded_value, count(*) as trades
          from new_rows group by 1, 2, 3) t
    join customers c on c.id = t.customer_id
    order by 1, 2, 3
    on conflict (customer_id, month, currency) do update
      set traded_value = customer_months.traded_value + excluded.traded_value, trades = customer_months.trades + excluded.trades;
  return null;
end $$;
create trigger customer_months after insert on trades referencing new table as new_rows
  for each statement execute function keep_customer_months();

create function add_to_unit_months(changes customer_months[], sign int) returns void
  language sql security definer set search_path = pg_catalog, public as $$
  insert into unit_months (unit_id, month, currency, traded_value, trades, active_customers)
    select unit_id, month, currency, sign * sum(traded_value), sign * sum(trades), sign * count(*)
    from unnest(changes) where live group by 1, 2, 3 order by 1, 2, 3
    on conflict (unit_id, month, currency) do update
      set traded_value = unit_months.traded_value + excluded.traded_value,
          trades = unit_months.trades + excluded.trades,
          active_customers = unit_months.active_customers + excluded.active_customers
$$;
revoke execute on function add_to_unit_months(customer_months[], int) from public;

create function keep_unit_months() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if TG_OP <> 'INSERT' then perform add_to_unit_months((select array_agg(row(o.*)::customer_months) from old_rows o), -1); end if;
  if TG_OP <> 'DELETE' then perform add_to_unit_months((select array_agg(row(n.*)::customer_months) from new_rows n), 1); end if;
  return null;
end $$;
create trigger unit_months_new after insert on customer_months referencing new table as new_rows
  for each statement execute function keep_unit_months();
create trigger unit_months_changed after update on customer_months referencing old table as old_rows new table as new_rows
  for each statement execute function keep_unit_months();
create trigger unit_months_gone after delete on customer_months referencing old table as old_rows
  for each statement execute function keep_unit_months();

-- The latest price of a security stands with it.
create function keep_last_price() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update securities s set last_price = p.price, last_price_at = p.priced_at
    from (select distinct on (security_id) * from new_rows order by security_id, priced_at desc) p
    where s.id = p.security_id and p.priced_at >= coalesce(s.last_price_at, '-infinity')
      and (s.last_price, s.last_price_at) is distinct from (p.price, p.priced_at);
  return null;
end $$;
create trigger last_price_new after insert on prices referencing new table as new_rows
  for each statement execute function keep_last_price();
create trigger last_price_changed after update on prices referencing new table as new_rows
  for each statement execute function keep_last_price();

-- What a person may do at this moment; no row when they are disabled. For jobs that go on after their request.
-- In plpgsql, whose plans are kept: an SQL function of older PostgreSQLs plans its joins at every call.
create function viewer_by_id(user_id uuid)
  returns table (id uuid, username text, name text, role_code text, role_name text, role_name_zh text, scope text,
                 permissions text[], clearance text[], unit_id uuid, unit_name text, unit_kind text, units uuid[],
                 preferences jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  return query
    select u.id, u.username, u.name, r.code, r.name, r.name_zh, r.scope, r.permissions, r.clearance, n.id, n.name, n.kind,
           case when r.scope = 'units'
                then array(select a.descendant_id from unit_ancestry a where a.ancestor_id = u.unit_id) else '{}' end,
           u.preferences
    from users u
    join roles r on r.id = u.role_id
    join units n on n.id = u.unit_id
    where u.id = viewer_by_id.user_id and u.disabled_at is null;
end $$;

-- Who a session belongs to: the same, or no row when it is over: signed out, idle or too old by this clock. The server may
-- call this and nothing else before it becomes the viewer.
create function viewer_of_session(token_hash text, idle interval, absolute interval)
  returns table (id uuid, username text, name text, role_code text, role_name text, role_name_zh text, scope text,
                 permissions text[], clearance text[], unit_id uuid, unit_name text, unit_kind text, units uuid[],
                 preferences jsonb, seconds_unseen int)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  return query
    select v.*, extract(epoch from now() - s.last_seen_at)::int
    from sessions s cross join lateral viewer_by_id(s.user_id) v
    where s.token_hash = viewer_of_session.token_hash and s.ended_at is null
      and s.last_seen_at > now() - idle and s.created_at > now() - absolute;
end $$;

-- Knowing the hash of a session's token is the right to ask for it; asking by person is the system's alone.
grant execute on function viewer_of_session(text, interval, interval) to public;
revoke execute on function viewer_by_id(uuid) from public;
grant execute on function viewer_by_id(uuid) to rapport_system;
