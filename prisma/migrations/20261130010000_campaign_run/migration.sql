-- The run of a campaign: what was done with each member by each wave, what came of it within the window, and what it cost beside.

-- AlterTable
ALTER TABLE "campaign_waves" ADD COLUMN     "left_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "campaigns" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "judged_stamp" TEXT,
ADD COLUMN     "judged_through" DATE,
ADD COLUMN     "window_from" DATE,
ADD COLUMN     "window_to" DATE;

-- CreateTable
CREATE TABLE "campaign_contacts" (
    "wave_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "message_id" UUID,
    "task_id" UUID,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_contacts_pkey" PRIMARY KEY ("wave_id","customer_id")
);

-- CreateTable
CREATE TABLE "campaign_outcomes" (
    "campaign_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "met" BOOLEAN NOT NULL,
    "gain" DECIMAL(20,2) NOT NULL,

    CONSTRAINT "campaign_outcomes_pkey" PRIMARY KEY ("campaign_id","customer_id")
);

-- CreateTable
CREATE TABLE "campaign_costs" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "spent_on" DATE NOT NULL,
    "what" TEXT NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "entered_by" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_costs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "campaign_contacts_campaign_id_customer_id_idx" ON "campaign_contacts"("campaign_id", "customer_id");

-- CreateIndex
CREATE INDEX "campaign_contacts_customer_id_idx" ON "campaign_contacts"("customer_id");

-- CreateIndex
CREATE INDEX "campaign_outcomes_customer_id_idx" ON "campaign_outcomes"("customer_id");

-- CreateIndex
CREATE INDEX "campaign_costs_campaign_id_idx" ON "campaign_costs"("campaign_id");

-- AddForeignKey
ALTER TABLE "campaign_contacts" ADD CONSTRAINT "campaign_contacts_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "campaign_contacts" ADD CONSTRAINT "campaign_contacts_wave_id_fkey" FOREIGN KEY ("wave_id") REFERENCES "campaign_waves"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "campaign_outcomes" ADD CONSTRAINT "campaign_outcomes_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "campaign_costs" ADD CONSTRAINT "campaign_costs_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table campaigns drop constraint campaigns_state;
alter table campaigns add constraint campaigns_state check (state in ('draft', 'waiting', 'approved', 'running', 'ended', 'cancelled'));
alter table campaigns add constraint campaigns_window check ((window_from is null) = (window_to is null) and window_to >= window_from
  and (window_from is null or fixed_at is not null) and (state not in ('running', 'ended') or window_from is not null)
  and (window_from is not null or closed_at is null and judged_stamp is null and judged_through is null));
-- One of the three: a message was written, a task given, or nothing done and why.
alter table campaign_contacts add constraint campaign_contacts_one check (num_nonnulls(message_id, task_id, reason) = 1);
alter table campaign_costs add constraint campaign_costs_amount check (amount >= 0);
-- What the worker looks for every second.
create index campaigns_under_way on campaigns (starts_on) where state in ('approved', 'running');
create unique index campaign_contacts_task on campaign_contacts (task_id) where task_id is not null;

-- ── A call of a campaign is a task ──────────────────────────────────────────────────────────────────────────────────
alter table tasks drop constraint tasks_kind;
alter table tasks add constraint tasks_kind
  check (kind in ('moment', 'case', 'call-back', 'plan-step', 'survey', 'follow-up', 'campaign', 'own'));

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- As before; what the worker writes of a run is not theirs to write either, and one that runs may be cancelled.
create or replace function guard_campaign() returns trigger language plpgsql as $$
declare
  facts text[] := array['name', 'name_zh', 'unit_id', 'segment_id', 'excluded_ids', 'goal', 'holdout_percent', 'budget', 'starts_on', 'ends_on', 'made_by'];
  kept text[] := array['fixed_at', 'seed', 'members', 'held_out', 'excluded', 'window_from', 'window_to', 'closed_at', 'judged_stamp', 'judged_through'];
begin
  if exists (select from unnest(kept) f where to_jsonb(new) -> f is distinct from to_jsonb(old) -> f)
    or old.state <> 'draft' and exists (select from unnest(facts) f where to_jsonb(new) -> f is distinct from to_jsonb(old) -> f)
    or (old.state, new.state) not in (('draft', 'draft'), ('draft', 'waiting'), ('waiting', 'draft'), ('waiting', 'approved'),
      ('draft', 'cancelled'), ('waiting', 'cancelled'), ('approved', 'cancelled'), ('running', 'cancelled'))
    or new.state = 'approved' and not campaign_agreed(new.id, old.version)
    or new.state = 'cancelled' and not viewer_may('campaign.stop') then
    raise exception 'a campaign goes on by what others have agreed to' using errcode = '23514';
  end if;
  return new;
end $$;
-- Of one that is cancelled or over, what has not left stays here, and whom nobody has called nobody calls.
create function stop_campaign_contacts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update outbound_messages m set state = 'suppressed', reason = 'STOPPED', ended_at = clock_timestamp()
    from campaign_contacts x where x.campaign_id = new.id and m.id = x.message_id and m.state in ('held', 'waiting');
  update tasks t set state = case new.state when 'cancelled' then 'cancelled' else 'expired' end, open = false
    from campaign_contacts x where x.campaign_id = new.id and t.id = x.task_id and t.open and t.started_at is null and t.attempts = 0;
  return null;
end $$;
create trigger stopping after update of state, closed_at on campaigns for each row
  when (new.state = 'cancelled' and old.state <> 'cancelled' or new.closed_at is not null and old.closed_at is null)
  execute function stop_campaign_contacts();
-- What was done with two customers was done with one; each wave stays once.
create function merge_campaign_run() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  delete from campaign_contacts x where x.customer_id = new.merged_id
    and exists (select from campaign_contacts s where s.wave_id = x.wave_id and s.customer_id = new.customer_id);
  update campaign_contacts set customer_id = new.customer_id where customer_id = new.merged_id;
  update campaign_outcomes s set met = s.met or m.met, gain = s.gain + m.gain from campaign_outcomes m
    where m.customer_id = new.merged_id and s.customer_id = new.customer_id and s.campaign_id = m.campaign_id;
  delete from campaign_outcomes m where m.customer_id = new.merged_id
    and exists (select from campaign_outcomes s where s.campaign_id = m.campaign_id and s.customer_id = new.customer_id);
  update campaign_outcomes set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_campaign_run after insert on customer_merges for each row execute function merge_campaign_run();
revoke execute on function stop_campaign_contacts(), merge_campaign_run() from public;

-- ── Who sees them: as of members; costs with their campaign ─────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['campaign_contacts', 'campaign_outcomes', 'campaign_costs'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select on %I to sees_own, sees_units, sees_all', t);
  end loop;
  foreach t in array array['campaign_contacts', 'campaign_outcomes'] loop
    execute format('create policy with_customer on %1$I for select to sees_own, sees_units, sees_all
      using (exists (select from warehouse.customer_scope s where s.customer_id = %1$I.customer_id)
        and exists (select from campaigns c where c.id = %1$I.campaign_id))', t);
  end loop;
end $$;
grant insert, delete on campaign_costs to sees_own, sees_units, sees_all;
create policy with_campaign on campaign_costs for select to sees_own, sees_units, sees_all
  using (exists (select from campaigns c where c.id = campaign_costs.campaign_id));
create policy adding on campaign_costs for insert to sees_units, sees_all
  with check (viewer_may('campaign.plan') and entered_by = viewer_id()
    and exists (select from campaigns c where c.id = campaign_costs.campaign_id));
create policy removing on campaign_costs for delete to sees_units, sees_all
  using (viewer_may('campaign.plan') and exists (select from campaigns c where c.id = campaign_costs.campaign_id));
call is_audited('campaign_costs');
