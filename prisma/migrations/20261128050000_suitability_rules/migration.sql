-- Rules of suitability (适当性规则) as data in versions of a regime, each with the day from which it holds. Of all live versions the one with the
-- latest day holds; who wrote it does not put it into force, and a live one is never changed.

-- CreateTable
CREATE TABLE "suitability_rules" (
    "id" UUID NOT NULL,
    "regime" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "effective_from" DATE,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by" UUID,
    "live_at" TIMESTAMPTZ(3),
    "approved_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "suitability_rules_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "suitability_rules_regime_number_key" ON "suitability_rules"("regime", "number");

alter table suitability_rules add constraint suitability_rules_regime check (regime in ('csrc', 'mifid-ii'));
alter table suitability_rules add constraint suitability_rules_state check (state in ('draft', 'live'));
alter table suitability_rules add constraint suitability_rules_live check ((state = 'draft') = (live_at is null) and (state = 'draft') = (effective_from is null));
-- Maker and checker are two people; what the product brought has no maker.
alter table suitability_rules add constraint suitability_rules_second_person check (approved_by is null or approved_by is distinct from made_by);
alter table suitability_rules add constraint suitability_rules_approved check (made_by is null or state = 'draft' or approved_by is not null);
create unique index suitability_rules_one_draft on suitability_rules (regime) where state = 'draft';

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
create function keep_suitability_rules() returns trigger language plpgsql as $$
begin
  if TG_OP = 'DELETE' or old.state <> 'draft' then
    raise exception 'rules of suitability that are live are never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger kept before update or delete on suitability_rules for each row execute function keep_suitability_rules();
create trigger stamp before update on suitability_rules for each row when (pg_trigger_depth() = 0) execute function stamp_change();
-- People begin with a draft.
create function guard_new_suitability_rules() returns trigger language plpgsql as $$
begin
  if new.state <> 'draft' then
    raise exception 'rules of suitability begin as a draft' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard_new before insert on suitability_rules for each row when (viewer_id() is not null)
  execute function guard_new_suitability_rules();
-- The version that holds on a day; of one day the last that was put into force.
create function suitability_rules_on(on_day date) returns uuid language sql stable as $$
  select r.id from suitability_rules r where r.state = 'live' and r.effective_from <= on_day
  order by r.effective_from desc, r.live_at desc, r.id desc limit 1
$$;
revoke execute on function keep_suitability_rules(), guard_new_suitability_rules(), suitability_rules_on(date) from public;
grant execute on function keep_suitability_rules(), guard_new_suitability_rules(), suitability_rules_on(date)
  to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
alter table suitability_rules enable row level security, force row level security;
create policy system on suitability_rules to rapport_system, current_user using (true);
revoke all on suitability_rules from public;
grant select, insert, update on suitability_rules to rapport_system;
grant select, insert, update on suitability_rules to sees_own, sees_units, sees_all;
create policy reading on suitability_rules for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null);
create policy managing on suitability_rules to sees_own, sees_units, sees_all
  using (viewer_may('suitability.configure') or viewer_may('suitability.approve'))
  with check (viewer_may('suitability.configure') or viewer_may('suitability.approve'));
call is_audited('suitability_rules');

-- ── What every firm begins with (domain 1.2, 1.5, 1.6): the Chinese regime in force, the European one for whoever wants it. ──
insert into suitability_rules (id, regime, number, name, name_zh, definition, state, effective_from, live_at) values
  (uuid_v7(), 'csrc', 1, 'Matching by class, term and type', '适当性匹配：风险等级、期限、品种',
    '{"classes":[{"code":"C1-min","hardStop":true,"highestGrade":1},{"code":"C1","hardStop":false,"highestGrade":1},{"code":"C2","hardStop":false,"highestGrade":2},{"code":"C3","hardStop":false,"highestGrade":3},{"code":"C4","hardStop":false,"highestGrade":4},{"code":"C5","hardStop":false,"highestGrade":5}],"retentionYears":20,"tests":[{"assessed":true,"code":"matching","complex":null,"dimensions":["risk","term","type"],"initiatives":["firm"],"investors":["ordinary"],"licence":"investment-adviser","onMismatch":"block","steps":{"fromGrade":[],"match":[{"code":"match-opinion"}],"mismatch":[]}},{"assessed":true,"code":"matching","complex":null,"dimensions":["risk","term","type"],"initiatives":["customer"],"investors":["ordinary"],"licence":null,"onMismatch":"confirm","steps":{"fromGrade":[{"grade":5,"steps":[{"code":"extra-information"},{"code":"cooling-off","hours":24},{"code":"call-back"}]}],"match":[{"code":"match-opinion"}],"mismatch":[{"code":"risk-warning","seconds":15},{"code":"mismatch-confirmation"}]}},{"assessed":false,"code":"matching","complex":null,"dimensions":[],"initiatives":["firm"],"investors":["professional"],"licence":"investment-adviser","onMismatch":"block","steps":{"fromGrade":[],"match":[],"mismatch":[]}},{"assessed":false,"code":"matching","complex":null,"dimensions":[],"initiatives":["customer"],"investors":["professional"],"licence":null,"onMismatch":"block","steps":{"fromGrade":[],"match":[],"mismatch":[]}}]}',
    'live', '2000-01-01', now());
-- The classes are those that the firm's questionnaires come to.
insert into suitability_rules (id, regime, number, name, name_zh, definition) values
  (uuid_v7(), 'mifid-ii', 1, 'Suitability, appropriateness, execution only', '适合性、适当性与仅执行',
    '{"classes":[{"code":"C1-min","hardStop":false,"highestGrade":1},{"code":"C1","hardStop":false,"highestGrade":1},{"code":"C2","hardStop":false,"highestGrade":2},{"code":"C3","hardStop":false,"highestGrade":3},{"code":"C4","hardStop":false,"highestGrade":4},{"code":"C5","hardStop":false,"highestGrade":5}],"retentionYears":5,"tests":[{"assessed":true,"code":"suitability","complex":null,"dimensions":["risk","term","type","knowledge"],"initiatives":["firm"],"investors":["ordinary"],"licence":"investment-adviser","onMismatch":"block","steps":{"fromGrade":[],"match":[{"code":"suitability-report"}],"mismatch":[]}},{"assessed":true,"code":"suitability","complex":null,"dimensions":["risk","term","type"],"initiatives":["firm"],"investors":["professional"],"licence":"investment-adviser","onMismatch":"block","steps":{"fromGrade":[],"match":[],"mismatch":[]}},{"assessed":false,"code":"appropriateness","complex":true,"dimensions":["knowledge"],"initiatives":["customer"],"investors":["ordinary"],"licence":null,"onMismatch":"confirm","steps":{"fromGrade":[],"match":[],"mismatch":[{"code":"risk-warning"}]}},{"assessed":false,"code":"appropriateness","complex":true,"dimensions":[],"initiatives":["customer"],"investors":["professional"],"licence":null,"onMismatch":"confirm","steps":{"fromGrade":[],"match":[],"mismatch":[]}},{"assessed":false,"code":"execution-only","complex":false,"dimensions":[],"initiatives":["customer"],"investors":["ordinary","professional"],"licence":null,"onMismatch":"confirm","steps":{"fromGrade":[],"match":[{"code":"no-test-warning"}],"mismatch":[]}}]}');
