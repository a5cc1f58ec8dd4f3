-- Calls: what the telephone system tells (CTI), whose call it was, and what came of it. A call of a customer whom its agent sees is that
-- customer's; any other is its agent's, and nobody learns from it whose number it is.

-- AlterTable
ALTER TABLE "users" ADD COLUMN "extension" TEXT;

-- CreateTable
CREATE TABLE "calls" (
    "id" UUID NOT NULL,
    "call_ref" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "number_kind" TEXT NOT NULL,
    "number_sealed" TEXT NOT NULL,
    "number_hash" TEXT NOT NULL,
    "customer_id" UUID,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "agent_id" UUID NOT NULL,
    "extension" TEXT NOT NULL,
    "rang_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "recording_url" TEXT,
    "outcome" TEXT,
    "minutes" INTEGER,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3),
    "visit_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "calls_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_extension_key" ON "users"("extension");

-- CreateIndex
CREATE UNIQUE INDEX "calls_call_ref_key" ON "calls"("call_ref");

-- CreateIndex
CREATE INDEX "calls_agent_id_rang_at_idx" ON "calls"("agent_id", "rang_at");

-- CreateIndex
CREATE INDEX "calls_customer_id_rang_at_idx" ON "calls"("customer_id", "rang_at");

-- CreateIndex
CREATE INDEX "calls_owner_id_rang_at_id_idx" ON "calls"("owner_id", "rang_at", "id");

-- CreateIndex
CREATE INDEX "calls_unit_id_rang_at_id_idx" ON "calls"("unit_id", "rang_at", "id");

-- CreateIndex
CREATE INDEX "calls_rang_at_id_idx" ON "calls"("rang_at", "id");

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Which call an agent has now.
create index calls_now on calls (agent_id) where recorded_at is null;
alter table calls add constraint calls_direction check (direction in ('in', 'out'));
alter table calls add constraint calls_number_kind check (number_kind in ('mobile', 'phone'));
alter table calls add constraint calls_outcome check (outcome in ('reached', 'not-reached', 'refused', 'wrong-number'));
alter table calls add constraint calls_recorded check ((outcome is null) = (recorded_at is null));
alter table calls add constraint calls_recording check (recording_url ~ '^https://');
alter table calls add constraint calls_minutes check (minutes between 1 and 600);

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- A call of a customer carries the customer's owner, unit and presence; one of nobody is its agent's. The customer is looked up
-- as whoever writes: one out of sight does not exist.
create function place_call() returns trigger language plpgsql as $$
begin
  if new.customer_id is not null then
    select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  else
    select u.id, u.unit_id, true into new.owner_id, new.unit_id, new.live from users u where u.id = new.agent_id;
  end if;
  if not found then raise exception 'no such customer or person' using errcode = 'P0002'; end if;
  return new;
end $$;
create trigger place before insert or update of customer_id, agent_id on calls for each row execute function place_call();

create function hand_on_calls() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update calls l set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
  from old_rows o join new_rows n on n.id = o.id
  where l.customer_id = n.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_calls after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_calls();

create function merge_calls() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update calls set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_calls after insert on customer_merges for each row execute function merge_calls();

revoke execute on function place_call(), hand_on_calls(), merge_calls() from public;
grant execute on function place_call() to sees_own, sees_units, sees_all, rapport_system;

create trigger stamp before update on calls for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
alter table calls enable row level security, force row level security;
create policy system on calls to rapport_system, current_user using (true);
revoke all on calls from public;
grant select, insert, update, delete on calls to rapport_system;
call carries_customer_scope('calls');
grant select on calls to sees_own, sees_units, sees_all;
grant update on calls to sees_own, sees_units, sees_all;
call is_audited('calls', 'owner_id', 'unit_id', 'live');

update roles set permissions = permissions || array['call.read', 'call.take']
  where code in ('account-manager', 'service-agent', 'branch-manager');
update roles set permissions = permissions || array['call.read'] where code in ('head-office', 'compliance');
