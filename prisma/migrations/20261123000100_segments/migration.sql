-- Groups of customers that keep themselves up to date: a condition, and since when who is in it.

-- CreateTable
CREATE TABLE "segments" (
    "id" UUID NOT NULL,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "name_zh" TEXT,
    "description" TEXT,
    "condition" JSONB NOT NULL,
    "reach" TEXT NOT NULL,
    "shared" TEXT NOT NULL DEFAULT 'nobody',
    "owner_id" UUID,
    "unit_id" UUID,
    "condition_version" INTEGER NOT NULL DEFAULT 1,
    "judged_version" INTEGER NOT NULL DEFAULT 0,
    "judged_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "segments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment_memberships" (
    "segment_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "entered_on" DATE NOT NULL,
    "left_on" DATE,

    CONSTRAINT "segment_memberships_pkey" PRIMARY KEY ("segment_id","customer_id","entered_on")
);

-- CreateIndex
CREATE UNIQUE INDEX "segments_code_key" ON "segments"("code");

-- CreateIndex
CREATE INDEX "segments_owner_id_idx" ON "segments"("owner_id");

-- CreateIndex
CREATE INDEX "segment_memberships_customer_id_left_on_idx" ON "segment_memberships"("customer_id", "left_on");

-- CreateIndex
CREATE INDEX "segment_memberships_segment_id_left_on_idx" ON "segment_memberships"("segment_id", "left_on");

alter table segments add constraint segments_reach check (reach in ('own', 'units', 'all'));
alter table segments add constraint segments_shared check (shared in ('nobody', 'unit', 'firm'));
alter table segments add constraint segments_whose
  check ((reach = 'all' or owner_id is not null) and (reach <> 'units' or unit_id is not null) and (shared <> 'unit' or unit_id is not null));
alter table segment_memberships add constraint segment_memberships_order check (left_on is null or left_on > entered_on);

-- ── Who sees and who changes them ───────────────────────────────────────────────────────────────────────────────────
alter table segments enable row level security, force row level security;
create policy reading on segments for select to sees_own, sees_units, sees_all using (
  viewer_may('segment.build') and (owner_id = viewer_id() or shared = 'firm' or (shared = 'unit' and exists (
    select from users u join unit_ancestry a on a.descendant_id = u.unit_id where u.id = viewer_id() and a.ancestor_id = segments.unit_id))));
-- One's own; and the groups that every firm has, by whoever sees everybody and may share with the firm.
create policy managing on segments to sees_own, sees_units, sees_all
  using (viewer_may('segment.build') and (owner_id = viewer_id()
    or code is not null and viewer_may('segment.share') and current_user = 'sees_all'))
  with check (viewer_may('segment.build') and (shared = 'nobody' or viewer_may('segment.share'))
    and (owner_id = viewer_id() and code is null or code is not null and viewer_may('segment.share') and current_user = 'sees_all')
    and (reach = 'own' or reach = 'units' and unit_id = any (viewer_units()) or current_user = 'sees_all'));
create policy system on segments to rapport_system, current_user using (true);
revoke all on segments from public;
grant select, insert, update, delete on segments to rapport_system;
grant select, insert, update on segments to sees_own, sees_units, sees_all;
create trigger stamp before update on segments for each row when (pg_trigger_depth() = 0 and viewer_id() is not null)
  execute function stamp_change();
call is_audited('segments');

alter table segment_memberships enable row level security, force row level security;
create policy with_customer on segment_memberships for select to sees_own, sees_units, sees_all
  using (exists (select from warehouse.customer_scope c where c.customer_id = segment_memberships.customer_id)
    and exists (select from segments s where s.id = segment_memberships.segment_id));
create policy system on segment_memberships to rapport_system, current_user using (true);
revoke all on segment_memberships from public;
grant select, insert, update, delete on segment_memberships to rapport_system;
grant select on segment_memberships to sees_own, sees_units, sees_all;

-- ── The groups that every firm starts with (domain 3.2); their thresholds are in the conditions ────────────────────
insert into segments (id, code, name, name_zh, description, condition, reach, shared) values
(uuid_v7(), 'high-activity', 'High activity and contribution', '高活跃度高贡献度群体', null,
 '{"is": "all", "of": [{"is": "any", "of": [{"is": "at-least", "field": "tradeDaysMonth", "value": "10"}, {"is": "top-percent", "field": "tradedValue3m", "percent": 20}]},
   {"is": "top-percent", "field": "netCommission12m", "percent": 20}, {"is": "at-least", "field": "netCommission12m", "value": "0.01"}]}', 'all', 'firm'),
(uuid_v7(), 'potential', 'Potential', '潜在客户群体', null,
 '{"is": "all", "of": [{"is": "in", "field": "lifecycle", "values": ["active"]}, {"is": "at-least", "field": "assets", "value": "1000"},
   {"is": "any", "of": [{"is": "all", "of": [{"is": "top-percent", "field": "assets", "percent": 20}, {"is": "bottom-percent", "field": "revenueYield", "percent": 30}]},
   {"is": "at-least", "field": "cashShare", "value": "0.6"}]}]}', 'all', 'firm'),
(uuid_v7(), 'dormant', 'Dormant', '沉寂客户群体', null,
 '{"is": "all", "of": [{"is": "not-in", "field": "lifecycle", "values": ["prospect", "closed"]}, {"is": "longer-ago", "field": "openedOn", "days": 365},
   {"is": "at-most", "field": "peakMonthEndAssets", "value": "999.99"},
   {"is": "any", "of": [{"is": "longer-ago", "field": "lastTradedOn", "days": 365}, {"is": "unknown", "field": "lastTradedOn"}]}]}', 'all', 'firm'),
(uuid_v7(), 'risk-preferring', 'Risk-preferring', '风险偏好型客户群体', null,
 '{"is": "any", "of": [{"is": "all", "of": [{"is": "in", "field": "riskLevel", "values": ["C4", "C5"]}, {"is": "at-least", "field": "equityShare", "value": "0.8"}]},
   {"is": "at-least", "field": "marginDebt", "value": "0.01"}, {"is": "at-least", "field": "turnover6m", "value": "12"}]}', 'all', 'firm');

update roles set permissions = permissions || array['segment.build'] where code in ('account-manager', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['segment.share'] where code in ('branch-manager', 'head-office');
