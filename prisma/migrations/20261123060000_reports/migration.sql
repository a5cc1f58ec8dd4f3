-- Reports that people keep: a definition as data, which the product makes SQL of as whoever opens it.

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "definition" JSONB NOT NULL,
    "shared" TEXT NOT NULL DEFAULT 'nobody',
    "owner_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reports_owner_id_idx" ON "reports"("owner_id");

alter table reports add constraint reports_shared check (shared in ('nobody', 'unit', 'firm'));

-- Who sees and who changes them: a definition holds no figures, so sharing it shows nobody anything out of their sight.
alter table reports enable row level security, force row level security;
create policy reading on reports for select to sees_own, sees_units, sees_all using (
  viewer_may('report.build') and (owner_id = viewer_id() or shared = 'firm' or (shared = 'unit' and exists (
    select from users u join unit_ancestry a on a.descendant_id = u.unit_id where u.id = viewer_id() and a.ancestor_id = reports.unit_id))));
create policy managing on reports to sees_own, sees_units, sees_all
  using (viewer_may('report.build') and owner_id = viewer_id())
  with check (viewer_may('report.build') and owner_id = viewer_id() and (shared = 'nobody' or viewer_may('report.share')));
create policy system on reports to rapport_system, current_user using (true);
revoke all on reports from public;
grant select, insert, update, delete on reports to rapport_system;
grant select, insert, update on reports to sees_own, sees_units, sees_all;
create trigger stamp before update on reports for each row when (pg_trigger_depth() = 0 and viewer_id() is not null)
  execute function stamp_change();
call is_audited('reports');

update roles set permissions = permissions || array['report.build'] where code in ('account-manager', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['report.share'] where code in ('branch-manager', 'head-office');
