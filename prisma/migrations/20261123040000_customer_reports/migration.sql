-- Reports of a customer's account over a period: asked for by a person, made by the worker as that person, kept as they were made.

-- CreateTable
CREATE TABLE "report_batches" (
    "id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "from_on" DATE,
    "to_on" DATE,
    "language" TEXT NOT NULL,
    "customers" INTEGER NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_reports" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "batch_id" UUID,
    "from_on" DATE,
    "to_on" DATE,
    "currency" TEXT,
    "benchmark_id" UUID,
    "language" TEXT NOT NULL,
    "template" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "failure" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "taken_at" TIMESTAMPTZ(3),
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "file" BYTEA,
    "bytes" INTEGER,
    "shows" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sending" TEXT,
    "sending_failure" TEXT,
    "sending_by" UUID,
    "sending_attempt" INTEGER NOT NULL DEFAULT 0,
    "sending_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "sent_to" UUID,

    CONSTRAINT "customer_reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "report_batches_asked_by_segment_id_idx" ON "report_batches"("asked_by", "segment_id");

-- CreateIndex
CREATE INDEX "customer_reports_customer_id_asked_at_idx" ON "customer_reports"("customer_id", "asked_at");

-- CreateIndex
CREATE INDEX "customer_reports_batch_id_state_idx" ON "customer_reports"("batch_id", "state");

-- What the worker looks for is found without what is long done.
create index customer_reports_to_make on customer_reports (asked_at) where state in ('waiting', 'making');
create index customer_reports_to_send on customer_reports (sending_at) where sending = 'waiting';

alter table report_batches add constraint report_batches_language check (language in ('zh-CN', 'en'));
alter table customer_reports add constraint customer_reports_language check (language in ('zh-CN', 'en'));
alter table customer_reports add constraint customer_reports_state
  check (state in ('waiting', 'making', 'made', 'failed', 'stopped', 'cleared') and (state = 'made') = (file is not null));
alter table customer_reports add constraint customer_reports_sending check (sending in ('waiting', 'sent', 'failed'));

-- ── Who sees and who asks for them ──────────────────────────────────────────────────────────────────────────────────
-- A report follows its customer. One is asked for, sent and stopped by whoever may; made it is by the worker alone.
alter table customer_reports enable row level security, force row level security;
create policy with_customer on customer_reports for select to sees_own, sees_units, sees_all
  using (exists (select from customers c where c.id = customer_id));
create policy asking on customer_reports for insert to sees_own, sees_units, sees_all
  with check (viewer_may('report.create') and asked_by = viewer_id() and exists (select from customers c where c.id = customer_id));
create policy sending on customer_reports for update to sees_own, sees_units, sees_all
  using (viewer_may('report.create') and exists (select from customers c where c.id = customer_id));
create policy system on customer_reports to rapport_system, current_user using (true);
revoke all on customer_reports from public;
grant select, insert, update, delete on customer_reports to rapport_system;
grant select on customer_reports to sees_own, sees_units, sees_all;
grant insert (id, customer_id, batch_id, from_on, to_on, currency, benchmark_id, language, template, asked_by)
  on customer_reports to sees_own, sees_units, sees_all;
grant update (sending, sending_failure, sending_by, sending_attempt, sending_at) on customer_reports to sees_own, sees_units, sees_all;

-- What somebody asked for in bulk is theirs.
alter table report_batches enable row level security, force row level security;
create policy asker on report_batches to sees_own, sees_units, sees_all
  using (asked_by = viewer_id()) with check (asked_by = viewer_id() and viewer_may('report.create'));
create policy system on report_batches to rapport_system, current_user using (true);
revoke all on report_batches from public;
grant select, insert, update, delete on report_batches to rapport_system;
grant select on report_batches to sees_own, sees_units, sees_all;
grant insert (id, segment_id, from_on, to_on, language, customers, asked_by) on report_batches to sees_own, sees_units, sees_all;
grant update (stopped_at) on report_batches to sees_own, sees_units, sees_all;

call is_audited('report_batches');
call is_audited('customer_reports', 'file', 'attempt', 'taken_at', 'sending_attempt');

update roles set permissions = permissions || array['report.create'] where code in ('account-manager', 'branch-manager', 'head-office');
