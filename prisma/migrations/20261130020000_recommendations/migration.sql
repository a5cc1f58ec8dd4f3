-- A product that somebody recommended to a customer (产品推荐): the check by which it was suitable, the risk notice that went with it, the licence of
-- that day, what was said and by which way, and what the customer answered. How a letter stands is told by its message.

-- CreateTable
CREATE TABLE "recommendations" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "message_id" UUID,
    "licence_kind" TEXT NOT NULL,
    "licence_number" TEXT NOT NULL,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "response" TEXT,
    "responded_at" TIMESTAMPTZ(3),
    "responded_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "recommendations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recommendations_check_id_key" ON "recommendations"("check_id");

-- CreateIndex
CREATE UNIQUE INDEX "recommendations_message_id_key" ON "recommendations"("message_id");

-- CreateIndex
CREATE INDEX "recommendations_customer_id_made_at_idx" ON "recommendations"("customer_id", "made_at");

-- CreateIndex
CREATE INDEX "recommendations_product_id_made_at_idx" ON "recommendations"("product_id", "made_at");

-- CreateIndex
CREATE INDEX "recommendations_notice_id_idx" ON "recommendations"("notice_id");

-- AddForeignKey
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "suitability_checks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "product_documents"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "recommendations" ADD CONSTRAINT "recommendations_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "outbound_messages"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table recommendations add constraint recommendations_channel check (channel in ('email', 'sms', 'wecom', 'phone', 'in-person'));
-- A letter has its message; what is spoken has none.
alter table recommendations add constraint recommendations_message check ((channel in ('phone', 'in-person')) = (message_id is null));
alter table recommendations add constraint recommendations_response check (response in ('interested', 'no-answer', 'declined', 'bought'));
alter table recommendations add constraint recommendations_responded check ((response is null) = (responded_at is null));

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- Nobody recommends what a check of their own, made because the firm offers it, did not let pass.
create function guard_new_recommendation() returns trigger language plpgsql as $$
begin
  if new.response is not null
    or not exists (select from suitability_checks k where k.id = new.check_id and k.customer_id = new.customer_id and k.product_id = new.product_id
      and k.initiative = 'firm' and k.outcome = 'match' and k.made_by = new.made_by)
    or not exists (select from product_documents d where d.id = new.notice_id and d.product_id = new.product_id and d.kind = 'risk-notice')
    or new.message_id is not null and not exists (select from outbound_messages m
      where m.id = new.message_id and m.customer_id = new.customer_id and m.channel = new.channel and m.class = 'MARKETING') then
    raise exception 'only what suits is recommended' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard_new before insert on recommendations for each row when (viewer_id() is not null) execute function guard_new_recommendation();
-- Only the answer of the customer changes, until it is the last one; and the customer, where two become one.
create function keep_recommendation() returns trigger language plpgsql as $$
declare
  answer text[] := array['response', 'responded_at', 'responded_by', 'version', 'updated_at', 'updated_by'];
begin
  if TG_OP = 'UPDATE' and pg_trigger_depth() > 1 and to_jsonb(new) - 'customer_id' = to_jsonb(old) - 'customer_id' then
    return new;
  end if;
  if TG_OP = 'DELETE' or to_jsonb(new) - answer <> to_jsonb(old) - answer or new.response is null or old.response in ('declined', 'bought')
    or viewer_id() is not null and new.responded_by is distinct from viewer_id() then
    raise exception 'of a recommendation only the answer changes' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger kept before update or delete on recommendations for each row execute function keep_recommendation();
create trigger stamp before update on recommendations for each row when (pg_trigger_depth() = 0) execute function stamp_change();
create function merge_recommendations() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update recommendations set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_recommendations after insert on customer_merges for each row execute function merge_recommendations();
revoke execute on function guard_new_recommendation(), keep_recommendation(), merge_recommendations() from public;
grant execute on function guard_new_recommendation(), keep_recommendation() to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
alter table recommendations enable row level security, force row level security;
create policy system on recommendations to rapport_system, current_user using (true);
revoke all on recommendations from public;
grant select, insert, update on recommendations to rapport_system;
grant select, insert, update on recommendations to sees_own, sees_units, sees_all;
call follows_customer('recommendations');
-- Nobody recommends in another one's name.
create policy own_name on recommendations as restrictive for insert to sees_own, sees_units, sees_all with check (made_by = viewer_id());
call is_audited('recommendations');

-- ── What every firm begins with ─────────────────────────────────────────────────────────────────────────────────────
insert into message_templates (id, code, number, channel, class, urgent, name, name_zh, subject, subject_zh, body, body_zh, state, approved_at)
  select uuid_v7(), code, 1, channel, 'MARKETING', false, 'Recommendation of a product', '产品推荐', subject, subject_zh, body, body_zh, 'approved', now() from (values
    ('recommendation-email', 'email', 'A product for you: {product}', '为您推荐：{product}',
      E'Dear {salutation},\n\n{text}\n\nProduct: {product}\n\n{notice}\n\n{manager}, {branch}',
      E'{salutation}您好：\n\n{text}\n\n产品：{product}\n\n{notice}\n\n{branch} {manager}'),
    ('recommendation-sms', 'sms', null, null, '{text} Product: {product}. {notice}', '{text} 产品：{product}。{notice}'),
    ('recommendation-wecom', 'wecom', null, null, E'{text}\n\nProduct: {product}\n\n{notice}', E'{text}\n\n产品：{product}\n\n{notice}')
  ) t (code, channel, subject, subject_zh, body, body_zh);
