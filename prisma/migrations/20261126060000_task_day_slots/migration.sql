-- The sums of a unit and day were one row, which a long transaction (an import) held from everybody else's tasks of that day. Each
-- connection writes a row of its own instead; whoever reads adds them up.
alter table warehouse.task_days add column slot int not null default 0;
alter table warehouse.task_days drop constraint task_days_pkey, add constraint task_days_pkey primary key (unit_id, day, slot);

create or replace function warehouse.task_day(t tasks) returns warehouse.task_days language sql stable as $$
  select row(t.unit_id, (t.due_at at time zone 'Asia/Shanghai')::date, 1, (t.done_at is not null)::int,
      (t.done_at is not null and not t.late and t.done_at <= t.due_at)::int, t.late::int, (t.late and t.done_at is not null)::int, 0)::warehouse.task_days
  where t.live and t.state <> 'cancelled'
$$;
create or replace function warehouse.keep_task_days() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
declare before tasks[]; now_are tasks[];
begin
  if TG_OP <> 'INSERT' then before := (select array_agg(row(o.*)::tasks) from old_rows o where o.kind <> 'case' or o.barred_id is null); end if;
  if TG_OP <> 'DELETE' then now_are := (select array_agg(row(n.*)::tasks) from new_rows n where n.kind <> 'case' or n.barred_id is null); end if;
  insert into task_days as d (unit_id, day, planned, done, on_time, given_late, given_late_done, slot)
    select c.unit_id, c.day, sum(x.sign * c.planned), sum(x.sign * c.done), sum(x.sign * c.on_time), sum(x.sign * c.given_late),
      sum(x.sign * c.given_late_done), pg_backend_pid() % 64
    from (select o as task, -1 as sign from unnest(before) o union all select n, 1 from unnest(now_are) n) x
      cross join lateral task_day(x.task) c
    where c.unit_id is not null group by 1, 2
    having sum(x.sign * c.planned) <> 0 or sum(x.sign * c.done) <> 0 or sum(x.sign * c.on_time) <> 0 or sum(x.sign * c.given_late) <> 0
      or sum(x.sign * c.given_late_done) <> 0
    order by 1, 2
    on conflict (unit_id, day, slot) do update set planned = d.planned + excluded.planned, done = d.done + excluded.done,
      on_time = d.on_time + excluded.on_time, given_late = d.given_late + excluded.given_late,
      given_late_done = d.given_late_done + excluded.given_late_done;
  return null;
end $$;
