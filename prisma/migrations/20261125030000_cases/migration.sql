-- Requests and complaints. A case has at every moment one step that is to be done next, by whom and until when; that step is a
-- task of the one queue (decision 021), and the database keeps the two alike.

-- CreateTable
CREATE TABLE "case_classes" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "importance" TEXT NOT NULL,
    "acknowledge_minutes" INTEGER NOT NULL,
    "accept_days" SMALLINT,
    "finish_days" SMALLINT NOT NULL,
    "extension_days" SMALLINT NOT NULL,
    "target_days" SMALLINT NOT NULL,
    "approval" BOOLEAN NOT NULL,
    "skill" TEXT,
    "retired" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,

    CONSTRAINT "case_classes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "class_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "details" TEXT,
    "topic" TEXT,
    "cause" TEXT,
    "customer_id" UUID,
    "caller_name" TEXT,
    "caller_phone" TEXT,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "complainants" INTEGER NOT NULL DEFAULT 1,
    "reasonableness" TEXT,
    "subject_id" UUID,
    "first_handler_id" UUID NOT NULL,
    "handler_id" UUID,
    "state" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL DEFAULT true,
    "step" TEXT,
    "step_by" UUID,
    "step_due_at" TIMESTAMPTZ(3),
    "step_warn_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "proposed_by" UUID,
    "approved_by" UUID,
    "reason" TEXT,
    "escalated_to" TEXT,
    "settlement" TEXT,
    "satisfaction" SMALLINT,
    "disputed" BOOLEAN,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledge_due_at" TIMESTAMPTZ(3) NOT NULL,
    "accept_due_at" TIMESTAMPTZ(3),
    "target_due_at" TIMESTAMPTZ(3) NOT NULL,
    "finish_due_at" TIMESTAMPTZ(3) NOT NULL,
    "extended_days" SMALLINT NOT NULL DEFAULT 0,
    "waiting_since" TIMESTAMPTZ(3),
    "waited_minutes" INTEGER NOT NULL DEFAULT 0,
    "answered_at" TIMESTAMPTZ(3),
    "response_minutes" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "resolution_minutes" INTEGER,
    "on_time" BOOLEAN,
    "at_first_contact" BOOLEAN NOT NULL DEFAULT false,
    "reopened_at" TIMESTAMPTZ(3),
    "follow_up_on" DATE,
    "import_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_events" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "what" TEXT NOT NULL,
    "handler_id" UUID,
    "note" TEXT,

    CONSTRAINT "case_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "case_classes_code_valid_from_key" ON "case_classes"("code", "valid_from");

-- CreateIndex
CREATE INDEX "cases_number_idx" ON "cases"("number");

-- CreateIndex
CREATE INDEX "cases_customer_id_received_at_idx" ON "cases"("customer_id", "received_at");

-- CreateIndex
CREATE INDEX "cases_unit_id_received_at_id_idx" ON "cases"("unit_id", "received_at", "id");

-- CreateIndex
CREATE INDEX "cases_owner_id_received_at_id_idx" ON "cases"("owner_id", "received_at", "id");

-- CreateIndex
CREATE INDEX "cases_received_at_id_idx" ON "cases"("received_at", "id");

-- CreateIndex
CREATE INDEX "case_events_case_id_at_idx" ON "case_events"("case_id", "at");

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_class_id_fkey" FOREIGN KEY ("class_id") REFERENCES "case_classes"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_handler_id_fkey" FOREIGN KEY ("handler_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

create index cases_open_own on cases (owner_id, step_due_at, id) where open and live;
create index cases_open_units on cases (unit_id, step_due_at, id) where open and live;
create index cases_open_all on cases (step_due_at, id) where open and live;
create index cases_open_handler on cases (handler_id, step_due_at, id) where open and live;

alter table case_classes add constraint case_classes_kind check (kind in ('complaint', 'enquiry', 'request', 'suggestion', 'report'));
alter table case_classes add constraint case_classes_importance check (importance in ('normal', 'important', 'difficult'));
alter table case_classes add constraint case_classes_limits check (acknowledge_minutes between 1 and 100000 and finish_days between 1 and 60
  and extension_days between 0 and 30 and target_days between 0 and 60 and accept_days between 1 and 15
  and (accept_days is not null) = (kind in ('complaint', 'report')));
alter table case_classes add constraint case_classes_skill check (skill in ('complaints', 'margin', 'suitability', 'technical', 'institutions', 'english'));
alter table cases add constraint cases_kind check (kind in ('complaint', 'enquiry', 'request', 'suggestion', 'report'));
alter table cases add constraint cases_channel check (channel in ('page', 'phone', 'email', 'portal', 'branch', '12386', 'other'));
alter table cases add constraint cases_state check (state in ('received', 'accepted', 'rejected', 'investigating', 'proposed', 'approved',
  'agreed', 'escalated', 'answered', 'closed', 'follow-up'));
alter table cases add constraint cases_step check (step in
  ('acknowledge', 'accept', 'investigate', 'answer', 'approve', 'settle', 'close', 'follow-up'));
alter table cases add constraint cases_open check (open = (state not in ('rejected', 'closed')));
alter table cases add constraint cases_next check (open = (step is not null and step_due_at is not null));
alter table cases add constraint cases_over check ((state in ('closed', 'follow-up')) = (on_time is not null));
alter table cases add constraint cases_reasonableness check (reasonableness in ('founded', 'partly', 'unfounded'));
alter table cases add constraint cases_escalated_to check (escalated_to in ('mediation', 'arbitration', 'court'));
alter table cases add constraint cases_settlement check (settlement in ('explanation', 'relief', 'compensation', 'none', 'untimely'));
alter table cases add constraint cases_satisfaction check (satisfaction between 1 and 5);
alter table cases add constraint cases_complainants check (complainants between 1 and 100000);
alter table cases add constraint cases_extended check (extended_days between 0 and 30);
-- 回避: the person complained of never handles it. Four eyes: who proposes an answer does not approve it.
alter table cases add constraint cases_recusal check (subject_id is null or (handler_id is distinct from subject_id and step_by is distinct from subject_id));
alter table cases add constraint cases_four_eyes check (approved_by is null or approved_by is distinct from proposed_by);
alter table case_events add constraint case_events_what check (what in ('received', 'acknowledged', 'accepted', 'rejected', 'investigating',
  'proposed', 'approved', 'returned', 'agreed', 'escalated', 'answered', 'closed', 'follow-up', 'followed-up', 'waiting', 'resumed', 'extended',
  'reopened', 'assigned', 'recused', 'changed', 'note'));
-- Exactly one open task for each open case.
create unique index tasks_one_step_a_case on tasks (about_id) where kind = 'case' and open;

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- A case of a customer carries the customer's owner, unit and presence; one of an unknown caller is whose it is. Who had it first
-- is never forgotten. The customer is looked up as whoever writes: one out of sight does not exist.
create function place_case() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then new.first_handler_id := old.first_handler_id; end if;
  if new.customer_id is not null then
    if tg_op = 'UPDATE' and new.customer_id is not distinct from old.customer_id then return new; end if;
    select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  else
    select u.id, u.unit_id into new.owner_id, new.unit_id from users u where u.id = coalesce(new.handler_id, new.first_handler_id);
  end if;
  if not found then raise exception 'no such customer or person' using errcode = 'P0002'; end if;
  return new;
end $$;
create trigger place before insert or update of customer_id, handler_id, first_handler_id on cases
  for each row execute function place_case();

-- The step of a case is a task: it opens with the step, follows its person and its time, and is done when the step is.
create function keep_case_task() returns trigger
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
    insert into tasks (id, kind, about_id, title, customer_id, assignee_id, barred_id, necessity, priority, skill, state, due_at, warn_at,
        unit_id, created_by)
      values (uuid_v7(), 'case', new.id, case_task_title(new.step, new.title), new.customer_id, new.step_by, new.subject_id, 'must',
        case class.importance when 'normal' then 2 else 1 end, case when new.step <> 'approve' then class.skill end,
        case when new.step_by is null then 'waiting' else 'assigned' end, new.step_due_at, new.step_warn_at, new.unit_id, viewer_id());
  else
    update tasks t set title = case_task_title(new.step, new.title), customer_id = new.customer_id, barred_id = new.subject_id,
        assignee_id = new.step_by, warn_at = new.step_warn_at, due_at = new.step_due_at,
        escalated = case when t.due_at = new.step_due_at then t.escalated else 0 end,
        state = case when t.assignee_id is not distinct from new.step_by then t.state when new.step_by is null then 'waiting' else 'assigned' end
      where t.kind = 'case' and t.about_id = new.id and t.open
        and (t.title, t.customer_id, t.barred_id, t.assignee_id, t.warn_at, t.due_at) is distinct from
            (case_task_title(new.step, new.title), new.customer_id, new.subject_id, new.step_by, new.step_warn_at, new.step_due_at);
  end if;
  return null;
end $$;
create function case_task_title(step text, title text) returns text language sql immutable as $$
  select left(case step when 'acknowledge' then '首次答复' when 'accept' then '决定是否受理' when 'investigate' then '开始调查'
    when 'answer' then '答复' when 'approve' then '审批答复' when 'settle' then '征求客户意见' when 'close' then '结案'
    else '结案回访' end || ':' || title, 200)
$$;
create trigger task after insert or update on cases for each row execute function keep_case_task();

-- Who takes the task of a case takes the case; who looks at an answer only does not.
create function keep_case_handler() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update cases set step_by = new.assignee_id, handler_id = case when step = 'approve' then handler_id else new.assignee_id end
    where id = new.about_id and step_by is distinct from new.assignee_id;
  return null;
end $$;
create trigger handler after update of assignee_id on tasks for each row
  when (new.kind = 'case' and new.open and new.assignee_id is distinct from old.assignee_id) execute function keep_case_handler();

-- Who had it when. The other events are written by whoever does them.
create function keep_case_handlers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into case_events (id, case_id, at, actor_id, what, handler_id, note)
    values (uuid_v7(), new.id, clock_timestamp(), viewer_id(), 'assigned', new.handler_id, nullif(current_setting('rapport.reason', true), ''));
  return null;
end $$;
create trigger handlers after update on cases for each row
  when (new.handler_id is distinct from old.handler_id) execute function keep_case_handlers();

-- A customer is handed on with open cases: what its manager had falls to the next one, unless the case is about them.
create function hand_on_cases() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update cases k set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null,
    handler_id = case when a.falls then a.next else k.handler_id end,
    step_by = case when a.falls and k.step_by is not distinct from k.handler_id then a.next else k.step_by end
  from old_rows o join new_rows n on n.id = o.id, lateral (select k2.id,
      k2.open and k2.handler_id = o.owner_id and n.owner_id is distinct from o.owner_id as falls,
      case when n.owner_id is distinct from k2.subject_id then n.owner_id end as next
    from cases k2 where k2.customer_id = n.id) a
  where k.id = a.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_cases after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_cases();

create function merge_cases() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update cases set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_cases after insert on customer_merges for each row execute function merge_cases();
revoke execute on function place_case(), keep_case_task(), case_task_title(text, text), keep_case_handler(), keep_case_handlers(),
  hand_on_cases(), merge_cases() from public;
grant execute on function place_case() to sees_own, sees_units, sees_all, rapport_system;

create trigger stamp before update on cases for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['case_classes', 'cases', 'case_events'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;
call carries_customer_scope('cases');
-- Whoever a case is about does not see it: no list, count, chart, search or time line of theirs has it.
create policy not_of_oneself on cases as restrictive to sees_own, sees_units, sees_all using (subject_id is distinct from viewer_id());
create policy with_case on case_events to sees_own, sees_units, sees_all using (exists (select from cases k where k.id = case_id));
create policy reading on case_classes for select to sees_own, sees_units, sees_all using (true);
create policy managing on case_classes to sees_all using (viewer_may('case.configure')) with check (viewer_may('case.configure'));
grant select, insert, update on cases to sees_own, sees_units, sees_all;
grant select, insert on case_events to sees_own, sees_units, sees_all;
grant select on case_classes to sees_own, sees_units, sees_all;
grant insert, update on case_classes to sees_all;
call is_audited('case_classes');

-- ── What every firm begins with: T/SAC 001-2024, and what firms commonly wrote into their rules (domain 8.2); to be set by the firm. ──
insert into case_classes (id, code, valid_from, name, name_zh, kind, importance, acknowledge_minutes, accept_days, finish_days, extension_days,
    target_days, approval, skill)
  select uuid_v7(), code, '2000-01-01', name, name_zh, kind, importance, acknowledge, accept, finish, extension, target, approval, skill from (values
    ('complaint', 'Complaint', '一般投诉', 'complaint', 'normal', 540, 15, 60, 30, 5, true, 'complaints'),
    ('complaint-important', 'Important complaint', '重要投诉', 'complaint', 'important', 540, 15, 60, 30, 7, true, 'complaints'),
    ('complaint-difficult', 'Difficult complaint', '疑难投诉', 'complaint', 'difficult', 540, 15, 60, 30, 15, true, 'complaints'),
    ('report', 'Report of a wrong', '举报', 'report', 'important', 540, 15, 60, 30, 15, true, 'complaints'),
    ('enquiry', 'Enquiry', '咨询', 'enquiry', 'normal', 30, null, 15, 0, 1, false, null),
    ('request', 'Service request', '服务请求', 'request', 'normal', 60, null, 15, 0, 2, false, null),
    ('technical', 'Technical support', '技术支持', 'request', 'normal', 30, null, 15, 0, 1, false, 'technical'),
    ('suggestion', 'Suggestion', '建议', 'suggestion', 'normal', 540, null, 30, 0, 10, false, null)
  ) k (code, name, name_zh, kind, importance, acknowledge, accept, finish, extension, target, approval, skill);

update roles set permissions = permissions || array['case.read', 'case.work'] where code in ('account-manager', 'service-agent', 'branch-manager');
update roles set permissions = permissions || array['case.read'] where code in ('head-office', 'compliance');
update roles set permissions = permissions || array['case.supervise'] where code in ('branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['case.configure'] where code = 'head-office';
