-- Meetings: what people of the firm plan with each other and with customers, once or again and again; and the feed by which a
-- person's own calendar program reads the plan (RFC 5545). Visits, tasks and birthdays stay where they are: the calendar reads them.

-- CreateTable
CREATE TABLE "meetings" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "repeat_every" TEXT,
    "repeat_interval" SMALLINT,
    "repeat_until" DATE,
    "place" TEXT,
    "note" TEXT,
    "organiser_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "people" UUID[] DEFAULT ARRAY[]::UUID[],
    "customer_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "private" BOOLEAN NOT NULL DEFAULT false,
    "remind_minutes" INTEGER,
    "remind_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'planned',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "meetings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_feeds" (
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "shows" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "reads" INTEGER NOT NULL DEFAULT 0,
    "reads_since" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "meetings_unit_id_starts_at_idx" ON "meetings"("unit_id", "starts_at");

-- CreateIndex
CREATE INDEX "meetings_people_idx" ON "meetings" USING GIN ("people");

-- CreateIndex
CREATE INDEX "meetings_customer_ids_idx" ON "meetings" USING GIN ("customer_ids");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feeds_token_hash_key" ON "calendar_feeds"("token_hash");

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_organiser_id_fkey" FOREIGN KEY ("organiser_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table meetings alter column people set not null, alter column customer_ids set not null;
-- What the worker has to tell next.
create index meetings_reminders on meetings (remind_at) where remind_at is not null;

alter table meetings add constraint meetings_times check (starts_at < ends_at and ends_at <= last_at);
alter table meetings add constraint meetings_state check (state in ('planned', 'cancelled'));
alter table meetings add constraint meetings_repeat check (repeat_every in ('day', 'week', 'month')
  and (repeat_every is null) = (repeat_interval is null) and (repeat_every is null) = (repeat_until is null));
alter table meetings add constraint meetings_repeat_interval check (repeat_interval between 1 and 12);
alter table meetings add constraint meetings_organiser check (organiser_id = any (people));
alter table meetings add constraint meetings_reminder check (remind_minutes between 0 and 10080);
alter table calendar_feeds add constraint calendar_feeds_shows check (shows in ('masked', 'names'));

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- A meeting is of the unit of who called it.
create function place_meeting() returns trigger language plpgsql as $$
begin
  select u.unit_id into new.unit_id from users u where u.id = new.organiser_id;
  return new;
end $$;
create trigger place before insert on meetings for each row execute function place_meeting();

-- Whoever moves to another unit takes their meetings along.
create function hand_on_meetings() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update meetings set unit_id = new.unit_id where organiser_id = new.id;
  return null;
end $$;
create trigger scope_of_meetings after update of unit_id on users for each row
  when (old.unit_id is distinct from new.unit_id) execute function hand_on_meetings();

create function merge_meetings() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update meetings set customer_ids = case when new.customer_id = any (customer_ids) then array_remove(customer_ids, new.merged_id)
    else array_replace(customer_ids, new.merged_id, new.customer_id) end
  where customer_ids @> array[new.merged_id];
  return null;
end $$;
create trigger merging_meetings after insert on customer_merges for each row execute function merge_meetings();

-- Who is busy when, for whoever leads: of people in their units, the times of all meetings and nothing else of them.
create function busy_meetings(since timestamptz, until timestamptz)
  returns table (id uuid, person uuid, starts_at timestamptz, ends_at timestamptz, repeat_every text, repeat_interval smallint, repeat_until date)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select m.id, u.id, m.starts_at, m.ends_at, m.repeat_every, m.repeat_interval, m.repeat_until
  from meetings m cross join unnest(m.people) p join users u on u.id = p
  where viewer_may('calendar.team') and m.state = 'planned' and m.starts_at < until and m.last_at > since
    and (u.unit_id = any (viewer_units())
      or exists (select from users v join roles r on r.id = v.role_id and r.scope = 'all' where v.id = viewer_id()))
$$;
revoke execute on function place_meeting(), hand_on_meetings(), merge_meetings(), busy_meetings(timestamptz, timestamptz) from public;
grant execute on function place_meeting() to sees_own, sees_units, sees_all, rapport_system;
grant execute on function busy_meetings(timestamptz, timestamptz) to sees_units, sees_all;

create trigger stamp before update on meetings for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['meetings', 'calendar_feeds'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;
-- Whoever takes part sees a meeting; whoever leads sees those of their units that are not private. Only the organiser changes it.
create policy mine on meetings for select to sees_own, sees_units, sees_all using (people @> array[viewer_id()]);
create policy units on meetings for select to sees_units using (not private and unit_id = any (viewer_units()) and viewer_may('calendar.team'));
create policy every on meetings for select to sees_all using (not private and viewer_may('calendar.team'));
create policy planning on meetings for insert to sees_own, sees_units, sees_all with check (organiser_id = viewer_id());
create policy changing on meetings for update to sees_own, sees_units, sees_all
  using (organiser_id = viewer_id()) with check (organiser_id = viewer_id());
create policy own on calendar_feeds to sees_own, sees_units, sees_all using (user_id = viewer_id());
grant select, insert, update on meetings to sees_own, sees_units, sees_all;
grant select, insert, update, delete on calendar_feeds to sees_own, sees_units, sees_all;
call is_audited('meetings', 'unit_id', 'last_at', 'remind_at');

update roles set permissions = permissions || array['calendar.use']
  where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['calendar.team'] where code in ('branch-manager', 'head-office');
