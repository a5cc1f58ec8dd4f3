-- Prospects. Whoever may become a customer is one already, with the lifecycle `prospect`: what is told of them, who sees them and what is
-- done for them is a customer's. A row here is the course of it: where they came from, what they want, what is next, and how it ended.

-- CreateTable
CREATE TABLE "prospect_channels" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "contact_name" TEXT,
    "contact_sealed" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "prospect_channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prospects" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "interests" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "expected_assets" DECIMAL(18,2),
    "state" TEXT NOT NULL DEFAULT 'new',
    "lost_reason" TEXT,
    "lost_note" TEXT,
    "next_step" TEXT,
    "next_step_on" DATE,
    "followed_on" DATE,
    "claimed_on" DATE,
    "protected_until" DATE,
    "recall_told_for" DATE,
    "recall_told_on" DATE,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "prospects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prospect_rules" (
    "id" UUID NOT NULL,
    "unit_id" UUID,
    "effective_from" DATE NOT NULL,
    "cap" INTEGER NOT NULL,
    "protection_days" INTEGER NOT NULL,
    "silent_days" INTEGER NOT NULL,
    "conversion_days" INTEGER NOT NULL,
    "warn_days" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by" UUID,

    CONSTRAINT "prospect_rules_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "prospect_channels_code_key" ON "prospect_channels"("code");

-- CreateIndex
CREATE INDEX "prospects_customer_id_idx" ON "prospects"("customer_id");

-- CreateIndex
CREATE INDEX "prospects_channel_id_idx" ON "prospects"("channel_id");

-- CreateIndex
CREATE INDEX "prospects_owner_id_created_at_id_idx" ON "prospects"("owner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "prospects_unit_id_created_at_id_idx" ON "prospects"("unit_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "prospects_created_at_id_idx" ON "prospects"("created_at", "id");

-- CreateIndex
CREATE INDEX "prospect_rules_unit_id_effective_from_idx" ON "prospect_rules"("unit_id", "effective_from");

-- AddForeignKey
ALTER TABLE "prospects" ADD CONSTRAINT "prospects_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "prospects" ADD CONSTRAINT "prospects_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "prospect_channels"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table prospect_channels add constraint prospect_channels_kind check (kind in ('partner', 'web', 'branch', 'referral', 'event', 'phone', 'other'));
alter table prospect_channels add constraint prospect_channels_state check (state in ('open', 'ended'));
alter table prospects alter column interests set not null;
alter table prospects add constraint prospects_state check (state in ('new', 'contacted', 'qualified', 'converted', 'lost'));
alter table prospects add constraint prospects_lost check ((state = 'lost') = (lost_reason is not null));
alter table prospects add constraint prospects_lost_reason
  check (lost_reason in ('not-interested', 'competitor', 'unreachable', 'not-suitable', 'duplicate', 'other'));
alter table prospects add constraint prospects_closed check ((state in ('converted', 'lost')) = (closed_at is not null));
alter table prospects add constraint prospects_assets check (expected_assets >= 0);
alter table prospects add constraint prospects_step check ((next_step is null) = (next_step_on is null));
create unique index prospects_one_open on prospects (customer_id) where state in ('new', 'contacted', 'qualified');
-- The pool of a unit, and what the clock looks at.
create index prospects_pool on prospects (unit_id) where owner_id is null and live and state in ('new', 'contacted', 'qualified');
create index prospects_held on prospects (owner_id) where live and state in ('new', 'contacted', 'qualified');
alter table prospect_rules add constraint prospect_rules_figures check (cap between 1 and 100000 and protection_days between 0 and 3650
  and silent_days between 1 and 3650 and conversion_days between 1 and 3650 and warn_days between 0 and 365);

-- What every firm begins with, the firm's to change.
insert into prospect_channels (id, code, kind, name, name_zh) values
  (uuid_v7(), 'branch', 'branch', 'At the branch', '营业部'),
  (uuid_v7(), 'referral', 'referral', 'Sent by a customer', '客户转介绍'),
  (uuid_v7(), 'phone', 'phone', 'By telephone', '电话'),
  (uuid_v7(), 'event', 'event', 'At an event', '活动'),
  (uuid_v7(), 'web', 'web', 'The firm’s web pages', '公司网站'),
  (uuid_v7(), 'other', 'other', 'Not known', '未知');
insert into prospect_rules (id, effective_from, cap, protection_days, silent_days, conversion_days, warn_days)
  values (uuid_v7(), '2000-01-01', 200, 30, 30, 180, 5);

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- The rules of a unit on a day: its own, else those of the nearest unit above, else the firm's; the latest of them.
create function prospect_rules_of(unit uuid, day date) returns setof prospect_rules
  language sql stable security definer set search_path = pg_catalog, public as $$
  select r.* from prospect_rules r
  where r.effective_from <= day
    and (r.unit_id is null or exists (select from unit_ancestry a where a.ancestor_id = r.unit_id and a.descendant_id = unit))
  order by (select count(*) from unit_ancestry a where a.descendant_id = r.unit_id) desc, r.effective_from desc, r.id desc limit 1
$$;

-- The first day on which a prospect goes back to the pool: when nobody has followed up or nothing came of it for too long, whichever is
-- first, and never while it is protected.
create function prospect_recall_on(claimed date, followed date, protected_until date, silent int, conversion int) returns date
  language sql immutable parallel safe
  return greatest(protected_until, least(greatest(claimed, followed) + silent, claimed + conversion));

-- A prospect carries its customer's owner, unit and presence; whoever gets it is protected from that day on.
create function place_prospect() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
begin
  select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  if tg_op = 'INSERT' or new.owner_id is distinct from old.owner_id then
    new.recall_told_for := null;
    new.recall_told_on := null;
    if new.owner_id is null then
      new.claimed_on := null;
      new.protected_until := null;
    else
      new.claimed_on := coalesce(case when tg_op = 'INSERT' then new.claimed_on end, today);
      select new.claimed_on + r.protection_days into new.protected_until from prospect_rules_of(new.unit_id, today) r;
    end if;
  end if;
  if tg_op = 'UPDATE' and old.state in ('converted', 'lost') and (new.state, new.lost_reason, new.closed_at)
      is distinct from (old.state, old.lost_reason, old.closed_at) then
    raise exception 'what is over stays over' using errcode = '23514', constraint = 'prospects_over';
  end if;
  return new;
end $$;
create trigger place before insert or update on prospects for each row execute function place_prospect();
create trigger stamp before update on prospects for each row when (pg_trigger_depth() = 0) execute function stamp_change();
create trigger stamp before update on prospect_channels for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- Whoever is entered as a prospect has a course; whoever becomes a customer, by whatever way, is a prospect that was converted.
create function begin_prospects() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into prospects (id, customer_id, channel_id, unit_id, created_at, created_by)
    select uuid_v7(), n.id, (select id from prospect_channels where code = 'other'), n.unit_id, n.created_at, coalesce(viewer_id(), n.created_by)
    from new_rows n where n.lifecycle = 'prospect';
  return null;
end $$;
create trigger prospects after insert on customers referencing new table as new_rows
  for each statement execute function begin_prospects();

create function follow_prospects() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  touched uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id
                     where (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null));
  become uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id where o.lifecycle = 'prospect' and n.lifecycle <> 'prospect');
begin
  if touched is not null then
    update prospects set live = live where customer_id = any (touched);
  end if;
  if become is not null then
    update prospects p set state = case when c.lifecycle = 'closed' then 'lost' else 'converted' end,
        lost_reason = case when c.lifecycle = 'closed' then 'other' end, closed_at = clock_timestamp(), closed_by = viewer_id()
      from customers c where c.id = p.customer_id and p.customer_id = any (become) and p.state in ('new', 'contacted', 'qualified');
  end if;
  insert into prospects (id, customer_id, channel_id, unit_id, created_by)
    select uuid_v7(), n.id, (select id from prospect_channels where code = 'other'), n.unit_id, viewer_id()
    from old_rows o join new_rows n on n.id = o.id where o.lifecycle <> 'prospect' and n.lifecycle = 'prospect'
      and not exists (select from prospects p where p.customer_id = n.id and p.state in ('new', 'contacted', 'qualified'));
  return null;
end $$;
create trigger prospects_followed after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function follow_prospects();

-- A contact that took place is a follow-up, by whatever page or task it was written down.
create function note_follow_ups() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update prospects p set followed_on = greatest(p.followed_on, new.planned_on),
      state = case when p.state = 'new' and new.outcome = 'reached' then 'contacted' else p.state end
    where p.customer_id = new.customer_id and p.state in ('new', 'contacted', 'qualified');
  return null;
end $$;
create trigger followed_up after insert or update of state on care_visits for each row when (new.state = 'recorded')
  execute function note_follow_ups();

-- Merged into a customer, a prospect was converted; merged into another prospect, it was the same.
create function merge_prospects() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  stays boolean := (select c.lifecycle = 'prospect' from customers c where c.id = new.customer_id);
  again boolean := exists (select from prospects o where o.customer_id = new.customer_id and o.state in ('new', 'contacted', 'qualified'));
begin
  update prospects set customer_id = new.customer_id, state = case when stays then 'lost' else 'converted' end,
      lost_reason = case when stays then 'duplicate' end, closed_at = clock_timestamp(), closed_by = viewer_id()
    where customer_id = new.merged_id and state in ('new', 'contacted', 'qualified') and (again or not stays);
  update prospects set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_prospects after insert on customer_merges for each row execute function merge_prospects();

-- The pools that whoever works in a unit may claim from: its own and those above it; who sees units sees theirs too. Names are masked.
create function prospect_pool() returns table (id uuid, unit_id uuid, channel_id uuid, name text, kind text, interests text[],
    expected_assets numeric, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select p.id, p.unit_id, p.channel_id, left(c.name, 1) || '**', c.kind, p.interests, p.expected_assets, p.created_at
  from prospects p join customers c on c.id = p.customer_id
  where viewer_may('prospect.read') and p.owner_id is null and p.live and p.state in ('new', 'contacted', 'qualified')
    and (p.unit_id = any (viewer_units()) or exists (select from users u join unit_ancestry a on a.descendant_id = u.unit_id
      where u.id = viewer_id() and a.ancestor_id = p.unit_id))
$$;

-- Takes a prospect out of a pool for whoever asks: 'claimed', 'full' when they hold as many as they may, or 'gone'. Of two who claim at
-- once the second finds it gone; one who claims twice at once is counted once after the other.
create function claim_prospect(wanted uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  claimer users;
  found_customer uuid;
  most int;
begin
  if not viewer_may('prospect.claim') then raise exception 'not allowed' using errcode = '42501'; end if;
  select u.* into claimer from users u where u.id = viewer_id();
  perform pg_advisory_xact_lock(hashtextextended(claimer.id::text, 4));
  select p.customer_id into found_customer from prospects p
    where p.id = wanted and p.owner_id is null and p.live and p.state in ('new', 'contacted', 'qualified')
      and exists (select from unit_ancestry a where a.descendant_id = claimer.unit_id and a.ancestor_id = p.unit_id)
    for update;
  if not found then return 'gone'; end if;
  select r.cap into most from prospect_rules_of(claimer.unit_id, (clock_timestamp() at time zone 'Asia/Shanghai')::date) r;
  if (select count(*) from prospects p where p.owner_id = claimer.id and p.live and p.state in ('new', 'contacted', 'qualified')) >= most then
    return 'full';
  end if;
  perform set_config('rapport.reason', 'claimed from the pool', true);
  update customers c set owner_id = claimer.id, unit_id = claimer.unit_id, version = c.version + 1, updated_at = clock_timestamp(), updated_by = claimer.id
    where c.id = found_customer and c.owner_id is null and c.deleted_at is null;
  if not found then return 'gone'; end if;
  return 'claimed';
end $$;

-- Gives a prospect in sight back to the pool of its unit: its owner at any time, who leads the unit when it is no longer protected.
create function release_prospect(wanted uuid, why text) returns text
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  held prospects;
  holder uuid := viewer_id();
begin
  select p.* into held from prospects p
    where p.id = wanted and p.owner_id is not null and p.live and p.state in ('new', 'contacted', 'qualified')
      and (p.owner_id = holder or (viewer_may('prospect.manage') and (p.unit_id = any (viewer_units()) or current_setting('role') = 'sees_all')))
    for update;
  if not found then return 'gone'; end if;
  if held.owner_id <> holder and held.protected_until > (clock_timestamp() at time zone 'Asia/Shanghai')::date then return 'protected'; end if;
  perform set_config('rapport.reason', why, true);
  update customers c set owner_id = null, version = c.version + 1, updated_at = clock_timestamp(), updated_by = holder
    where c.id = held.customer_id and c.owner_id is not distinct from held.owner_id;
  return 'released';
end $$;

revoke execute on function prospect_rules_of(uuid, date), place_prospect(), begin_prospects(), follow_prospects(), note_follow_ups(),
  merge_prospects(), prospect_pool(), claim_prospect(uuid), release_prospect(uuid, text) from public;
grant execute on function prospect_rules_of(uuid, date) to sees_own, sees_units, sees_all, rapport_system;
grant execute on function place_prospect() to sees_own, sees_units, sees_all, rapport_system;
grant execute on function prospect_pool() to sees_own, sees_units, sees_all;
grant execute on function claim_prospect(uuid), release_prospect(uuid, text) to sees_own, sees_units, sees_all;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['prospects', 'prospect_channels', 'prospect_rules'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select on %I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
grant insert, update on prospects to sees_own, sees_units, sees_all;
call carries_customer_scope('prospects');
create policy reading on prospect_channels for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null);
create policy managing on prospect_channels to sees_own, sees_units, sees_all
  using (viewer_may('prospect.configure')) with check (viewer_may('prospect.configure'));
grant insert, update on prospect_channels to sees_own, sees_units, sees_all;
-- Rules are added, never changed; those of a unit by whoever leads it, the firm's by whoever sees all.
create policy reading on prospect_rules for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null);
create policy adding_below on prospect_rules for insert to sees_units
  with check (viewer_may('prospect.manage') and unit_id = any (viewer_units()) and made_by = viewer_id());
create policy adding on prospect_rules for insert to sees_all with check (viewer_may('prospect.manage') and made_by = viewer_id());
grant insert on prospect_rules to sees_units, sees_all;
call is_audited('prospects', 'owner_id', 'unit_id', 'live');
call is_audited('prospect_channels');
call is_audited('prospect_rules');

-- Whoever is a prospect today.
insert into prospects (id, customer_id, channel_id, unit_id, created_at, created_by)
  select uuid_v7(), c.id, (select id from prospect_channels where code = 'other'), c.unit_id, c.created_at, c.created_by
  from customers c where c.lifecycle = 'prospect';

update roles set permissions = permissions || array['prospect.read'] where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['prospect.edit'] where code in ('account-manager', 'branch-manager');
update roles set permissions = permissions || array['prospect.claim'] where code = 'account-manager';
update roles set permissions = permissions || array['prospect.manage'] where code in ('branch-manager', 'head-office');
update roles set permissions = permissions || array['prospect.configure'] where code = 'head-office';
