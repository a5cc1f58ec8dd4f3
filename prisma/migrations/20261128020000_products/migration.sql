-- The library of financial products (产品库): facts, ratings by date, documents in versions, and what of it somebody proposes. Only what was
-- admitted, is not blocked and is on the shelf may be recommended: `products_on_offer` says it once for whoever asks.

-- CreateTable
CREATE TABLE "products" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "term_days" INTEGER,
    "minimum_amount" DECIMAL(20,2) NOT NULL,
    "complex" BOOLEAN NOT NULL,
    "fees" JSONB NOT NULL,
    "target_market" TEXT,
    "target_market_zh" TEXT,
    "on_shelf_on" DATE NOT NULL,
    "off_shelf_on" DATE,
    "security_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "proposal_id" UUID,
    "admitted_at" TIMESTAMPTZ(3),
    "withdrawn_reason" TEXT,
    "blocked_at" TIMESTAMPTZ(3),
    "blocked_by" UUID,
    "block_reason" TEXT,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_proposals" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "rating" JSONB,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "product_proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_ratings" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "grade" SMALLINT NOT NULL,
    "effective_from" DATE NOT NULL,
    "method" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "rated_by" UUID,
    "approved_by" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_ratings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_documents" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "file" BYTEA NOT NULL,
    "added_by" UUID,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_documents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "products_code_key" ON "products"("code");

-- CreateIndex
CREATE INDEX "products_security_id_idx" ON "products"("security_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_proposals_product_id_number_key" ON "product_proposals"("product_id", "number");

-- CreateIndex
CREATE INDEX "product_ratings_product_id_effective_from_recorded_at_idx" ON "product_ratings"("product_id", "effective_from", "recorded_at");

-- CreateIndex
CREATE UNIQUE INDEX "product_documents_product_id_kind_number_key" ON "product_documents"("product_id", "kind", "number");

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_security_id_fkey" FOREIGN KEY ("security_id") REFERENCES "securities"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "product_proposals" ADD CONSTRAINT "product_proposals_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "product_ratings" ADD CONSTRAINT "product_ratings_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "product_documents" ADD CONSTRAINT "product_documents_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table products add constraint products_type check (type in ('money-fund', 'bond-fund', 'mixed-fund', 'equity-fund', 'etf', 'private-fund',
  'asset-plan', 'government-bond', 'corporate-bond', 'repo', 'income-note', 'structured-note', 'otc-derivative', 'insurance'));
alter table products add constraint products_currency check (currency in ('CNY', 'HKD', 'USD'));
alter table products add constraint products_term check (term_days between 1 and 36500);
alter table products add constraint products_minimum check (minimum_amount >= 0);
alter table products add constraint products_shelf check (off_shelf_on is null or off_shelf_on >= on_shelf_on);
alter table products add constraint products_state check (state in ('draft', 'review', 'admitted', 'withdrawn'));
alter table products add constraint products_admitted check (state not in ('admitted', 'withdrawn') or admitted_at is not null);
alter table products add constraint products_withdrawn check ((state = 'withdrawn') = (withdrawn_reason is not null));
alter table products add constraint products_blocked check ((blocked_at is null) = (block_reason is null));
alter table product_proposals add constraint product_proposals_state check (state in ('draft', 'review', 'taken', 'dropped'));
alter table product_proposals add constraint product_proposals_ended check ((state in ('taken', 'dropped')) = (ended_at is not null));
-- What is proposed of a product is proposed once at a time.
create unique index product_proposals_open on product_proposals (product_id) where state in ('draft', 'review');
alter table product_ratings add constraint product_ratings_grade check (grade between 1 and 5);
alter table product_ratings add constraint product_ratings_method check (method in ('model', 'committee', 'issuer', 'list'));
alter table product_documents add constraint product_documents_kind check (kind in ('prospectus', 'risk-notice', 'contract', 'fact-sheet', 'report'));
alter table product_documents add constraint product_documents_bytes check (bytes = length(file));

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
create function keep_product_history() returns trigger language plpgsql as $$
begin
  raise exception 'ratings and documents of products are never changed' using errcode = '42501';
end $$;
create trigger no_change before update or delete on product_ratings for each row execute function keep_product_history();
create trigger no_change before update or delete on product_documents for each row execute function keep_product_history();

-- Whether others have agreed to a proposal as it stands.
create function proposal_agreed(which uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (select from product_proposals p join approvals a on a.kind = 'product-admission' and a.subject_id = p.product_id
    and a.state = 'approved' and a.subject_stamp = p.id || ' ' || p.version where p.id = which)
$$;
-- People admit a product, change the facts of one that was admitted, or rate it, by a proposal to which others have agreed; a proposal that was
-- taken or is under review stays as it is.
create function guard_product() returns trigger language plpgsql as $$
declare
  facts text[] := array['code', 'type', 'name', 'name_zh', 'issuer', 'currency', 'term_days', 'minimum_amount', 'complex', 'fees', 'target_market',
    'target_market_zh', 'on_shelf_on', 'off_shelf_on', 'security_id'];
begin
  if (old.state in ('admitted', 'withdrawn') and exists (select from unnest(facts) f where to_jsonb(new) -> f is distinct from to_jsonb(old) -> f)
      or new.state = 'admitted' and old.state <> 'admitted')
    and (new.proposal_id is not distinct from old.proposal_id or not proposal_agreed(new.proposal_id)) then
    raise exception 'a product is admitted and changed by what others have agreed to' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before update on products for each row when (viewer_id() is not null) execute function guard_product();
create function guard_new_product() returns trigger language plpgsql as $$
begin
  if new.state <> 'draft' then
    raise exception 'a product begins as a draft' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard_new before insert on products for each row when (viewer_id() is not null) execute function guard_new_product();
create function guard_rating() returns trigger language plpgsql as $$
begin
  if not exists (select from product_proposals p where p.product_id = new.product_id and p.state = 'review' and proposal_agreed(p.id)
    and (p.rating ->> 'grade')::int = new.grade and (p.rating ->> 'effectiveFrom')::date <= new.effective_from) then
    raise exception 'a product is rated by what others have agreed to' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before insert on product_ratings for each row when (viewer_id() is not null) execute function guard_rating();
create function guard_proposal() returns trigger language plpgsql as $$
begin
  if old.state in ('taken', 'dropped') or old.state = 'review' and (new.facts, new.rating) is distinct from (old.facts, old.rating) then
    raise exception 'what is under review or over is not changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard before update on product_proposals for each row execute function guard_proposal();
create trigger stamp before update on products for each row when (pg_trigger_depth() = 0) execute function stamp_change();
-- Whoever agrees, agrees to words: the version of a proposal counts those.
create trigger stamp before update of facts, rating on product_proposals for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- The rating that holds on a day: the latest to take effect by then, and of one day the last recorded.
create function product_grade(product uuid, on_day date) returns smallint language sql stable as $$
  select r.grade from product_ratings r where r.product_id = product and r.effective_from <= on_day
  order by r.effective_from desc, r.recorded_at desc limit 1
$$;
-- What may be recommended on a day, with its grade; nothing else may.
create function products_on_offer(on_day date) returns table (product_id uuid, grade smallint) language sql stable as $$
  select p.id, g.grade from products p cross join lateral (select product_grade(p.id, on_day) as grade) g
  where p.state = 'admitted' and p.blocked_at is null and g.grade is not null
    and p.on_shelf_on <= on_day and (p.off_shelf_on is null or on_day <= p.off_shelf_on)
$$;
-- How a product stands on a day, in one word.
create function product_standing(p products, on_day date) returns text language sql stable as $$
  select case when p.state <> 'admitted' then p.state when p.blocked_at is not null then 'blocked' when p.off_shelf_on < on_day then 'off-shelf'
    when p.on_shelf_on > on_day or product_grade(p.id, on_day) is null then 'coming' else 'on-shelf' end
$$;
revoke execute on function keep_product_history(), proposal_agreed(uuid), guard_product(), guard_new_product(), guard_rating(), guard_proposal(),
  product_grade(uuid, date), products_on_offer(date), product_standing(products, date) from public;
grant execute on function keep_product_history(), proposal_agreed(uuid), guard_product(), guard_new_product(), guard_rating(), guard_proposal(),
  product_grade(uuid, date), products_on_offer(date), product_standing(products, date) to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['products', 'product_proposals', 'product_ratings', 'product_documents'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update on %I to rapport_system', t);
    execute format('grant select, insert on %I to sees_own, sees_units, sees_all', t);
    execute format('create policy reading on %I for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null)', t);
    execute format('create policy adding on %I for insert to sees_own, sees_units, sees_all
      with check (viewer_may(''product.edit'')%s)', t, case t when 'product_ratings' then ' or viewer_may(''product.admit'')' else '' end);
  end loop;
end $$;
grant update on products, product_proposals to sees_own, sees_units, sees_all;
create policy changing on products for update to sees_own, sees_units, sees_all
  using (viewer_may('product.edit') or viewer_may('product.admit') or viewer_may('product.block'))
  with check (viewer_may('product.edit') or viewer_may('product.admit') or viewer_may('product.block'));
create policy changing on product_proposals for update to sees_own, sees_units, sees_all
  using (viewer_may('product.edit') or viewer_may('product.admit')) with check (viewer_may('product.edit') or viewer_may('product.admit'));
call is_audited('products');
call is_audited('product_proposals');
call is_audited('product_ratings');
call is_audited('product_documents', 'file');

-- ── Admission is an approval ────────────────────────────────────────────────────────────────────────────────────────
alter table approval_flows drop constraint approval_flows_kind;
alter table approval_flows add constraint approval_flows_kind check (kind in ('case-answer', 'message-template', 'moment-rule', 'product-admission'));
alter table approvals drop constraint approvals_kind;
alter table approvals add constraint approvals_kind check (kind in ('case-answer', 'message-template', 'moment-rule', 'product-admission'));
alter table approval_delegations drop constraint approval_delegations_kinds;
alter table approval_delegations add constraint approval_delegations_kinds
  check (kinds <@ array['case-answer', 'message-template', 'moment-rule', 'product-admission']);
insert into approval_flows (id, kind, number, state, steps, live_at) values (uuid_v7(), 'product-admission', 1, 'live', jsonb_build_array(
  jsonb_build_object('name', 'Second person', 'nameZh', '第二人复核', 'roles', '[]'::jsonb, 'level', 'scope', 'needs', 'one', 'hours', 27,
    'conditions', '[]'::jsonb)), clock_timestamp());

update roles set permissions = permissions || array['product.read'] where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['product.edit'] where code = 'head-office';
update roles set permissions = permissions || array['product.admit', 'product.block'] where code = 'compliance';
