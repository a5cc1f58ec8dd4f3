-- A product held against a customer (适当性匹配检查): what was given, by which rules, what came of it, and the proof, as rows that are never
-- changed; the steps before a customer goes on as rows beside it; and each time that a check was done again. Licences of staff (执业资格), because
-- who offers has to hold one.

-- CreateTable
CREATE TABLE "licences" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "licences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suitability_checks" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "origin_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "initiative" TEXT NOT NULL,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_on" DATE NOT NULL,
    "rules_id" UUID NOT NULL,
    "assessment_id" UUID,
    "rating_id" UUID,
    "class" TEXT,
    "class_valid_to" DATE,
    "grade" SMALLINT,
    "test" TEXT,
    "outcome" TEXT NOT NULL,
    "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "steps" JSONB NOT NULL,
    "inputs" TEXT NOT NULL,
    "proof" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "confirmation_id" UUID,
    "retained_until" DATE NOT NULL,

    CONSTRAINT "suitability_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suitability_steps" (
    "id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "seconds" INTEGER,
    "evidence" TEXT,
    "done_at" TIMESTAMPTZ(3) NOT NULL,
    "done_by" UUID,

    CONSTRAINT "suitability_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suitability_replays" (
    "id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "replayed_at" TIMESTAMPTZ(3) NOT NULL,
    "replayed_by" UUID,
    "sha256" TEXT NOT NULL,
    "same" BOOLEAN NOT NULL,
    "differences" JSONB NOT NULL,

    CONSTRAINT "suitability_replays_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "licences_user_id_kind_number_key" ON "licences"("user_id", "kind", "number");

-- CreateIndex
CREATE INDEX "suitability_checks_customer_id_product_id_made_at_idx" ON "suitability_checks"("customer_id", "product_id", "made_at");

-- CreateIndex
CREATE INDEX "suitability_checks_product_id_made_at_idx" ON "suitability_checks"("product_id", "made_at");

-- CreateIndex
CREATE INDEX "suitability_checks_rules_id_idx" ON "suitability_checks"("rules_id");

-- CreateIndex
CREATE INDEX "suitability_checks_assessment_id_idx" ON "suitability_checks"("assessment_id");

-- CreateIndex
CREATE INDEX "suitability_checks_rating_id_idx" ON "suitability_checks"("rating_id");

-- CreateIndex
CREATE INDEX "suitability_checks_confirmation_id_idx" ON "suitability_checks"("confirmation_id");

-- CreateIndex
CREATE UNIQUE INDEX "suitability_steps_check_id_code_key" ON "suitability_steps"("check_id", "code");

-- CreateIndex
CREATE INDEX "suitability_replays_check_id_replayed_at_idx" ON "suitability_replays"("check_id", "replayed_at");

-- AddForeignKey
ALTER TABLE "licences" ADD CONSTRAINT "licences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_checks" ADD CONSTRAINT "suitability_checks_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_checks" ADD CONSTRAINT "suitability_checks_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_checks" ADD CONSTRAINT "suitability_checks_rules_id_fkey" FOREIGN KEY ("rules_id") REFERENCES "suitability_rules"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_checks" ADD CONSTRAINT "suitability_checks_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "risk_assessments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_checks" ADD CONSTRAINT "suitability_checks_rating_id_fkey" FOREIGN KEY ("rating_id") REFERENCES "product_ratings"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_checks" ADD CONSTRAINT "suitability_checks_confirmation_id_fkey" FOREIGN KEY ("confirmation_id") REFERENCES "suitability_checks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_steps" ADD CONSTRAINT "suitability_steps_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "suitability_checks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suitability_replays" ADD CONSTRAINT "suitability_replays_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "suitability_checks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table licences add constraint licences_kind check (kind in ('investment-adviser', 'securities', 'fund-sales', 'futures'));
alter table licences add constraint licences_days check (valid_to is null or valid_to >= valid_from);
alter table suitability_checks alter column reasons set not null;
alter table suitability_checks add constraint suitability_checks_initiative check (initiative in ('firm', 'customer'));
alter table suitability_checks add constraint suitability_checks_outcome
  check (outcome in ('match', 'not-tested', 'mismatch-risk', 'mismatch-term', 'mismatch-type', 'mismatch-knowledge', 'blocked'));
alter table suitability_checks add constraint suitability_checks_grade check (grade between 1 and 5);
-- What is blocked has nothing that could be done about it.
alter table suitability_checks add constraint suitability_checks_blocked
  check (outcome <> 'blocked' or (steps = '[]' and confirmation_id is null and cardinality(reasons) > 0));
alter table suitability_checks add constraint suitability_checks_sha256 check (sha256 = encode(sha256(convert_to(proof, 'UTF8')), 'hex'));
alter table suitability_checks add constraint suitability_checks_retained check (retained_until > made_on);
alter table suitability_steps add constraint suitability_steps_code check (code in ('match-opinion', 'risk-warning', 'mismatch-confirmation',
  'extra-information', 'call-back', 'no-test-warning', 'suitability-report', 'proceeded', 'declined'));
alter table suitability_steps add constraint suitability_steps_channel check (channel in ('counter', 'online', 'telephone'));
alter table suitability_steps add constraint suitability_steps_seconds check (seconds between 0 and 86400);
-- Whoever says that a step was done says by what; only a customer's "no" may stand alone.
alter table suitability_steps add constraint suitability_steps_evidence check (evidence is not null or code in ('proceeded', 'declined'));

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- Only the customer of a check changes, where two become one.
create function keep_suitability_check() returns trigger language plpgsql as $$
begin
  if TG_OP = 'UPDATE' and TG_TABLE_NAME = 'suitability_checks' and pg_trigger_depth() > 1
    and to_jsonb(new) - 'customer_id' = to_jsonb(old) - 'customer_id' then
    return new;
  end if;
  raise exception 'checks of suitability, their steps and replays are never changed' using errcode = '42501';
end $$;
create trigger kept before update or delete on suitability_checks for each row execute function keep_suitability_check();
create trigger kept before update or delete on suitability_steps for each row execute function keep_suitability_check();
create trigger kept before update or delete on suitability_replays for each row execute function keep_suitability_check();
create function merge_suitability_checks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update suitability_checks set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_suitability_checks after insert on customer_merges for each row execute function merge_suitability_checks();

-- Steps are done in their order, none of what is blocked or over; a pause has passed; who calls back is neither the customer's manager nor who
-- made the check.
create function guard_suitability_step() returns trigger language plpgsql as $$
declare
  checked suitability_checks;
  step jsonb;
  earliest timestamptz;
  done timestamptz;
  found_step boolean := new.code in ('proceeded', 'declined');
begin
  -- Two who do something about one check go one after the other.
  perform pg_advisory_xact_lock(hashtextextended('suitability check ' || new.check_id, 3));
  select * into checked from suitability_checks where id = new.check_id;
  if checked.id is null or checked.outcome = 'blocked' or checked.confirmation_id is not null
    or exists (select from suitability_steps where check_id = new.check_id and code in ('proceeded', 'declined')) then
    raise exception 'nothing is done about a check that is blocked or over' using errcode = '23514';
  end if;
  if new.code = 'declined' then
    return new;
  end if;
  earliest := checked.made_at;
  for step in select * from jsonb_array_elements(checked.steps) loop
    if step ->> 'code' = new.code then
      found_step := true;
      if new.channel = 'online' and coalesce(new.seconds, 0) < coalesce((step ->> 'seconds')::int, 0) then
        raise exception 'it was read for too short a time' using errcode = '23514';
      end if;
      exit;
    end if;
    if step ->> 'code' = 'cooling-off' then
      earliest := earliest + make_interval(hours => (step ->> 'hours')::int);
    else
      select s.done_at into done from suitability_steps s where s.check_id = new.check_id and s.code = step ->> 'code';
      if done is null then
        raise exception 'a step comes before it' using errcode = '23514';
      end if;
      earliest := greatest(earliest, done);
    end if;
  end loop;
  if not found_step or new.done_at < earliest then
    raise exception 'it is no step of this check, or not yet' using errcode = '23514';
  end if;
  if new.code = 'call-back' and (new.done_by is not distinct from checked.made_by
    or exists (select from customers c where c.id = checked.customer_id and c.owner_id = new.done_by)) then
    raise exception 'who calls back is neither the manager nor who made the check' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before insert on suitability_steps for each row execute function guard_suitability_step();
create trigger stamp before update on licences for each row when (pg_trigger_depth() = 0) execute function stamp_change();
revoke execute on function keep_suitability_check(), merge_suitability_checks(), guard_suitability_step() from public;
grant execute on function keep_suitability_check(), guard_suitability_step() to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['licences', 'suitability_checks', 'suitability_steps', 'suitability_replays'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert on %I to rapport_system', t);
    execute format('grant select, insert on %I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
grant select, insert, update on licences to sees_none;
grant update on licences to sees_own, sees_units, sees_all, rapport_system;
create policy reading on licences for select to sees_own, sees_units, sees_all, sees_none using (true);
create policy managing on licences to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('user.manage')) with check (viewer_may('user.manage'));
call follows_customer('suitability_checks');
create policy by_check on suitability_steps to sees_own, sees_units, sees_all
  using (exists (select from suitability_checks c where c.id = check_id))
  with check (done_by = viewer_id() and exists (select from suitability_checks c where c.id = check_id));
create policy by_check on suitability_replays to sees_own, sees_units, sees_all
  using (exists (select from suitability_checks c where c.id = check_id))
  with check (replayed_by = viewer_id() and exists (select from suitability_checks c where c.id = check_id));
-- Nobody makes a check in another one's name.
create policy own_name on suitability_checks as restrictive for insert to sees_own, sees_units, sees_all with check (made_by = viewer_id());
call is_audited('licences');
call is_audited('suitability_checks', 'inputs', 'proof', 'steps');
call is_audited('suitability_steps');
call is_audited('suitability_replays');
