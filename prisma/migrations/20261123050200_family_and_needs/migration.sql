-- Who belongs to a customer (CUS-14), and what a customer says it needs (CUS-16).

-- CreateTable
CREATE TABLE "customer_links" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "other_id" UUID,
    "other_name" TEXT,
    "other_birth_on" DATE,
    "kind" TEXT NOT NULL,
    "share" DECIMAL(7,6),
    "valid_from" DATE,
    "valid_to" DATE,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "customer_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_needs" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "stated_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "recorded_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "customer_needs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "customer_links_customer_id_idx" ON "customer_links"("customer_id");

-- CreateIndex
CREATE INDEX "customer_links_other_id_idx" ON "customer_links"("other_id");

-- CreateIndex
CREATE INDEX "customer_needs_customer_id_stated_on_idx" ON "customer_needs"("customer_id", "stated_on");

-- AddForeignKey
ALTER TABLE "customer_links" ADD CONSTRAINT "customer_links_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customer_needs" ADD CONSTRAINT "customer_needs_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What the other is to the customer.
alter table customer_links add constraint customer_links_kind check (kind in ('spouse', 'parent', 'child', 'sibling', 'relative',
  'guarantor', 'guaranteed', 'controller', 'controlled', 'beneficial-owner', 'owned', 'agent', 'principal'));
alter table customer_links add constraint customer_links_who check ((other_id is null) <> (other_name is null) and other_id is distinct from customer_id);
alter table customer_links add constraint customer_links_share check (share > 0 and share <= 1);
alter table customer_links add constraint customer_links_order check (valid_to >= valid_from);
alter table customer_needs add constraint customer_needs_kind check (kind in
  ('growth', 'income', 'liquidity', 'retirement', 'education', 'financing', 'inheritance', 'service', 'other'));
alter table customer_needs add constraint customer_needs_source check (source in ('visit', 'phone', 'wechat', 'branch', 'questionnaire', 'other'));

do $$
declare t text;
begin
  foreach t in array array['customer_links', 'customer_needs'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system, sees_own, sees_units, sees_all', t);
    execute format('create trigger stamp before update on %I for each row when (pg_trigger_depth() = 0) execute function stamp_change()', t);
    execute format('call is_audited(%L)', t);
  end loop;
end $$;
-- A link is there for whoever sees both ends of it, and for nobody else.
create policy with_customers on customer_links to sees_own, sees_units, sees_all
  using (exists (select from customers c where c.id = customer_id)
    and (other_id is null or exists (select from customers c where c.id = other_id)));
call follows_customer('customer_needs');

-- Links, needs and reports of the one that is gone are those of the one that stays; a link between the two is none.
create function merge_family() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone uuid := new.merged_id;
  stays uuid := new.customer_id;
begin
  delete from customer_links where customer_id = gone and other_id = stays or customer_id = stays and other_id = gone;
  delete from customer_links g using customer_links s where g.customer_id = gone and s.customer_id = stays and g.other_id = s.other_id and g.kind = s.kind;
  delete from customer_links g using customer_links s where g.other_id = gone and s.other_id = stays and g.customer_id = s.customer_id and g.kind = s.kind;
  update customer_links set customer_id = stays where customer_id = gone;
  update customer_links set other_id = stays where other_id = gone;
  update customer_needs set customer_id = stays where customer_id = gone;
  update customer_reports set customer_id = stays where customer_id = gone;
  return null;
end $$;
revoke execute on function merge_family() from public;
create trigger merging_family after insert on customer_merges for each row execute function merge_family();
