-- The knowledge base (知识库): articles in versions, each published by a second person, read by the unit they are of and those below, and found by
-- any words inside their text.

-- CreateTable
CREATE TABLE "articles" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "published_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" UUID,
    "withdrawn_reason" TEXT,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "articles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_versions" (
    "id" UUID NOT NULL,
    "article_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "note" TEXT,
    "product_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "state" TEXT NOT NULL DEFAULT 'draft',
    "written_by" UUID,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" UUID,
    "published_at" TIMESTAMPTZ(3),
    "searched" TEXT NOT NULL DEFAULT '',
    "grams" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "article_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "articles_published_id_key" ON "articles"("published_id");

-- CreateIndex
CREATE INDEX "articles_unit_id_idx" ON "articles"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "article_versions_article_id_number_key" ON "article_versions"("article_id", "number");

-- AddForeignKey
ALTER TABLE "articles" ADD CONSTRAINT "articles_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "articles"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table articles add constraint articles_withdrawn check ((withdrawn_at is null) = (withdrawn_reason is null));
alter table article_versions add constraint article_versions_category check (category in ('business', 'product', 'rules', 'service', 'market', 'system'));
alter table article_versions add constraint article_versions_language check (language in ('zh-CN', 'en'));
alter table article_versions add constraint article_versions_state check (state in ('draft', 'review', 'published', 'superseded', 'dropped'));
alter table article_versions add constraint article_versions_published check ((state in ('published', 'superseded')) = (published_at is not null));
alter table article_versions add constraint article_versions_second_person check (approved_by is null or approved_by is distinct from written_by);
-- One version of an article is written at a time, and one holds.
create unique index article_versions_open on article_versions (article_id) where state in ('draft', 'review');
create unique index article_versions_holds on article_versions (article_id) where state = 'published';
create index article_versions_grams on article_versions using gin (grams) where state = 'published';
create index article_versions_latest on article_versions (published_at, id) where state = 'published';

-- ── Words inside a text ─────────────────────────────────────────────────────────────────────────────────────────────
-- As words are compared: wide forms as narrow ones, small letters.
create function search_text(words text) returns text language sql immutable parallel safe return lower(normalize(words, NFKC));
-- Every pair of neighbouring characters but blanks, once. Chinese is written without blanks between its words, so pairs find what lies anywhere
-- inside a text: each text that holds some words holds all their pairs. One character alone has none.
create function search_grams(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct g.gram), '{}') from (
    select c || lead(c) over (order by at) as gram from unnest(string_to_array(search_text(words), null)) with ordinality t (c, at)) g
  where g.gram !~ '\s'
$$;
create function search_article() returns trigger language plpgsql as $$
begin
  new.searched := search_text(new.title || E'\n' || new.body);
  new.grams := search_grams(new.searched);
  return new;
end $$;
create trigger searching before insert or update of title, body on article_versions for each row execute function search_article();

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- Whether others have agreed to a version as it stands.
create function article_agreed(article uuid, which uuid, of_version int) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select from approvals a where a.kind = 'article' and a.subject_id = article and a.state = 'approved'
    and a.subject_stamp = which || ' ' || of_version)
$$;
-- People write drafts of their own; a version is published by what others have agreed to, and then stays as it is.
create function guard_article_version() returns trigger language plpgsql as $$
declare
  words text[] := array['title', 'category', 'language', 'body', 'note', 'product_ids'];
  changed boolean := exists (select from unnest(words) w where to_jsonb(new) -> w is distinct from to_jsonb(old) -> w);
begin
  if pg_trigger_depth() > 1 then return new; end if;
  if changed and (old.state <> 'draft' or new.state <> 'draft')
    or (new.article_id, new.number, new.written_by) is distinct from (old.article_id, old.number, old.written_by)
    or (old.state, new.state) not in (('draft', 'draft'), ('draft', 'review'), ('draft', 'dropped'), ('review', 'draft'), ('review', 'published'))
    or old.state = 'draft' and old.written_by is distinct from viewer_id()
    or new.state = 'published' and not article_agreed(new.article_id, new.id, old.version) then
    raise exception 'an article is changed by its writer and published by others' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before update on article_versions for each row when (viewer_id() is not null) execute function guard_article_version();
create function guard_new_article_version() returns trigger language plpgsql as $$
begin
  if new.state <> 'draft' or new.approved_by is not null then
    raise exception 'an article begins as a draft' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard_new before insert on article_versions for each row when (viewer_id() is not null) execute function guard_new_article_version();
create trigger stamp before update of title, category, language, body, note, product_ids on article_versions for each row
  when (pg_trigger_depth() = 0) execute function stamp_change();
-- What is published holds from then on, and what held before does not.
create function publish_article() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update article_versions set state = 'superseded' where article_id = new.article_id and state = 'published' and id <> new.id;
  return new;
end $$;
create trigger publishing before update of state on article_versions for each row when (new.state = 'published' and old.state <> 'published')
  execute function publish_article();
create function point_article() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update articles set published_id = new.id, withdrawn_at = null, withdrawn_by = null, withdrawn_reason = null where id = new.article_id;
  return null;
end $$;
create trigger pointing after insert or update of state on article_versions for each row when (new.state = 'published') execute function point_article();
-- Of the article itself people withdraw what is published, with a reason.
create function guard_article() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() > 1 then return new; end if;
  if (new.unit_id, new.published_id, new.made_by) is distinct from (old.unit_id, old.published_id, old.made_by)
    or new.withdrawn_at is null or old.withdrawn_at is not null or old.published_id is null then
    raise exception 'what is published is withdrawn' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before update on articles for each row when (viewer_id() is not null) execute function guard_article();
create function guard_new_article() returns trigger language plpgsql as $$
begin
  if new.published_id is not null or new.withdrawn_at is not null then
    raise exception 'an article begins without a version' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard_new before insert on articles for each row when (viewer_id() is not null) execute function guard_new_article();
create trigger stamp before update on articles for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The viewer's unit and all above it.
create function viewer_chain() returns setof uuid language sql stable as $$
  select a.ancestor_id from users u join unit_ancestry a on a.descendant_id = u.unit_id where u.id = viewer_id()
$$;
revoke execute on function search_text(text), search_grams(text), search_article(), article_agreed(uuid, uuid, int), guard_article_version(),
  guard_new_article_version(), publish_article(), point_article(), guard_article(), guard_new_article(), viewer_chain() from public;
grant execute on function search_text(text), search_grams(text), search_article(), article_agreed(uuid, uuid, int), guard_article_version(),
  guard_new_article_version(), guard_article(), guard_new_article(), viewer_chain() to sees_own, sees_units, sees_all, rapport_system;
do $$
declare t text;
begin
  foreach t in array array['articles', 'article_versions'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select, insert, update on %I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
-- What is published, by whoever is of its unit or below, and by whoever leads it; what is written, by its writer and by whoever may publish there.
create policy reading on articles for select to sees_own, sees_units using (viewer_may('article.read')
  and (published_id is not null and withdrawn_at is null and unit_id = any (array(select viewer_chain()))
    or current_user = 'sees_units' and unit_id = any (viewer_units()) and (viewer_may('article.publish') or published_id is not null and withdrawn_at is null)
    or made_by = viewer_id()));
create policy every on articles for select to sees_all using (viewer_may('article.read')
  and (published_id is not null and withdrawn_at is null or viewer_may('article.publish') or made_by = viewer_id()));
create policy adding on articles for insert to sees_own, sees_units, sees_all
  with check (viewer_may('article.write') and made_by = viewer_id() and unit_id = (select u.unit_id from users u where u.id = viewer_id()));
create policy withdrawing on articles for update to sees_units, sees_all
  using (viewer_may('article.publish') and (current_user = 'sees_all' or unit_id = any (viewer_units())))
  with check (viewer_may('article.publish') and (current_user = 'sees_all' or unit_id = any (viewer_units())));
create policy reading on article_versions for select to sees_own, sees_units, sees_all using (
  exists (select from articles a where a.id = article_id
    and (article_versions.state in ('published', 'superseded') or article_versions.written_by = viewer_id()
      or viewer_may('article.publish') and (current_user = 'sees_all' or a.unit_id = any (viewer_units())))));
create policy writing on article_versions for insert to sees_own, sees_units, sees_all
  with check (viewer_may('article.write') and written_by = viewer_id() and exists (select from articles a where a.id = article_id));
create policy changing on article_versions for update to sees_own, sees_units, sees_all
  using (viewer_may('article.write') and written_by = viewer_id() or viewer_may('article.publish') and exists (select from articles a
    where a.id = article_id and (current_user = 'sees_all' or a.unit_id = any (viewer_units()))))
  with check (exists (select from articles a where a.id = article_id));
call is_audited('articles');
call is_audited('article_versions', 'searched', 'grams');

-- ── A version is an approval ────────────────────────────────────────────────────────────────────────────────────────
alter table approval_flows drop constraint approval_flows_kind;
alter table approval_flows add constraint approval_flows_kind
  check (kind in ('case-answer', 'message-template', 'moment-rule', 'product-admission', 'campaign', 'article'));
alter table approvals drop constraint approvals_kind;
alter table approvals add constraint approvals_kind
  check (kind in ('case-answer', 'message-template', 'moment-rule', 'product-admission', 'campaign', 'article'));
alter table approval_delegations drop constraint approval_delegations_kinds;
alter table approval_delegations add constraint approval_delegations_kinds
  check (kinds <@ array['case-answer', 'message-template', 'moment-rule', 'product-admission', 'campaign', 'article']);
insert into approval_flows (id, kind, number, state, steps, live_at) values (uuid_v7(), 'article', 1, 'live', jsonb_build_array(
  jsonb_build_object('name', 'Second person', 'nameZh', '第二人复核', 'roles', '[]'::jsonb, 'level', 'scope', 'needs', 'one', 'hours', 27,
    'conditions', '[]'::jsonb)), clock_timestamp());

update roles set permissions = permissions || array['article.read', 'article.write']
  where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['article.publish'] where code in ('branch-manager', 'head-office', 'compliance');
