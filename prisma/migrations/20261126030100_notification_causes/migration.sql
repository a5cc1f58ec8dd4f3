-- What people are told of, at its cause. Nobody is told what they did themselves; what one person (or the product) gives another
-- within an hour is one notification that counts.

-- Who looks after something of the unit `of_unit`: whoever has the permission in the nearest unit at or above it in which somebody does.
create function nearest_with(permission text, of_unit uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  with having_it as (
    select l.id, a.ancestor_id, (select count(*) from unit_ancestry d where d.descendant_id = a.ancestor_id) as depth
    from unit_ancestry a join users l on l.unit_id = a.ancestor_id and l.disabled_at is null
      join roles r on r.id = l.role_id and $1 = any (r.permissions) and r.scope in ('units', 'all')
    where a.descendant_id = $2)
  select id from having_it where depth = (select max(depth) from having_it)
$$;
revoke execute on function nearest_with(text, uuid) from public;

-- A task, or the turn with a case, comes to somebody.
create function tell_of_tasks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare causes jsonb;
begin
  if tg_op = 'INSERT' then
    select jsonb_agg(to_jsonb(x)) into causes from (
      select n.assignee_id as user_id, case n.kind when 'case' then 'case-turn' else 'task-given' end as kind,
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
create trigger tell_new after insert on tasks referencing new table as new_rows for each statement execute function tell_of_tasks();
create trigger tell after update on tasks referencing old table as old_rows new table as new_rows for each statement execute function tell_of_tasks();

-- A case is answered: whoever took it in and whoever looks after the customer hear of it.
create function tell_of_answers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare causes jsonb;
begin
  select jsonb_agg(jsonb_build_object('user_id', p, 'kind', 'case-answered', 'about_kind', 'case', 'about_id', new.id)) into causes
    from (select distinct unnest(array[new.first_handler_id, new.owner_id]) as p) x
    where p is distinct from viewer_id() and p is distinct from new.subject_id and p is distinct from new.handler_id and p is not null;
  if causes is not null then perform notify_people(causes, clock_timestamp()); end if;
  return null;
end $$;
create trigger tell_of_answer after update of answer, state on cases for each row
  when (new.answer is not null and new.state in ('answered', 'approved') and old.state is distinct from new.state)
  execute function tell_of_answers();

-- A rule of moments waits for a second person.
create function tell_of_drafts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare causes jsonb;
begin
  select jsonb_agg(jsonb_build_object('user_id', u.id, 'kind', 'moment-rule-to-approve', 'about_kind', 'moment-rule', 'about_id', new.rule_id,
      'group_key', new.rule_id)) into causes
    from users u join roles r on r.id = u.role_id and 'moment.configure' = any (r.permissions)
    where u.disabled_at is null and u.id is distinct from new.made_by;
  if causes is not null then perform notify_people(causes, clock_timestamp()); end if;
  return null;
end $$;
create trigger tell_new after insert on moment_rule_versions for each row
  when (new.state = 'draft' and new.made_by is not null) execute function tell_of_drafts();
create trigger tell after update of definition on moment_rule_versions for each row
  when (new.state = 'draft' and new.made_by is not null) execute function tell_of_drafts();

-- A message to many waits for a second person; one of it could not be delivered.
create function tell_of_batches() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare causes jsonb;
begin
  select jsonb_agg(jsonb_build_object('user_id', p, 'kind', 'message-batch-to-approve', 'about_kind', 'message-batch', 'about_id', new.id)) into causes
    from nearest_with('message.approve', new.unit_id) p where p <> new.asked_by;
  if causes is not null then perform notify_people(causes, clock_timestamp()); end if;
  return null;
end $$;
create trigger tell_new after insert on message_batches for each row when (new.approved_at is null) execute function tell_of_batches();
create function tell_of_failures() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform notify_people(jsonb_build_array(jsonb_build_object('user_id', b.asked_by, 'kind', 'message-batch-failed', 'about_kind', 'message-batch',
      'about_id', b.id, 'group_key', b.id)), clock_timestamp()) from message_batches b where b.id = new.batch_id;
  return null;
end $$;
create trigger tell_of_failure after update of state on outbound_messages for each row
  when (new.state = 'failed' and old.state <> 'failed' and new.batch_id is not null) execute function tell_of_failures();

-- A report of a customer, or those of a segment, is ready or could not be made.
create function tell_of_reports() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform notify_people(jsonb_build_array(jsonb_build_object('user_id', new.asked_by,
      'kind', case new.state when 'made' then 'report-ready' else 'report-failed' end,
      'about_kind', case when new.batch_id is null then 'customer-report' else 'report-batch' end,
      'about_id', coalesce(new.batch_id, new.id), 'group_key', new.batch_id)), clock_timestamp());
  return null;
end $$;
create trigger tell_of_report after update of state on customer_reports for each row
  when (new.state in ('made', 'failed') and old.state <> new.state) execute function tell_of_reports();

-- An import has ended.
create function tell_of_imports() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform notify_people(jsonb_build_array(jsonb_build_object('user_id', new.started_by, 'kind', 'import-ended', 'about_kind', 'import',
    'about_id', new.id)), clock_timestamp());
  return null;
end $$;
create trigger tell_of_import after update of finished_at on imports for each row
  when (new.finished_at is not null and old.finished_at is null) execute function tell_of_imports();
revoke execute on function tell_of_tasks(), tell_of_answers(), tell_of_drafts(), tell_of_batches(), tell_of_failures(), tell_of_reports(),
  tell_of_imports(), stamp_notification(), tell_of_notifications() from public;
grant execute on function stamp_notification(), tell_of_notifications() to sees_own, sees_units, sees_all, sees_none, rapport_system;
