-- Work logs: what somebody did on a day, in their own words beside what the product counts; who leads reads it and answers.

-- CreateTable
CREATE TABLE "work_logs" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "customer_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "submitted_at" TIMESTAMPTZ(3),
    "comment" TEXT,
    "commented_at" TIMESTAMPTZ(3),
    "commented_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "work_logs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "work_logs_user_id_day_key" ON "work_logs"("user_id", "day");

-- CreateIndex
CREATE INDEX "work_logs_unit_id_day_id_idx" ON "work_logs"("unit_id", "day", "id");

-- CreateIndex
CREATE INDEX "work_logs_day_id_idx" ON "work_logs"("day", "id");

-- CreateIndex
CREATE INDEX "work_logs_customer_ids_idx" ON "work_logs" USING GIN ("customer_ids");

-- AddForeignKey
ALTER TABLE "work_logs" ADD CONSTRAINT "work_logs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table work_logs alter column customer_ids set not null;
alter table work_logs add constraint work_logs_comment check ((comment is null) = (commented_at is null) and (comment is null) = (commented_by is null)
  and (comment is null or submitted_at is not null));
-- Nobody answers their own.
alter table work_logs add constraint work_logs_not_own check (commented_by is distinct from user_id or commented_by is null);

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- A log is of the unit in which somebody worked on that day: it stays there when they move on.
create function place_work_log() returns trigger language plpgsql as $$
begin
  select u.unit_id into new.unit_id from users u where u.id = new.user_id;
  return new;
end $$;
create trigger place before insert on work_logs for each row execute function place_work_log();
-- Whoever leads answers; the words are their writer's.
create function keep_work_log() returns trigger language plpgsql as $$
begin
  if viewer_id() is distinct from old.user_id and (new.text, new.day, new.user_id, new.submitted_at) is distinct from
      (old.text, old.day, old.user_id, old.submitted_at) and viewer_id() is not null then
    raise exception 'a log is changed by who wrote it' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep before update on work_logs for each row execute function keep_work_log();

create function merge_work_logs() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update work_logs set customer_ids = case when new.customer_id = any (customer_ids) then array_remove(customer_ids, new.merged_id)
    else array_replace(customer_ids, new.merged_id, new.customer_id) end
  where customer_ids @> array[new.merged_id];
  return null;
end $$;
create trigger merging_work_logs after insert on customer_merges for each row execute function merge_work_logs();
revoke execute on function place_work_log(), keep_work_log(), merge_work_logs() from public;
grant execute on function place_work_log(), keep_work_log() to sees_own, sees_units, sees_all, rapport_system;

create trigger stamp before update on work_logs for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
alter table work_logs enable row level security, force row level security;
create policy system on work_logs to rapport_system, current_user using (true);
revoke all on work_logs from public;
grant select, insert, update, delete on work_logs to rapport_system;
-- One's own; and, once it is handed in, of the units that one leads.
create policy own on work_logs to sees_own, sees_units, sees_all using (user_id = viewer_id());
create policy units on work_logs for select to sees_units
  using (unit_id = any (viewer_units()) and submitted_at is not null and viewer_may('work-log.lead'));
create policy every on work_logs for select to sees_all using (submitted_at is not null and viewer_may('work-log.lead'));
create policy answering on work_logs for update to sees_units, sees_all
  using (submitted_at is not null and viewer_may('work-log.lead')) with check (viewer_may('work-log.lead'));
grant select, insert, update on work_logs to sees_own, sees_units, sees_all;
call is_audited('work_logs', 'unit_id');

update roles set permissions = permissions || array['work-log.read', 'work-log.write']
  where code in ('account-manager', 'service-agent', 'branch-manager');
update roles set permissions = permissions || array['work-log.read'] where code = 'head-office';
update roles set permissions = permissions || array['work-log.lead'] where code in ('branch-manager', 'head-office');
