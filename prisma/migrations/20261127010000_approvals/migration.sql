-- Approvals (decision 028): what somebody asks for waits until others have agreed to it, step by step. Flows are data in versions; an
-- approval keeps the version with which it began. All that changes an approval goes through three functions: nobody writes to it else.

-- CreateTable
CREATE TABLE "approval_flows" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "steps" JSONB NOT NULL,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" UUID,
    "live_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "approval_flows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "flow_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "subject_code" TEXT,
    "subject_stamp" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_zh" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "unit_id" UUID,
    "customer_id" UUID,
    "requester_id" UUID NOT NULL,
    "barred_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "round" SMALLINT NOT NULL DEFAULT 1,
    "step" SMALLINT,
    "due_at" TIMESTAMPTZ(3),
    "warn_at" TIMESTAMPTZ(3),
    "escalated" SMALLINT NOT NULL DEFAULT 0,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_steps" (
    "approval_id" UUID NOT NULL,
    "round" SMALLINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "roles" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "level" TEXT NOT NULL,
    "needs" TEXT NOT NULL,
    "hours" SMALLINT NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_steps_pkey" PRIMARY KEY ("approval_id","round","position")
);

-- CreateTable
CREATE TABLE "approval_decisions" (
    "id" UUID NOT NULL,
    "approval_id" UUID NOT NULL,
    "round" SMALLINT NOT NULL,
    "step" SMALLINT,
    "action" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "for_id" UUID,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_delegations" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kinds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_delegations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "approval_flows_kind_number_key" ON "approval_flows"("kind", "number");

-- CreateIndex
CREATE INDEX "approvals_kind_subject_id_idx" ON "approvals"("kind", "subject_id");

-- CreateIndex
CREATE INDEX "approvals_requester_id_submitted_at_id_idx" ON "approvals"("requester_id", "submitted_at", "id");

-- CreateIndex
CREATE INDEX "approvals_unit_id_submitted_at_id_idx" ON "approvals"("unit_id", "submitted_at", "id");

-- CreateIndex
CREATE INDEX "approvals_submitted_at_id_idx" ON "approvals"("submitted_at", "id");

-- CreateIndex
CREATE INDEX "approvals_customer_id_idx" ON "approvals"("customer_id");

-- CreateIndex
CREATE INDEX "approval_decisions_approval_id_at_idx" ON "approval_decisions"("approval_id", "at");

-- CreateIndex
CREATE INDEX "approval_decisions_by_id_at_idx" ON "approval_decisions"("by_id", "at");

-- CreateIndex
CREATE INDEX "approval_delegations_to_id_idx" ON "approval_delegations"("to_id");

-- CreateIndex
CREATE INDEX "approval_delegations_from_id_idx" ON "approval_delegations"("from_id");

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_flow_id_fkey" FOREIGN KEY ("flow_id") REFERENCES "approval_flows"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "approval_steps" ADD CONSTRAINT "approval_steps_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "approval_decisions" ADD CONSTRAINT "approval_decisions_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approvals"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table approvals alter column barred_ids set not null;
alter table approval_steps alter column roles set not null;
alter table approval_delegations alter column kinds set not null;
create unique index approval_flows_live on approval_flows (kind) where state = 'live';
create unique index approval_flows_draft on approval_flows (kind) where state = 'draft';
-- What is asked for is asked for once at a time.
create unique index approvals_open on approvals (kind, subject_id) where state in ('waiting', 'returned');
create index approvals_waiting on approvals (due_at, id) where state = 'waiting';
-- In one round nobody decides twice, neither for themselves nor by somebody else.
create unique index approval_decisions_by on approval_decisions (approval_id, round, by_id) where action in ('approved', 'rejected', 'returned');
create unique index approval_decisions_for on approval_decisions (approval_id, round, for_id) where for_id is not null;

alter table approval_flows add constraint approval_flows_kind check (kind in ('case-answer', 'message-template', 'moment-rule'));
alter table approval_flows add constraint approval_flows_state check (state in ('draft', 'live', 'former'));
-- Whoever wrote it does not let it live.
alter table approval_flows add constraint approval_flows_checker check (approved_by is null or approved_by is distinct from made_by);
alter table approvals add constraint approvals_kind check (kind in ('case-answer', 'message-template', 'moment-rule'));
alter table approvals add constraint approvals_state check (state in ('waiting', 'approved', 'rejected', 'returned', 'withdrawn'));
alter table approvals add constraint approvals_step check ((state = 'waiting') = (step is not null) and (state = 'waiting') = (due_at is not null));
alter table approvals add constraint approvals_decided check ((state = 'waiting') = (decided_at is null));
alter table approvals add constraint approvals_round check (round between 1 and 1000);
alter table approval_steps add constraint approval_steps_state check (state in ('skipped', 'coming', 'waiting', 'approved', 'rejected', 'returned', 'ended'));
alter table approval_steps add constraint approval_steps_level check (level in ('unit', 'branch', 'region', 'head-office', 'scope'));
alter table approval_steps add constraint approval_steps_needs check (needs in ('one', 'all'));
alter table approval_decisions add constraint approval_decisions_action check (action in
  ('submitted', 'approved', 'rejected', 'returned', 'withdrawn', 'superseded'));
alter table approval_decisions add constraint approval_decisions_for check (for_id is null or for_id <> by_id and action in ('approved', 'rejected', 'returned'));
alter table approval_decisions add constraint approval_decisions_step check ((step is not null) = (action in ('approved', 'rejected', 'returned')));
alter table approval_delegations add constraint approval_delegations_days check (from_on <= until_on);
alter table approval_delegations add constraint approval_delegations_other check (from_id <> to_id);
alter table approval_delegations add constraint approval_delegations_kinds check (kinds <@ array['case-answer', 'message-template', 'moment-rule']);

-- ── Who may decide ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Whether a person may have to do with a step at all: is at work, holds the right of the kind, sees what is asked for, did not ask
-- for it, is not kept out of it, and has not decided in this round, for themselves or by somebody else.
create function approval_admits(a approvals, s approval_steps, person uuid) returns boolean language sql stable as $$
  select person <> a.requester_id and person <> all (a.barred_ids)
    and exists (select from users u join roles r on r.id = u.role_id
      where u.id = person and u.disabled_at is null and s.permission = any (r.permissions) and 'approval.use' = any (r.permissions)
        and case r.scope
          when 'all' then true
          when 'units' then a.unit_id is null or exists (
            select from unit_ancestry x where x.ancestor_id = u.unit_id and x.descendant_id = a.unit_id)
          when 'own' then exists (select from customers c where c.id = a.customer_id and c.owner_id = u.id)
          else false end)
    and not exists (select from approval_decisions d where d.approval_id = a.id and d.round = a.round
      and d.action in ('approved', 'rejected', 'returned') and person in (d.by_id, d.for_id))
$$;
-- Whether a step asks for this person: by role, and by where they are.
create function approval_asks(a approvals, s approval_steps, person uuid) returns boolean language sql stable as $$
  select exists (select from users u join roles r on r.id = u.role_id join units n on n.id = u.unit_id
    where u.id = person and (s.roles = '{}' or r.code = any (s.roles))
      and case s.level
        when 'scope' then true
        when 'unit' then u.unit_id = a.unit_id
        else n.kind = s.level and (a.unit_id is null or exists (
          select from unit_ancestry x where x.ancestor_id = u.unit_id and x.descendant_id = a.unit_id)) end)
$$;
create function approval_stands_in(d approval_delegations, kind text) returns boolean language sql stable as $$
  select d.ended_at is null and (clock_timestamp() at time zone 'Asia/Shanghai')::date between d.from_on and d.until_on
    and (d.kinds = '{}' or kind = any (d.kinds))
$$;

-- Whom a step of an approval asks for, the present one unless it is said otherwise, and who has not decided.
create function approval_holders(which uuid, at_step smallint default null) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select u.id from approvals a join approval_steps s on s.approval_id = a.id and s.round = a.round and s.position = coalesce(at_step, a.step)
    join roles r on s.permission = any (r.permissions) join users u on u.role_id = r.id
  where a.id = which and a.state = 'waiting' and approval_asks(a, s, u.id) and approval_admits(a, s, u.id)
$$;
-- Who may decide the present step now: for themselves, or for somebody whom it asks for and who let them. Whoever stands in has to be
-- admitted themselves.
create function approval_rights(which uuid) returns table (user_id uuid, for_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select h, null::uuid from approval_holders(which) h
  union all
  select d.to_id, min(d.from_id::text)::uuid from approvals a join approval_steps s on s.approval_id = a.id and s.round = a.round and s.position = a.step
    join approval_delegations d on approval_stands_in(d, a.kind)
  where a.id = which and a.state = 'waiting' and d.from_id in (select approval_holders(which))
    and not approval_asks(a, s, d.to_id) and approval_admits(a, s, d.to_id)
  group by d.to_id
$$;
-- Who is told that a step waits for them: where it asks for whoever sees the unit, those nearest to it; and whoever stands in for them.
create function approval_told(which uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  with may as (
    select r.user_id, case when s.level = 'scope' and a.unit_id is not null
        then (select count(*) from unit_ancestry x where x.descendant_id = u.unit_id) else 0 end as depth
    from approvals a join approval_steps s on s.approval_id = a.id and s.round = a.round and s.position = a.step,
      approval_rights(which) r join users u on u.id = coalesce(r.for_id, r.user_id)
    where a.id = which)
  select user_id from may where depth = (select max(depth) from may)
$$;
-- What waits for the viewer.
create function viewer_approvals() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select a.id from approvals a join approval_steps s on s.approval_id = a.id and s.round = a.round and s.position = a.step
  where a.state = 'waiting' and viewer_may(s.permission) and approval_admits(a, s, viewer_id())
    and (approval_asks(a, s, viewer_id()) or exists (
      select from approval_delegations d where d.to_id = viewer_id() and approval_stands_in(d, a.kind)
        and approval_asks(a, s, d.from_id) and approval_admits(a, s, d.from_id)))
$$;
-- How many go on by which version of a flow, for whoever configures: numbers only.
create function running_approvals() returns table (kind text, number int, n bigint)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select f.kind, f.number, count(*) from approvals a join approval_flows f on f.id = a.flow_id
  where a.state in ('waiting', 'returned') and viewer_may('approval.configure') group by 1, 2 order by 1, 2
$$;
-- What the viewer has decided: it stays in their sight.
create function viewer_decided() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select distinct d.approval_id from approval_decisions d where d.by_id = viewer_id() and d.action in ('approved', 'rejected', 'returned')
$$;

-- ── What changes an approval ────────────────────────────────────────────────────────────────────────────────────────
-- Submits: a new approval, or the next round of the viewer's own. `chain` are its steps, those left out by their conditions as well;
-- the first that is not left out waits, and where there is none it is approved at once.
create function submit_approval(asked jsonb, chain jsonb, said text, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  x approvals := jsonb_populate_record(null::approvals, asked);
  was approvals;
  begins smallint := (select min(c.position) from jsonb_to_recordset(chain) as c (position smallint, state text) where c.state = 'coming');
  due timestamptz := (select c.due_at from jsonb_to_recordset(chain) as c (position smallint, due_at timestamptz) where c.position = begins);
  warn timestamptz := (select c.warn_at from jsonb_to_recordset(chain) as c (position smallint, warn_at timestamptz) where c.position = begins);
begin
  select * into was from approvals a where a.id = x.id for update;
  if found then
    if was.requester_id is distinct from viewer_id() or was.state not in ('waiting', 'returned') then
      raise exception 'not to be submitted again' using errcode = '23514';
    end if;
    update approval_steps set state = 'ended' where approval_id = x.id and round = was.round and state in ('coming', 'waiting');
    update approvals set round = was.round + 1, subject_id = x.subject_id, subject_code = x.subject_code, subject_stamp = x.subject_stamp,
        title = x.title, title_zh = x.title_zh, fields = x.fields, unit_id = x.unit_id, customer_id = x.customer_id, barred_ids = x.barred_ids,
        state = case when begins is null then 'approved' else 'waiting' end, step = begins, due_at = due, warn_at = warn, escalated = 0,
        submitted_at = at, decided_at = case when begins is null then at end, version = was.version + 1
      where id = x.id;
  else
    insert into approvals (id, number, kind, flow_id, subject_id, subject_code, subject_stamp, title, title_zh, fields, unit_id, customer_id,
        requester_id, barred_ids, state, step, due_at, warn_at, submitted_at, decided_at)
      values (x.id, x.number, x.kind, x.flow_id, x.subject_id, x.subject_code, x.subject_stamp, x.title, x.title_zh, x.fields, x.unit_id,
        x.customer_id, viewer_id(), x.barred_ids, case when begins is null then 'approved' else 'waiting' end, begins, due, warn, at,
        case when begins is null then at end);
  end if;
  insert into approval_steps (approval_id, round, position, name, name_zh, permission, roles, level, needs, hours, state, due_at)
    select x.id, coalesce(was.round, 0) + 1, c.position, c.name, c.name_zh, c.permission, c.roles, c.level, c.needs, c.hours,
      case when c.position = begins then 'waiting' else c.state end, case when c.position = begins then c.due_at end
    from jsonb_to_recordset(chain) as c (position smallint, name text, name_zh text, permission text, roles text[], level text, needs text,
      hours smallint, state text, due_at timestamptz);
  insert into approval_decisions (id, approval_id, round, action, by_id, note, at)
    values (uuid_v7(), x.id, coalesce(was.round, 0) + 1, 'submitted', viewer_id(), said, at);
end $$;

-- Decides the present step as the viewer. Gives what came of it: `more` have to agree, the `next` step waits, it is `done`; or why not:
-- `gone`, `over`, `stale`, `not-yours`. Of two at once the second waits for the first and finds another version.
create function decide_approval(which uuid, at_version integer, verdict text, said text, at timestamptz, next_due timestamptz, next_warn timestamptz)
  returns text language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a approvals;
  s approval_steps;
  stands_for uuid;
  onward smallint;
begin
  select * into a from approvals where id = which for update;
  if not found then return 'gone'; end if;
  if a.state <> 'waiting' then return 'over'; end if;
  if a.version <> at_version then return 'stale'; end if;
  select * into s from approval_steps where approval_id = which and round = a.round and position = a.step;
  select r.for_id into stands_for from approval_rights(which) r where r.user_id = viewer_id();
  if not found then return 'not-yours'; end if;
  insert into approval_decisions (id, approval_id, round, step, action, by_id, for_id, note, at)
    values (uuid_v7(), which, a.round, a.step, verdict, viewer_id(), stands_for, said, at);
  if verdict = 'approved' and s.needs = 'all' and exists (select from approval_holders(which)) then
    update approvals set version = version + 1 where id = which;
    return 'more';
  end if;
  update approval_steps set state = verdict, decided_at = at where approval_id = which and round = a.round and position = a.step;
  if verdict = 'approved' then
    select min(position) into onward from approval_steps where approval_id = which and round = a.round and state = 'coming';
  end if;
  if onward is not null then
    update approval_steps set state = 'waiting', due_at = next_due where approval_id = which and round = a.round and position = onward;
    update approvals set step = onward, due_at = next_due, warn_at = next_warn, escalated = 0, version = version + 1 where id = which;
    return 'next';
  end if;
  update approval_steps set state = 'ended' where approval_id = which and round = a.round and state = 'coming';
  update approvals set state = verdict, step = null, due_at = null, warn_at = null, decided_at = at, version = version + 1 where id = which;
  return 'done';
end $$;

-- Ends what waits or was returned: withdrawn by its requester, superseded by whoever changed what was asked for. Gives `done`, or why not.
create function end_approval(which uuid, act text, said text, at timestamptz) returns text
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a approvals;
begin
  select * into a from approvals where id = which for update;
  if not found then return 'gone'; end if;
  if a.state not in ('waiting', 'returned') then return 'over'; end if;
  if act = 'withdrawn' and a.requester_id is distinct from viewer_id() then return 'not-yours'; end if;
  insert into approval_decisions (id, approval_id, round, action, by_id, note, at) values (uuid_v7(), which, a.round, act, viewer_id(), said, at);
  update approval_steps set state = 'ended' where approval_id = which and round = a.round and state in ('coming', 'waiting');
  update approvals set state = 'withdrawn', step = null, due_at = null, warn_at = null, decided_at = at, version = version + 1 where id = which;
  return 'done';
end $$;

-- What of a subject waits or was returned: gives the viewer's own, to be submitted again; somebody else's is superseded.
create function open_approval(of_kind text, subject uuid, at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  a approvals;
begin
  select * into a from approvals where kind = of_kind and subject_id = subject and state in ('waiting', 'returned') for update;
  if not found then return null; end if;
  if a.requester_id = viewer_id() then return a.id; end if;
  perform end_approval(a.id, 'superseded', null, at);
  return null;
end $$;

-- The last wall, also for the product's own work: who asked or is kept out never decides, nor is decided for; who decided, for whomever,
-- is not decided for in the same round.
create function guard_decision() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if new.action in ('approved', 'rejected', 'returned') and (
    exists (select from approvals a where a.id = new.approval_id
      and (new.by_id = a.requester_id or new.for_id = a.requester_id or new.by_id = any (a.barred_ids) or new.for_id = any (a.barred_ids)))
    or exists (select from approval_decisions d where d.approval_id = new.approval_id and d.round = new.round and d.step is not null
      and (d.by_id = new.for_id or d.for_id = new.by_id))) then
    raise exception 'not theirs to decide' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before insert on approval_decisions for each row execute function guard_decision();
create function keep_decisions() returns trigger language plpgsql as $$
begin
  raise exception 'decisions are never changed' using errcode = '42501';
end $$;
create trigger no_change before update or delete on approval_decisions for each row execute function keep_decisions();
-- What is over stays as it is; no step is left out on the way.
create function guard_approval() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if old.state in ('approved', 'rejected', 'withdrawn') and (new.state, new.round) is distinct from (old.state, old.round)
    or new.state = 'approved' and exists (select from approval_steps s where s.approval_id = new.id and s.round = new.round
      and s.state not in ('skipped', 'approved'))
    or new.state = 'waiting' and exists (select from approval_steps s where s.approval_id = new.id and s.round = new.round
      and s.position < new.step and s.state not in ('skipped', 'approved')) then
    raise exception 'no way for an approval' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before update on approvals for each row execute function guard_approval();

-- An approval is of its customer's unit, whoever the customer is handed to; whom a case is about never sees what is asked about it.
create function place_approvals() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update approvals a set unit_id = n.unit_id from old_rows o join new_rows n on n.id = o.id
    where a.customer_id = n.id and n.unit_id is distinct from o.unit_id;
  return null;
end $$;
create trigger scope_of_approvals after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function place_approvals();
create function keep_case_approvals() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update approvals set barred_ids = array_remove(array[new.subject_id], null), unit_id = new.unit_id, customer_id = new.customer_id
    where kind = 'case-answer' and subject_id = new.id;
  return null;
end $$;
create trigger scope_of_approvals after update of subject_id, unit_id, customer_id on cases for each row
  when ((new.subject_id, new.unit_id, new.customer_id) is distinct from (old.subject_id, old.unit_id, old.customer_id))
  execute function keep_case_approvals();
create function merge_approvals() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update approvals a set customer_id = c.id, unit_id = c.unit_id from customers c where c.id = new.customer_id and a.customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_approvals after insert on customer_merges for each row execute function merge_approvals();
create trigger stamp before update on approval_flows for each row when (pg_trigger_depth() = 0) execute function stamp_change();

revoke execute on function approval_admits(approvals, approval_steps, uuid), approval_asks(approvals, approval_steps, uuid),
  approval_stands_in(approval_delegations, text), approval_holders(uuid, smallint), approval_rights(uuid), approval_told(uuid),
  viewer_approvals(), viewer_decided(), running_approvals(), open_approval(text, uuid, timestamptz),
  submit_approval(jsonb, jsonb, text, timestamptz), decide_approval(uuid, integer, text, text, timestamptz, timestamptz, timestamptz),
  end_approval(uuid, text, text, timestamptz), guard_decision(), keep_decisions(), guard_approval(), place_approvals(), keep_case_approvals(),
  merge_approvals() from public;
grant execute on function approval_holders(uuid, smallint), approval_rights(uuid), approval_told(uuid), open_approval(text, uuid, timestamptz),
  submit_approval(jsonb, jsonb, text, timestamptz),
  decide_approval(uuid, integer, text, text, timestamptz, timestamptz, timestamptz), end_approval(uuid, text, text, timestamptz)
  to sees_own, sees_units, sees_all, rapport_system;
grant execute on function viewer_approvals(), viewer_decided() to sees_own, sees_units, sees_all, rapport_system;
grant execute on function running_approvals() to sees_units, sees_all, sees_none;
grant execute on function nearest_with(text, uuid) to rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['approval_flows', 'approvals', 'approval_steps', 'approval_decisions', 'approval_delegations'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select on %I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
create policy reading on approval_flows for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null);
create policy configuring on approval_flows to sees_units, sees_all, sees_none
  using (viewer_may('approval.configure')) with check (viewer_may('approval.configure'));
grant select, insert, update, delete on approval_flows to sees_units, sees_all, sees_none;
-- Whoever asked, whoever may decide or did, and whoever looks after the unit.
create policy mine on approvals for select to sees_own, sees_units, sees_all
  using (requester_id = viewer_id() or id = any (array(select viewer_decided())));
create policy deciding on approvals for select to sees_own, sees_units, sees_all using (id = any (array(select viewer_approvals())));
create policy units on approvals for select to sees_units using (viewer_may('approval.oversee') and unit_id = any (viewer_units()));
create policy every on approvals for select to sees_all using (viewer_may('approval.oversee'));
-- Never about oneself, and never of a customer who is out of sight.
create policy not_of_oneself on approvals as restrictive to sees_own, sees_units, sees_all using (viewer_id() <> all (barred_ids));
create policy in_sight on approvals as restrictive to sees_own, sees_units, sees_all
  using (customer_id is null or exists (select from customers c where c.id = customer_id));
create policy with_approval on approval_steps for select to sees_own, sees_units, sees_all using (exists (select from approvals a where a.id = approval_id));
create policy with_approval on approval_decisions for select to sees_own, sees_units, sees_all using (exists (select from approvals a where a.id = approval_id));
create policy mine on approval_delegations to sees_own, sees_units, sees_all
  using (viewer_id() in (from_id, to_id)) with check (from_id = viewer_id());
create policy every on approval_delegations for select to sees_all using (viewer_may('approval.oversee'));
grant insert, update (ended_at) on approval_delegations to sees_own, sees_units, sees_all;
call is_audited('approval_flows');
call is_audited('approval_delegations');

drop policy in_sight on notifications;
create policy in_sight on notifications as restrictive to sees_own, sees_units, sees_all
  using (case about_kind when 'task' then exists (select from tasks t where t.id = notifications.about_id)
                         when 'case' then exists (select from cases c where c.id = notifications.about_id)
                         when 'approval' then exists (select from approvals a where a.id = notifications.about_id) else true end);

-- ── What every firm begins with: one second person, as it was before ─────────────────────────────────────────────────
insert into approval_flows (id, kind, number, state, steps, live_at)
  select uuid_v7(), kind, 1, 'live', jsonb_build_array(jsonb_build_object('name', name, 'nameZh', name_zh, 'roles', '[]'::jsonb, 'level', 'scope',
    'needs', 'one', 'hours', hours, 'conditions', '[]'::jsonb)), clock_timestamp()
  from (values ('case-answer', 'Second person', '第二人复核', 9), ('message-template', 'Second person', '第二人复核', 18),
    ('moment-rule', 'Second person', '第二人复核', 18)) f (kind, name, name_zh, hours);

update roles set permissions = permissions || array['approval.use']
  where permissions && array['case.work', 'case.supervise', 'message.approve', 'message.configure', 'moment.configure'];
update roles set permissions = permissions || array['approval.oversee'] where code in ('branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['approval.configure'] where code in ('head-office', 'administrator');

-- What waited for a second person as this came goes on as an approval.
create function pg_temp.take_in(kind text, subject uuid, code text, stamp text, title text, title_zh text, fields jsonb, unit uuid, customer uuid,
    requester uuid, barred uuid[], since timestamptz, permission text) returns void language plpgsql as $$
declare
  x uuid := uuid_v7();
  f approval_flows;
begin
  select * into f from approval_flows where approval_flows.kind = take_in.kind and state = 'live';
  insert into approvals (id, number, kind, flow_id, subject_id, subject_code, subject_stamp, title, title_zh, fields, unit_id, customer_id,
      requester_id, barred_ids, step, due_at, warn_at, submitted_at)
    values (x, to_char(since, 'YYYYMMDD-') || upper(substr(md5(x::text), 1, 5)), take_in.kind, f.id, subject, code, stamp, take_in.title,
      take_in.title_zh, take_in.fields, unit, customer, requester, barred, 1, clock_timestamp() + interval '1 day',
      clock_timestamp() + interval '19 hours', since);
  insert into approval_steps (approval_id, round, position, name, name_zh, permission, roles, level, needs, hours, state, due_at)
    values (x, 1, 1, f.steps -> 0 ->> 'name', f.steps -> 0 ->> 'nameZh', take_in.permission, '{}', 'scope', 'one', (f.steps -> 0 ->> 'hours')::int, 'waiting',
      clock_timestamp() + interval '1 day');
  insert into approval_decisions (id, approval_id, round, action, by_id, at) values (uuid_v7(), x, 1, 'submitted', requester, since);
end $$;
do $$
begin
  perform pg_temp.take_in('case-answer', k.id, k.number, md5(coalesce(k.answer, '')), k.title, k.title, jsonb_build_object('kind', k.kind,
      'importance', c.importance, 'complainants', k.complainants::text), k.unit_id, k.customer_id, k.proposed_by,
      array_remove(array[k.subject_id], null), k.updated_at, 'case.supervise')
    from cases k join case_classes c on c.id = k.class_id where k.state = 'proposed' and k.proposed_by is not null;
  perform pg_temp.take_in('message-template', t.id, t.code, t.id::text, t.name || ' (' || t.number || ')', t.name_zh || ' (' || t.number || ')', jsonb_build_object(
      'channel', t.channel, 'class', t.class, 'urgent', t.urgent), null, null, t.made_by, '{}', t.made_at, 'message.approve')
    from message_templates t where t.state = 'draft' and t.made_by is not null;
  perform pg_temp.take_in('moment-rule', r.id, r.code, v.id || ' ' || v.version, r.code || ' ' || (v.definition ->> 'name'),
      r.code || ' ' || (v.definition ->> 'nameZh'), jsonb_build_object('necessity', v.definition ->> 'necessity', 'holdoutPercent',
      v.definition ->> 'holdoutPercent'), null, null, v.made_by, '{}', v.made_at, 'moment.configure')
    from moment_rules r join moment_rule_versions v on v.rule_id = r.id and v.state = 'draft' where v.made_by is not null;
end $$;
drop function pg_temp.take_in(text, uuid, text, text, text, text, jsonb, uuid, uuid, uuid, uuid[], timestamptz, text);

-- A rule that waits is told of as any other approval.
drop trigger tell_new on moment_rule_versions;
drop trigger tell on moment_rule_versions;
drop function tell_of_drafts();
update notifications n set kind = 'approval-to-decide', about_kind = 'approval', about_id = a.id, group_key = null
  from approvals a where n.kind = 'moment-rule-to-approve' and a.kind = 'moment-rule' and a.subject_id = n.about_id;
delete from notifications where kind = 'moment-rule-to-approve';
update notification_choices set shown = shown - 'moment-rule-to-approve' where shown ? 'moment-rule-to-approve';
