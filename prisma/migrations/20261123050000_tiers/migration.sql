-- Tiers by assets (domain 3.1): the ladder of the firm in versions, the tier of each customer by rule as dated rows, and what
-- people say instead, for how long and why.

-- CreateTable
CREATE TABLE "tier_ladders" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "reason" TEXT,
    "changed_by" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "tier_ladders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tiers" (
    "id" UUID NOT NULL,
    "ladder_version" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "floor" DECIMAL(20,2) NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "tiers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tiers_by_hand" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "tier" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "set_by" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_by" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tiers_by_hand_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tier_ladders_version_key" ON "tier_ladders"("version");

-- CreateIndex
CREATE UNIQUE INDEX "tiers_ladder_version_code_key" ON "tiers"("ladder_version", "code");

-- CreateIndex
CREATE INDEX "tiers_by_hand_customer_id_valid_from_idx" ON "tiers_by_hand"("customer_id", "valid_from");

-- AddForeignKey
ALTER TABLE "tiers_by_hand" ADD CONSTRAINT "tiers_by_hand_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table tiers add constraint tiers_code check (code in
  ('long-tail', 'ordinary', 'growth', 'gold', 'platinum', 'diamond', 'high-net-worth', 'ultra-high-net-worth'));
alter table tiers add constraint tiers_floor check (floor >= 0 and (position > 1 or floor = 0));
-- A day on which it began and was taken back is no time at all.
alter table tiers_by_hand add constraint tiers_by_hand_order check (valid_to is null or valid_to >= valid_from);

-- The tier by rule, from the highest of the last three monthly average assets: up when the month turns, down after three months
-- below. A row a change; it begins with the month, or with the day of the thresholds, and no row is of a day that it did not last.
create table warehouse.customer_tiers (
  customer_id uuid not null,
  tier text not null,
  ladder_version int not null,
  -- What was judged when it came to be.
  tier_assets numeric(20, 2) not null,
  valid_from date not null,
  valid_to date,
  constraint customer_tiers_pkey primary key (customer_id, valid_from),
  constraint customer_tiers_order check (valid_to is null or valid_to > valid_from)
);
create unique index customer_tiers_present on warehouse.customer_tiers (customer_id) where valid_to is null;

insert into tier_ladders (id, version, from_day, applied_at) values (uuid_v7(), 1, '1990-01-01', clock_timestamp());
insert into tiers (id, ladder_version, code, name, name_zh, floor, position) values
  (uuid_v7(), 1, 'long-tail', 'Long tail', '长尾', 0, 1),
  (uuid_v7(), 1, 'ordinary', 'Ordinary', '普通', 10000, 2),
  (uuid_v7(), 1, 'growth', 'Growth', '成长', 100000, 3),
  (uuid_v7(), 1, 'gold', 'Gold', '黄金', 500000, 4),
  (uuid_v7(), 1, 'platinum', 'Platinum', '白金', 1000000, 5),
  (uuid_v7(), 1, 'diamond', 'Diamond', '钻石', 3000000, 6),
  (uuid_v7(), 1, 'high-net-worth', 'High net worth', '高净值', 6000000, 7),
  (uuid_v7(), 1, 'ultra-high-net-worth', 'Ultra-high net worth', '超高净值', 10000000, 8);

-- ── Who sees and who changes them ───────────────────────────────────────────────────────────────────────────────────
do $$
declare t regclass;
begin
  foreach t in array array['tier_ladders', 'tiers', 'tiers_by_hand', 'warehouse.customer_tiers']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete on %s to rapport_system', t);
    execute format('grant select on %s to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
call warehouse.is_open('tier_ladders');
call warehouse.is_open('tiers');
call warehouse.follows_customer('warehouse.customer_tiers');
call follows_customer('tiers_by_hand');
grant insert on tier_ladders, tiers to sees_all;
create policy setting on tier_ladders for insert to sees_all
  with check (viewer_may('tier.configure') and changed_by = (select viewer_id()) and applied_at is null);
create policy setting on tiers for insert to sees_all
  with check (viewer_may('tier.configure') and exists (select from tier_ladders l where l.version = ladder_version and l.applied_at is null));
grant insert on tiers_by_hand to sees_own, sees_units, sees_all;
grant update (valid_to, ended_by, ended_at) on tiers_by_hand to sees_own, sees_units, sees_all;

call is_audited('tier_ladders', 'applied_at');
call is_audited('tiers');
call is_audited('tiers_by_hand');

-- What people say of a customer's tier may bring it into a segment, or out of it.
create trigger indicators_due_new after insert on tiers_by_hand referencing new table as new_rows
  for each statement execute function warehouse.note_indicators_due();
create trigger indicators_due_changed after update on tiers_by_hand referencing new table as new_rows
  for each statement execute function warehouse.note_indicators_due();
-- Everybody's figures are looked at again, and with them the tiers of all.
insert into warehouse.indicators_due (customer_id) select customer_id from warehouse.customer_scope;

update roles set permissions = permissions || array['tier.configure'] where code = 'head-office';
