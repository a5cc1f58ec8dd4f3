-- Campaigns (营销活动): whom, why, when and by what they are asked, agreed to by a second person; then who takes part is written down once, and who
-- is held out by chance.

-- CreateTable
CREATE TABLE "campaigns" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "excluded_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
    "goal" JSONB NOT NULL,
    "holdout_percent" INTEGER NOT NULL,
    "budget" DECIMAL(20,2) NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "fixed_at" TIMESTAMPTZ(3),
    "seed" TEXT,
    "excluded" INTEGER,
    "members" INTEGER,
    "held_out" INTEGER,
    "cancelled_by" UUID,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_waves" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "template_id" UUID,
    "script" TEXT,
    "script_zh" TEXT,
    "contact_cost" DECIMAL(20,2) NOT NULL,

    CONSTRAINT "campaign_waves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_members" (
    "campaign_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "held_out" BOOLEAN NOT NULL,

    CONSTRAINT "campaign_members_pkey" PRIMARY KEY ("campaign_id","customer_id")
);

-- CreateIndex
CREATE INDEX "campaigns_unit_id_idx" ON "campaigns"("unit_id");

-- CreateIndex
CREATE INDEX "campaigns_segment_id_idx" ON "campaigns"("segment_id");

-- CreateIndex
CREATE INDEX "campaigns_starts_on_id_idx" ON "campaigns"("starts_on", "id");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_waves_campaign_id_position_key" ON "campaign_waves"("campaign_id", "position");

-- CreateIndex
CREATE INDEX "campaign_waves_template_id_idx" ON "campaign_waves"("template_id");

-- CreateIndex
CREATE INDEX "campaign_members_customer_id_idx" ON "campaign_members"("customer_id");

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "campaign_waves" ADD CONSTRAINT "campaign_waves_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "campaign_waves" ADD CONSTRAINT "campaign_waves_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "message_templates"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "campaign_members" ADD CONSTRAINT "campaign_members_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table campaigns add constraint campaigns_state check (state in ('draft', 'waiting', 'approved', 'cancelled'));
alter table campaigns add constraint campaigns_holdout check (holdout_percent between 0 and 50);
alter table campaigns add constraint campaigns_budget check (budget >= 0);
alter table campaigns add constraint campaigns_days check (ends_on >= starts_on);
alter table campaigns add constraint campaigns_second_person check (approved_by is null or approved_by is distinct from made_by);
alter table campaigns add constraint campaigns_cancelled check ((state = 'cancelled') = (cancelled_at is not null and cancel_reason is not null));
alter table campaigns add constraint campaigns_fixed check ((fixed_at is null) = (seed is null) and (fixed_at is null) = (members is null)
  and (fixed_at is null) = (held_out is null) and (fixed_at is null) = (excluded is null) and (fixed_at is null or approved_at is not null));
alter table campaign_waves add constraint campaign_waves_channel check (channel in ('email', 'sms', 'call'));
alter table campaign_waves add constraint campaign_waves_words
  check ((channel = 'call') = (template_id is null) and (channel = 'call') = (script is not null) and (script is null) = (script_zh is null));
alter table campaign_waves add constraint campaign_waves_day check (day >= 0);
alter table campaign_waves add constraint campaign_waves_cost check (contact_cost >= 0);
-- What the worker looks for every minute.
create index campaigns_to_fix on campaigns (approved_at) where state = 'approved' and fixed_at is null;

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- Whether others have agreed to a campaign as it stands.
create function campaign_agreed(which uuid, of_version int) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select from approvals a where a.kind = 'campaign' and a.subject_id = which and a.state = 'approved'
    and a.subject_stamp = of_version::text)
$$;
-- People write drafts; a campaign goes on by what others have agreed to, and who takes part is not theirs to write.
create function guard_campaign() returns trigger language plpgsql as $$
declare
  facts text[] := array['name', 'name_zh', 'unit_id', 'segment_id', 'excluded_ids', 'goal', 'holdout_percent', 'budget', 'starts_on', 'ends_on', 'made_by'];
begin
  if (new.fixed_at, new.seed, new.members, new.held_out, new.excluded) is distinct from (old.fixed_at, old.seed, old.members, old.held_out, old.excluded)
    or old.state <> 'draft' and exists (select from unnest(facts) f where to_jsonb(new) -> f is distinct from to_jsonb(old) -> f)
    or (old.state, new.state) not in (('draft', 'draft'), ('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'approved'),
      ('draft', 'cancelled'), ('waiting', 'cancelled'), ('approved', 'cancelled'))
    or new.state = 'approved' and not campaign_agreed(new.id, old.version)
    or new.state = 'cancelled' and not viewer_may('campaign.stop') then
    raise exception 'a campaign goes on by what others have agreed to' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before update on campaigns for each row when (viewer_id() is not null) execute function guard_campaign();
create function guard_new_campaign() returns trigger language plpgsql as $$
begin
  if new.state <> 'draft' or new.approved_at is not null or new.fixed_at is not null then
    raise exception 'a campaign begins as a draft' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard_new before insert on campaigns for each row when (viewer_id() is not null) execute function guard_new_campaign();
create function guard_campaign_wave() returns trigger language plpgsql as $$
begin
  if not exists (select from campaigns c where c.id = coalesce(new.campaign_id, old.campaign_id) and c.state = 'draft') then
    raise exception 'only a draft is changed' using errcode = '23514';
  end if;
  return coalesce(new, old);
end $$;
create trigger guard before insert or delete on campaign_waves for each row when (viewer_id() is not null) execute function guard_campaign_wave();
-- Who takes part is written once.
create function keep_campaign_members() returns trigger language plpgsql as $$
begin
  if TG_OP = 'DELETE' and pg_trigger_depth() > 1 or TG_OP = 'UPDATE' and pg_trigger_depth() > 1
    or TG_OP = 'INSERT' and exists (select from campaigns c where c.id = new.campaign_id and c.approved_at is not null and c.fixed_at is null) then
    return coalesce(new, old);
  end if;
  raise exception 'who takes part in a campaign is written once' using errcode = '23514';
end $$;
create trigger kept before update or delete on campaign_members for each row execute function keep_campaign_members();
create trigger kept_new before insert on campaign_members for each row execute function keep_campaign_members();
create trigger stamp before update on campaigns for each row when (pg_trigger_depth() = 0) execute function stamp_change();
-- Whoever was held out as one of two stays held out as one.
create function merge_campaign_members() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update campaign_members s set held_out = true from campaign_members m
    where m.customer_id = new.merged_id and s.customer_id = new.customer_id and s.campaign_id = m.campaign_id and m.held_out and not s.held_out;
  delete from campaign_members m where m.customer_id = new.merged_id
    and exists (select from campaign_members s where s.campaign_id = m.campaign_id and s.customer_id = new.customer_id);
  update campaign_members set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_campaign_members after insert on customer_merges for each row execute function merge_campaign_members();
revoke execute on function campaign_agreed(uuid, int), guard_campaign(), guard_new_campaign(), guard_campaign_wave(), keep_campaign_members(),
  merge_campaign_members() from public;
grant execute on function campaign_agreed(uuid, int), guard_campaign(), guard_new_campaign(), guard_campaign_wave(), keep_campaign_members()
  to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them: whoever sees units, the campaigns of theirs; of who takes part, the customers in sight ──────────────────────────
do $$
declare t text;
begin
  foreach t in array array['campaigns', 'campaign_waves', 'campaign_members'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select on %I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
grant insert, update on campaigns to sees_own, sees_units, sees_all;
grant insert, delete on campaign_waves to sees_own, sees_units, sees_all;
create policy units on campaigns for select to sees_own, sees_units using (viewer_may('campaign.read') and unit_id = any (viewer_units()));
create policy every on campaigns for select to sees_all using (viewer_may('campaign.read'));
create policy adding on campaigns for insert to sees_units, sees_all
  with check (viewer_may('campaign.plan') and made_by = viewer_id() and (current_user = 'sees_all' or unit_id = any (viewer_units())));
create policy changing on campaigns for update to sees_units, sees_all
  using (viewer_may('campaign.read') and (current_user = 'sees_all' or unit_id = any (viewer_units()))
    and (viewer_may('campaign.plan') or viewer_may('campaign.approve') or viewer_may('campaign.stop')))
  with check (viewer_may('campaign.read') and (current_user = 'sees_all' or unit_id = any (viewer_units())));
create policy with_campaign on campaign_waves for select to sees_own, sees_units, sees_all
  using (exists (select from campaigns c where c.id = campaign_waves.campaign_id));
create policy adding on campaign_waves for insert to sees_units, sees_all
  with check (viewer_may('campaign.plan') and exists (select from campaigns c where c.id = campaign_waves.campaign_id));
create policy removing on campaign_waves for delete to sees_units, sees_all
  using (viewer_may('campaign.plan') and exists (select from campaigns c where c.id = campaign_waves.campaign_id));
create policy with_customer on campaign_members for select to sees_own, sees_units, sees_all
  using (exists (select from warehouse.customer_scope s where s.customer_id = campaign_members.customer_id)
    and exists (select from campaigns c where c.id = campaign_members.campaign_id));
call is_audited('campaigns');
call is_audited('campaign_waves');

-- ── A campaign is an approval ───────────────────────────────────────────────────────────────────────────────────────
alter table approval_flows drop constraint approval_flows_kind;
alter table approval_flows add constraint approval_flows_kind
  check (kind in ('case-answer', 'message-template', 'moment-rule', 'product-admission', 'campaign'));
alter table approvals drop constraint approvals_kind;
alter table approvals add constraint approvals_kind
  check (kind in ('case-answer', 'message-template', 'moment-rule', 'product-admission', 'campaign'));
alter table approval_delegations drop constraint approval_delegations_kinds;
alter table approval_delegations add constraint approval_delegations_kinds
  check (kinds <@ array['case-answer', 'message-template', 'moment-rule', 'product-admission', 'campaign']);
insert into approval_flows (id, kind, number, state, steps, live_at) values (uuid_v7(), 'campaign', 1, 'live', jsonb_build_array(
  jsonb_build_object('name', 'Second person', 'nameZh', '第二人复核', 'roles', '[]'::jsonb, 'level', 'scope', 'needs', 'one', 'hours', 27,
    'conditions', '[]'::jsonb)), clock_timestamp());

update roles set permissions = permissions || array['campaign.read', 'campaign.plan', 'campaign.approve', 'campaign.stop']
  where code in ('branch-manager', 'head-office');
update roles set permissions = permissions || array['campaign.read', 'campaign.stop'] where code = 'compliance';
