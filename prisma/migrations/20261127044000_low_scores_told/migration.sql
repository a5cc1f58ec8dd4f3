-- Who is given the task of a low score is told of the low score, which they may choose apart from other tasks.
create or replace function tell_of_tasks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare causes jsonb;
begin
  if tg_op = 'INSERT' then
    select jsonb_agg(to_jsonb(x)) into causes from (
      select n.assignee_id as user_id, case n.kind when 'case' then 'case-turn' when 'survey' then 'survey-low' else 'task-given' end as kind,
        case n.kind when 'case' then 'case' else 'task' end as about_kind, case n.kind when 'case' then n.about_id else n.id end as about_id,
        case when n.kind <> 'case' then coalesce(viewer_id()::text, 'product') end as group_key, n.priority = 1 as urgent
      from new_rows n where n.open and n.live and n.assignee_id is distinct from viewer_id() and n.assignee_id is not null
      order by n.due_at, n.id) x;
  else
    select jsonb_agg(to_jsonb(x)) into causes from (
      select n.assignee_id as user_id, case when n.kind = 'case' then 'case-turn' when o.open then 'task-given' else 'task-reopened' end as kind,
        case n.kind when 'case' then 'case' else 'task' end as about_kind, case n.kind when 'case' then n.about_id else n.id end as about_id,
        case when n.kind <> 'case' then coalesce(viewer_id()::text, 'product') end as group_key, n.priority = 1 as urgent
      from new_rows n join old_rows o on o.id = n.id
      where n.open and n.live and n.assignee_id is distinct from viewer_id() and n.assignee_id is not null
        and (n.assignee_id is distinct from o.assignee_id or not o.open)
      order by n.due_at, n.id) x;
  end if;
  if causes is not null then perform notify_people(causes, clock_timestamp()); end if;
  return null;
end $$;
