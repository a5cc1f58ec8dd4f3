-- Notices (公共信息): what the firm tells its people, to chosen units and roles, and who has read it. What is published is not
-- changed any more: it is withdrawn, and another one published.

-- CreateTable
CREATE TABLE "notices" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "confirm" BOOLEAN NOT NULL DEFAULT false,
    "author_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "publish_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" UUID,
    "withdrawal" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_units" (
    "notice_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "notice_units_pkey" PRIMARY KEY ("notice_id","unit_id")
);

-- CreateTable
CREATE TABLE "notice_roles" (
    "notice_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,

    CONSTRAINT "notice_roles_pkey" PRIMARY KEY ("notice_id","role_id")
);

-- CreateTable
CREATE TABLE "notice_reads" (
    "notice_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_reads_pkey" PRIMARY KEY ("notice_id","user_id")
);

-- CreateIndex
CREATE INDEX "notices_publish_at_id_idx" ON "notices"("publish_at", "id");

-- AddForeignKey
ALTER TABLE "notice_units" ADD CONSTRAINT "notice_units_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notice_roles" ADD CONSTRAINT "notice_roles_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notice_reads" ADD CONSTRAINT "notice_reads_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

create index notices_to_tell on notices (publish_at) where told_at is null and withdrawn_at is null;
alter table notices add constraint notices_times check (expires_at is null or expires_at > publish_at);
alter table notices add constraint notices_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawal is null));

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The notices that are addressed to the viewer, from their time on until they are withdrawn; also what has expired may be looked up.
create function viewer_notices() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as $$
  select n.id from users u join unit_ancestry a on a.descendant_id = u.unit_id join notice_units nu on nu.unit_id = a.ancestor_id
    join notices n on n.id = nu.notice_id
  where u.id = viewer_id() and n.publish_at <= clock_timestamp() and n.withdrawn_at is null
    and (not exists (select from notice_roles r where r.notice_id = n.id)
      or exists (select from notice_roles r where r.notice_id = n.id and r.role_id = u.role_id))
$$;
revoke execute on function viewer_notices() from public;
grant execute on function viewer_notices() to sees_own, sees_units, sees_all, sees_none;

do $$
declare t text;
begin
  foreach t in array array['notices', 'notice_units', 'notice_roles', 'notice_reads'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select, insert on %I to sees_own, sees_units, sees_all, sees_none', t);
  end loop;
end $$;
create policy addressed on notices for select to sees_own, sees_units, sees_all, sees_none using (id = any (array(select viewer_notices())));
-- Whoever publishes looks after their own; leaders after what is published in their units, head office after all.
create policy author on notices to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('notice.publish') and author_id = viewer_id()) with check (viewer_may('notice.publish') and author_id = viewer_id());
create policy units on notices for select to sees_units using (viewer_may('notice.publish') and unit_id = any (viewer_units()));
create policy every on notices for select to sees_all using (viewer_may('notice.publish'));
create policy managing_units on notices for update to sees_units using (viewer_may('notice.publish') and unit_id = any (viewer_units()));
create policy managing_every on notices for update to sees_all using (viewer_may('notice.publish'));
grant update (told_at, reminded_at, withdrawn_at, withdrawn_by, withdrawal) on notices to sees_own, sees_units, sees_all, sees_none;

-- To whom: within the units that the author looks after; who sees no customers looks after the product for the whole firm.
create policy with_notice on notice_units for select to sees_own, sees_units, sees_all, sees_none
  using (exists (select from notices n where n.id = notice_id));
create policy addressing on notice_units for insert to sees_units, sees_all, sees_none
  with check (viewer_may('notice.publish') and (current_user <> 'sees_units' or unit_id = any (viewer_units()))
    and exists (select from notices n where n.id = notice_id and n.author_id = viewer_id() and n.told_at is null));
create policy with_notice on notice_roles for select to sees_own, sees_units, sees_all, sees_none
  using (exists (select from notices n where n.id = notice_id));
create policy addressing on notice_roles for insert to sees_own, sees_units, sees_all, sees_none
  with check (viewer_may('notice.publish')
    and exists (select from notices n where n.id = notice_id and n.author_id = viewer_id() and n.told_at is null));
create policy mine on notice_reads to sees_own, sees_units, sees_all, sees_none
  using (user_id = viewer_id()) with check (user_id = viewer_id() and notice_id = any (array(select viewer_notices())));
create policy looked_after on notice_reads for select to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('notice.publish') and exists (select from notices n where n.id = notice_id and (n.author_id = viewer_id()
    or current_user = 'sees_all' or current_user = 'sees_units' and n.unit_id = any (viewer_units()))));
grant update (confirmed_at) on notice_reads to sees_own, sees_units, sees_all, sees_none;
call is_audited('notices');

update roles set permissions = permissions || array['notice.publish'] where code in ('branch-manager', 'head-office', 'administrator');
