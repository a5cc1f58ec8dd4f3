-- The warehouse: what happened (facts), how it stood (states, dimensions), what it comes to (summaries).
--
-- Facts of customers begin with customer_id and are partitioned by month; nothing here refers out by a foreign key, so
-- that the schema can move to another PostgreSQL. A fact row is the present version; versions that it replaced, and
-- cancels, are in `superseded`. Loads write partitions as rapport_system; everybody else goes through the parents and
-- their policies.
create schema warehouse;
grant usage on schema warehouse to sees_own, sees_units, sees_all, sees_none, rapport_system;

-- ── Whose customer: the root of the wall in here ────────────────────────────────────────────────────────────────────
create table warehouse.customer_scope (
  customer_id uuid not null,
  owner_id uuid,
  unit_id uuid not null,
  live boolean not null,
  constraint customer_scope_pkey primary key (customer_id)
);
create index customer_scope_owner on warehouse.customer_scope (owner_id, customer_id);
create index customer_scope_unit on warehouse.customer_scope (unit_id, customer_id);
insert into warehouse.customer_scope select id, owner_id, unit_id, deleted_at is null from customers;

-- ── Where rows come from ────────────────────────────────────────────────────────────────────────────────────────────
-- One arrival of one collection item for one business date, or one import by a person.
create table warehouse.batches (
  id uuid not null,
  item_id uuid,
  source text not null,
  item text not null,
  target text not null,
  business_date date not null,
  -- Which of the arrivals of that item and date: with the date it orders versions, whatever came first.
  sequence int not null,
  file_name text,
  file_hash text,
  state text not null default 'staged',
  provisional boolean not null default false,
  rows_in bigint not null default 0,
  refused bigint not null default 0,
  created bigint not null default 0,
  corrected bigint not null default 0,
  cancelled bigint not null default 0,
  duplicates bigint not null default 0,
  late bigint not null default 0,
  totals jsonb not null default '{}',
  received_at timestamptz(3) not null default clock_timestamp(),
  published_at timestamptz(3),
  constraint batches_pkey primary key (id),
  constraint batches_state check (state in ('staged', 'held', 'published', 'withdrawn'))
);
create unique index batches_of_item on warehouse.batches (item_id, business_date, sequence) where state <> 'withdrawn';
create index batches_of_day on warehouse.batches (target, business_date);

-- ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
create table warehouse.trades (
  customer_id uuid not null,
  account_id uuid not null,
  security_id uuid not null,
  traded_at timestamptz(3) not null,
  traded_on date not null,
  side text not null,
  quantity numeric(20, 4) not null,
  price numeric(28, 12) not null,
  amount numeric(20, 4) not null,
  -- All that the client paid beside the amount; of it the commission, and of the commission what is passed through to
  -- exchange and regulator. Null where the feed does not tell.
  fees numeric(20, 4) not null default 0,
  commission numeric(20, 4),
  pass_through numeric(20, 4),
  currency text not null,
  channel text,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint trades_pkey primary key (customer_id, traded_on, external_key),
  constraint trades_side check (side in ('buy', 'sell', 'transfer-in', 'transfer-out')),
  constraint trades_quantity check (quantity >= 0),
  constraint trades_amounts check (amount >= 0 and fees >= 0 and (quantity > 0 or amount = 0))
) partition by range (traded_on);

create table warehouse.cash_movements (
  customer_id uuid not null,
  account_id uuid not null,
  moved_on date not null,
  kind text not null,
  -- From the client's side: in is positive.
  amount numeric(20, 4) not null,
  currency text not null,
  note text,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint cash_movements_pkey primary key (customer_id, moved_on, external_key),
  constraint cash_movements_kind check (kind in ('deposit', 'withdrawal', 'internal', 'dividend', 'interest', 'tax', 'fee',
    'settlement', 'product-purchase', 'product-redemption', 'margin-borrow', 'margin-repay', 'other'))
) partition by range (moved_on);

-- What the counter says an account holds at the end of a day, against which what follows from the movements is held.
create table warehouse.cash_balances (
  customer_id uuid not null,
  account_id uuid not null,
  day date not null,
  currency text not null,
  balance numeric(20, 4) not null,
  frozen numeric(20, 4),
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint cash_balances_pkey primary key (customer_id, day, external_key)
) partition by range (day);

create table warehouse.position_balances (
  customer_id uuid not null,
  account_id uuid not null,
  security_id uuid not null,
  day date not null,
  quantity numeric(20, 4) not null,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint position_balances_pkey primary key (customer_id, day, external_key)
) partition by range (day);

create table warehouse.margin_debts (
  customer_id uuid not null,
  account_id uuid not null,
  day date not null,
  currency text not null,
  debt numeric(20, 4) not null,
  maintenance_ratio numeric(12, 4),
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint margin_debts_pkey primary key (customer_id, day, external_key)
) partition by range (day);

create table warehouse.product_holdings (
  customer_id uuid not null,
  day date not null,
  product_code text not null,
  product_name text,
  units numeric(20, 4),
  nav numeric(18, 6),
  value numeric(20, 4) not null,
  currency text not null,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint product_holdings_pkey primary key (customer_id, day, external_key)
) partition by range (day);

create table warehouse.contacts (
  customer_id uuid not null,
  contacted_on date not null,
  contacted_at timestamptz(3) not null,
  channel text not null,
  direction text,
  kind text,
  staff_no text,
  minutes int,
  result text,
  subject text,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint contacts_pkey primary key (customer_id, contacted_on, external_key)
) partition by range (contacted_on);

-- A price of a security at an instant; one a day is at 15:00 of it.
create table warehouse.prices (
  security_id uuid not null,
  priced_on date not null,
  priced_at timestamptz(3) not null,
  price numeric(28, 12) not null,
  previous_close numeric(28, 12),
  volume numeric(24, 4),
  turnover_amount numeric(24, 4),
  suspended boolean not null default false,
  external_key text not null default '',
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint prices_pkey primary key (security_id, priced_on, priced_at)
) partition by range (priced_on);

-- Dividends, bonus shares, rights, splits. `origin` found: not told by a feed, but by closes that do not follow each other.
create table warehouse.corporate_actions (
  security_id uuid not null,
  ex_on date not null,
  kind text not null,
  record_on date,
  pay_on date,
  cash_per_share numeric(18, 8),
  bonus_ratio numeric(18, 8),
  rights_ratio numeric(18, 8),
  rights_price numeric(18, 6),
  split_from numeric(18, 8),
  split_to numeric(18, 8),
  origin text not null default 'feed',
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint corporate_actions_pkey primary key (security_id, ex_on, external_key),
  constraint corporate_actions_kind check (kind in ('dividend', 'bonus', 'rights', 'split'))
);

-- Versions that are not the present one of their key: replaced ones, those that came after a newer one, and cancels.
create table warehouse.superseded (
  fact text not null,
  subject_id uuid not null,
  day date not null,
  external_key text not null,
  version bigint not null,
  row_hash bigint not null,
  action text not null,
  batch_id uuid,
  record jsonb not null,
  recorded_at timestamptz(3) not null default clock_timestamp(),
  constraint superseded_pkey primary key (subject_id, fact, day, external_key, version, row_hash, action),
  constraint superseded_action check (action in ('new', 'cancel'))
) partition by range (day);

-- ── States kept from facts ──────────────────────────────────────────────────────────────────────────────────────────
-- The last price of a security and day.
create table warehouse.closes (
  security_id uuid not null,
  day date not null,
  close numeric(28, 12) not null,
  -- 'price', or 'trade' where nothing but a trade tells what the security was worth on that day.
  origin text not null default 'price',
  constraint closes_pkey primary key (security_id, day)
);

-- Days on which a security went ex, as its prices tell: the close of the day before that the exchange reckons with is not
-- the close there was. What was paid or given is in corporate_actions, where a feed tells it.
create table warehouse.ex_days (
  security_id uuid not null,
  ex_on date not null,
  close_before numeric(28, 12) not null,
  previous_close numeric(28, 12) not null,
  constraint ex_days_pkey primary key (security_id, ex_on)
);

-- A position at the end of each day on which it changed, by moving average cost (packages/finance). Realised and
-- dividends are since the beginning, in the currency of the trades.
create table warehouse.position_days (
  customer_id uuid not null,
  account_id uuid not null,
  security_id uuid not null,
  day date not null,
  currency text not null,
  quantity numeric(24, 6) not null,
  cost numeric(20, 2) not null,
  realised numeric(20, 2) not null,
  dividends numeric(20, 2) not null,
  -- Of the day: what changed realised, and what trades and transfers did to the client's cash.
  realised_on_day numeric(20, 2) not null,
  dividends_on_day numeric(20, 2) not null,
  cash_on_day numeric(20, 2) not null,
  -- The value of securities that were transferred in, less that of those transferred out.
  flow_on_day numeric(20, 2) not null,
  constraint position_days_pkey primary key (customer_id, account_id, security_id, day)
) partition by range (day);

-- The same at present, with the day of its last change.
create table warehouse.positions (
  customer_id uuid not null,
  account_id uuid not null,
  security_id uuid not null,
  day date not null,
  currency text not null,
  quantity numeric(24, 6) not null,
  cost numeric(20, 2) not null,
  realised numeric(20, 2) not null,
  dividends numeric(20, 2) not null,
  constraint positions_pkey primary key (customer_id, account_id, security_id)
);
create index positions_of_security on warehouse.positions (security_id) where quantity <> 0;

-- The cash of a customer at the end of each day on which it changed: told by balances, else what follows from movements
-- and trades. Only of customers whose cash is known: somebody without any movement or balance has none here.
create table warehouse.cash_days (
  customer_id uuid not null,
  currency text not null,
  day date not null,
  balance numeric(20, 2) not null,
  -- What the counter told, and how far it was from what follows.
  told numeric(20, 2),
  off numeric(20, 2) not null default 0,
  -- What was there when the record begins: told, and explained by nothing.
  opening numeric(20, 2) not null default 0,
  constraint cash_days_pkey primary key (customer_id, currency, day)
) partition by range (day);

-- The same at present, with the days of the first and the last change.
create table warehouse.cash (
  customer_id uuid not null,
  currency text not null,
  since date not null,
  day date not null,
  balance numeric(20, 2) not null,
  constraint cash_pkey primary key (customer_id, currency)
);

-- From which day on something must be computed again. One row a position, or a customer with the two others zero.
create table warehouse.dirty (
  customer_id uuid not null,
  account_id uuid not null,
  security_id uuid not null,
  from_day date not null,
  constraint dirty_pkey primary key (customer_id, account_id, security_id)
);

-- The days on which customers are valued.
create table warehouse.valuation_days (
  day date not null,
  provisional boolean not null default false,
  constraint valuation_days_pkey primary key (day)
);

-- Days that somebody's own import touched and nobody has valued yet.
create table warehouse.unvalued (
  day date not null,
  constraint unvalued_pkey primary key (day)
);

-- Where a firm values its customers only from a day on: what they had by then came in on that day. No row: from the first
-- fact on.
create table warehouse.valuation_start (
  one boolean not null default true,
  day date not null,
  constraint valuation_start_pkey primary key (one),
  constraint valuation_start_one check (one)
);

-- ── Summaries ───────────────────────────────────────────────────────────────────────────────────────────────────────
create table warehouse.customer_days (
  customer_id uuid not null,
  day date not null,
  currency text not null,
  assets numeric(20, 2) not null,
  position_value numeric(20, 2) not null,
  cash numeric(20, 2) not null,
  product_value numeric(20, 2) not null,
  margin_debt numeric(20, 2) not null,
  position_cost numeric(20, 2) not null,
  net_inflow numeric(20, 2) not null,
  profit numeric(20, 2) not null,
  realised numeric(20, 2) not null,
  dividends numeric(20, 2) not null,
  bought numeric(20, 4) not null,
  sold numeric(20, 4) not null,
  trades int not null,
  fees numeric(20, 4) not null,
  commission numeric(20, 4) not null,
  net_commission numeric(20, 4) not null,
  contacts int not null,
  -- assets − (assets the day before + net inflow + profit): anything but 0 is a gap in the data.
  gap numeric(20, 2) not null,
  constraint customer_days_pkey primary key (customer_id, day, currency)
) partition by range (day);

create table warehouse.customer_months (
  customer_id uuid not null,
  month date not null,
  currency text not null,
  traded_value numeric(20, 4) not null default 0,
  trades int not null default 0,
  owner_id uuid,
  unit_id uuid not null,
  live boolean not null,
  days int not null default 0,
  asset_days numeric(24, 2) not null default 0,
  closing_assets numeric(20, 2) not null default 0,
  peak_assets numeric(20, 2) not null default 0,
  peak_on date,
  net_inflow numeric(20, 2) not null default 0,
  profit numeric(20, 2) not null default 0,
  realised numeric(20, 2) not null default 0,
  commission numeric(20, 4) not null default 0,
  net_commission numeric(20, 4) not null default 0,
  fees numeric(20, 4) not null default 0,
  contacts int not null default 0,
  constraint customer_months_pkey primary key (customer_id, month, currency)
);
create index customer_months_of_month on warehouse.customer_months (month, customer_id);

create table warehouse.unit_months (
  unit_id uuid not null,
  month date not null,
  currency text not null,
  traded_value numeric(22, 4) not null,
  trades bigint not null,
  active_customers int not null,
  customers int not null default 0,
  asset_days numeric(28, 2) not null default 0,
  closing_assets numeric(24, 2) not null default 0,
  net_inflow numeric(24, 2) not null default 0,
  profit numeric(24, 2) not null default 0,
  realised numeric(24, 2) not null default 0,
  commission numeric(22, 4) not null default 0,
  net_commission numeric(22, 4) not null default 0,
  fees numeric(22, 4) not null default 0,
  contacts bigint not null default 0,
  constraint unit_months_pkey primary key (unit_id, month, currency)
);
create index unit_months_of_month on warehouse.unit_months (month);

-- Whose customers they are at present: a customer who is handed over takes the months along (so a sum and the records
-- behind it agree). Attribution by date is in relationship_assignments.
-- Cut by the customers' unit: whoever sees a unit sees what staff did with the customers of that unit, and no more.
create table warehouse.staff_months (staff_id uuid not null, like warehouse.unit_months including defaults);
alter table warehouse.staff_months add constraint staff_months_pkey primary key (staff_id, unit_id, month, currency);

create table warehouse.unit_days (
  unit_id uuid not null,
  day date not null,
  currency text not null,
  customers int not null,
  active_customers int not null,
  assets numeric(24, 2) not null,
  position_value numeric(24, 2) not null,
  cash numeric(24, 2) not null,
  product_value numeric(24, 2) not null,
  margin_debt numeric(24, 2) not null,
  net_inflow numeric(24, 2) not null,
  profit numeric(24, 2) not null,
  realised numeric(24, 2) not null,
  traded_value numeric(24, 4) not null,
  trades bigint not null,
  fees numeric(24, 4) not null,
  commission numeric(24, 4) not null,
  net_commission numeric(24, 4) not null,
  contacts bigint not null,
  constraint unit_days_pkey primary key (unit_id, day, currency)
);
create index unit_days_of_day on warehouse.unit_days (day);

-- Months that are closed (pay was computed): corrections are told beside them instead of changing them.
create table warehouse.closed_months (
  month date not null,
  closed_at timestamptz(3) not null default clock_timestamp(),
  closed_by uuid,
  constraint closed_months_pkey primary key (month)
);
create table warehouse.adjustments (
  customer_id uuid not null,
  month date not null,
  currency text not null,
  booked_at timestamptz(3) not null default clock_timestamp(),
  batch_id uuid not null,
  indicator text not null,
  difference numeric(24, 4) not null,
  constraint adjustments_pkey primary key (customer_id, month, currency, batch_id, indicator)
);

-- What must agree, and whether it does.
create table warehouse.reconciliations (
  id uuid not null,
  run_id uuid,
  business_date date not null,
  kind text not null,
  subject text not null,
  expected numeric(30, 6) not null,
  found numeric(30, 6) not null,
  difference numeric(30, 6) not null,
  state text not null,
  accepted_by uuid,
  accepted_at timestamptz(3),
  reason text,
  checked_at timestamptz(3) not null default clock_timestamp(),
  constraint reconciliations_pkey primary key (id),
  constraint reconciliations_state check (state in ('green', 'red', 'accepted'))
);
create index reconciliations_of_day on warehouse.reconciliations (business_date, state);

-- ── Calendar: trading days are told by the exchange, never by weekdays ──────────────────────────────────────────────
create table warehouse.calendar (
  market text not null,
  day date not null,
  trading boolean not null,
  settlement boolean not null,
  half_day boolean not null default false,
  -- 'feed', or 'prices' where a day is known only because something was priced on it.
  origin text not null default 'feed',
  batch_id uuid,
  constraint calendar_pkey primary key (market, day)
);

-- ── What is told of things rather than of what happened ─────────────────────────────────────────────────────────────
-- Tables of the firm's own, and what feeds tell of customers, accounts, holders, securities and days: every different
-- row of a key, with the last arrival that said it. Of a key the row with the highest (as_of, version) is the present one;
-- customers, accounts, holders, securities and the calendar are what their rows come to together. What a row says and what
-- names it may be personal, whatever the table: both lie here sealed and hashed only.
create table warehouse.collected (
  item_id uuid not null,
  target text not null,
  key_hash text not null,
  -- What the row is about beside itself: of an account and of its holders the number of the account.
  about_hash text,
  as_of date not null,
  version bigint not null,
  row_hash bigint not null,
  batch_id uuid not null,
  line int not null,
  values_sealed text not null,
  -- Why it has not come to anything yet: what it names is not known so far.
  waiting text,
  recorded_at timestamptz(3) not null default clock_timestamp(),
  constraint collected_pkey primary key (item_id, key_hash, row_hash)
);
create index collected_of_key on warehouse.collected (target, key_hash, as_of desc, version desc, row_hash desc);
create index collected_about on warehouse.collected (about_hash) where about_hash is not null;
create index collected_waiting on warehouse.collected (target) where waiting is not null;
create index collected_of_batch on warehouse.collected (batch_id, line);

-- ── Partitions: one a month ─────────────────────────────────────────────────────────────────────────────────────────
-- Makes the partitions of a fact for the months of these days. Attached rather than created in place: readers go on.
create function warehouse.make_months(fact text, days date[]) returns void
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
declare
  first_day date;
  part text;
begin
  if not exists (select from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
                 where c.relnamespace = 'warehouse'::regnamespace and c.relname = fact) then
    raise exception 'no such fact' using errcode = '22023';
  end if;
  for first_day in select distinct date_trunc('month', d)::date from unnest(days) d where d between '1900-01-01' and '2199-12-31' loop
    part := fact || to_char(first_day, '"_"YYYYMM');
    continue when to_regclass('warehouse.' || part) is not null;
    perform pg_advisory_xact_lock(hashtextextended('warehouse.make_months', 7));
    continue when to_regclass('warehouse.' || part) is not null;
    execute format('create table warehouse.%I (like warehouse.%I including defaults including constraints)', part, fact);
    execute format('alter table warehouse.%I enable row level security, force row level security', part);
    execute format('create policy system on warehouse.%I to rapport_system, current_user using (true)', part);
    execute format('grant select, insert, update, delete, truncate on warehouse.%I to rapport_system', part);
    execute format('alter table warehouse.%I attach partition warehouse.%I for values from (%L) to (%L)',
                   fact, part, first_day, first_day + interval '1 month');
  end loop;
end $$;
revoke execute on function warehouse.make_months(text, date[]) from public;
grant execute on function warehouse.make_months(text, date[]) to sees_own, sees_units, sees_all, rapport_system;

-- ── Dimensions with the time for which each version held ────────────────────────────────────────────────────────────
-- One table a dimension, kept by trigger from the table it follows: a new version whenever one of these columns changes.
create procedure warehouse.keeps_versions(source regclass, kept text, kept_columns text) language plpgsql as $procedure$
begin
  execute format('create table warehouse.%1$I as
                    select %2$s, created_at::timestamptz(6) as valid_from, null::timestamptz(6) as valid_to from %3$s', kept, kept_columns, source);
  execute format('alter table warehouse.%1$I alter column id set not null, alter column valid_from set not null,
                    add constraint %2$I primary key (id, valid_from)', kept, kept || '_pkey');
  execute format($f$
    create function warehouse.keep_%1$s() returns trigger
      language plpgsql security definer set search_path = pg_catalog, public, warehouse as $body$
    declare
      since timestamptz(6) := clock_timestamp();
      changed uuid[];
    begin
      if TG_OP = 'INSERT' then
        insert into warehouse.%1$I select %2$s, created_at, null from new_rows;
        return null;
      end if;
      changed := array(select n.id from (select %2$s from new_rows) n join (select %2$s from old_rows) o on o.id = n.id
                       where n is distinct from o);
      if changed = '{}' then return null; end if;
      update warehouse.%1$I v set valid_to = since where v.valid_to is null and v.id = any (changed);
      insert into warehouse.%1$I select %2$s, since, null from new_rows where id = any (changed);
      return null;
    end $body$ $f$, kept, kept_columns);
  execute format('create trigger %1$s_new after insert on %2$s referencing new table as new_rows
                  for each statement execute function warehouse.keep_%1$s()', kept, source);
  execute format('create trigger %1$s_changed after update on %2$s referencing old table as old_rows new table as new_rows
                  for each statement execute function warehouse.keep_%1$s()', kept, source);
end $procedure$;
call warehouse.keeps_versions('customers', 'customer_versions',
  'id, customer_no, kind, investor_class, lifecycle, level, risk_level, investment_capacity, opened_on, owner_id, unit_id, deleted_at');
call warehouse.keeps_versions('accounts', 'account_versions',
  'id, customer_id, kind, number, market, currency, status, opened_on, closed_on');
call warehouse.keeps_versions('securities', 'security_versions',
  'id, code, isin, name, category, sub_category, market, sector, industry, currency, unknown');
call warehouse.keeps_versions('users', 'staff_versions', 'id, username, name, staff_no, unit_id, role_id, disabled_at');
call warehouse.keeps_versions('units', 'unit_versions', 'id, parent_id, kind, code, name');

-- ── What was in the CRM's own tables until now moves in ─────────────────────────────────────────────────────────────
select warehouse.make_months('trades', array(select distinct date_trunc('month', traded_on)::date from trades));
insert into warehouse.trades (customer_id, account_id, security_id, traded_at, traded_on, side, quantity, price, amount, fees,
                              currency, external_key, batch_id)
  select customer_id, account_id, security_id, traded_at, traded_on, side, quantity, price, amount, fees, currency, external_key, import_id
  from trades;
select warehouse.make_months('prices', array(select distinct date_trunc('month', priced_at at time zone 'Asia/Shanghai')::date from prices));
insert into warehouse.prices (security_id, priced_on, priced_at, price, batch_id)
  select security_id, (priced_at at time zone 'Asia/Shanghai')::date, priced_at, price, import_id from prices;
insert into warehouse.closes
  select distinct on (security_id, priced_on) security_id, priced_on, price from warehouse.prices order by security_id, priced_on, priced_at desc;
insert into warehouse.customer_months (customer_id, month, currency, traded_value, trades, owner_id, unit_id, live)
  select customer_id, month, currency, traded_value, trades, owner_id, unit_id, live from customer_months;
insert into warehouse.unit_months (unit_id, month, currency, traded_value, trades, active_customers)
  select unit_id, month, currency, traded_value, trades, active_customers from unit_months;
insert into warehouse.staff_months (staff_id, unit_id, month, currency, traded_value, trades, active_customers)
  select owner_id, unit_id, month, currency, sum(traded_value), sum(trades), count(*)
  from customer_months where live and owner_id is not null group by owner_id, unit_id, month, currency;
insert into warehouse.dirty (customer_id, account_id, security_id, from_day)
  select customer_id, account_id, security_id, min(traded_on) from trades group by 1, 2, 3;
drop function add_to_unit_months(customer_months[], int);
drop table trades, prices, customer_months, unit_months;
drop function keep_customer_months(), keep_unit_months(), keep_last_price();
-- What is referred to from in here is held by no foreign key any more: nobody takes it away.
revoke delete on securities from sees_own, sees_units, sees_all;

-- ── Who may do what with an account (FIBO AccountOwnership) ──────────────────────────────────────────────────────────
-- CreateTable
CREATE TABLE "account_holders" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,
    "import_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "account_holders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "account_holders_customer_id_idx" ON "account_holders"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_holders_account_id_customer_id_role_key" ON "account_holders"("account_id", "customer_id", "role");

-- AddForeignKey
ALTER TABLE "account_holders" ADD CONSTRAINT "account_holders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account_holders" ADD CONSTRAINT "account_holders_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table account_holders add constraint account_holders_role check (role in ('owner', 'disponent', 'agent'));
alter table account_holders enable row level security, force row level security;
call follows_customer('account_holders');
create policy system on account_holders to rapport_system, current_user using (true);
revoke all on account_holders from public;
grant select, insert, update, delete on account_holders to rapport_system;
grant select on account_holders to sees_own, sees_units, sees_all;
create trigger stamp before update on account_holders for each row when (pg_trigger_depth() = 0) execute function stamp_change();
call is_audited('account_holders');

-- ── Kept by itself ──────────────────────────────────────────────────────────────────────────────────────────────────
-- The scope of a customer and all that carries it, in the transaction that changes it.
create or replace function open_assignments() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into relationship_assignments (id, customer_id, owner_id, unit_id, valid_from, reason, recorded_by)
    select uuid_v7(), n.id, n.owner_id, n.unit_id, n.created_at,
           nullif(current_setting('rapport.reason', true), ''), viewer_id() from new_rows n;
  insert into warehouse.customer_scope (customer_id, owner_id, unit_id, live)
    select id, owner_id, unit_id, deleted_at is null from new_rows;
  return null;
end $$;

create or replace function hand_on_scope() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  moved uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id
                   where (o.owner_id, o.unit_id) is distinct from (n.owner_id, n.unit_id));
  touched uuid[] := (select array_agg(n.id) from old_rows o join new_rows n on n.id = o.id
                     where (o.owner_id, o.unit_id, o.deleted_at is null)
                           is distinct from (n.owner_id, n.unit_id, n.deleted_at is null));
begin
  if moved is not null then
    update relationship_assignments set valid_to = clock_timestamp() where customer_id = any (moved) and valid_to is null;
    insert into relationship_assignments (id, customer_id, owner_id, unit_id, valid_from, reason, recorded_by)
      select uuid_v7(), n.id, n.owner_id, n.unit_id, clock_timestamp(),
             nullif(current_setting('rapport.reason', true), ''), viewer_id()
      from new_rows n where n.id = any (moved);
  end if;
  if touched is not null then
    update care_visits set live = live where customer_id = any (touched);
    update warehouse.customer_scope s set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
      from new_rows n where n.id = s.customer_id and n.id = any (touched);
  end if;
  return null;
end $$;

-- Sums of a unit's days and of months move with the customer.
create function warehouse.move_sums() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into unit_days as u
    select x.unit_id, d.day, d.currency, sum(x.sign * (d.assets <> 0)::int), sum(x.sign * (d.trades > 0)::int),
           sum(x.sign * d.assets), sum(x.sign * d.position_value), sum(x.sign * d.cash), sum(x.sign * d.product_value),
           sum(x.sign * d.margin_debt), sum(x.sign * d.net_inflow), sum(x.sign * d.profit), sum(x.sign * d.realised),
           sum(x.sign * (d.bought + d.sold)), sum(x.sign * d.trades), sum(x.sign * d.fees), sum(x.sign * d.commission),
           sum(x.sign * d.net_commission), sum(x.sign * d.contacts)
    from (select o.customer_id, o.unit_id, -1 as sign from old_rows o join new_rows n using (customer_id)
            where o.live and (o.unit_id, o.live) is distinct from (n.unit_id, n.live)
          union all
          select n.customer_id, n.unit_id, 1 from old_rows o join new_rows n using (customer_id)
            where n.live and (o.unit_id, o.live) is distinct from (n.unit_id, n.live)) x
    join customer_days d using (customer_id)
    group by 1, 2, 3 order by 1, 2, 3
  on conflict (unit_id, day, currency) do update set
    customers = u.customers + excluded.customers, active_customers = u.active_customers + excluded.active_customers,
    assets = u.assets + excluded.assets, position_value = u.position_value + excluded.position_value,
    cash = u.cash + excluded.cash, product_value = u.product_value + excluded.product_value,
    margin_debt = u.margin_debt + excluded.margin_debt, net_inflow = u.net_inflow + excluded.net_inflow,
    profit = u.profit + excluded.profit, realised = u.realised + excluded.realised,
    traded_value = u.traded_value + excluded.traded_value, trades = u.trades + excluded.trades, fees = u.fees + excluded.fees,
    commission = u.commission + excluded.commission, net_commission = u.net_commission + excluded.net_commission,
    contacts = u.contacts + excluded.contacts;
  update customer_months m set owner_id = n.owner_id, unit_id = n.unit_id, live = n.live
    from new_rows n where n.customer_id = m.customer_id
      and (m.owner_id, m.unit_id, m.live) is distinct from (n.owner_id, n.unit_id, n.live);
  return null;
end $$;
create trigger sums after update on warehouse.customer_scope referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.move_sums();

-- Trades that come one by one (an import by a person): the month's sums at once, the rest when positions are next kept.
create function warehouse.note_trades() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into customer_months as m (customer_id, month, currency, traded_value, trades, owner_id, unit_id, live)
    select t.customer_id, t.month, t.currency, t.traded_value, t.trades, c.owner_id, c.unit_id, c.live
    from (select customer_id, date_trunc('month', traded_on)::date as month, currency, sum(amount) as traded_value, count(*) as trades
          from new_rows where side in ('buy', 'sell') group by 1, 2, 3) t
    join customer_scope c using (customer_id)
    order by 1, 2, 3
    on conflict (customer_id, month, currency) do update
      set traded_value = m.traded_value + excluded.traded_value, trades = m.trades + excluded.trades;
  insert into dirty as d (customer_id, account_id, security_id, from_day)
    select customer_id, account_id, security_id, min(traded_on) from new_rows group by 1, 2, 3 order by 1, 2, 3
    on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day);
  insert into unvalued select distinct traded_on from new_rows on conflict do nothing;
  return null;
end $$;
create trigger noted after insert on warehouse.trades referencing new table as new_rows
  for each statement execute function warehouse.note_trades();

-- Months of units and of staff are the sums of their customers' months.
create function warehouse.add_to_months(changes warehouse.customer_months[], sign int) returns void
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into unit_months as u (unit_id, month, currency, traded_value, trades, active_customers, customers, asset_days,
                                closing_assets, net_inflow, profit, realised, commission, net_commission, fees, contacts)
    select unit_id, month, currency, sign * sum(traded_value), sign * sum(trades), sign * count(*) filter (where trades > 0),
           sign * count(*), sign * sum(asset_days), sign * sum(closing_assets), sign * sum(net_inflow), sign * sum(profit),
           sign * sum(realised), sign * sum(commission), sign * sum(net_commission), sign * sum(fees), sign * sum(contacts)
    from unnest(changes) where live group by 1, 2, 3 order by 1, 2, 3
    on conflict (unit_id, month, currency) do update set
      traded_value = u.traded_value + excluded.traded_value, trades = u.trades + excluded.trades,
      active_customers = u.active_customers + excluded.active_customers, customers = u.customers + excluded.customers,
      asset_days = u.asset_days + excluded.asset_days, closing_assets = u.closing_assets + excluded.closing_assets,
      net_inflow = u.net_inflow + excluded.net_inflow, profit = u.profit + excluded.profit,
      realised = u.realised + excluded.realised, commission = u.commission + excluded.commission,
      net_commission = u.net_commission + excluded.net_commission, fees = u.fees + excluded.fees,
      contacts = u.contacts + excluded.contacts;
  insert into staff_months as u (staff_id, unit_id, month, currency, traded_value, trades, active_customers, customers, asset_days,
                                 closing_assets, net_inflow, profit, realised, commission, net_commission, fees, contacts)
    select owner_id, unit_id, month, currency, sign * sum(traded_value), sign * sum(trades), sign * count(*) filter (where trades > 0),
           sign * count(*), sign * sum(asset_days), sign * sum(closing_assets), sign * sum(net_inflow), sign * sum(profit),
           sign * sum(realised), sign * sum(commission), sign * sum(net_commission), sign * sum(fees), sign * sum(contacts)
    from unnest(changes) where live and owner_id is not null group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (staff_id, unit_id, month, currency) do update set
      traded_value = u.traded_value + excluded.traded_value, trades = u.trades + excluded.trades,
      active_customers = u.active_customers + excluded.active_customers, customers = u.customers + excluded.customers,
      asset_days = u.asset_days + excluded.asset_days, closing_assets = u.closing_assets + excluded.closing_assets,
      net_inflow = u.net_inflow + excluded.net_inflow, profit = u.profit + excluded.profit,
      realised = u.realised + excluded.realised, commission = u.commission + excluded.commission,
      net_commission = u.net_commission + excluded.net_commission, fees = u.fees + excluded.fees,
      contacts = u.contacts + excluded.contacts;
end $$;
revoke execute on function warehouse.add_to_months(warehouse.customer_months[], int) from public;

create function warehouse.keep_months() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  if TG_OP <> 'INSERT' then perform add_to_months((select array_agg(row(o.*)::customer_months) from old_rows o), -1); end if;
  if TG_OP <> 'DELETE' then perform add_to_months((select array_agg(row(n.*)::customer_months) from new_rows n), 1); end if;
  return null;
end $$;
create trigger months_new after insert on warehouse.customer_months referencing new table as new_rows
  for each statement execute function warehouse.keep_months();
create trigger months_changed after update on warehouse.customer_months referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.keep_months();
create trigger months_gone after delete on warehouse.customer_months referencing old table as old_rows
  for each statement execute function warehouse.keep_months();

-- Prices: the last one of a day is its close, the last of all stands with the security.
create function warehouse.note_prices() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  -- Whoever held it on a day that is valued already is valued again.
  insert into dirty as d (customer_id, account_id, security_id, from_day)
    select p.customer_id, '00000000-0000-0000-0000-000000000000'::uuid, '00000000-0000-0000-0000-000000000000'::uuid, min(n.priced_on)
    from (select distinct security_id, priced_on from new_rows) n join positions p on p.security_id = n.security_id
    where n.priced_on <= (select max(day) from valuation_days) group by 1, 2, 3 order by 1
    on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day);
  insert into unvalued select distinct priced_on from new_rows on conflict do nothing;
  insert into closes as c (security_id, day, close)
    select n.security_id, n.priced_on, p.price
    from (select distinct security_id, priced_on from new_rows) n
    -- One look-up a day: a join is planned as a walk through all prices there are.
    cross join lateral (select price from prices where security_id = n.security_id and priced_on = n.priced_on
                        order by priced_at desc limit 1) p
    order by n.security_id, n.priced_on
    on conflict (security_id, day) do update set close = excluded.close, origin = 'price'
      where (c.close, c.origin) is distinct from (excluded.close, 'price');
  update securities s set last_price = p.price, last_price_at = p.priced_at
    from (select distinct on (security_id) security_id, price, priced_at from new_rows order by security_id, priced_at desc) p
    where s.id = p.security_id and p.priced_at >= coalesce(s.last_price_at, '-infinity')
      and (s.last_price, s.last_price_at) is distinct from (p.price, p.priced_at);
  return null;
end $$;
create trigger noted_new after insert on warehouse.prices referencing new table as new_rows
  for each statement execute function warehouse.note_prices();
create trigger noted_changed after update on warehouse.prices referencing new table as new_rows
  for each statement execute function warehouse.note_prices();

-- ── Who sees what ───────────────────────────────────────────────────────────────────────────────────────────────────
create policy own on warehouse.customer_scope to sees_own using (owner_id = viewer_id() and (live or sees_removed()));
create policy units on warehouse.customer_scope to sees_units using (unit_id = any (viewer_units()) and (live or sees_removed()));
create policy every on warehouse.customer_scope to sees_all using ((select viewer_id()) is not null and (live or sees_removed()));

create procedure warehouse.follows_customer(child regclass) language plpgsql as $$
begin
  execute format('create policy with_customer on %s to sees_own, sees_units, sees_all
                    using (exists (select from warehouse.customer_scope c where c.customer_id = %s.customer_id))', child, child);
end $$;
call warehouse.follows_customer('warehouse.trades');
call warehouse.follows_customer('warehouse.cash_movements');
call warehouse.follows_customer('warehouse.cash_balances');
call warehouse.follows_customer('warehouse.position_balances');
call warehouse.follows_customer('warehouse.margin_debts');
call warehouse.follows_customer('warehouse.product_holdings');
call warehouse.follows_customer('warehouse.contacts');
call warehouse.follows_customer('warehouse.position_days');
call warehouse.follows_customer('warehouse.cash_days');
call warehouse.follows_customer('warehouse.cash');
call warehouse.follows_customer('warehouse.positions');
call warehouse.follows_customer('warehouse.customer_days');
call warehouse.follows_customer('warehouse.adjustments');
call warehouse.follows_customer('warehouse.account_versions');
create policy with_customer on warehouse.customer_versions to sees_own, sees_units, sees_all
  using (exists (select from warehouse.customer_scope c where c.customer_id = customer_versions.id));

call carries_customer_scope('warehouse.customer_months');
create policy units on warehouse.unit_months to sees_units using (unit_id = any (viewer_units()));
create policy every on warehouse.unit_months to sees_all using ((select viewer_id()) is not null);
create policy units on warehouse.unit_days to sees_units using (unit_id = any (viewer_units()));
create policy every on warehouse.unit_days to sees_all using ((select viewer_id()) is not null);
create policy own on warehouse.staff_months to sees_own using (staff_id = viewer_id());
create policy units on warehouse.staff_months to sees_units
  using (unit_id = any (viewer_units()));
create policy every on warehouse.staff_months to sees_all using ((select viewer_id()) is not null);

-- What is about securities, days and batches is everybody's who may see anything.
create procedure warehouse.is_open(fact regclass) language plpgsql as $$
begin
  execute format('create policy reading on %s for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null)', fact);
end $$;
call warehouse.is_open('warehouse.prices');
call warehouse.is_open('warehouse.closes');
call warehouse.is_open('warehouse.ex_days');
call warehouse.is_open('warehouse.corporate_actions');
call warehouse.is_open('warehouse.calendar');
call warehouse.is_open('warehouse.valuation_days');
call warehouse.is_open('warehouse.valuation_start');
call warehouse.is_open('warehouse.closed_months');
call warehouse.is_open('warehouse.security_versions');
call warehouse.is_open('warehouse.staff_versions');
call warehouse.is_open('warehouse.unit_versions');
create policy loading on warehouse.prices to sees_own, sees_units, sees_all
  using (viewer_may('import.reference-data')) with check (viewer_may('import.reference-data'));
-- Where figures come from is told to everybody who is signed in; what did not agree, to whoever looks after the data.
create policy reading on warehouse.batches for select to sees_own, sees_units, sees_all, sees_none using ((select viewer_id()) is not null);
create policy reading on warehouse.collected for select to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('data-centre.read'));
create policy reading on warehouse.reconciliations for select to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('data-centre.read'));

do $$
declare t regclass;
begin
  for t in select c.oid::regclass from pg_class c where c.relnamespace = 'warehouse'::regnamespace and c.relkind in ('r', 'p') loop
    execute format('alter table %s enable row level security, force row level security', t);
    if not exists (select from pg_policy where polrelid = t and polname = 'system') then
      execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    end if;
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
  end loop;
end $$;
grant select on warehouse.customer_scope, warehouse.cash_movements, warehouse.cash_balances, warehouse.position_balances,
  warehouse.margin_debts, warehouse.product_holdings, warehouse.contacts, warehouse.cash_days, warehouse.cash, warehouse.position_days, warehouse.positions,
  warehouse.customer_days, warehouse.customer_months, warehouse.unit_months, warehouse.unit_days, warehouse.staff_months,
  warehouse.adjustments, warehouse.closes, warehouse.ex_days, warehouse.corporate_actions, warehouse.calendar, warehouse.valuation_days, warehouse.valuation_start,
  warehouse.closed_months, warehouse.customer_versions, warehouse.account_versions, warehouse.security_versions,
  warehouse.staff_versions, warehouse.unit_versions
  to sees_own, sees_units, sees_all;
grant select on warehouse.batches, warehouse.reconciliations, warehouse.collected to sees_own, sees_units, sees_all, sees_none;
-- Imports by people.
grant select, insert on warehouse.trades to sees_own, sees_units, sees_all;
grant select, insert, update, delete on warehouse.prices to sees_own, sees_units, sees_all;

-- ── Stages: what a batch brought, until it is merged or given up ────────────────────────────────────────────────────
create schema warehouse_stage;
grant usage, create on schema warehouse_stage to rapport_system;
