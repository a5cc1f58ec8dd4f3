-- Dashboards: tiles that name charts, indicators, reports and parts of the daily work. They hold no figures.

-- CreateTable
CREATE TABLE "dashboards" (
    "id" UUID NOT NULL,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "tiles" JSONB NOT NULL,
    "shared_with" UUID[] DEFAULT ARRAY[]::UUID[],
    "owner_id" UUID,
    "unit_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "dashboards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "home_dashboards" (
    "id" UUID NOT NULL,
    "dashboard_id" UUID NOT NULL,

    CONSTRAINT "home_dashboards_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dashboards_code_key" ON "dashboards"("code");

-- CreateIndex
CREATE INDEX "dashboards_owner_id_idx" ON "dashboards"("owner_id");

alter table dashboards alter column shared_with set not null;
alter table dashboards add constraint dashboards_code check (code in ('decision', 'control', 'execution'));
-- Somebody's, or one of those that every firm has.
alter table dashboards add constraint dashboards_whose check (
  case when code is null then owner_id is not null and unit_id is not null else owner_id is null and deleted_at is null and shared_with = '{}' end);
alter table dashboards add constraint dashboards_tiles check (jsonb_typeof(tiles) = 'array' and jsonb_array_length(tiles) <= 24);

-- ── Who sees and who changes them ───────────────────────────────────────────────────────────────────────────────────
-- One's own; those that every firm has; and those shared with one's role by somebody of one's unit or of one above it.
alter table dashboards enable row level security, force row level security;
create policy reading on dashboards for select to sees_own, sees_units, sees_all using (
  code is not null and viewer_id() is not null or viewer_may('dashboard.build') and (owner_id = viewer_id() or exists (
    select from users u join unit_ancestry a on a.descendant_id = u.unit_id
    where u.id = viewer_id() and u.role_id = any (dashboards.shared_with) and a.ancestor_id = dashboards.unit_id)));
-- One's own; and those that every firm has, by whoever sees everybody and may share.
create policy managing on dashboards to sees_own, sees_units, sees_all
  using (viewer_may('dashboard.build') and (owner_id = viewer_id()
    or code is not null and viewer_may('dashboard.share') and current_user = 'sees_all'))
  with check (viewer_may('dashboard.build') and (shared_with = '{}' or viewer_may('dashboard.share'))
    and (owner_id = viewer_id() and code is null or code is not null and viewer_may('dashboard.share') and current_user = 'sees_all'));
create policy system on dashboards to rapport_system, current_user using (true);
revoke all on dashboards from public;
grant select, insert, update, delete on dashboards to rapport_system;
grant select, insert, update on dashboards to sees_own, sees_units, sees_all;
create trigger stamp before update on dashboards for each row when (pg_trigger_depth() = 0 and viewer_id() is not null)
  execute function stamp_change();
call is_audited('dashboards');

-- What somebody begins with; the id is the person's.
alter table home_dashboards enable row level security, force row level security;
create policy mine on home_dashboards to sees_own, sees_units, sees_all using (id = viewer_id());
create policy system on home_dashboards to rapport_system, current_user using (true);
revoke all on home_dashboards from public;
grant select, insert, update, delete on home_dashboards to rapport_system, sees_own, sees_units, sees_all;
call is_audited('home_dashboards');

-- ── What every level begins with (RPT-06) ───────────────────────────────────────────────────────────────────────────
insert into dashboards (id, code, name, tiles) values
(uuid_v7(), 'decision', 'The firm', '[
  {"kind": "indicator", "indicator": "assets", "width": 1}, {"kind": "indicator", "indicator": "net-inflow", "width": 1},
  {"kind": "indicator", "indicator": "traded-value", "width": 1}, {"kind": "indicator", "indicator": "net-commission", "width": 1},
  {"kind": "indicator", "indicator": "new-customers", "width": 1}, {"kind": "indicator", "indicator": "active-ratio", "width": 1},
  {"kind": "work", "part": "counts", "width": 3},
  {"kind": "chart", "chart": "assets", "compare": ["year"], "width": 2}, {"kind": "chart", "chart": "units", "width": 1},
  {"kind": "chart", "chart": "commission", "compare": ["year"], "width": 2}, {"kind": "chart", "chart": "visit-completion", "width": 1}]'),
(uuid_v7(), 'control', 'The unit', '[
  {"kind": "indicator", "indicator": "traded-value", "width": 1}, {"kind": "indicator", "indicator": "net-commission", "width": 1},
  {"kind": "indicator", "indicator": "completion-rate", "width": 1},
  {"kind": "work", "part": "counts", "width": 3},
  {"kind": "work", "part": "overdue", "width": 2}, {"kind": "work", "part": "expired", "width": 1},
  {"kind": "chart", "chart": "staff", "compare": ["period"], "width": 2}, {"kind": "work", "part": "at-risk", "width": 1},
  {"kind": "chart", "chart": "visit-completion", "width": 2}, {"kind": "work", "part": "changed", "width": 1}]'),
(uuid_v7(), 'execution', 'The day', '[
  {"kind": "work", "part": "visits", "width": 2}, {"kind": "work", "part": "expired", "width": 1},
  {"kind": "work", "part": "expiring", "width": 1}, {"kind": "work", "part": "at-risk", "width": 1},
  {"kind": "work", "part": "idle-cash", "width": 1}, {"kind": "work", "part": "changed", "width": 2}]');

update roles set permissions = permissions || array['dashboard.build']
  where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['dashboard.share'] where code in ('branch-manager', 'head-office');
