-- Everything that somebody has to do is a task (decision 021): a moment of a customer, a step of a case, a call-back, a step
-- of a plan, an own reminder. One queue, one loop, one clock, one history.

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "about_id" UUID,
    "code" TEXT,
    "title" TEXT NOT NULL,
    "details" TEXT,
    "customer_id" UUID,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "assignee_id" UUID,
    "barred_id" UUID,
    "necessity" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL,
    "skill" TEXT,
    "channel" TEXT,
    "state" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL DEFAULT true,
    "occurred_on" DATE,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "not_before" TIMESTAMPTZ(3),
    "warn_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "escalated" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "done_by" UUID,
    "outcome" TEXT,
    "feedback" TEXT,
    "note" TEXT,
    "visit_id" UUID,
    "goal" JSONB,
    "effect_due_on" DATE,
    "effective" BOOLEAN,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_events" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "what" TEXT NOT NULL,
    "assignee_id" UUID,
    "note" TEXT,

    CONSTRAINT "task_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_days" (
    "day" DATE NOT NULL,
    "works" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "service_days_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "service_hours" (
    "valid_from" DATE NOT NULL,
    "opens" TEXT NOT NULL,
    "closes" TEXT NOT NULL,

    CONSTRAINT "service_hours_pkey" PRIMARY KEY ("valid_from")
);

-- AlterTable
ALTER TABLE "users" ADD COLUMN "skills" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "tasks_customer_id_created_at_idx" ON "tasks"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "tasks_kind_about_id_idx" ON "tasks"("kind", "about_id");

-- CreateIndex
CREATE INDEX "tasks_unit_id_done_at_idx" ON "tasks"("unit_id", "done_at");

-- CreateIndex
CREATE INDEX "tasks_unit_id_created_at_id_idx" ON "tasks"("unit_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "tasks_owner_id_created_at_id_idx" ON "tasks"("owner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "tasks_created_at_id_idx" ON "tasks"("created_at", "id");

-- CreateIndex
CREATE INDEX "task_events_task_id_at_idx" ON "task_events"("task_id", "at");

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task_events" ADD CONSTRAINT "task_events_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table users alter column skills set not null;
-- The queue, in the order in which it is worked through: by whose customer, by unit, by who does it, and by time for the clock.
create index tasks_open_own on tasks (owner_id, priority, due_at, id) where open and live;
create index tasks_open_units on tasks (unit_id, priority, due_at, id) where open and live;
create index tasks_open_all on tasks (priority, due_at, id) where open and live;
create index tasks_open_assignee on tasks (assignee_id, priority, due_at, id) where open and live;
create index tasks_clock on tasks (warn_at) where open and live and escalated = 0;
create index tasks_overdue on tasks (due_at) where open and live and escalated < 2;
create index tasks_effects on tasks (effect_due_on) where effect_due_on is not null and effective is null;

alter table tasks add constraint tasks_kind check (kind in ('moment', 'case', 'call-back', 'plan-step', 'survey', 'follow-up', 'own'));
alter table tasks add constraint tasks_state check (state in ('waiting', 'assigned', 'started', 'done', 'verified', 'expired', 'cancelled'));
alter table tasks add constraint tasks_necessity check (necessity in ('must', 'may'));
alter table tasks add constraint tasks_priority check (priority between 1 and 4);
alter table tasks add constraint tasks_skill check (skill in ('complaints', 'margin', 'suitability', 'technical', 'institutions', 'english'));
alter table tasks add constraint tasks_channel check (channel in ('phone', 'in-person', 'video', 'wechat', 'email', 'sms'));
alter table tasks add constraint tasks_outcome check (outcome in ('reached', 'not-reached', 'refused', 'wrong-number', 'handled'));
alter table tasks add constraint tasks_open check (open = (state in ('waiting', 'assigned', 'started')));
alter table tasks add constraint tasks_waiting check ((state = 'waiting') = (open and assignee_id is null));
alter table tasks add constraint tasks_done check ((state in ('done', 'verified')) = (done_at is not null));
alter table tasks add constraint tasks_whose check (customer_id is not null or assignee_id is not null);
-- Whoever is barred never does it: the manager of the customer where the firm calls back, the person complained of.
alter table tasks add constraint tasks_barred check (assignee_id is distinct from barred_id or barred_id is null);
alter table users add constraint users_skills check (skills <@ array['complaints', 'margin', 'suitability', 'technical', 'institutions', 'english']);
alter table task_events add constraint task_events_what check (what in
  ('created', 'assigned', 'started', 'tried', 'done', 'verified', 'reopened', 'expired', 'cancelled', 'warned', 'overdue', 'changed'));
alter table service_hours add constraint service_hours_shape check (opens ~ '^([01]\d|2[0-3]):[0-5]\d$' and closes ~ '^([01]\d|2[0-3]):[0-5]\d$' and opens < closes);

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- A task of a customer carries the customer's owner, unit and presence; one without is whose it is. The customer is looked up
-- as whoever writes: one out of sight does not exist.
create function place_task() returns trigger language plpgsql as $$
begin
  if new.customer_id is not null then
    select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  else
    select u.id, u.unit_id into new.owner_id, new.unit_id from users u where u.id = new.assignee_id;
  end if;
  if not found then raise exception 'no such customer or person' using errcode = 'P0002'; end if;
  return new;
end $$;
create trigger place before insert or update of customer_id on tasks for each row execute function place_task();
create trigger place_own before update of assignee_id on tasks for each row
  when (new.customer_id is null) execute function place_task();

-- Whether a person may see a customer at all: asked before somebody is given a task, and of people whom the asker does not see through.
create function person_sees_customer(person uuid, customer uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select from users u join roles r on r.id = u.role_id join customers c on c.id = customer
    where u.id = person and u.disabled_at is null and case r.scope
      when 'own' then c.owner_id = u.id
      when 'units' then exists (select from unit_ancestry a where a.ancestor_id = u.unit_id and a.descendant_id = c.unit_id)
      when 'all' then true
      else false end)
$$;
revoke execute on function person_sees_customer(uuid, uuid) from public;
grant execute on function person_sees_customer(uuid, uuid) to sees_own, sees_units, sees_all, rapport_system;

-- Every state, person and minute.
create function keep_task_history() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if tg_op = 'INSERT' then
    insert into task_events (id, task_id, at, actor_id, what, assignee_id)
      select uuid_v7(), n.id, n.created_at, viewer_id(), 'created', n.assignee_id from new_rows n;
  else
    insert into task_events (id, task_id, at, actor_id, what, assignee_id, note)
      select uuid_v7(), n.id, clock_timestamp(), viewer_id(), w.what, n.assignee_id,
             case w.what when 'tried' then n.note when 'done' then n.note else nullif(current_setting('rapport.reason', true), '') end
      from new_rows n join old_rows o on o.id = n.id
      cross join lateral (select case
        when n.state = 'started' and o.state in ('done', 'verified') or n.state in ('assigned', 'waiting') and not o.open then 'reopened'
        when n.attempts > o.attempts and n.open then 'tried'
        when n.assignee_id is distinct from o.assignee_id then 'assigned'
        when n.state <> o.state then n.state
        when n.escalated > o.escalated then case n.escalated when 1 then 'warned' else 'overdue' end
        when (n.title, n.details, n.due_at, n.necessity, n.priority, n.not_before) is distinct from
             (o.title, o.details, o.due_at, o.necessity, o.priority, o.not_before) then 'changed'
        end as what) w
      where w.what is not null;
  end if;
  return null;
end $$;
create trigger history_new after insert on tasks referencing new table as new_rows for each statement execute function keep_task_history();
create trigger history after update on tasks referencing old table as old_rows new table as new_rows
  for each statement execute function keep_task_history();

-- A customer is handed on, with what is open: what its manager had to do falls to the next one, who may not do what a
-- customer's manager is barred from.
create function hand_on_tasks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update tasks t set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null,
    barred_id = case when t.kind = 'call-back' and t.open then n.owner_id else t.barred_id end,
    assignee_id = a.assignee_id,
    state = case when not t.open then t.state when a.assignee_id is null then 'waiting' when t.state = 'waiting' then 'assigned' else t.state end
  from old_rows o join new_rows n on n.id = o.id, lateral (select t2.id, case
      when not t2.open then t2.assignee_id
      when t2.kind = 'call-back' and t2.assignee_id = n.owner_id then null
      when t2.assignee_id = o.owner_id and n.owner_id is distinct from o.owner_id
        then case when n.owner_id = t2.barred_id then null else n.owner_id end
      else t2.assignee_id end as assignee_id from tasks t2 where t2.customer_id = n.id) a
  where t.id = a.id and t.customer_id = n.id
    and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_tasks after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_tasks();

create function merge_tasks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update tasks set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_tasks after insert on customer_merges for each row execute function merge_tasks();
revoke execute on function place_task(), keep_task_history(), hand_on_tasks(), merge_tasks() from public;
grant execute on function place_task() to sees_own, sees_units, sees_all, rapport_system;

create trigger stamp before update on tasks for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['tasks', 'task_events', 'service_days', 'service_hours'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;
call carries_customer_scope('tasks');
-- A step of a case stays out of sight of the person whom it is about; a call-back may be seen by whom it is not for.
create policy not_of_oneself on tasks as restrictive to sees_own, sees_units, sees_all
  using (kind <> 'case' or barred_id is distinct from viewer_id());
create policy with_task on task_events for select to sees_own, sees_units, sees_all using (exists (select from tasks t where t.id = task_id));
create policy reading on service_days for select to sees_own, sees_units, sees_all, sees_none using (true);
create policy managing on service_days to sees_all using (viewer_may('service.configure')) with check (viewer_may('service.configure'));
create policy reading on service_hours for select to sees_own, sees_units, sees_all, sees_none using (true);
create policy managing on service_hours to sees_all using (viewer_may('service.configure')) with check (viewer_may('service.configure'));
grant select, insert, update on tasks to sees_own, sees_units, sees_all;
grant select on task_events to sees_own, sees_units, sees_all;
grant select on service_days, service_hours to sees_own, sees_units, sees_all, sees_none;
grant insert, update, delete on service_days, service_hours to sees_all;
call is_audited('service_days');
call is_audited('service_hours');

-- ── What every firm begins with ─────────────────────────────────────────────────────────────────────────────────────
insert into service_hours (valid_from, opens, closes) values ('2000-01-01', '08:30', '17:30');
-- Public holidays and moved working days of 2026, as the State Council announced them in November 2025 (国办发明电); to be verified by the firm.
insert into service_days (day, works, name)
  select d::date, false, name from (values
    ('2026-01-01', '2026-01-03', '元旦'), ('2026-02-15', '2026-02-23', '春节'), ('2026-04-04', '2026-04-06', '清明节'),
    ('2026-05-01', '2026-05-05', '劳动节'), ('2026-06-19', '2026-06-21', '端午节'), ('2026-09-25', '2026-09-27', '中秋节'),
    ('2026-10-01', '2026-10-07', '国庆节')) h (first, last, name), generate_series(first::date, last::date, interval '1 day') d;
insert into service_days (day, works, name) values
  ('2026-01-04', true, '元旦调休'), ('2026-02-14', true, '春节调休'), ('2026-02-28', true, '春节调休'), ('2026-05-09', true, '劳动节调休'),
  ('2026-09-20', true, '国庆节调休'), ('2026-10-10', true, '国庆节调休');

update roles set permissions = permissions || array['task.read', 'task.work'] where code in ('account-manager', 'service-agent', 'branch-manager');
update roles set permissions = permissions || array['task.read'] where code in ('head-office', 'compliance');
update roles set permissions = permissions || array['task.assign'] where code in ('branch-manager', 'head-office');
update roles set permissions = permissions || array['service.configure'] where code = 'head-office';
