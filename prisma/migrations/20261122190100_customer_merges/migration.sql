-- Two records of one customer become one. The row in customer_merges is the act itself: whoever may write it sees both, and
-- its trigger moves all that belongs to the one to the other, in the same transaction. From then on the number of the one
-- that is gone means the other.

-- AlterTable
ALTER TABLE "relationship_assignments" ADD COLUMN     "came_from" UUID;

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "came_with" TEXT;

-- CreateTable
CREATE TABLE "customer_merges" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "merged_no" TEXT NOT NULL,
    "merged_name" TEXT NOT NULL,
    "taken" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reason" TEXT,
    "merged_by" UUID,
    "merged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_merges_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "customer_merges_customer_id_idx" ON "customer_merges"("customer_id");

-- CreateIndex
CREATE INDEX "customer_merges_merged_no_idx" ON "customer_merges"("merged_no");

-- CreateIndex
CREATE UNIQUE INDEX "customer_merges_merged_id_key" ON "customer_merges"("merged_id");

-- AddForeignKey
ALTER TABLE "customer_merges" ADD CONSTRAINT "customer_merges_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

create index accounts_came_with on accounts (id) where came_with is not null;
alter table customer_merges add constraint customer_merges_two check (customer_id <> merged_id);
alter table customer_merges enable row level security, force row level security;
create policy with_customer on customer_merges for select to sees_own, sees_units, sees_all
  using (exists (select from customers c where c.id = customer_id));
create policy merging on customer_merges for insert to sees_own, sees_units, sees_all
  with check (viewer_may('customer.merge') and merged_by = viewer_id()
    and exists (select from customers c where c.id = customer_id and c.deleted_at is null)
    and exists (select from customers c where c.id = merged_id and c.deleted_at is null));
create policy system on customer_merges to rapport_system, current_user using (true);
revoke all on customer_merges from public;
grant select, insert, update, delete on customer_merges to rapport_system;
grant select, insert on customer_merges to sees_own, sees_units, sees_all;
call is_audited('customer_merges');

-- ── Sums ────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Adds the rows of one customer to those of another, where a table says how much: every number beside the key.
create procedure warehouse.add_rows(sums regclass, gone uuid, stays uuid) language plpgsql as $$
declare
  key text[] := (select array_agg(a.attname::text) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                 where i.indrelid = sums and i.indisprimary);
  names text;
  values_ text;
  added text;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum),
         string_agg(case attname when 'customer_id' then '$2' else quote_ident(attname) end, ', ' order by attnum),
         string_agg(format('%1$I = t.%1$I + excluded.%1$I', attname), ', ')
           filter (where attname <> all (key) and atttypid in ('numeric'::regtype, 'int'::regtype, 'bigint'::regtype))
    into names, values_, added
    from pg_attribute where attrelid = sums and attnum > 0 and not attisdropped;
  execute format('with gone as (delete from %1$s where customer_id = $1 returning *)
                  insert into %1$s as t (%2$s) select %3$s from gone on conflict (%4$s) do update set %5$s',
                 sums, names, values_, array_to_string(key, ', '), added) using gone, stays;
end $$;

-- What the warehouse has of one customer becomes another's: facts with their versions, states, days and months. Nothing is
-- computed anew: what is summed adds up, to the cent.
create function warehouse.merge_customer(gone uuid, gone_no text, stays uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
declare one text;
begin
  -- In the unit and with the owner of the one that stays, so that units and staff have it before the two are one.
  update customer_scope g set owner_id = s.owner_id, unit_id = s.unit_id from customer_scope s
    where g.customer_id = gone and s.customer_id = stays;

  -- The same number may have been given to a row of each: a number of an account says whose it was.
  foreach one in array array['trades', 'cash_movements', 'cash_balances', 'position_balances', 'margin_debts'] loop
    execute format('update %I set customer_id = $2, external_key = external_key || case when strpos(external_key, chr(31)) = 0
                      then chr(31) || $3 else '''' end where customer_id = $1', one) using gone, stays, gone_no;
  end loop;
  update superseded set subject_id = stays, record = record || jsonb_build_object('customer_id', stays),
      external_key = external_key || case when fact in ('product_holdings', 'contacts') or strpos(external_key, chr(31)) > 0
                                          then '' else chr(31) || gone_no end
    where subject_id = gone;
  -- Those that name the customer by number differ by it; where a firm told them apart otherwise, they are told apart here.
  update product_holdings f set customer_id = stays, external_key = external_key || case when exists (
      select from product_holdings o where o.customer_id = stays and o.day = f.day and o.external_key = f.external_key)
      then chr(31) || gone_no else '' end where customer_id = gone;
  update contacts f set customer_id = stays, external_key = external_key || case when exists (
      select from contacts o where o.customer_id = stays and o.contacted_on = f.contacted_on and o.external_key = f.external_key)
      then chr(31) || gone_no else '' end where customer_id = gone;

  update position_days set customer_id = stays where customer_id = gone;
  update positions set customer_id = stays where customer_id = gone;
  update account_versions set customer_id = stays where customer_id = gone;
  with marks as (delete from dirty where customer_id = gone returning *)
    insert into dirty as d (customer_id, account_id, security_id, from_day) select stays, account_id, security_id, from_day from marks
    on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day);

  -- Cash stands at its last change: on each day on which that of either changed, both as they stood.
  with days as (
    delete from cash_days where customer_id in (gone, stays) and currency in (select currency from cash where customer_id = gone) returning *)
  insert into cash_days (customer_id, currency, day, balance, told, off, opening)
    select stays, n.currency, n.day, sum(coalesce(l.balance, 0)),
           case when bool_or(l.day = n.day and l.told is not null) then sum(coalesce(case when l.day = n.day then l.told end, l.balance, 0)) end,
           coalesce(sum(l.off) filter (where l.day = n.day), 0), coalesce(sum(l.opening) filter (where l.day = n.day), 0)
    from (select distinct currency, day from days) n
    cross join (values (gone), (stays)) w (customer_id)
    left join lateral (select d.* from days d where d.customer_id = w.customer_id and d.currency = n.currency and d.day <= n.day
                       order by d.day desc limit 1) l on true
    group by n.currency, n.day;
  with had as (delete from cash where customer_id = gone returning *)
    insert into cash as c (customer_id, currency, since, day, balance) select stays, currency, since, day, balance from had
    on conflict (customer_id, currency) do update
      set since = least(c.since, excluded.since), day = greatest(c.day, excluded.day), balance = c.balance + excluded.balance;

  -- Two who had something on a day are one who had.
  update unit_days u set customers = u.customers + x.customers, active_customers = u.active_customers + x.active
    from (select s.day, s.currency, (s.assets + g.assets <> 0)::int - (s.assets <> 0)::int - (g.assets <> 0)::int as customers,
                 (s.trades + g.trades > 0)::int - (s.trades > 0)::int - (g.trades > 0)::int as active
          from customer_days g join customer_days s using (day, currency) where g.customer_id = gone and s.customer_id = stays) x,
         customer_scope c
    where c.customer_id = stays and u.unit_id = c.unit_id and u.day = x.day and u.currency = x.currency and (x.customers, x.active) <> (0, 0);
  call add_rows('customer_days', gone, stays);
  call add_rows('customer_months', gone, stays);
  -- The peak of both is not the sum of their peaks.
  update customer_months m set days = d.days, peak_assets = d.peak, peak_on = d.peak_on,
      closing_assets = case when m.month in (select month from closed_months) then m.closing_assets else d.closing end
    from (select date_trunc('month', day)::date as month, currency, count(*)::int as days, max(assets) as peak,
                 (array_agg(day order by assets desc, day))[1] as peak_on, (array_agg(assets order by day desc))[1] as closing
          from customer_days where customer_id = stays group by 1, 2) d
    where m.customer_id = stays and m.month = d.month and m.currency = d.currency;
  call add_rows('adjustments', gone, stays);
  delete from customer_scope where customer_id = gone;
end $$;
revoke execute on function warehouse.merge_customer(uuid, text, uuid) from public;

-- ── Children ────────────────────────────────────────────────────────────────────────────────────────────────────────
create function merge_customer() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone uuid := new.merged_id;
  stays uuid := new.customer_id;
  child text;
begin
  -- Whoever is writing to either ends first; whoever comes behind finds that it is gone.
  lock table identifications, contact_points, contact_persons, bank_cards, investor_profiles, accounts, account_holders,
    account_service_requests, care_visits, warehouse.trades in share row exclusive mode;

  -- What says the same of both is said once; what only the other knows of it is kept.
  update identifications s set issuer = coalesce(s.issuer, g.issuer), valid_to = coalesce(s.valid_to, g.valid_to)
    from identifications g where g.customer_id = gone and s.customer_id = stays and (g.type, g.number_hash) = (s.type, s.number_hash)
      and (coalesce(s.issuer, g.issuer), coalesce(s.valid_to, g.valid_to)) is distinct from (s.issuer, s.valid_to);
  delete from identifications g using identifications s
    where g.customer_id = gone and s.customer_id = stays and (g.type, g.number_hash) = (s.type, s.number_hash);
  update contact_points s set do_not_contact = true from contact_points g
    where g.customer_id = gone and s.customer_id = stays and (g.kind, g.value_hash) = (s.kind, s.value_hash)
      and g.do_not_contact and not s.do_not_contact;
  delete from contact_points g using contact_points s
    where g.customer_id = gone and s.customer_id = stays and (g.kind, g.value_hash) = (s.kind, s.value_hash);
  delete from bank_cards g using bank_cards s where g.customer_id = gone and s.customer_id = stays and g.number_hash = s.number_hash;
  delete from account_holders g using account_holders s
    where g.customer_id = gone and s.customer_id = stays and (g.account_id, g.role) = (s.account_id, s.role);
  -- Of two profiles of one day the one that was recorded last stands; the trail has the other.
  delete from investor_profiles g using investor_profiles s
    where g.customer_id = gone and s.customer_id = stays and g.as_of = s.as_of and g.recorded_at <= s.recorded_at;
  delete from investor_profiles s using investor_profiles g
    where g.customer_id = gone and s.customer_id = stays and g.as_of = s.as_of;
  -- There is one preferred way of a kind, and one primary person.
  update contact_points g set preferred = false where g.customer_id = gone and g.preferred
    and exists (select from contact_points s where s.customer_id = stays and s.kind = g.kind and s.preferred);
  update contact_persons g set "primary" = false where g.customer_id = gone and g."primary"
    and exists (select from contact_persons s where s.customer_id = stays and s."primary");

  -- An account keeps the number that it came with: its facts are known by it, and later files of it go on.
  update accounts set came_with = coalesce(came_with, new.merged_no) where customer_id = gone;
  update relationship_assignments set valid_to = coalesce(valid_to, clock_timestamp()), came_from = coalesce(came_from, gone)
    where customer_id = gone;
  foreach child in array array['identifications', 'contact_points', 'contact_persons', 'bank_cards', 'investor_profiles',
      'relationship_assignments', 'accounts', 'account_holders', 'account_service_requests', 'care_visits', 'customer_merges'] loop
    execute format('update %I set customer_id = $2 where customer_id = $1', child) using gone, stays;
  end loop;
  perform warehouse.merge_customer(gone, new.merged_no, stays);

  update customers set deleted_at = clock_timestamp() where id = gone;
  delete from customer_findings where customer_id = gone or other_id = gone;
  delete from customer_checks_due where customer_id = gone;
  insert into customer_checks_due values (uuid_v7(), stays);
  return null;
end $$;
create trigger merging after insert on customer_merges for each row execute function merge_customer();

-- Who was merged into another is that other: there is nobody to bring back.
create function refuse_merged() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if exists (select from customer_merges where merged_id = new.id) then
    raise exception 'merged into another customer' using errcode = 'RA003';
  end if;
  return new;
end $$;
create trigger stays_merged before update of deleted_at on customers for each row
  when (old.deleted_at is not null and new.deleted_at is null) execute function refuse_merged();

update roles set permissions = permissions || array['customer.merge'] where code in ('branch-manager', 'head-office');
