-- What a customer brings the firm beside commission, and what serving one costs: income as facts, and of each customer and month
-- what it brought and how long it was served. What a minute costs is the firm's to say, with the month from which it holds.

-- ── Income, as the counter books it ─────────────────────────────────────────────────────────────────────────────────
create table warehouse.income (
  customer_id uuid not null,
  account_id uuid not null,
  booked_on date not null,
  -- interest: the spread on cash and credit balances; product-fee: trailer and subscription fees. Commission is in trades.
  kind text not null,
  -- What the firm earned; what was taken back is negative.
  amount numeric(20, 4) not null,
  currency text not null,
  product_code text,
  product_name text,
  note text,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint income_pkey primary key (customer_id, booked_on, external_key),
  constraint income_kind check (kind in ('interest', 'margin-interest', 'product-fee', 'advisory-fee', 'other'))
) partition by range (booked_on);

-- Months of which the firm was told any: in others it is not nothing, it is not known.
create table warehouse.income_months (
  month date not null,
  constraint income_months_pkey primary key (month)
);

alter table collection_items drop constraint collection_items_target;
alter table collection_items add constraint collection_items_target check (target in ('trades', 'cash-movements', 'cash-balances',
  'position-balances', 'prices', 'corporate-actions', 'margin-debts', 'product-holdings', 'contacts', 'income', 'calendar',
  'securities', 'customers', 'accounts', 'account-holders', 'fee-rates', 'fx-rates', 'market-days', 'table'));

-- ── What serving costs ──────────────────────────────────────────────────────────────────────────────────────────────
-- In the firm's own currency. A rate holds until the next begins; costs of a month are exact products of these.
create table warehouse.cost_rates (
  valid_from date not null,
  -- By which the trail of changes names it.
  id uuid not null default uuid_v7(),
  cost_of_minute numeric(12, 4) not null,
  -- Minutes of a contact whose length nobody wrote down.
  minutes_of_contact numeric(8, 2) not null,
  -- Of each customer who had or did anything in a month.
  cost_of_customer numeric(14, 4) not null,
  recorded_by uuid,
  recorded_at timestamptz(3) not null default clock_timestamp(),
  constraint cost_rates_pkey primary key (valid_from),
  constraint cost_rates_month check (extract(day from valid_from) = 1),
  constraint cost_rates_amounts check (cost_of_minute >= 0 and minutes_of_contact >= 0 and cost_of_customer >= 0)
);
-- Until now they were settings of the model of customer value, by the year.
insert into warehouse.cost_rates (valid_from, cost_of_minute, minutes_of_contact, cost_of_customer)
  select '1990-01-01', (settings ->> 'costOfMinute')::numeric, (settings ->> 'minutesOfContact')::numeric,
         (settings ->> 'costOfCustomer')::numeric / 12
  from warehouse.models where kind = 'value';
update warehouse.models set settings = settings - '{costOfMinute,minutesOfContact,costOfCustomer}'::text[] where kind = 'value';
update warehouse.model_versions set settings = settings - '{costOfMinute,minutesOfContact,costOfCustomer}'::text[] where kind = 'value';

-- ── What a customer brought and cost in a month ─────────────────────────────────────────────────────────────────────
-- Minutes, and the one that is counted, stand in the row of the firm's own currency.
create table warehouse.customer_contributions (
  customer_id uuid not null,
  month date not null,
  currency text not null,
  owner_id uuid,
  unit_id uuid not null,
  live boolean not null,
  net_commission numeric(20, 4) not null default 0,
  interest numeric(20, 4) not null default 0,
  margin_interest numeric(20, 4) not null default 0,
  product_fees numeric(20, 4) not null default 0,
  advisory_fees numeric(20, 4) not null default 0,
  other_income numeric(20, 4) not null default 0,
  -- Of contacts and of care visits with an outcome; how many of them nobody measured.
  minutes numeric(12, 0) not null default 0,
  unmeasured int not null default 0,
  served int not null default 0,
  constraint customer_contributions_pkey primary key (customer_id, month, currency)
);
create index customer_contributions_of_month on warehouse.customer_contributions (month, customer_id);

create table warehouse.unit_contributions (
  unit_id uuid not null,
  month date not null,
  currency text not null,
  net_commission numeric(24, 4) not null,
  interest numeric(24, 4) not null,
  margin_interest numeric(24, 4) not null,
  product_fees numeric(24, 4) not null,
  advisory_fees numeric(24, 4) not null,
  other_income numeric(24, 4) not null,
  minutes numeric(16, 0) not null,
  unmeasured bigint not null,
  served bigint not null,
  constraint unit_contributions_pkey primary key (unit_id, month, currency)
);
create index unit_contributions_of_month on warehouse.unit_contributions (month);

-- What must be added up anew: one row a change, so that nobody waits for anybody.
create table warehouse.contributions_due (
  id uuid not null default uuid_v7(),
  customer_id uuid not null,
  month date not null,
  constraint contributions_due_pkey primary key (id)
);

create function warehouse.add_to_contributions(changes warehouse.customer_contributions[], sign int) returns void
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into unit_contributions as u (unit_id, month, currency, net_commission, interest, margin_interest, product_fees, advisory_fees,
                                       other_income, minutes, unmeasured, served)
    select unit_id, month, currency, sign * sum(net_commission), sign * sum(interest), sign * sum(margin_interest),
           sign * sum(product_fees), sign * sum(advisory_fees), sign * sum(other_income), sign * sum(minutes),
           sign * sum(unmeasured), sign * sum(served)
    from unnest(changes) where live group by 1, 2, 3 order by 1, 2, 3
    on conflict (unit_id, month, currency) do update set
      net_commission = u.net_commission + excluded.net_commission, interest = u.interest + excluded.interest,
      margin_interest = u.margin_interest + excluded.margin_interest, product_fees = u.product_fees + excluded.product_fees,
      advisory_fees = u.advisory_fees + excluded.advisory_fees, other_income = u.other_income + excluded.other_income,
      minutes = u.minutes + excluded.minutes, unmeasured = u.unmeasured + excluded.unmeasured, served = u.served + excluded.served;
end $$;
revoke execute on function warehouse.add_to_contributions(warehouse.customer_contributions[], int) from public;

create function warehouse.keep_contributions() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP <> 'INSERT' then perform add_to_contributions((select array_agg(row(o.*)::customer_contributions) from old_rows o), -1); end if;
  if TG_OP <> 'DELETE' then perform add_to_contributions((select array_agg(row(n.*)::customer_contributions) from new_rows n), 1); end if;
  return null;
end $$;
create trigger units_new after insert on warehouse.customer_contributions referencing new table as new_rows
  for each statement execute function warehouse.keep_contributions();
create trigger units_changed after update on warehouse.customer_contributions referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_contributions();
create trigger units_gone after delete on warehouse.customer_contributions referencing old table as old_rows
  for each statement execute function warehouse.keep_contributions();

-- They move with their customer.
create function warehouse.move_contributions() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  update customer_contributions b set owner_id = n.owner_id, unit_id = n.unit_id, live = n.live
    from new_rows n where n.customer_id = b.customer_id
      and (b.owner_id, b.unit_id, b.live) is distinct from (n.owner_id, n.unit_id, n.live);
  return null;
end $$;
create trigger contributions after update on warehouse.customer_scope referencing new table as new_rows
  for each statement execute function warehouse.move_contributions();

-- ── Whose months must be added up anew ──────────────────────────────────────────────────────────────────────────────
create function warehouse.note_months_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP = 'INSERT' then
    insert into contributions_due (customer_id, month) select distinct customer_id, month from new_rows;
  elsif TG_OP = 'DELETE' then
    insert into contributions_due (customer_id, month) select distinct customer_id, month from old_rows;
  else
    insert into contributions_due (customer_id, month)
      select distinct n.customer_id, n.month from old_rows o join new_rows n using (customer_id, month, currency)
      where o.net_commission <> n.net_commission;
  end if;
  return null;
end $$;
create trigger contributions_due_new after insert on warehouse.customer_months referencing new table as new_rows
  for each statement execute function warehouse.note_months_due();
create trigger contributions_due_changed after update on warehouse.customer_months referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.note_months_due();
create trigger contributions_due_gone after delete on warehouse.customer_months referencing old table as old_rows
  for each statement execute function warehouse.note_months_due();

create function warehouse.note_visits_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP = 'INSERT' then
    insert into contributions_due (customer_id, month)
      select distinct customer_id, date_trunc('month', planned_on)::date from new_rows where state = 'recorded';
  elsif TG_OP = 'DELETE' then
    insert into contributions_due (customer_id, month)
      select distinct customer_id, date_trunc('month', planned_on)::date from old_rows where state = 'recorded';
  else
    insert into contributions_due (customer_id, month)
      select distinct x.customer_id, date_trunc('month', x.planned_on)::date
      from old_rows o join new_rows n using (id)
      cross join lateral (values (o.customer_id, o.planned_on), (n.customer_id, n.planned_on)) x (customer_id, planned_on)
      where (o.state = 'recorded' or n.state = 'recorded')
        and (o.customer_id, o.planned_on, o.state, o.minutes) is distinct from (n.customer_id, n.planned_on, n.state, n.minutes);
  end if;
  return null;
end $$;
create trigger contributions_due_new after insert on care_visits referencing new table as new_rows
  for each statement execute function warehouse.note_visits_due();
create trigger contributions_due_changed after update on care_visits referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.note_visits_due();
create trigger contributions_due_gone after delete on care_visits referencing old table as old_rows
  for each statement execute function warehouse.note_visits_due();

-- ── Two customers who are one ───────────────────────────────────────────────────────────────────────────────────────
create function warehouse.merge_income() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  -- The same number may have been given to a row of each: a number of an account says whose it was.
  update income set customer_id = new.customer_id, external_key = external_key
      || case when strpos(external_key, chr(31)) = 0 then chr(31) || new.merged_no else '' end
    where customer_id = new.merged_id;
  update contributions_due set customer_id = new.customer_id where customer_id = new.merged_id;
  -- They are in the unit and with the owner of the one that stays since `merging` moved the one that goes there.
  call add_rows('customer_contributions', new.merged_id, new.customer_id);
  -- Two who were served in a month are one who was.
  update customer_contributions set served = 1 where customer_id = new.customer_id and served > 1;
  return null;
end $$;
revoke execute on function warehouse.merge_income() from public;
-- After `merging`, by name.
create trigger merging_income after insert on customer_merges for each row execute function warehouse.merge_income();

-- ── Who sees what ───────────────────────────────────────────────────────────────────────────────────────────────────
call warehouse.follows_customer('warehouse.income');
call carries_customer_scope('warehouse.customer_contributions');
create policy units on warehouse.unit_contributions to sees_units using (unit_id = any (viewer_units()));
create policy every on warehouse.unit_contributions to sees_all using ((select viewer_id()) is not null);
call warehouse.is_open('warehouse.income_months');
call warehouse.is_open('warehouse.cost_rates');
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.income', 'warehouse.income_months', 'warehouse.cost_rates', 'warehouse.customer_contributions',
      'warehouse.unit_contributions', 'warehouse.contributions_due']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
  end loop;
end $$;
grant select on warehouse.income, warehouse.income_months, warehouse.cost_rates, warehouse.customer_contributions,
  warehouse.unit_contributions to sees_own, sees_units, sees_all;
-- Whoever answers for what is measured says what it costs, in their own name; a rate that held is corrected, never taken away.
create policy recording on warehouse.cost_rates for insert to sees_all
  with check (viewer_may('indicator.edit') and recorded_by = viewer_id());
create policy correcting on warehouse.cost_rates for update to sees_all
  using (viewer_may('indicator.edit')) with check (viewer_may('indicator.edit') and recorded_by = viewer_id());
grant insert, update on warehouse.cost_rates to sees_all;
call is_audited('warehouse.cost_rates');

-- What is there already, at the worker's next look.
insert into warehouse.contributions_due (customer_id, month)
  select distinct customer_id, month from warehouse.customer_months
  union select customer_id, date_trunc('month', planned_on)::date from care_visits where state = 'recorded'
  union select customer_id, date_trunc('month', contacted_on)::date from warehouse.contacts;
