-- A stamp that changes with anybody's rights, in the transaction that changes them. Who was read at the present stamp still
-- is what they were: a request proves its session and its stamp with the first statement of its own transaction, instead of
-- asking for the person before it begins.
create table rights_stamps (
  one boolean not null default true,
  stamp bigint not null default 0,
  constraint rights_stamps_pkey primary key (one),
  constraint rights_stamps_one check (one)
);
insert into rights_stamps default values;

alter table rights_stamps enable row level security, force row level security;
create policy system on rights_stamps to rapport_system, current_user using (true);
revoke all on rights_stamps from public;
grant select, insert, update, delete on rights_stamps to rapport_system;

create function change_rights_stamp() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update rights_stamps set stamp = stamp + 1;
  return null;
end $$;
-- All that is told of a viewer: the columns of users that viewer_by_id reads, roles and units, and what lies below a unit.
create trigger rights after update of role_id, unit_id, username, name, preferences, disabled_at on users
  for each statement execute function change_rights_stamp();
create trigger rights after update on roles for each statement execute function change_rights_stamp();
create trigger rights after update on units for each statement execute function change_rights_stamp();
create trigger rights after insert or update or delete on unit_ancestry
  for each statement execute function change_rights_stamp();

-- Who a session belongs to, as before, and at which stamp.
drop function viewer_of_session(text, interval, interval);
create function viewer_of_session(token_hash text, idle interval, absolute interval)
  returns table (id uuid, username text, name text, role_code text, role_name text, role_name_zh text, scope text,
                 permissions text[], clearance text[], unit_id uuid, unit_name text, unit_kind text, units uuid[],
                 preferences jsonb, seconds_unseen int, stamp bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  return query
    select v.*, extract(epoch from now() - s.last_seen_at)::int, r.stamp
    from sessions s cross join lateral viewer_by_id(s.user_id) v cross join rights_stamps r
    where s.token_hash = viewer_of_session.token_hash and s.ended_at is null
      and s.last_seen_at > now() - idle and s.created_at > now() - absolute;
end $$;
grant execute on function viewer_of_session(text, interval, interval) to public;

-- How long a session has not been seen, while it goes on and all rights are as they were at the stamp; RA001 otherwise.
create function seconds_unseen(token_hash text, stamp bigint, idle_minutes int, hours int) returns int
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare unseen int;
begin
  select extract(epoch from now() - s.last_seen_at)::int into unseen
    from sessions s cross join rights_stamps r
    where s.token_hash = seconds_unseen.token_hash and s.ended_at is null and r.stamp = seconds_unseen.stamp
      and s.last_seen_at > now() - make_interval(mins => idle_minutes)
      and s.created_at > now() - make_interval(hours => seconds_unseen.hours);
  if not found then raise exception 'the session has ended or rights have changed' using errcode = 'RA001'; end if;
  return unseen;
end $$;
grant execute on function seconds_unseen(text, bigint, int, int) to public;
