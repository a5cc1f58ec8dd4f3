-- What a task is called is kept in both languages where it is made of names that the firm has in both: rules of moments, steps of plans
-- and cases, kinds of call-backs. Where a person wrote it, `title` alone says it, in whatever language they wrote.
alter table tasks add column title_zh text, add column details_zh text;

drop function case_task_title(text, text);
create function case_task_title(step text, title text) returns text language sql immutable as $$
  select left(case step when 'acknowledge' then 'First answer' when 'accept' then 'Accept or not' when 'investigate' then 'Begin to investigate'
    when 'answer' then 'Answer' when 'approve' then 'Approve the answer' when 'settle' then 'Ask if the customer agrees' when 'close' then 'Close'
    else 'Call after closing' end || ': ' || title, 200)
$$;
create function case_task_title_zh(step text, title text) returns text language sql immutable as $$
  select left(case step when 'acknowledge' then '首次答复' when 'accept' then '决定是否受理' when 'investigate' then '开始调查'
    when 'answer' then '答复' when 'approve' then '审批答复' when 'settle' then '征求客户意见' when 'close' then '结案'
    else '结案回访' end || '：' || title, 200)
$$;

create or replace function keep_case_task() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  moves boolean := tg_op = 'INSERT';
  class case_classes;
begin
  if not moves then
    moves := (new.step, new.state) is distinct from (old.step, old.state);
    if moves and old.step is not null then
      update tasks set state = 'done', open = false, done_at = greatest(clock_timestamp(), created_at), done_by = viewer_id(), outcome = 'handled'
        where kind = 'case' and about_id = new.id and open;
    end if;
  end if;
  if new.step is null then return null; end if;
  if moves then
    select * into class from case_classes k where k.id = new.class_id;
    insert into tasks (id, kind, about_id, title, title_zh, customer_id, assignee_id, barred_id, necessity, priority, skill, state, due_at,
        warn_at, unit_id, created_by)
      values (uuid_v7(), 'case', new.id, case_task_title(new.step, new.title), case_task_title_zh(new.step, new.title), new.customer_id,
        new.step_by, new.subject_id, 'must', case class.importance when 'normal' then 2 else 1 end,
        case when new.step <> 'approve' then class.skill end, case when new.step_by is null then 'waiting' else 'assigned' end,
        new.step_due_at, new.step_warn_at, new.unit_id, viewer_id());
  else
    update tasks t set title = case_task_title(new.step, new.title), title_zh = case_task_title_zh(new.step, new.title),
        customer_id = new.customer_id, barred_id = new.subject_id,
        assignee_id = new.step_by, warn_at = new.step_warn_at, due_at = new.step_due_at,
        escalated = case when t.due_at = new.step_due_at then t.escalated else 0 end,
        state = case when t.assignee_id is not distinct from new.step_by then t.state when new.step_by is null then 'waiting' else 'assigned' end
      where t.kind = 'case' and t.about_id = new.id and t.open
        and (t.title, t.customer_id, t.barred_id, t.assignee_id, t.warn_at, t.due_at) is distinct from
            (case_task_title(new.step, new.title), new.customer_id, new.subject_id, new.step_by, new.step_warn_at, new.step_due_at);
  end if;
  return null;
end $$;

create or replace function tell_compliance() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into tasks (id, kind, about_id, code, title, title_zh, assignee_id, barred_id, necessity, priority, state, due_at, unit_id, created_by)
  select uuid_v7(), 'call-back', new.id, 'suspicion', 'Something wrong on a call-back: look into it', '回访疑点：请核查',
    u.id, new.owner_id, 'must', 1, 'assigned', new.suspicion_due_at, u.unit_id, viewer_id()
  from users u join roles r on r.id = u.role_id and r.scope = 'all' and 'call-back.sample' = any (r.permissions)
  where u.disabled_at is null and u.id is distinct from new.owner_id and u.id is distinct from new.done_by
  order by u.id = (select s.created_by from call_back_samples s where s.id = new.sample_id) desc nulls last,
    (select count(*) from tasks t where t.assignee_id = u.id and t.open), u.id
  limit 1;
  return null;
end $$;

-- Tasks that there are: what they are called is not something that happened to them, so nobody is told and no history is written.
alter table tasks disable trigger user;
update tasks t set title = coalesce(left(n.name, 200), t.title), title_zh = t.title from (
    select e.task_id, string_agg(v.definition ->> 'name', ', ' order by e.state = 'task' desc, e.found_at, e.code) as name
    from moment_events e join moment_rules r on r.code = e.code join moment_rule_versions v on v.rule_id = r.id and v.number = e.rule_version
    where e.task_id is not null group by 1) n
  where t.kind = 'moment' and n.task_id = t.id;
-- Of one whose moments are gone, the rule is what its code says.
update tasks t set title = v.definition ->> 'name', title_zh = t.title
  from moment_rules r cross join lateral (
    select definition from moment_rule_versions v where v.rule_id = r.id order by number desc limit 1) v
  where t.kind = 'moment' and t.title_zh is null and r.code = t.code and t.title = v.definition ->> 'nameZh';
update tasks t set title = n.name, title_zh = t.title from (
    select distinct on (k.id, s.name_zh) k.id, s.name, s.name_zh
    from customer_plans k join service_plan_versions v on v.plan_id = k.plan_id join service_plan_steps s on s.version_id = v.id
    order by k.id, s.name_zh, v.id = k.version_id desc, v.number desc) n
  where t.kind = 'plan-step' and n.id = t.about_id and n.name_zh = t.title;
update tasks t set title = left(n.name || ': ' || substr(t.title, length(n.name_zh) + 2), 200),
    title_zh = left(n.name_zh || '：' || substr(t.title, length(n.name_zh) + 2), 200)
  from (values ('首次答复', 'First answer'), ('决定是否受理', 'Accept or not'), ('开始调查', 'Begin to investigate'), ('答复', 'Answer'),
    ('审批答复', 'Approve the answer'), ('征求客户意见', 'Ask if the customer agrees'), ('结案', 'Close'), ('结案回访', 'Call after closing')) n (name_zh, name)
  where t.kind = 'case' and split_part(t.title, ':', 1) = n.name_zh;
update tasks t set title = n.name, title_zh = n.name_zh from (values
    ('call-back', '新开户回访', '新开户回访', 'Call-back to a new account'),
    ('call-back', '年度抽样回访', '年度抽样回访', 'Call-back of the yearly sample'),
    ('call-back', '超风险等级持仓回访', '超风险等级持仓回访', 'Call-back on holdings above their class'),
    ('call-back', '回访疑点:请核查', '回访疑点：请核查', 'Something wrong on a call-back: look into it'),
    ('survey', '调查低分', '调查低分', 'Low score in a survey')) n (kind, was, name_zh, name)
  where t.kind = n.kind and t.title = n.was;
-- A follow-up is called as what it follows, which may be a follow-up itself.
do $$
begin
  loop
    update tasks t set title = p.title, title_zh = p.title_zh from tasks p
      where t.kind = 'follow-up' and t.title_zh is null and p.id = t.about_id and p.title_zh = t.title;
    exit when not found;
  end loop;
end $$;
alter table tasks enable trigger user;
