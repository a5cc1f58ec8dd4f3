-- Surveys (客户调查): questions of a bank in versions, surveys in versions, invitations by a link that works once, and what was answered.
-- An anonymous answer names nobody: it has no customer and no invitation, its id comes from the link and a key that only the page of
-- the customer had, it knows no more of its time than the month, and no trail is kept of it that could be laid beside that of the invitations.

-- CreateTable
CREATE TABLE "survey_questions" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "text_zh" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,

    CONSTRAINT "survey_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "surveys" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "anonymous" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "after_contacts" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_versions" (
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "definition" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by" UUID,
    "live_at" TIMESTAMPTZ(3),

    CONSTRAINT "survey_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_sendings" (
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "population" INTEGER NOT NULL,
    "drawn" INTEGER NOT NULL,
    "excluded" JSONB NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "survey_sendings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_invitations" (
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "sending_id" UUID,
    "customer_id" UUID NOT NULL,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "cause" TEXT NOT NULL,
    "cause_id" UUID,
    "token_hash" TEXT NOT NULL,
    "message_id" UUID,
    "region_id" UUID,
    "tier" TEXT,
    "age_group" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_by" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answered" BOOLEAN NOT NULL DEFAULT false,
    "answer_key_hash" TEXT,
    "draft_sealed" TEXT,

    CONSTRAINT "survey_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_responses" (
    "id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "invitation_id" UUID,
    "customer_id" UUID,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "source" TEXT NOT NULL,
    "source_key" TEXT,
    "answered_on" DATE NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "language" TEXT,
    "topic" TEXT,
    "answers" JSONB NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "nps" SMALLINT,
    "csat" SMALLINT,
    "ces" SMALLINT,

    CONSTRAINT "survey_responses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "survey_questions_code_version_key" ON "survey_questions"("code", "version");

-- CreateIndex
CREATE UNIQUE INDEX "survey_versions_survey_id_number_key" ON "survey_versions"("survey_id", "number");

-- CreateIndex
CREATE INDEX "survey_sendings_survey_id_asked_at_idx" ON "survey_sendings"("survey_id", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "survey_invitations_token_hash_key" ON "survey_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "survey_invitations_survey_id_unit_id_idx" ON "survey_invitations"("survey_id", "unit_id");

-- CreateIndex
CREATE INDEX "survey_invitations_customer_id_asked_at_idx" ON "survey_invitations"("customer_id", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "survey_responses_invitation_id_key" ON "survey_responses"("invitation_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_responses_survey_id_source_key_key" ON "survey_responses"("survey_id", "source_key");

-- CreateIndex
CREATE INDEX "survey_responses_survey_id_answered_on_id_idx" ON "survey_responses"("survey_id", "answered_on", "id");

-- CreateIndex
CREATE INDEX "survey_responses_customer_id_answered_on_idx" ON "survey_responses"("customer_id", "answered_on");

-- CreateIndex
CREATE INDEX "survey_responses_unit_id_answered_on_idx" ON "survey_responses"("unit_id", "answered_on");

-- CreateIndex
CREATE INDEX "survey_responses_owner_id_answered_on_idx" ON "survey_responses"("owner_id", "answered_on");

-- AddForeignKey
ALTER TABLE "survey_versions" ADD CONSTRAINT "survey_versions_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_sendings" ADD CONSTRAINT "survey_sendings_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "survey_versions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_survey_id_fkey" FOREIGN KEY ("survey_id") REFERENCES "surveys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "survey_versions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- A message may carry a link that works once: below which root. The link itself is made when the message leaves and kept nowhere.
ALTER TABLE "outbound_messages" ADD COLUMN "link_root" TEXT;
alter table outbound_messages add constraint outbound_messages_link_root check (link_root in ('s'));

alter table survey_questions add constraint survey_questions_kind check (kind in ('single', 'multiple', 'nps', 'csat', 'ces', 'text'));
alter table survey_questions add constraint survey_questions_code check (code <> 'end');
alter table survey_questions add constraint survey_questions_options check ((kind in ('single', 'multiple')) = (jsonb_array_length(options) > 0));
alter table surveys add constraint surveys_state check (state in ('draft', 'live', 'closed'));
alter table survey_versions add constraint survey_versions_state check (state in ('draft', 'live', 'retired'));
alter table survey_versions add constraint survey_versions_live check ((state = 'draft') = (live_at is null));
create unique index survey_versions_one_draft on survey_versions (survey_id) where state = 'draft';
create unique index survey_versions_one_live on survey_versions (survey_id) where state = 'live';
alter table survey_invitations add constraint survey_invitations_cause check (cause in ('segment', 'visit', 'task', 'hand'));
-- One for each contact, whichever survey asks.
create unique index survey_invitations_once_a_contact on survey_invitations (cause, cause_id) where cause in ('visit', 'task');
create index survey_invitations_message on survey_invitations (message_id) where message_id is not null;
alter table survey_responses add constraint survey_responses_source check (source in ('link', 'file'));
-- Whoever is named has an invitation; whoever is not has neither it nor a time.
alter table survey_responses add constraint survey_responses_named check ((customer_id is null) = (invitation_id is null));
alter table survey_responses add constraint survey_responses_anonymous check (source = 'file' or customer_id is not null
  or (answered_at is null and extract(day from answered_on) = 1));
alter table survey_responses add constraint survey_responses_scores check (nps between 0 and 10 and csat between 1 and 5 and ces between 1 and 7);

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- What was asked once stays as it was asked: of what is live only the state changes, to make room for the next version.
create function keep_survey_version() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.definition, new.number, new.survey_id) is distinct from (old.definition, old.number, old.survey_id) then
    raise exception 'a live version of a survey is never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger kept before update on survey_versions for each row execute function keep_survey_version();

create function place_of_survey() returns trigger language plpgsql as $$
begin
  if new.customer_id is null then return new; end if;
  select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  return new;
end $$;
create trigger place before insert or update of customer_id on survey_invitations for each row execute function place_of_survey();
create trigger place before insert or update of customer_id on survey_responses for each row execute function place_of_survey();

create function hand_on_surveys() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update survey_invitations s set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
  from old_rows o join new_rows n on n.id = o.id
  where s.customer_id = n.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  update survey_responses s set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
  from old_rows o join new_rows n on n.id = o.id
  where s.customer_id = n.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_surveys after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_surveys();

create function merge_surveys() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update survey_invitations set customer_id = new.customer_id where customer_id = new.merged_id;
  update survey_responses set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_surveys after insert on customer_merges for each row execute function merge_surveys();
revoke execute on function keep_survey_version(), place_of_survey(), hand_on_surveys(), merge_surveys() from public;
grant execute on function keep_survey_version(), place_of_survey() to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['survey_questions', 'surveys', 'survey_versions', 'survey_sendings', 'survey_invitations', 'survey_responses'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select on %I to sees_own, sees_units, sees_all', t);
  end loop;
  foreach t in array array['survey_questions', 'surveys', 'survey_versions'] loop
    execute format('create policy reading on %I for select to sees_own, sees_units, sees_all using (true)', t);
    execute format('create policy managing on %I to sees_own, sees_units, sees_all using (viewer_may(''survey.build'')) with check (viewer_may(''survey.build''))', t);
    execute format('grant insert, update on %I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
create policy own on survey_sendings to sees_own using (asked_by = viewer_id());
create policy units on survey_sendings to sees_units using (unit_id = any (viewer_units()));
create policy every on survey_sendings to sees_all using ((select viewer_id()) is not null);
-- An answer without a customer is its unit's: whoever sees one's own customers only does not see it.
call carries_customer_scope('survey_invitations');
call carries_customer_scope('survey_responses');
grant insert on survey_sendings, survey_invitations, survey_responses to sees_own, sees_units, sees_all;
call is_audited('survey_questions');
call is_audited('surveys');
call is_audited('survey_versions');
call is_audited('survey_sendings');

-- ── What every firm begins with; the words are the firm's to change, by a new version. ──────────────────────────────
insert into survey_questions (id, code, version, kind, text, text_zh, options) values
  (uuid_v7(), 'csat', 1, 'csat', 'How satisfied are you with our service?', '您对我们的服务总体满意吗？', '[]'),
  (uuid_v7(), 'nps', 1, 'nps', 'How likely are you to recommend us to a friend or colleague?', '您向朋友或同事推荐我们的可能性有多大？', '[]'),
  (uuid_v7(), 'ces', 1, 'ces', 'How easy was it to have your request settled?', '办理业务是否轻松便捷？', '[]'),
  (uuid_v7(), 'channel', 1, 'single', 'How did you reach us last?', '您最近一次通过哪种方式联系我们？',
    '[{"code":"branch","text":"At a branch","textZh":"营业部"},{"code":"phone","text":"By phone","textZh":"电话"},{"code":"app","text":"In the app","textZh":"手机应用"},{"code":"manager","text":"My account manager","textZh":"客户经理"}]'),
  (uuid_v7(), 'topics', 1, 'multiple', 'What should we do better?', '您希望我们改进哪些方面？',
    '[{"code":"speed","text":"Speed","textZh":"办理速度"},{"code":"advice","text":"Advice","textZh":"专业建议"},{"code":"fees","text":"Fees","textZh":"费用"},{"code":"app","text":"The app","textZh":"应用体验"},{"code":"manner","text":"Manner","textZh":"服务态度"}]'),
  (uuid_v7(), 'reason', 1, 'text', 'What is the main reason for your answer?', '请告诉我们您打分的主要原因。', '[]'),
  (uuid_v7(), 'wish', 1, 'text', 'Is there anything else that you would like to tell us?', '您还有什么想告诉我们的吗？', '[]');

update roles set permissions = permissions || array['survey.read'] where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['survey.build', 'survey.send'] where code in ('branch-manager', 'head-office');
