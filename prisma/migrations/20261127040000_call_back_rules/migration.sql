-- What is asked in call-backs, and whom a year asks to be called, hold from a day on: calls that were made keep what was asked then.

-- AlterTable
ALTER TABLE "call_back_scripts" ADD COLUMN "valid_from" DATE NOT NULL DEFAULT '2000-01-01';

-- CreateTable
CREATE TABLE "call_back_rules" (
    "id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "share" DECIMAL(5,4) NOT NULL,
    "basis" TEXT NOT NULL,
    "new_account_days" INTEGER NOT NULL,
    "set_by" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_back_rules_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "call_back_rules_valid_from_key" ON "call_back_rules"("valid_from");

-- Versions that a firm wrote before were asked from when they were written.
update call_back_scripts set valid_from = (created_at at time zone 'Asia/Shanghai')::date where version > 1;
alter table call_back_scripts alter column valid_from drop default;
alter table call_back_rules add constraint call_back_rules_share check (share > 0 and share <= 1);
alter table call_back_rules add constraint call_back_rules_basis check (basis in ('year-end', 'served'));
alter table call_back_rules add constraint call_back_rules_days check (new_account_days between 1 and 365);

alter table call_back_rules enable row level security, force row level security;
create policy system on call_back_rules to rapport_system, current_user using (true);
create policy reading on call_back_rules for select to sees_own, sees_units, sees_all using (true);
create policy managing on call_back_rules to sees_all using (viewer_may('call-back.sample')) with check (viewer_may('call-back.sample'));
revoke all on call_back_rules from public;
grant select, insert, update, delete on call_back_rules to rapport_system;
grant select on call_back_rules to sees_own, sees_units, sees_all;
grant insert, update on call_back_rules to sees_all;
call is_audited('call_back_rules');

-- What every firm begins with (domain 1.5): a tenth of last year-end's customers; new accounts within a month, which has at least 28 days.
insert into call_back_rules (id, valid_from, share, basis, new_account_days) values (uuid_v7(), '2000-01-01', 0.1, 'year-end', 28);
