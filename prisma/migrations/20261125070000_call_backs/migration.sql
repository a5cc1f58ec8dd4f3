-- Call-backs (回访): the firm asks customers itself, past their manager. Who is asked comes from a seed or from a new account,
-- what is asked from a script in versions, and each call is a task (decision 021) that the customer's own manager never has.

-- CreateTable
CREATE TABLE "call_back_scripts" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "opening" TEXT NOT NULL,
    "opening_zh" TEXT NOT NULL,
    "questions" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,

    CONSTRAINT "call_back_scripts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_back_samples" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "stratified_by" TEXT NOT NULL,
    "share" DECIMAL(5,4) NOT NULL,
    "due_on" DATE NOT NULL,
    "drawn_on" DATE NOT NULL,
    "population" INTEGER NOT NULL,
    "drawn" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,

    CONSTRAINT "call_back_samples_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_backs" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sample_id" UUID,
    "origin_id" UUID NOT NULL,
    "stratum" TEXT,
    "customer_id" UUID NOT NULL,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "due_on" DATE NOT NULL,
    "script_id" UUID,
    "outcome" TEXT,
    "answers" JSONB,
    "found" INTEGER NOT NULL DEFAULT 0,
    "suspicion" TEXT,
    "suspicion_due_at" TIMESTAMPTZ(3),
    "recording_url" TEXT,
    "note" TEXT,
    "manager_id" UUID,
    "done_at" TIMESTAMPTZ(3),
    "done_by" UUID,
    "verdict" TEXT,
    "verdict_note" TEXT,
    "certified_at" TIMESTAMPTZ(3),
    "certified_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_backs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "call_back_scripts_kind_version_key" ON "call_back_scripts"("kind", "version");

-- CreateIndex
CREATE INDEX "call_backs_sample_id_idx" ON "call_backs"("sample_id");

-- CreateIndex
CREATE INDEX "call_backs_customer_id_created_at_idx" ON "call_backs"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "call_backs_unit_id_due_on_id_idx" ON "call_backs"("unit_id", "due_on", "id");

-- CreateIndex
CREATE INDEX "call_backs_owner_id_due_on_id_idx" ON "call_backs"("owner_id", "due_on", "id");

-- CreateIndex
CREATE INDEX "call_backs_due_on_id_idx" ON "call_backs"("due_on", "id");

-- AddForeignKey
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "call_back_samples"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_script_id_fkey" FOREIGN KEY ("script_id") REFERENCES "call_back_scripts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- One for each customer of a sample, and one for each new account. By whom they were when drawn: two who are merged keep theirs.
create unique index call_backs_once_a_sample on call_backs (sample_id, origin_id) where sample_id is not null;
create unique index call_backs_once_an_account on call_backs (origin_id) where sample_id is null;
alter table call_back_scripts add constraint call_back_scripts_kind check (kind in ('new-account', 'annual', 'above-class'));
alter table call_back_samples add constraint call_back_samples_kind check (kind in ('annual', 'above-class'));
alter table call_back_samples add constraint call_back_samples_stratified check (stratified_by in ('branch', 'tier', 'business'));
alter table call_back_samples add constraint call_back_samples_share check (share > 0 and share <= 1);
alter table call_backs add constraint call_backs_kind check (kind in ('new-account', 'annual', 'above-class') and (kind = 'new-account') = (sample_id is null));
alter table call_backs add constraint call_backs_outcome check (outcome in ('reached', 'not-reached', 'refused', 'wrong-number'));
alter table call_backs add constraint call_backs_done check ((outcome is null) = (done_at is null) and (done_at is null) = (done_by is null));
alter table call_backs add constraint call_backs_answers check ((outcome is not distinct from 'reached') = (answers is not null and script_id is not null));
alter table call_backs add constraint call_backs_verdict check (verdict in ('accepted', 'rejected') and (verdict is null or done_at is not null));
-- Who looks after customers does not ask them; who asked does not certify it.
alter table call_backs add constraint call_backs_not_by_manager check (done_by is null or done_by is distinct from manager_id);
alter table call_backs add constraint call_backs_four_eyes check (certified_by is null or certified_by is distinct from done_by);

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- The customer is looked up as whoever writes. Whose customer it was when the call was made is kept: they never read it either.
create function place_call_back() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.customer_id is distinct from old.customer_id then
    select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
    if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  end if;
  if new.outcome is not null and (tg_op = 'INSERT' or old.outcome is null) then new.manager_id := new.owner_id; end if;
  return new;
end $$;
create trigger place before insert or update on call_backs for each row execute function place_call_back();

-- Whoever is the customer's manager now is barred from the call, by whatever road the task or the customer came: written down,
-- handed on, merged. Where it was theirs it goes back to the pool; who gives it to them is refused by the check on `barred_id`.
create function bar_own_manager() returns trigger language plpgsql as $$
begin
  new.barred_id := coalesce(new.owner_id, new.barred_id);
  if tg_op = 'UPDATE' and new.owner_id is distinct from old.owner_id and new.assignee_id = new.barred_id then
    new.assignee_id := null;
    new.started_at := null;
    new.state := 'waiting';
  end if;
  return new;
end $$;
create trigger recuse before insert or update on tasks for each row
  when (new.kind = 'call-back' and new.open and new.customer_id is not null) execute function bar_own_manager();

create function hand_on_call_backs() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update call_backs b set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
  from old_rows o join new_rows n on n.id = o.id
  where b.customer_id = n.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_call_backs after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_call_backs();

create function merge_call_backs() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update call_backs set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_call_backs after insert on customer_merges for each row execute function merge_call_backs();

-- What sounds wrong goes to compliance at once, past everybody who knows the customer: a task of no customer, for whoever set the
-- sample, else for whoever of compliance has least to do. Where there is nobody yet it stands in the list of findings.
create function tell_compliance() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into tasks (id, kind, about_id, code, title, assignee_id, barred_id, necessity, priority, state, due_at, unit_id, created_by)
  select uuid_v7(), 'call-back', new.id, 'suspicion', '回访疑点:请核查', u.id, new.owner_id, 'must', 1, 'assigned', new.suspicion_due_at, u.unit_id, viewer_id()
  from users u join roles r on r.id = u.role_id and r.scope = 'all' and 'call-back.sample' = any (r.permissions)
  where u.disabled_at is null and u.id is distinct from new.owner_id and u.id is distinct from new.done_by
  order by u.id = (select s.created_by from call_back_samples s where s.id = new.sample_id) desc nulls last,
    (select count(*) from tasks t where t.assignee_id = u.id and t.open), u.id
  limit 1;
  return null;
end $$;
create trigger suspicion after update of suspicion on call_backs for each row
  when (old.suspicion is null and new.suspicion is not null) execute function tell_compliance();
revoke execute on function place_call_back(), bar_own_manager(), hand_on_call_backs(), merge_call_backs(), tell_compliance() from public;
grant execute on function place_call_back(), bar_own_manager() to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['call_back_scripts', 'call_back_samples', 'call_backs'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;
-- Whoever sees one's own customers only is their manager: no policy lets them in.
create policy units on call_backs to sees_units using (unit_id = any (viewer_units()) and (live or sees_removed()));
create policy every on call_backs to sees_all using ((select viewer_id()) is not null and (live or sees_removed()));
-- Nobody reads what their own customers said of them: not whoever is their manager, nor whoever was when the call was made.
create policy not_of_own_manager on call_backs as restrictive to sees_own, sees_units, sees_all
  using (owner_id is distinct from viewer_id() and manager_id is distinct from viewer_id());
create policy reading on call_back_scripts for select to sees_own, sees_units, sees_all using (true);
create policy managing on call_back_scripts to sees_all using (viewer_may('call-back.sample')) with check (viewer_may('call-back.sample'));
create policy reading on call_back_samples for select to sees_own, sees_units, sees_all using (true);
create policy managing on call_back_samples to sees_all using (viewer_may('call-back.sample')) with check (viewer_may('call-back.sample'));
grant select on call_back_scripts, call_back_samples, call_backs to sees_own, sees_units, sees_all;
grant update on call_backs to sees_units, sees_all;
grant insert on call_back_scripts, call_back_samples, call_backs to sees_all;
call is_audited('call_back_scripts');
call is_audited('call_back_samples');
call is_audited('call_backs');

-- ── What every firm begins with; the words are the firm's to change, by a new version. ──────────────────────────────
insert into call_back_scripts (id, kind, version, opening, opening_zh, questions)
  select uuid_v7(), k.kind, 1, 'This is a call-back of your securities firm, and it is recorded. First I would like to make sure that I speak to you: please tell me your full name and the last four digits of your identity document.',
    '您好，这里是您开户证券公司的回访专员，本次通话将被录音。先核实您的身份：请告知您的姓名和证件号码后四位。', q.identity || k.questions
  from (select '[{"code":"identity","text":"Are name and document number those on file?","textZh":"姓名与证件号码是否与系统登记一致？","verify":"Compare with what is on file before going on.","verifyZh":"与系统登记信息核对一致后方可继续。","answers":[{"code":"yes","text":"Yes","textZh":"是","finding":false},{"code":"no","text":"No","textZh":"否","finding":true}]}]'::jsonb as identity) q,
  (values
    ('new-account', '[
      {"code":"own-wish","text":"Did you open the account yourself and of your own wish?","textZh":"是否由您本人自愿开立账户？","verify":null,"verifyZh":null,"answers":[{"code":"yes","text":"Yes","textZh":"是","finding":false},{"code":"no","text":"No","textZh":"否","finding":true}]},
      {"code":"risks","text":"Were the risks explained to you, and did you answer the questionnaire yourself?","textZh":"工作人员是否向您揭示风险，风险测评是否由您本人完成？","verify":null,"verifyZh":null,"answers":[{"code":"yes","text":"Yes","textZh":"是","finding":false},{"code":"no","text":"No","textZh":"否","finding":true}]},
      {"code":"password","text":"Did you set your passwords yourself, and does nobody else know them?","textZh":"账户密码是否由您本人设置并保管，未告知他人？","verify":null,"verifyZh":null,"answers":[{"code":"yes","text":"Yes","textZh":"是","finding":false},{"code":"no","text":"No","textZh":"否","finding":true}]}]'::jsonb),
    ('annual', '[
      {"code":"trades","text":"Did you place all orders of the past year yourself?","textZh":"过去一年的交易是否均由您本人操作？","verify":null,"verifyZh":null,"answers":[{"code":"yes","text":"Yes","textZh":"是","finding":false},{"code":"no","text":"No","textZh":"否","finding":true}]},
      {"code":"promise","text":"Did anybody of the firm promise you a profit or share your losses?","textZh":"工作人员是否向您承诺收益或分担损失？","verify":null,"verifyZh":null,"answers":[{"code":"no","text":"No","textZh":"否","finding":false},{"code":"yes","text":"Yes","textZh":"是","finding":true}]},
      {"code":"content","text":"Are you content with how you are served?","textZh":"您对我们的服务是否满意？","verify":null,"verifyZh":null,"answers":[{"code":"content","text":"Content","textZh":"满意","finding":false},{"code":"fair","text":"Fair","textZh":"一般","finding":false},{"code":"discontent","text":"Not content","textZh":"不满意","finding":true}]}]'::jsonb),
    ('above-class', '[
      {"code":"own-choice","text":"Did you choose the product yourself, without its being recommended to you?","textZh":"该产品是否由您主动选择，而非工作人员主动推介？","verify":"A product above the class is never to be recommended.","verifyZh":"不得主动推介高于客户风险等级的产品。","answers":[{"code":"yes","text":"Yes","textZh":"是","finding":false},{"code":"no","text":"No","textZh":"否","finding":true}]},
      {"code":"warned","text":"Were you told that its risk is above your class, and did you confirm that?","textZh":"是否已告知您产品风险高于您的风险等级，并由您本人确认？","verify":null,"verifyZh":null,"answers":[{"code":"yes","text":"Yes","textZh":"是","finding":false},{"code":"no","text":"No","textZh":"否","finding":true}]}]'::jsonb)
  ) k (kind, questions);

update roles set permissions = permissions || array['call-back.read'] where code in ('service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['call-back.do'] where code in ('service-agent', 'branch-manager');
update roles set permissions = permissions || array['call-back.sample'] where code = 'compliance';
