-- How customers are served (SRV-02, SRV-16, SRV-18): levels bound to segments, plans of steps in versions, and who is in which plan
-- since when. A step that falls due is a task of the one queue (decision 021).

-- CreateTable
CREATE TABLE "service_levels" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "rank" SMALLINT NOT NULL,
    "segment_id" UUID,
    "retired" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "service_levels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_plans" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "starts" TEXT NOT NULL,
    "level_id" UUID,
    "product" TEXT,
    "present_too" BOOLEAN NOT NULL DEFAULT false,
    "begins_on" DATE NOT NULL,
    "customer_id" UUID,
    "unit_id" UUID,
    "closed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "service_plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_plan_versions" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,

    CONSTRAINT "service_plan_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_plan_steps" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "place" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "details" TEXT,
    "channel" TEXT NOT NULL,
    "offset_days" INTEGER NOT NULL,
    "every_days" INTEGER,
    "times" INTEGER,
    "necessity" TEXT NOT NULL,
    "limit_days" SMALLINT NOT NULL,
    "done_by" TEXT NOT NULL,
    "skill" TEXT,

    CONSTRAINT "service_plan_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_plans" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "origin_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "cause" TEXT NOT NULL,
    "cause_code" TEXT,
    "cause_on" DATE,
    "started_on" DATE NOT NULL,
    "through_on" DATE,
    "next_on" DATE,
    "ended_on" DATE,
    "end_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "ended_by" UUID,

    CONSTRAINT "customer_plans_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "service_plans_customer_id_idx" ON "service_plans"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "service_plan_versions_plan_id_number_key" ON "service_plan_versions"("plan_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "service_plan_steps_version_id_place_key" ON "service_plan_steps"("version_id", "place");

-- CreateIndex
CREATE INDEX "customer_plans_customer_id_started_on_idx" ON "customer_plans"("customer_id", "started_on");

-- CreateIndex
CREATE INDEX "customer_plans_plan_id_started_on_id_idx" ON "customer_plans"("plan_id", "started_on", "id");

-- CreateIndex
CREATE INDEX "customer_plans_owner_id_idx" ON "customer_plans"("owner_id");

-- CreateIndex
CREATE INDEX "customer_plans_unit_id_idx" ON "customer_plans"("unit_id");

-- AddForeignKey
ALTER TABLE "service_levels" ADD CONSTRAINT "service_levels_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_plans" ADD CONSTRAINT "service_plans_level_id_fkey" FOREIGN KEY ("level_id") REFERENCES "service_levels"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_plans" ADD CONSTRAINT "service_plans_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_plan_versions" ADD CONSTRAINT "service_plan_versions_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "service_plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_plan_steps" ADD CONSTRAINT "service_plan_steps_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "service_plan_versions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_plans" ADD CONSTRAINT "customer_plans_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "service_plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_plans" ADD CONSTRAINT "customer_plans_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "service_plan_versions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_plans" ADD CONSTRAINT "customer_plans_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- One level a segment, and one a rank: who is in two has the plans of both.
create unique index service_levels_rank on service_levels (rank) where not retired;
create unique index service_levels_segment on service_levels (segment_id) where not retired;
alter table service_levels add constraint service_levels_rank_range check (rank between 1 and 99);
alter table service_plans add constraint service_plans_starts check (starts in ('hand', 'level', 'purchase')
  and (starts = 'level') = (level_id is not null) and (starts = 'purchase') = (product is not null));
alter table service_plans add constraint service_plans_product check
  (product in ('stock', 'etf', 'fund', 'money-fund', 'bond', 'repo', 'derivative', 'structured'));
-- What starts by itself is the firm's; what a unit or one customer has is started by hand.
alter table service_plans add constraint service_plans_whose check
  ((starts = 'hand' or (unit_id is null and customer_id is null)) and (unit_id is null or customer_id is null));
alter table service_plan_steps add constraint service_plan_steps_channel check (channel in ('phone', 'in-person', 'video', 'wechat', 'email', 'sms'));
alter table service_plan_steps add constraint service_plan_steps_necessity check (necessity in ('must', 'may'));
alter table service_plan_steps add constraint service_plan_steps_days check (offset_days between 0 and 3660 and every_days between 1 and 3660
  and times between 2 and 1000 and limit_days between 0 and 60 and (times is null or every_days is not null));
alter table service_plan_steps add constraint service_plan_steps_done_by check (done_by in ('manager', 'pool') and (skill is null or done_by = 'pool'));
alter table service_plan_steps add constraint service_plan_steps_skill check
  (skill in ('complaints', 'margin', 'suitability', 'technical', 'institutions', 'english'));
alter table customer_plans add constraint customer_plans_cause check (cause in ('hand', 'level', 'purchase')
  and (cause <> 'hand') = (cause_code is not null) and (cause_code is null) = (cause_on is null));
alter table customer_plans add constraint customer_plans_end check ((ended_on is null) = (end_reason is null)
  and end_reason in ('left', 'hand', 'finished', 'customer-gone', 'merged'));
-- Once for each joining of a segment and each purchase, whoever dies meanwhile. Who left and came back on the same day begins anew.
create unique index customer_plans_once on customer_plans (plan_id, origin_id, cause_code, cause_on)
  where cause <> 'hand' and end_reason is distinct from 'left';
create unique index customer_plans_open on customer_plans (plan_id, customer_id) where ended_on is null and cause <> 'purchase';
create index customer_plans_due on customer_plans (next_on) where ended_on is null;
create index customer_plans_of_level on customer_plans (plan_id) where ended_on is null and cause = 'level';
-- A step of a customer in a plan is one task a day on which it falls due.
create unique index tasks_once_a_step on tasks (about_id, code, occurred_on) where kind = 'plan-step';
-- What was bought lately, for what follows a purchase.
create index cash_movements_purchases on warehouse.cash_movements (moved_on) where kind = 'product-purchase';

-- ── On which days a step falls: first, and then every so many days, so many times or for as long as somebody is in the plan ──
-- The first such day after another; null where there is none.
create function plan_step_after(first date, every int, times int, after date) returns date language sql immutable parallel safe as $$
  select case when after is null or first > after then first
    when every is null or (after - first) / every + 1 >= coalesce(times, 2147483647) then null
    else first + ((after - first) / every + 1) * every end
$$;
-- The last such day up to another; null where there is none.
create function plan_step_until(first date, every int, times int, until date) returns date language sql immutable parallel safe as $$
  select case when first > until then null
    when every is null then first
    else first + least((until - first) / every, coalesce(times, 2147483647) - 1) * every end
$$;

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- The customer is looked up as whoever writes: one out of sight does not exist.
create function place_customer_plan() returns trigger language plpgsql as $$
begin
  select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  return new;
end $$;
create trigger place before insert or update of customer_id on customer_plans for each row execute function place_customer_plan();

create function hand_on_customer_plans() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update customer_plans p set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
  from old_rows o join new_rows n on n.id = o.id
  where p.customer_id = n.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_customer_plans after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_customer_plans();

-- Whoever leaves a plan has nothing more to be done of it but what was begun.
create function end_plan_steps() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update tasks t set state = 'cancelled', open = false
  from old_rows o join new_rows n on n.id = o.id
  where o.ended_on is null and n.ended_on is not null and t.kind = 'plan-step' and t.about_id = n.id
    and t.open and t.started_at is null and t.attempts = 0;
  return null;
end $$;
create trigger ending after update on customer_plans referencing old table as old_rows new table as new_rows
  for each statement execute function end_plan_steps();

-- A plan is finished when no step of it comes any more and none is open.
create function finish_customer_plan() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update customer_plans p set ended_on = (coalesce(new.done_at, now()) at time zone 'Asia/Shanghai')::date, end_reason = 'finished'
  where p.id = new.about_id and p.ended_on is null and p.next_on is null
    and not exists (select from tasks t where t.kind = 'plan-step' and t.about_id = p.id and t.open);
  return null;
end $$;
create trigger finishing after update of open on tasks for each row
  when (old.open and not new.open and new.kind = 'plan-step') execute function finish_customer_plan();

-- Of two who are one, the one that stays is in each plan once; whether it is in a segment is seen anew.
create function merge_service_plans() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update customer_plans p set ended_on = current_date, end_reason = 'merged'
  where p.customer_id = new.merged_id and p.ended_on is null and (p.cause = 'level' or p.cause = 'hand' and exists (select from customer_plans s
    where s.customer_id = new.customer_id and s.plan_id = p.plan_id and s.ended_on is null and s.cause <> 'purchase'));
  update customer_plans set customer_id = new.customer_id where customer_id = new.merged_id;
  update service_plans set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_service_plans after insert on customer_merges for each row execute function merge_service_plans();
revoke execute on function place_customer_plan(), hand_on_customer_plans(), end_plan_steps(), finish_customer_plan(), merge_service_plans() from public;
grant execute on function place_customer_plan() to sees_own, sees_units, sees_all, rapport_system;

create trigger stamp before update on service_levels for each row when (pg_trigger_depth() = 0) execute function stamp_change();
create trigger stamp before update on service_plans for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['service_levels', 'service_plans', 'service_plan_versions', 'service_plan_steps', 'customer_plans'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;
call carries_customer_scope('customer_plans');
create policy reading on service_levels for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null);
create policy managing on service_levels to sees_all using (viewer_may('service-level.edit')) with check (viewer_may('service-level.edit'));
-- Plans tell nothing of anybody, but for those that were made for one customer: they follow the customer.
create policy reading on service_plans for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null
  and (customer_id is null or exists (select from customers c where c.id = service_plans.customer_id)));
create policy managing on service_plans to sees_own, sees_units, sees_all using (viewer_may('service-plan.edit') and case
  when customer_id is not null then exists (select from customers c where c.id = service_plans.customer_id)
  else current_user = 'sees_all' or current_user = 'sees_units' and unit_id = any (viewer_units()) end);
create policy reading on service_plan_versions for select to sees_own, sees_units, sees_all
  using (exists (select from service_plans p where p.id = plan_id));
create policy managing on service_plan_versions for insert to sees_own, sees_units, sees_all with check (viewer_may('service-plan.edit')
  and exists (select from service_plans p where p.id = plan_id and (p.customer_id is not null or current_user = 'sees_all'
    or current_user = 'sees_units' and p.unit_id = any (viewer_units()))));
create policy reading on service_plan_steps for select to sees_own, sees_units, sees_all
  using (exists (select from service_plan_versions v where v.id = version_id));
create policy managing on service_plan_steps for insert to sees_own, sees_units, sees_all with check (viewer_may('service-plan.edit')
  and exists (select from service_plan_versions v join service_plans p on p.id = v.plan_id where v.id = version_id
    and (p.customer_id is not null or current_user = 'sees_all' or current_user = 'sees_units' and p.unit_id = any (viewer_units()))));
grant select on service_levels, service_plans, service_plan_versions, service_plan_steps, customer_plans to sees_own, sees_units, sees_all;
grant insert, update on service_plans, customer_plans to sees_own, sees_units, sees_all;
grant insert on service_plan_versions, service_plan_steps to sees_own, sees_units, sees_all;
grant insert, update on service_levels to sees_all;
call is_audited('service_levels');
call is_audited('service_plans');
call is_audited('service_plan_versions');
call is_audited('service_plan_steps');

update roles set permissions = permissions || array['service-plan.read']
  where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['service-plan.edit'] where code in ('account-manager', 'branch-manager', 'head-office');
update roles set permissions = permissions || array['service-level.edit'] where code = 'head-office';
