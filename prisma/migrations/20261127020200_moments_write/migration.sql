-- A rule may write to the customer instead of, or beside, asking somebody to get in touch.
alter table moment_events add column message_id uuid;
alter table moment_events drop constraint moment_events_state, drop constraint moment_events_reasons;
alter table moment_events add constraint moment_events_state check
  (state in ('noted', 'found', 'task', 'merged', 'message', 'suppressed', 'held-out'));
alter table moment_events add constraint moment_events_message check (state <> 'message' or message_id is not null);
alter table moment_events add constraint moment_events_reasons check (reason in
  ('do-not-disturb', 'cool-down', 'closed', 'not-asked', 'not-live', 'handled', 'legal-block', 'deceased', 'cap', 'no-template'));
update moment_rule_versions set definition = definition || '{"message":null}' where not definition ? 'message';

-- Do-not-disturb gives way to four notices only (domain 4): a risk warning, cash for an allotment, the margin ratio, an unusual login.
update moment_rule_versions v set definition = v.definition || '{"notice":"care"}' from moment_rules r
  where r.id = v.rule_id and v.number = 1 and v.definition->>'notice' = 'service' and r.code like 'M__' and r.code not in ('M13', 'M14', 'M16', 'M27');

-- The sums of tasks by day read what they count, not whole rows with all that is said in them.
create or replace function warehouse.keep_task_days() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
declare counted task_days[];
begin
  -- Each row counts with a sign; what a change leaves as it was adds up to nothing.
  if TG_OP = 'INSERT' then
    counted := (select array_agg(row(c.unit_id, c.day, c.planned, c.done, c.on_time, c.given_late, c.given_late_done, 0)::task_days) from (
      select n.unit_id, (n.due_at at time zone 'Asia/Shanghai')::date as day, count(*) as planned, count(n.done_at) as done,
        count(*) filter (where not n.late and n.done_at <= n.due_at) as on_time, count(*) filter (where n.late) as given_late,
        count(n.done_at) filter (where n.late) as given_late_done
      from new_rows n where (n.kind <> 'case' or n.barred_id is null) and n.live and n.state <> 'cancelled' and n.unit_id is not null group by 1, 2) c);
  elsif TG_OP = 'UPDATE' then
    counted := (select array_agg(row(c.unit_id, c.day, c.planned, c.done, c.on_time, c.given_late, c.given_late_done, 0)::task_days) from (
      select x.unit_id, (x.due_at at time zone 'Asia/Shanghai')::date as day, sum(x.sign) as planned, sum(x.sign) filter (where x.done_at is not null) as done,
        sum(x.sign) filter (where not x.late and x.done_at <= x.due_at) as on_time, sum(x.sign) filter (where x.late) as given_late,
        sum(x.sign) filter (where x.late and x.done_at is not null) as given_late_done
      from (select o.kind, o.barred_id, o.live, o.state, o.unit_id, o.due_at, o.done_at, o.late, -1 as sign from old_rows o
            union all select n.kind, n.barred_id, n.live, n.state, n.unit_id, n.due_at, n.done_at, n.late, 1 from new_rows n) x
      where (x.kind <> 'case' or x.barred_id is null) and x.live and x.state <> 'cancelled' and x.unit_id is not null group by 1, 2) c);
  else
    counted := (select array_agg(row(c.unit_id, c.day, c.planned, c.done, c.on_time, c.given_late, c.given_late_done, 0)::task_days) from (
      select o.unit_id, (o.due_at at time zone 'Asia/Shanghai')::date as day, -count(*) as planned, -count(o.done_at) as done,
        -count(*) filter (where not o.late and o.done_at <= o.due_at) as on_time, -count(*) filter (where o.late) as given_late,
        -count(o.done_at) filter (where o.late) as given_late_done
      from old_rows o where (o.kind <> 'case' or o.barred_id is null) and o.live and o.state <> 'cancelled' and o.unit_id is not null group by 1, 2) c);
  end if;
  insert into task_days as d (unit_id, day, planned, done, on_time, given_late, given_late_done, slot)
    select c.unit_id, c.day, coalesce(c.planned, 0), coalesce(c.done, 0), coalesce(c.on_time, 0), coalesce(c.given_late, 0),
      coalesce(c.given_late_done, 0), pg_backend_pid() % 64
    from unnest(counted) c
    where coalesce(c.planned, 0) <> 0 or coalesce(c.done, 0) <> 0 or coalesce(c.on_time, 0) <> 0 or coalesce(c.given_late, 0) <> 0
      or coalesce(c.given_late_done, 0) <> 0
    order by 1, 2
    on conflict (unit_id, day, slot) do update set planned = d.planned + excluded.planned, done = d.done + excluded.done,
      on_time = d.on_time + excluded.on_time, given_late = d.given_late + excluded.given_late,
      given_late_done = d.given_late_done + excluded.given_late_done;
  return null;
end $$;
