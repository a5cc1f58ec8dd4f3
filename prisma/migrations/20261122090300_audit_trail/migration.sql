-- The audit trail: who changed what, written in the same transaction by trigger, append-only, chained by hash.
--
-- One chain would let one writer at a time commit; sixteen chains let sixteen. A statement is one link: its events are
-- hashed one by one, and the link's hash is SHA-256 of the hash before it and those of its events in order.

-- Where PostgreSQL makes them itself (18), ten times as fast.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function uuid_v7() returns uuid language sql volatile parallel safe as 'select uuidv7()';
  else
    create function uuid_v7() returns uuid language sql volatile parallel safe as $f$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $f$;
  end if;
end $$;

insert into audit_heads (chain, seq, hash)
  select n, 0, sha256(convert_to('rapport audit chain ' || n, 'UTF8')) from generate_series(0, 15) n;

-- What is hashed of an event: every column but the hash, in a form that does not depend on settings.
create function audit_hash(chain int, seq bigint, ordinal int, id uuid, at timestamptz, actor_id uuid, action text,
    object_type text, object_id uuid, customer_id uuid, before jsonb, after jsonb, reason text, request_id text)
  returns bytea language sql immutable parallel safe
  return sha256(convert_to(jsonb_build_array(chain, seq, ordinal, id, extract(epoch from at), actor_id, action,
    object_type, object_id, customer_id, reason, request_id, before is null, after is null)::text
    || coalesce(before::text, '') || coalesce(after::text, ''), 'UTF8'));
create function audit_event_hash(e audit_events) returns bytea language sql immutable parallel safe
  return audit_hash(e.chain, e.seq, e.ordinal, e.id, e.at, e.actor_id, e.action, e.object_type, e.object_id,
                    e.customer_id, e.before, e.after, e.reason, e.request_id);

-- Appends one link with an event for each object, numbered from 1. Only this function writes the trail. It is written
-- for many at once: an import makes four events a row, and arrays of plain columns cost half of what rows in rows do.
create function audit_append(action text, object_type text, objects uuid[], customers uuid[], befores jsonb[],
    afters jsonb[], reason text default null, request text default null) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  head audit_heads;
  link bytea;
  actor uuid := viewer_id();
  why text := coalesce(reason, nullif(current_setting('rapport.reason', true), ''));
  asked text := coalesce(request, nullif(current_setting('rapport.request', true), ''));
begin
  select * into head from audit_heads order by (chain + pg_backend_pid()) % 16 for update skip locked limit 1;
  if not found then
    select * into head from audit_heads where chain = pg_backend_pid() % 16 for update;
  end if;
  head.seq := head.seq + 1;
  with numbered as (
    select n.ordinality::int as ordinal, uuid_v7() as id, clock_timestamp() as at, n.object, n.customer, n.was, n.became
    from unnest(objects, customers, befores, afters) with ordinality as n (object, customer, was, became, ordinality)
  ), written as (
    insert into audit_events (chain, seq, ordinal, id, at, actor_id, action, object_type, object_id, customer_id,
                              before, after, reason, request_id, hash)
      select head.chain, head.seq, n.ordinal, n.id, n.at, actor, audit_append.action, audit_append.object_type, n.object,
             n.customer, n.was, n.became, why, asked,
             audit_hash(head.chain, head.seq, n.ordinal, n.id, n.at, actor, audit_append.action,
                        audit_append.object_type, n.object, n.customer, n.was, n.became, why, asked)
      from numbered n
      returning ordinal, hash
  )
  select sha256(head.hash || string_agg(w.hash, ''::bytea order by w.ordinal)) into link from written w;
  insert into audit_links (chain, seq, events, hash) values (head.chain, head.seq, cardinality(objects), link);
  update audit_heads h set seq = head.seq, hash = link where h.chain = head.chain;
end $$;
revoke execute on function audit_append(text, text, uuid[], uuid[], jsonb[], jsonb[], text, text) from public;

-- Writes what happened without a change of rows: reads of personal data, exports, refusals, sign-ins.
create function audit_note(action text, object_type text, object_id uuid, customer_id uuid, reason text, facts jsonb)
  returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform audit_append(action, object_type, array[object_id], array[customer_id], array[null::jsonb], array[facts], reason);
end $$;
revoke execute on function audit_note(text, text, uuid, uuid, text, jsonb) from public;
grant execute on function audit_note(text, text, uuid, uuid, text, jsonb) to rapport_system, sees_own, sees_units, sees_all, sees_none;

-- How many values whoever asks was told in the clear since an instant. One who asks twice at the same moment waits.
create function reveals_of_viewer(since timestamptz) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('reveals of ' || viewer_id(), 2));
  return (select count(*) from audit_events where actor_id = viewer_id() and action = 'reveal' and at >= since);
end $$;
revoke execute on function reveals_of_viewer(timestamptz) from public;
grant execute on function reveals_of_viewer(timestamptz) to sees_own, sees_units, sees_all;

-- The same in a transaction of its own, in one trip: what was read, exported or refused is written down after the fact.
create function audit_note_of(actor uuid, request text, action text, object_type text, object_id uuid, customer_id uuid, facts jsonb)
  returns void language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform set_config('rapport.viewer', actor::text, true);
  perform audit_append(action, object_type, array[object_id], array[customer_id], array[null::jsonb], array[facts],
                       null, request);
end $$;
-- The login role may call it, and it alone can connect: whoever can become anybody may say who somebody was.
grant execute on function audit_note_of(uuid, text, text, text, uuid, uuid, jsonb) to public;

-- After each statement on an audited table. TG_ARGV names derived columns that are left out.
create function audit_statement() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  derived text[] := coalesce(TG_ARGV, '{}');
  -- What says whose it is: a customer's own row by its id.
  whose text := case when TG_TABLE_NAME = 'customers' then 'id' else 'customer_id' end;
  objects uuid[];
  customers uuid[];
  befores jsonb[];
  afters jsonb[];
begin
  if TG_OP = 'INSERT' then
    select array_agg((j ->> 'id')::uuid), array_agg((j ->> whose)::uuid), array_agg(null::jsonb),
           array_agg(jsonb_strip_nulls(j))
      into objects, customers, befores, afters from (select to_jsonb(n) - derived as j from new_rows n offset 0) x;
  elsif TG_OP = 'UPDATE' then
    select array_agg((b ->> 'id')::uuid), array_agg((b ->> whose)::uuid),
           array_agg((select jsonb_object_agg(key, value) from jsonb_each(b) where value is distinct from a -> key)),
           array_agg((select jsonb_object_agg(key, value) from jsonb_each(a) where value is distinct from b -> key))
      into objects, customers, befores, afters
      from (select to_jsonb(o) - derived as b, to_jsonb(n) - derived as a
            from old_rows o join new_rows n on n.id = o.id offset 0) x
      where a - array['version', 'updated_at', 'updated_by'] is distinct from b - array['version', 'updated_at', 'updated_by'];
  else
    select array_agg((j ->> 'id')::uuid), array_agg((j ->> whose)::uuid), array_agg(jsonb_strip_nulls(j)),
           array_agg(null::jsonb)
      into objects, customers, befores, afters from (select to_jsonb(o) - derived as j from old_rows o offset 0) x;
  end if;
  if objects is not null then
    perform audit_append(lower(TG_OP), TG_TABLE_NAME, objects, customers, befores, afters);
  end if;
  return null;
end $$;

create procedure is_audited(watched regclass, variadic derived text[] default '{}') language plpgsql as $$
declare
  arguments text := (select coalesce(string_agg(quote_literal(d), ', '), '') from unnest(derived) d);
begin
  execute format('create trigger audit_insert after insert on %s referencing new table as new_rows
                  for each statement execute function audit_statement(%s)', watched, arguments);
  execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows
                  for each statement execute function audit_statement(%s)', watched, arguments);
  execute format('create trigger audit_delete after delete on %s referencing old table as old_rows
                  for each statement execute function audit_statement(%s)', watched, arguments);
end $$;
call is_audited('units');
call is_audited('roles');
call is_audited('users');
call is_audited('customers', 'search_keys', 'name_pinyin', 'name_initials');
call is_audited('identifications');
call is_audited('contact_points');
call is_audited('contact_persons');
call is_audited('bank_cards');
call is_audited('investor_profiles');
call is_audited('accounts');
call is_audited('account_service_requests');
call is_audited('care_visits', 'owner_id', 'unit_id', 'live');

-- Append-only for everybody, the owner included.
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail cannot be changed' using errcode = '42501';
end $$;
create trigger no_change before update or delete on audit_events for each row execute function audit_refuse();
create trigger no_truncate before truncate on audit_events for each statement execute function audit_refuse();
create trigger no_change before update or delete on audit_links for each row execute function audit_refuse();
create trigger no_truncate before truncate on audit_links for each statement execute function audit_refuse();
create trigger no_removal before delete on audit_heads for each row execute function audit_refuse();
create trigger no_truncate before truncate on audit_heads for each statement execute function audit_refuse();

-- Recomputes every chain. One row for each thing wrong, the first of a chain first; no row when all is well.
create function audit_verify() returns table (chain int, seq bigint, ordinal int, wrong text)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
  head audit_heads;
  link record;
  before bytea;
  expected bigint;
  broken boolean;
begin
  for head in select * from audit_heads order by 1 loop
    before := sha256(convert_to('rapport audit chain ' || head.chain, 'UTF8'));
    expected := 0;
    broken := false;
    for link in
      select coalesce(l.seq, e.seq) as seq, l.hash, l.events, e.hashes, e.first_bad, e.n
      from (select * from audit_links where audit_links.chain = head.chain) l
      full join (
        select v.seq, string_agg(v.hash, ''::bytea order by v.ordinal) as hashes, count(*) as n,
               min(v.ordinal) filter (where audit_event_hash(v) is distinct from v.hash) as first_bad
        from audit_events v where v.chain = head.chain group by v.seq) e on e.seq = l.seq
      order by 1
    loop
      expected := expected + 1;
      broken := true;
      if link.seq <> expected then
        return query select head.chain, expected, null::int, 'link missing'; exit;
      elsif link.hash is null then
        return query select head.chain, link.seq, 1, 'events without a link'; exit;
      elsif link.first_bad is not null then
        return query select head.chain, link.seq, link.first_bad, 'event changed'; exit;
      elsif link.n is distinct from link.events::bigint or link.hash is distinct from sha256(before || link.hashes) then
        return query select head.chain, link.seq, null::int, 'events added, missing or reordered'; exit;
      end if;
      broken := false;
      before := link.hash;
    end loop;
    if not broken and (expected, before) is distinct from (head.seq, head.hash) then
      return query select head.chain, expected + 1, null::int, 'chain ends elsewhere than its head says';
    end if;
  end loop;
end $$;
revoke execute on function audit_verify() from public;
grant execute on function audit_verify() to rapport_system;
