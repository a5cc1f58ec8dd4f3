-- CreateTable
CREATE TABLE "data_sources" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "secret_sealed" TEXT,
    "owner_id" UUID,
    "contact" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "data_sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_items" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "layout" JSONB NOT NULL,
    "mapping" JSONB NOT NULL,
    "key_fields" TEXT[],
    "side_file" JSONB,
    "late_days" INTEGER NOT NULL DEFAULT 3,
    "unknown" JSONB NOT NULL,
    "schedule" TEXT,
    "owner_id" UUID,
    "contact" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "collection_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "etl_projects" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "etl_projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "etl_tasks" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "steps" JSONB NOT NULL,
    "schedule" TEXT,
    "scheduled_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "calendar" TEXT NOT NULL,
    "due_time" TEXT,
    "day_offset" INTEGER NOT NULL DEFAULT 0,
    "waits_for" UUID[] DEFAULT ARRAY[]::UUID[],
    "alert_to" TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "etl_tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "etl_schedules" (
    "task_id" UUID NOT NULL,
    "handled_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "etl_schedules_pkey" PRIMARY KEY ("task_id")
);

-- CreateTable
CREATE TABLE "etl_runs" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "business_date" DATE NOT NULL,
    "cause" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "steps" JSONB NOT NULL,
    "stop_asked" BOOLEAN NOT NULL DEFAULT false,
    "failure" TEXT,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3),
    "series_id" UUID,
    "claimed_by" UUID,
    "resume_at" TIMESTAMPTZ(3),
    "alerted" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "mailed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "started_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "etl_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "etl_step_runs" (
    "run_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "item_id" UUID,
    "batch_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "ended" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "rows_in" BIGINT NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "late" BIGINT NOT NULL DEFAULT 0,
    "duplicates" BIGINT NOT NULL DEFAULT 0,
    "corrected" BIGINT NOT NULL DEFAULT 0,
    "progress" DOUBLE PRECISION,
    "failure" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "etl_step_runs_pkey" PRIMARY KEY ("run_id","step")
);

-- CreateTable
CREATE TABLE "etl_log_lines" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "step" TEXT,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "etl_log_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quality_rules" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "effect" TEXT NOT NULL,
    "owner_id" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "quality_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quality_issues" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "business_date" DATE NOT NULL,
    "line" INTEGER NOT NULL,
    "values_sealed" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'held',
    "unit_id" UUID,
    "fixed_sealed" TEXT,
    "note" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "quality_issues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quality_days" (
    "item_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "indicator" TEXT NOT NULL,
    "numerator" BIGINT NOT NULL,
    "denominator" BIGINT NOT NULL,

    CONSTRAINT "quality_days_pkey" PRIMARY KEY ("item_id","day","indicator")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "data_sources_code_key" ON "data_sources"("code");

-- CreateIndex
CREATE UNIQUE INDEX "collection_items_code_key" ON "collection_items"("code");

-- CreateIndex
CREATE INDEX "collection_items_source_id_idx" ON "collection_items"("source_id");

-- CreateIndex
CREATE UNIQUE INDEX "etl_projects_code_key" ON "etl_projects"("code");

-- CreateIndex
CREATE UNIQUE INDEX "etl_tasks_code_key" ON "etl_tasks"("code");

-- CreateIndex
CREATE INDEX "etl_tasks_project_id_idx" ON "etl_tasks"("project_id");

-- CreateIndex
CREATE INDEX "etl_runs_task_id_business_date_idx" ON "etl_runs"("task_id", "business_date");

-- CreateIndex
CREATE INDEX "etl_runs_created_at_idx" ON "etl_runs"("created_at");

-- CreateIndex
CREATE INDEX "etl_runs_state_idx" ON "etl_runs"("state");

-- CreateIndex
CREATE INDEX "etl_log_lines_run_id_at_id_idx" ON "etl_log_lines"("run_id", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "quality_rules_item_id_code_key" ON "quality_rules"("item_id", "code");

-- CreateIndex
CREATE INDEX "quality_issues_item_id_state_created_at_idx" ON "quality_issues"("item_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "quality_issues_state_created_at_id_idx" ON "quality_issues"("state", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "quality_issues_batch_id_line_key" ON "quality_issues"("batch_id", "line");

-- CreateIndex
CREATE INDEX "quality_days_day_idx" ON "quality_days"("day");

-- CreateIndex
CREATE INDEX "notifications_user_id_created_at_idx" ON "notifications"("user_id", "created_at");

-- AddForeignKey
ALTER TABLE "collection_items" ADD CONSTRAINT "collection_items_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "data_sources"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "etl_tasks" ADD CONSTRAINT "etl_tasks_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "etl_projects"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "etl_schedules" ADD CONSTRAINT "etl_schedules_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "etl_tasks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "etl_runs" ADD CONSTRAINT "etl_runs_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "etl_tasks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "etl_step_runs" ADD CONSTRAINT "etl_step_runs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "etl_runs"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "etl_log_lines" ADD CONSTRAINT "etl_log_lines_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "etl_runs"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "quality_rules" ADD CONSTRAINT "quality_rules_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "collection_items"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Closed lists.
alter table data_sources add constraint data_sources_kind check (kind in ('folder', 'https', 'upload', 'postgres'));
alter table collection_items add constraint collection_items_target check (target in ('trades', 'cash-movements', 'cash-balances',
  'position-balances', 'prices', 'corporate-actions', 'margin-debts', 'product-holdings', 'contacts', 'calendar', 'securities',
  'customers', 'accounts', 'account-holders', 'table'));
alter table etl_tasks add constraint etl_tasks_calendar check (calendar in ('trading-days', 'every-day'));
alter table etl_tasks add constraint etl_tasks_due_time check (due_time ~ '^([01]\d|2[0-3]):[0-5]\d$');
alter table etl_tasks add constraint etl_tasks_day_offset check (day_offset in (0, -1));
alter table etl_runs add constraint etl_runs_state check (state in ('waiting', 'running', 'done', 'failed', 'held', 'stopped', 'skipped'));
alter table etl_runs add constraint etl_runs_cause check (cause in ('schedule', 'person', 'back-fill', 'replay'));
alter table etl_step_runs add constraint etl_step_runs_state
  check (state in ('waiting', 'running', 'done', 'failed', 'held', 'stopped', 'skipped'));
alter table etl_step_runs add constraint etl_step_runs_kind
  check (kind in ('fetch', 'stage', 'check', 'merge', 'summarise', 'publish'));
alter table etl_log_lines add constraint etl_log_lines_level check (level in ('info', 'warning', 'error'));
alter table quality_rules add constraint quality_rules_kind
  check (kind in ('null', 'range', 'format', 'reference', 'unique', 'balance', 'condition'));
alter table quality_rules add constraint quality_rules_effect check (effect in ('hold-row', 'hold-day', 'count'));
alter table quality_issues add constraint quality_issues_state check (state in ('held', 'fixed', 'replayed', 'dismissed'));

-- One run of a task and day at a time.
create unique index etl_runs_one_at_a_time on etl_runs (task_id, business_date) where state in ('waiting', 'running');

-- Whoever looks on is told of each run that changed, by its id alone: what it says they read as themselves.
create function tell_of_runs() returns trigger language plpgsql as $$
begin
  if TG_TABLE_NAME = 'etl_runs' then perform pg_notify('etl_runs', id::text) from new_rows;
  else perform pg_notify('etl_runs', run_id::text) from (select distinct run_id from new_rows) changed;
  end if;
  return null;
end $$;
create trigger told_new after insert on etl_runs referencing new table as new_rows
  for each statement execute function tell_of_runs();
create trigger told_changed after update on etl_runs referencing new table as new_rows
  for each statement execute function tell_of_runs();
create trigger told_changed after update on etl_step_runs referencing new table as new_rows
  for each statement execute function tell_of_runs();

do $$
declare t text;
begin
  foreach t in array array['data_sources', 'collection_items', 'etl_projects', 'etl_tasks', 'quality_rules', 'quality_issues'] loop
    execute format('create trigger stamp before update on %I for each row when (pg_trigger_depth() = 0)
                    execute function stamp_change()', t);
    execute format('call is_audited(%L)', t);
  end loop;
end $$;

-- Who sees what: the data centre is looked after by whoever may, whatever customers they see.
do $$
declare t text;
begin
  foreach t in array array['data_sources', 'etl_projects', 'etl_tasks', 'etl_runs', 'etl_step_runs', 'etl_log_lines',
                           'quality_days'] loop
    execute format($f$create policy reading on %I for select to sees_own, sees_units, sees_all, sees_none
                      using (viewer_may('data-centre.read'))$f$, t);
  end loop;
  -- Whoever mends rows reads what their file is described as and what it must keep.
  foreach t in array array['collection_items', 'quality_rules'] loop
    execute format($f$create policy reading on %I for select to sees_own, sees_units, sees_all, sees_none
                      using (viewer_may('data-centre.read') or viewer_may('data-quality.read'))$f$, t);
  end loop;
  foreach t in array array['data_sources', 'collection_items', 'etl_projects', 'etl_tasks', 'quality_rules'] loop
    execute format($f$create policy configuring on %I to sees_own, sees_units, sees_all, sees_none
                      using (viewer_may('data-centre.configure')) with check (viewer_may('data-centre.configure'))$f$, t);
  end loop;
  foreach t in array array['etl_runs', 'etl_step_runs', 'etl_log_lines'] loop
    execute format($f$create policy running on %I to sees_own, sees_units, sees_all, sees_none
                      using (viewer_may('data-centre.run')) with check (viewer_may('data-centre.run'))$f$, t);
  end loop;
end $$;
-- A row in quarantine belongs to the unit of its customer, where one is known; without, to those who see all, and to those
-- who see no customers and look after the data.
create policy units on quality_issues for select to sees_own, sees_units
  using (viewer_may('data-quality.read') and unit_id = any (viewer_units()));
create policy every on quality_issues for select to sees_all, sees_none using (viewer_may('data-quality.read'));
create policy fixing_units on quality_issues for update to sees_units
  using (viewer_may('data-quality.fix') and unit_id = any (viewer_units()))
  with check (viewer_may('data-quality.fix') and unit_id = any (viewer_units()));
create policy fixing on quality_issues for update to sees_all
  using (viewer_may('data-quality.fix')) with check (viewer_may('data-quality.fix'));
-- What does not agree is accepted in one's own name, and never the other way round.
create policy accepting on warehouse.reconciliations for update to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('data-centre.run') and state = 'red')
  with check (viewer_may('data-centre.run') and state = 'accepted' and accepted_by = viewer_id());
grant update (state, accepted_by, accepted_at, reason) on warehouse.reconciliations to sees_own, sees_units, sees_all, sees_none;
create policy mine on notifications to sees_own, sees_units, sees_all, sees_none using (user_id = viewer_id());

do $$
declare t text;
begin
  foreach t in array array['data_sources', 'collection_items', 'etl_projects', 'etl_tasks', 'etl_runs', 'etl_step_runs',
                           'etl_log_lines', 'quality_rules', 'quality_issues', 'quality_days', 'notifications'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select on %I to sees_own, sees_units, sees_all, sees_none', t);
  end loop;
  -- How far the schedule was followed is between the worker and itself.
  alter table etl_schedules enable row level security, force row level security;
  create policy system on etl_schedules to rapport_system, current_user using (true);
  revoke all on etl_schedules from public;
  grant select, insert, update, delete on etl_schedules to rapport_system;
end $$;
grant insert, update, delete on data_sources, collection_items, etl_projects, etl_tasks, quality_rules
  to sees_own, sees_units, sees_all, sees_none;
grant insert, update on etl_runs, etl_step_runs, etl_log_lines to sees_own, sees_units, sees_all, sees_none;
grant update on quality_issues, notifications to sees_own, sees_units, sees_all, sees_none;

-- Firms that are there already: their built-in roles may from now on what new firms' may.
update roles set permissions = permissions || array['data-centre.read', 'data-centre.run', 'data-centre.configure', 'data-quality.read'] where code = 'administrator';
update roles set permissions = permissions || array['data-centre.read', 'data-quality.read', 'data-quality.fix'] where code = 'head-office';
update roles set permissions = permissions || array['data-centre.read', 'data-quality.read'] where code = 'compliance';
update roles set permissions = permissions || array['data-quality.read', 'data-quality.fix'] where code = 'branch-manager';

-- How each feed stands: its last batch that is in, and since when it is broken. Everybody who sees a figure may know, also
-- who may not look into the data centre: no row of a customer is told.
create function warehouse.feeds()
  returns table (target text, source text, item text, batch_id uuid, through date, received_at timestamptz, published_at timestamptz,
                 rows_in bigint, refused bigint, broken_since date, trouble text)
  language sql stable security definer set search_path = pg_catalog, public, warehouse as $$
  select coalesce(i.target, l.target), coalesce(s.code, l.source), coalesce(i.code, l.item), l.id, l.business_date, l.received_at,
         l.published_at, coalesce(l.rows_in, 0), coalesce(l.refused, 0), t.since, t.trouble
  from (select distinct on (coalesce(b.item_id::text, b.source || ' ' || b.item)) b.* from batches b where b.state = 'published'
        order by coalesce(b.item_id::text, b.source || ' ' || b.item), b.business_date desc, b.sequence desc) l
  full join collection_items i on i.id = l.item_id and i.active
  left join data_sources s on s.id = i.source_id
  left join lateral (
    select min(r.business_date) as since, (array_agg(coalesce(sr.failure, sr.state) order by r.business_date, r.created_at))[1] as trouble
    from etl_step_runs sr join etl_runs r on r.id = sr.run_id
    where sr.item_id = i.id and sr.state in ('failed', 'held') and r.business_date > coalesce(l.business_date, '-infinity')
      and not exists (select from etl_step_runs l join etl_runs lr on lr.id = l.run_id
                      where l.item_id = sr.item_id and lr.business_date = r.business_date and lr.created_at > r.created_at)) t on true
  where (i.id is null or i.active) and viewer_id() is not null
$$;
create function warehouse.reconciled_on(day date) returns text
  language sql stable security definer set search_path = pg_catalog, public, warehouse as $$
  select case when bool_or(state = 'red') then 'red' when bool_or(state = 'accepted') then 'accepted' when count(*) > 0 then 'green' end
  from reconciliations where business_date = day and viewer_id() is not null
$$;
revoke execute on function warehouse.feeds(), warehouse.reconciled_on(date) from public;
grant execute on function warehouse.feeds(), warehouse.reconciled_on(date) to sees_own, sees_units, sees_all, sees_none;
