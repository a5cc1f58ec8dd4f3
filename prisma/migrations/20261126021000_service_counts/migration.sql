-- What was done for customers, counted (SRV-20): tasks by unit and the day on which they are due, kept as they change, and what each
-- employee did in a month.

-- Tasks that were not cancelled, by the day on which they are due. Of those whose cause was told late (`given_late`) nothing is
-- held against whoever got them. Steps of a case that is about somebody are not in here: they would tell that person of it.
create table warehouse.task_days (
  unit_id uuid not null,
  day date not null,
  planned int not null,
  done int not null,
  on_time int not null,
  given_late int not null,
  given_late_done int not null,
  constraint task_days_pkey primary key (unit_id, day)
);
create index task_days_of_day on warehouse.task_days (day);
create index tasks_about_somebody on tasks (unit_id, due_at) where kind = 'case' and barred_id is not null;
create index tasks_done_when on tasks (done_at, done_by) where done_at is not null;
create index case_events_answers on case_events (at) where what in ('answered', 'proposed');

-- What a task counts as, alone; nothing where it is not counted.
create function warehouse.task_day(t tasks) returns warehouse.task_days language sql stable as $$
  select row(t.unit_id, (t.due_at at time zone 'Asia/Shanghai')::date, 1, (t.done_at is not null)::int,
      (t.done_at is not null and not t.late and t.done_at <= t.due_at)::int, t.late::int, (t.late and t.done_at is not null)::int)::warehouse.task_days
  where t.live and t.state <> 'cancelled'
$$;
create function warehouse.keep_task_days() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
declare before tasks[]; now_are tasks[];
begin
  if TG_OP <> 'INSERT' then before := (select array_agg(row(o.*)::tasks) from old_rows o where o.kind <> 'case' or o.barred_id is null); end if;
  if TG_OP <> 'DELETE' then now_are := (select array_agg(row(n.*)::tasks) from new_rows n where n.kind <> 'case' or n.barred_id is null); end if;
  insert into task_days as d (unit_id, day, planned, done, on_time, given_late, given_late_done)
    select c.unit_id, c.day, sum(x.sign * c.planned), sum(x.sign * c.done), sum(x.sign * c.on_time), sum(x.sign * c.given_late),
      sum(x.sign * c.given_late_done)
    from (select o as task, -1 as sign from unnest(before) o union all select n, 1 from unnest(now_are) n) x
      cross join lateral task_day(x.task) c
    where c.unit_id is not null group by 1, 2
    -- Most changes of a task change nothing here: they shall not wait for others of the same day.
    having sum(x.sign * c.planned) <> 0 or sum(x.sign * c.done) <> 0 or sum(x.sign * c.on_time) <> 0 or sum(x.sign * c.given_late) <> 0
      or sum(x.sign * c.given_late_done) <> 0
    order by 1, 2
    on conflict (unit_id, day) do update set planned = d.planned + excluded.planned, done = d.done + excluded.done,
      on_time = d.on_time + excluded.on_time, given_late = d.given_late + excluded.given_late,
      given_late_done = d.given_late_done + excluded.given_late_done;
  return null;
end $$;
revoke execute on function warehouse.task_day(tasks), warehouse.keep_task_days() from public;
grant execute on function warehouse.task_day(tasks) to sees_own, sees_units, sees_all, rapport_system;
create trigger task_days_new after insert on tasks referencing new table as new_rows
  for each statement execute function warehouse.keep_task_days();
create trigger task_days_changed after update on tasks referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_task_days();
create trigger task_days_gone after delete on tasks referencing old table as old_rows
  for each statement execute function warehouse.keep_task_days();
-- What is there already. Also how they are made anew, as the system.
create function warehouse.remake_task_days() returns void language plpgsql set search_path = pg_catalog, warehouse, public as $$
begin
  delete from task_days;
  insert into task_days select c.unit_id, c.day, sum(c.planned), sum(c.done), sum(c.on_time), sum(c.given_late), sum(c.given_late_done)
    from tasks t cross join lateral task_day(t) c where (t.kind <> 'case' or t.barred_id is null) and c.unit_id is not null group by 1, 2;
end $$;
revoke execute on function warehouse.remake_task_days() from public;
grant execute on function warehouse.remake_task_days() to rapport_system;
select warehouse.remake_task_days();

alter table warehouse.task_days enable row level security, force row level security;
create policy units on warehouse.task_days to sees_units using (unit_id = any (viewer_units()));
create policy every on warehouse.task_days to sees_all using ((select viewer_id()) is not null);
create policy system on warehouse.task_days to rapport_system, current_user using (true);
revoke all on warehouse.task_days from public;
grant select, insert, update, delete, truncate on warehouse.task_days to rapport_system;
grant select on warehouse.task_days to sees_own, sees_units, sees_all;

-- ── What each employee did in each month: the one count, of the page and of appraisal ──────────────────────────────
-- Of these people, from one day up to another, by month. Contacts: care visits with an outcome, by planned day, and contacts that were
-- loaded under their staff number; minutes are of both. Tasks done, of them those that could be late, and those that were in time.
-- Call-backs that compliance did not reject. Cases that they answered, each once a month. It looks past the wall, so that a customer who
-- is handed on takes nothing away from whoever served them; nothing of a customer comes out.
create function service_counts_of(people uuid[], from_day date, to_day date) returns table (staff_id uuid, month date, contacts int,
    minutes int, tasks_done int, tasks_charged int, tasks_on_time int, call_backs int, cases_answered int)
  language sql stable security definer set search_path = pg_catalog, public as $$
  with bounds as (select (from_day::timestamp at time zone 'Asia/Shanghai') as begins, ((to_day + 1)::timestamp at time zone 'Asia/Shanghai') as ends),
  counted as (
    select v.staff_id, date_trunc('month', v.planned_on::timestamp)::date as month, count(*) as contacts, coalesce(sum(v.minutes), 0) as minutes,
      0::bigint as done, 0::bigint as charged, 0::bigint as on_time, 0::bigint as call_backs, 0::bigint as cases
    from care_visits v where v.state = 'recorded' and v.planned_on between from_day and to_day and v.staff_id = any (people) group by 1, 2
    union all
    select u.id, date_trunc('month', k.contacted_on::timestamp)::date, count(*), coalesce(sum(k.minutes), 0), 0, 0, 0, 0, 0
    from warehouse.contacts k join users u on u.staff_no = k.staff_no
    where k.contacted_on between from_day and to_day and u.id = any (people) group by 1, 2
    union all
    select t.done_by, date_trunc('month', t.done_at at time zone 'Asia/Shanghai')::date, 0, 0, count(*), count(*) filter (where not t.late),
      count(*) filter (where not t.late and t.done_at <= t.due_at), 0, 0
    from tasks t, bounds b where t.done_at >= b.begins and t.done_at < b.ends and t.done_by = any (people) group by 1, 2
    union all
    select c.done_by, date_trunc('month', c.done_at at time zone 'Asia/Shanghai')::date, 0, 0, 0, 0, 0, count(*), 0
    from call_backs c, bounds b where c.done_at >= b.begins and c.done_at < b.ends and c.done_by = any (people)
      and c.verdict is distinct from 'rejected' group by 1, 2
    union all
    select e.actor_id, date_trunc('month', e.at at time zone 'Asia/Shanghai')::date, 0, 0, 0, 0, 0, 0, count(distinct e.case_id)
    from case_events e, bounds b where e.what in ('answered', 'proposed') and e.at >= b.begins and e.at < b.ends and e.actor_id = any (people) group by 1, 2)
  select c.staff_id, c.month, sum(c.contacts)::int, sum(c.minutes)::int, sum(c.done)::int, sum(c.charged)::int, sum(c.on_time)::int,
    sum(c.call_backs)::int, sum(c.cases)::int
  from counted c group by 1, 2
$$;
-- Whose counts somebody sees: one's own; whoever gives work to others those of their units; whoever sees all customers everybody's.
create function counted_people() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array_agg(p.id), '{}') from users v join roles r on r.id = v.role_id join users p on p.id = v.id or r.scope = 'all'
    or r.scope = 'units' and 'task.assign' = any (r.permissions)
      and exists (select from unit_ancestry a where a.ancestor_id = v.unit_id and a.descendant_id = p.unit_id)
  where v.id = viewer_id() and r.scope <> 'none'
$$;
create function service_counts(from_day date, to_day date) returns table (staff_id uuid, month date, contacts int,
    minutes int, tasks_done int, tasks_charged int, tasks_on_time int, call_backs int, cases_answered int)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select * from service_counts_of(counted_people(), from_day, to_day)
$$;
revoke execute on function service_counts_of(uuid[], date, date), counted_people(), service_counts(date, date) from public;
grant execute on function service_counts_of(uuid[], date, date) to rapport_system;
grant execute on function counted_people(), service_counts(date, date) to sees_own, sees_units, sees_all;
