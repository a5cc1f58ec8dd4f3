-- One time of a series is moved or ended alone: what is otherwise than the rule says stands beside it (RFC 5545: RECURRENCE-ID, EXDATE).

-- AlterTable
ALTER TABLE "meetings" ADD COLUMN "exceptions" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN "first_at" TIMESTAMPTZ(3);

update meetings set first_at = starts_at;
ALTER TABLE "meetings" ALTER COLUMN "first_at" SET NOT NULL;

-- CreateIndex
CREATE INDEX "meetings_unit_id_first_at_idx" ON "meetings"("unit_id", "first_at");

-- DropIndex
DROP INDEX "meetings_unit_id_starts_at_idx";

-- A time may be moved before the first, or beyond the last: `first_at` and `last_at` hold all of them.
alter table meetings drop constraint meetings_times;
alter table meetings add constraint meetings_times check (starts_at < ends_at and first_at < last_at);
alter table meetings add constraint meetings_exceptions check (jsonb_typeof(exceptions) = 'array' and (repeat_every is not null or exceptions = '[]'));

drop function busy_meetings(timestamptz, timestamptz);
create function busy_meetings(since timestamptz, until timestamptz)
  returns table (id uuid, person uuid, starts_at timestamptz, ends_at timestamptz, repeat_every text, repeat_interval smallint, repeat_until date,
    exceptions jsonb)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select m.id, u.id, m.starts_at, m.ends_at, m.repeat_every, m.repeat_interval, m.repeat_until, m.exceptions
  from meetings m cross join unnest(m.people) p join users u on u.id = p
  where viewer_may('calendar.team') and m.state = 'planned' and m.first_at < until and m.last_at > since
    and (u.unit_id = any (viewer_units())
      or exists (select from users v join roles r on r.id = v.role_id and r.scope = 'all' where v.id = viewer_id()))
$$;
revoke execute on function busy_meetings(timestamptz, timestamptz) from public;
grant execute on function busy_meetings(timestamptz, timestamptz) to sees_units, sees_all;

drop trigger audit_insert on meetings;
drop trigger audit_update on meetings;
drop trigger audit_delete on meetings;
call is_audited('meetings', 'unit_id', 'first_at', 'last_at', 'remind_at');
