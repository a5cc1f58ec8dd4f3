-- What is wrong with the records of customers, and who keeps them in order: two records that may be one person, mandatory
-- facts that nobody told, numbers and addresses that cannot be right. Found by a job (checks of sealed values need them
-- open), kept here by the scope of their customers, so that they are listed and counted as fast as customers.

-- CreateTable
CREATE TABLE "customer_findings" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "other_id" UUID,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "certain" BOOLEAN NOT NULL DEFAULT true,
    "signs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "since" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "assigned_to" UUID,
    "note" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "other_owner_id" UUID,
    "other_unit_id" UUID,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "customer_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_checks_due" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "customer_checks_due_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "customer_findings_owner_id_id_idx" ON "customer_findings"("owner_id", "id");

-- CreateIndex
CREATE INDEX "customer_findings_unit_id_id_idx" ON "customer_findings"("unit_id", "id");

-- CreateIndex
CREATE INDEX "customer_findings_other_id_idx" ON "customer_findings"("other_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_findings_customer_id_code_record_id_key" ON "customer_findings"("customer_id", "code", "record_id");

alter table customer_findings add constraint customer_findings_kind check (kind in ('duplicate', 'gap', 'format'));
alter table customer_findings add constraint customer_findings_state check (state in ('open', 'dismissed'));
-- A pair is kept once, the older record first, and knows the other by its record.
alter table customer_findings add constraint customer_findings_pair
  check ((kind = 'duplicate') = (other_id is not null) and (other_id is null or (customer_id < other_id and record_id = other_id)));

-- ── By the scope of their customers ─────────────────────────────────────────────────────────────────────────────────
create function carry_finding_scope() returns trigger language plpgsql as $$
declare
  present boolean;
  other_present boolean := true;
begin
  select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, present
    from customers c where c.id = new.customer_id;
  if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  if new.other_id is not null then
    select c.owner_id, c.unit_id, c.deleted_at is null into new.other_owner_id, new.other_unit_id, other_present
      from customers c where c.id = new.other_id;
    if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  end if;
  new.live := present and other_present;
  return new;
end $$;
create trigger carry_scope before insert or update on customer_findings for each row execute function carry_finding_scope();

create or replace function hand_on_scope() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  moved uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id
                   where (o.owner_id, o.unit_id) is distinct from (n.owner_id, n.unit_id));
  touched uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id
                     where (o.owner_id, o.unit_id, o.deleted_at is null)
                           is distinct from (n.owner_id, n.unit_id, n.deleted_at is null));
begin
  if moved is not null then
    update relationship_assignments set valid_to = clock_timestamp() where customer_id = any (moved) and valid_to is null;
    insert into relationship_assignments (id, customer_id, owner_id, unit_id, valid_from, reason, recorded_by)
      select uuid_v7(), n.id, n.owner_id, n.unit_id, clock_timestamp(),
             nullif(current_setting('rapport.reason', true), ''), viewer_id()
      from new_rows n where n.id = any (moved);
  end if;
  if touched is not null then
    update care_visits set live = live where customer_id = any (touched);
    update customer_findings set live = live where customer_id = any (touched) or other_id = any (touched);
    update warehouse.customer_scope s set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
      from new_rows n where n.id = s.customer_id and n.id = any (touched);
  end if;
  return null;
end $$;

-- A pair is seen by whoever sees both: of a record out of sight nobody is told that it is like one of theirs.
create policy own on customer_findings to sees_own
  using (owner_id = viewer_id() and (other_id is null or other_owner_id = viewer_id()) and (live or sees_removed()));
create policy units on customer_findings to sees_units
  using (unit_id = any (viewer_units()) and (other_id is null or other_unit_id = any (viewer_units())) and (live or sees_removed()));
create policy every on customer_findings to sees_all using ((select viewer_id()) is not null and (live or sees_removed()));

do $$
declare t text;
begin
  foreach t in array array['customer_findings', 'customer_checks_due'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;
grant select on customer_findings to sees_own, sees_units, sees_all;
grant update (assigned_to, state, note, decided_by, decided_at, version, updated_at, updated_by) on customer_findings
  to sees_own, sees_units, sees_all;
-- The trail has what people decide; what the job finds and drops again is its own.
create trigger stamp before update on customer_findings for each row when (pg_trigger_depth() = 0 and viewer_id() is not null)
  execute function stamp_change();
create trigger audit_update after update on customer_findings referencing old table as old_rows new table as new_rows
  for each statement execute function audit_statement('owner_id', 'unit_id', 'other_owner_id', 'other_unit_id', 'live', 'signs', 'certain', 'since');

-- ── Whose records must be looked at ─────────────────────────────────────────────────────────────────────────────────
-- One row for every change, so that nobody waits for anybody: the job takes away those that it has seen.
create function note_customer_checks() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if TG_OP = 'INSERT' then
    insert into customer_checks_due select uuid_v7(), n.customer_id from (select distinct customer_id from new_rows) n;
  elsif TG_OP = 'DELETE' then
    insert into customer_checks_due select uuid_v7(), o.customer_id from (select distinct customer_id from old_rows) o;
  else
    insert into customer_checks_due select uuid_v7(), b.customer_id
      from (select customer_id from new_rows union select customer_id from old_rows) b;
  end if;
  return null;
end $$;
create function note_changed_customers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if TG_OP = 'INSERT' then
    insert into customer_checks_due select uuid_v7(), n.id from new_rows n;
  else
    insert into customer_checks_due select uuid_v7(), n.id from old_rows o join new_rows n on n.id = o.id
      where (o.customer_no, o.kind, o.name, o.birth_on, o.gender, o.lifecycle, o.owner_id, o.assessment_valid_to, o.deleted_at)
        is distinct from (n.customer_no, n.kind, n.name, n.birth_on, n.gender, n.lifecycle, n.owner_id, n.assessment_valid_to, n.deleted_at);
  end if;
  return null;
end $$;
create trigger checks_new after insert on customers referencing new table as new_rows
  for each statement execute function note_changed_customers();
create trigger checks_changed after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function note_changed_customers();
do $$
declare t text;
begin
  foreach t in array array['identifications', 'contact_points', 'bank_cards', 'accounts'] loop
    execute format('create trigger checks_new after insert on %I referencing new table as new_rows
                    for each statement execute function note_customer_checks()', t);
    execute format('create trigger checks_changed after update on %I referencing old table as old_rows new table as new_rows
                    for each statement execute function note_customer_checks()', t);
    execute format('create trigger checks_gone after delete on %I referencing old table as old_rows
                    for each statement execute function note_customer_checks()', t);
  end loop;
end $$;
insert into customer_checks_due select uuid_v7(), id from customers where deleted_at is null;

update roles set permissions = permissions || array['customer-quality.read']
  where code in ('account-manager', 'branch-manager', 'head-office', 'compliance');
