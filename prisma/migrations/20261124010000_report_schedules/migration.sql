-- Reports that are sent at times: each reader gets it by mail as they themselves may see it.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "work_email" TEXT;

-- CreateTable
CREATE TABLE "report_schedules" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "rhythm" JSONB NOT NULL,
    "recipients" UUID[],
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "owner_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_deliveries" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "uncertain" BOOLEAN NOT NULL DEFAULT false,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rows" INTEGER,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "report_schedules_report_id_idx" ON "report_schedules"("report_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_deliveries_schedule_id_user_id_due_at_key" ON "report_deliveries"("schedule_id", "user_id", "due_at");

-- A report has one schedule.
create unique index report_schedules_of_report on report_schedules (report_id) where deleted_at is null;
-- What the worker looks for is found without what is done.
create index report_schedules_due on report_schedules (next_at) where deleted_at is null;
create index report_deliveries_to_send on report_deliveries (at) where state in ('waiting', 'sending');
alter table report_schedules add constraint report_schedules_recipients check (cardinality(recipients) between 1 and 50);
alter table report_deliveries add constraint report_deliveries_state check (state in ('waiting', 'sending', 'sent', 'not-sent'));
alter table users add constraint users_work_email check (work_email ~ '^[^@\s]+@[^@\s]+$' and length(work_email) <= 254);

-- ── Who sees and who changes them ───────────────────────────────────────────────────────────────────────────────────
-- A schedule is its maker's; whoever it sends to knows of it. To send to others is to share.
alter table report_schedules enable row level security, force row level security;
create policy reading on report_schedules for select to sees_own, sees_units, sees_all
  using (viewer_may('report.build') and (owner_id = viewer_id() or viewer_id() = any (recipients)));
create policy managing on report_schedules to sees_own, sees_units, sees_all
  using (viewer_may('report.build') and owner_id = viewer_id())
  with check (viewer_may('report.build') and owner_id = viewer_id()
    and (recipients <@ array[viewer_id()] or viewer_may('report.share') or deleted_at is not null));
create policy system on report_schedules to rapport_system, current_user using (true);
revoke all on report_schedules from public;
grant select, insert, update, delete on report_schedules to rapport_system;
grant select, insert, update on report_schedules to sees_own, sees_units, sees_all;
create trigger stamp before update on report_schedules for each row when (pg_trigger_depth() = 0 and viewer_id() is not null)
  execute function stamp_change();
call is_audited('report_schedules');

-- What was sent is told to whoever sends it; the worker alone writes it.
alter table report_deliveries enable row level security, force row level security;
create policy owner on report_deliveries for select to sees_own, sees_units, sees_all
  using (viewer_may('report.build') and owner_id = viewer_id());
create policy system on report_deliveries to rapport_system, current_user using (true);
revoke all on report_deliveries from public;
grant select, insert, update, delete on report_deliveries to rapport_system;
grant select on report_deliveries to sees_own, sees_units, sees_all;
call is_audited('report_deliveries', 'attempt', 'at');

-- Whoever a report is sent to may open it: its owner has shared it with them.
create policy sent on reports for select to sees_own, sees_units, sees_all using (
  viewer_may('report.build') and exists (select from report_schedules s
    where s.report_id = reports.id and s.owner_id = reports.owner_id and s.deleted_at is null and viewer_id() = any (s.recipients)));
