-- What somebody is told, live (decision 026): one row a person and cause, written in the transaction of its cause. It says which
-- record it is about, not what that says: names are read by whoever reads it, so that they are never of what is out of sight.

-- AlterTable
ALTER TABLE "notifications" ADD COLUMN "about_kind" TEXT,
ADD COLUMN "about_id" UUID,
ADD COLUMN "group_key" TEXT,
ADD COLUMN "times" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "urgent" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "live" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "told_in" BIGINT NOT NULL DEFAULT 0,
ALTER COLUMN "details" SET DEFAULT '{}';

-- DropIndex
DROP INDEX "notifications_user_id_created_at_idx";

-- CreateIndex
CREATE INDEX "notifications_user_id_changed_at_id_idx" ON "notifications"("user_id", "changed_at", "id");

-- CreateIndex
CREATE INDEX "notifications_user_id_told_in_idx" ON "notifications"("user_id", "told_in");

-- CreateTable
CREATE TABLE "notification_choices" (
    "user_id" UUID NOT NULL,
    "shown" JSONB NOT NULL DEFAULT '{}',
    "quiet_from" TEXT,
    "quiet_until" TEXT,

    CONSTRAINT "notification_choices_pkey" PRIMARY KEY ("user_id")
);

update notifications set changed_at = created_at;
update notifications set about_kind = 'task', about_id = (details ->> 'taskId')::uuid, times = (details ->> 'count')::int, details = '{}'
  where kind in ('tasks-due', 'tasks-overdue');

alter table notifications add constraint notifications_about check ((about_kind is null) = (about_id is null));
alter table notifications add constraint notifications_times check (times > 0);
alter table notification_choices add constraint notification_choices_quiet check ((quiet_from is null) = (quiet_until is null)
  and (quiet_from is null or quiet_from <> quiet_until) and coalesce(quiet_from, '00:00') ~ '^([01]\d|2[0-3]):[0-5]\d$'
  and coalesce(quiet_until, '00:00') ~ '^([01]\d|2[0-3]):[0-5]\d$');
-- What belongs together and has not been read counts up instead of being told again.
create unique index notifications_together on notifications (user_id, kind, group_key) where read_at is null and group_key is not null;

-- ── Told as it happens ──────────────────────────────────────────────────────────────────────────────────────────────
-- Whoever looks on reads what was written since the transactions they have seen the end of: nothing is missed, whatever
-- commits first. The word that goes round is the person's id and nothing else.
create function stamp_notification() returns trigger language plpgsql as $$
begin
  new.told_in := pg_current_xact_id()::text::bigint;
  return new;
end $$;
create trigger stamp before insert or update on notifications for each row execute function stamp_notification();
create function tell_of_notifications() returns trigger language plpgsql as $$
begin
  perform pg_notify('notifications', user_id::text) from (select distinct user_id from new_rows) told;
  return null;
end $$;
create trigger tell_new after insert on notifications referencing new table as new_rows for each statement execute function tell_of_notifications();
create trigger tell after update on notifications referencing new table as new_rows for each statement execute function tell_of_notifications();

-- Tells people: `causes` are rows of user_id, kind, about_kind, about_id, and as far as they matter group_key (what counts up within
-- the hour), times, urgent and details. Whoever chose not to be told of a kind is not; in quiet hours it is only put into the list.
create function notify_people(causes jsonb, at timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public as $$
  insert into notifications as n (id, user_id, kind, about_kind, about_id, group_key, times, urgent, live, details, created_at, changed_at)
  select uuid_v7(), c.user_id, c.kind, c.about_kind, (array_agg(c.about_id))[1],
    c.group_key || ' ' || floor(extract(epoch from $2) / 3600), sum(coalesce(c.times, 1)), bool_or(coalesce(c.urgent, false)),
    bool_and(coalesce(s.shown ->> c.kind, 'live') = 'live' and (s.quiet_from is null or not case when s.quiet_from < s.quiet_until
      then t.now >= s.quiet_from and t.now < s.quiet_until else t.now >= s.quiet_from or t.now < s.quiet_until end)),
    coalesce((array_agg(c.details))[1], '{}'), $2, $2
  from rows from (jsonb_to_recordset($1) as (user_id uuid, kind text, about_kind text, about_id uuid, group_key text, times int,
      urgent boolean, details jsonb)) with ordinality c (user_id, kind, about_kind, about_id, group_key, times, urgent, details, ordinal)
    join users u on u.id = c.user_id and u.disabled_at is null
    left join notification_choices s on s.user_id = u.id,
    lateral (select to_char($2 at time zone 'Asia/Shanghai', 'HH24:MI') as now) t
  where coalesce(s.shown ->> c.kind, 'live') <> 'off'
  group by c.user_id, c.kind, c.about_kind, c.group_key, case when c.group_key is null then c.ordinal end
  order by 2, 3, 6
  on conflict (user_id, kind, group_key) where read_at is null and group_key is not null
  do update set times = n.times + excluded.times, about_kind = excluded.about_kind, about_id = excluded.about_id,
    urgent = n.urgent or excluded.urgent, live = excluded.live, details = excluded.details, changed_at = excluded.changed_at
$$;
revoke execute on function notify_people(jsonb, timestamptz) from public;
grant execute on function notify_people(jsonb, timestamptz) to sees_own, sees_units, sees_all, sees_none, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
-- What one is told about a task or case goes out of sight with it: nobody learns of a case about themselves.
create policy in_sight on notifications as restrictive to sees_own, sees_units, sees_all
  using (case about_kind when 'task' then exists (select from tasks t where t.id = notifications.about_id)
                         when 'case' then exists (select from cases c where c.id = notifications.about_id) else true end);
revoke update on notifications from sees_own, sees_units, sees_all, sees_none;
-- What is unread again stands for itself.
grant update (read_at, group_key) on notifications to sees_own, sees_units, sees_all, sees_none;

alter table notification_choices enable row level security, force row level security;
create policy system on notification_choices to rapport_system, current_user using (true);
create policy mine on notification_choices to sees_own, sees_units, sees_all, sees_none using (user_id = viewer_id());
revoke all on notification_choices from public;
grant select, insert, update, delete on notification_choices to rapport_system;
grant select, insert, update on notification_choices to sees_own, sees_units, sees_all, sees_none;
