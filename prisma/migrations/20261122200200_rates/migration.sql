-- What exchanges, regulators and the state take of a trade, and what currencies are worth: reference data with the days for
-- which it holds, told by feeds (targets fee-rates and fx-rates) or by the history that comes with the product.

-- Of two rates of one key that hold on a day the later one stands. `source` and `verified_on` say how sure a rate is: one
-- that nobody verified is general knowledge to be checked against the official text (domain 2.1).
create table warehouse.fee_rates (
  market text not null,
  security_kind text not null,
  component text not null,
  side text not null,
  valid_from date not null,
  -- The last day; null while it holds.
  valid_to date,
  -- A share of the amount: 0.0005 is 0.05 %.
  rate numeric(18, 10) not null,
  source text,
  verified_on date,
  origin text not null default 'feed',
  batch_id uuid,
  constraint fee_rates_pkey primary key (market, security_kind, component, side, valid_from),
  constraint fee_rates_kind check (security_kind in ('stock', 'fund', 'bond')),
  constraint fee_rates_component check (component in ('stamp-duty', 'transfer-fee', 'handling-fee', 'regulatory-fee')),
  constraint fee_rates_side check (side in ('buy', 'sell', 'both')),
  constraint fee_rates_days check (valid_to is null or valid_to >= valid_from),
  constraint fee_rates_rate check (rate >= 0 and rate < 1),
  constraint fee_rates_origin check (origin in ('reference', 'feed'))
);

-- What one unit of a currency is worth in CNY on a day.
create table warehouse.fx_rates (
  currency text not null,
  day date not null,
  rate numeric(20, 10) not null,
  source text,
  batch_id uuid,
  constraint fx_rates_pkey primary key (currency, day),
  constraint fx_rates_rate check (rate > 0),
  constraint fx_rates_currency check (currency ~ '^[A-Z]{3}$' and currency <> 'CNY')
);

call warehouse.is_open('warehouse.fee_rates');
call warehouse.is_open('warehouse.fx_rates');
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.fee_rates', 'warehouse.fx_rates']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
    execute format('grant select on %s to sees_own, sees_units, sees_all', t);
  end loop;
end $$;

alter table collection_items drop constraint collection_items_target;
alter table collection_items add constraint collection_items_target check (target in ('trades', 'cash-movements', 'cash-balances',
  'position-balances', 'prices', 'corporate-actions', 'margin-debts', 'product-holdings', 'contacts', 'calendar', 'securities',
  'customers', 'accounts', 'account-holders', 'fee-rates', 'fx-rates', 'table'));

-- ── Which rates a security is under ─────────────────────────────────────────────────────────────────────────────────
-- Exchanges go by many names; where a list names none the end of the code does.
create function warehouse.fee_market(market text, code text) returns text language sql immutable parallel safe as $$
  select case
    when upper(market) in ('SH', 'SSE', 'XSHG') then 'SH'
    when upper(market) in ('SZ', 'SZSE', 'XSHE') then 'SZ'
    when upper(market) in ('BJ', 'BSE', 'XBSE') then 'BJ'
    when market is null or market = '' then upper(substring(code from '\.(SH|SZ|BJ)$'))
    else upper(market) end
$$;
create function warehouse.fee_kind(category text) returns text language sql immutable parallel safe as $$
  select case
    when category ~* 'fund|etf|lof|基金' then 'fund'
    when category ~* 'bond|债|repo|回购' then 'bond'
    else 'stock' end
$$;

-- A rate that is told, corrected or taken back: whoever traded under it, and whose feed did not tell the parts of the fees,
-- is summed up anew from that trade on. Closed months get adjustments, as with every correction.
create function warehouse.note_fee_rates() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into dirty as d (customer_id, account_id, security_id, from_day)
    select t.customer_id, '00000000-0000-0000-0000-000000000000'::uuid, '00000000-0000-0000-0000-000000000000'::uuid, min(t.traded_on)
    from (select market, security_kind, side, min(valid_from) as since from changed group by 1, 2, 3) f
    join securities s on fee_market(s.market, s.code) = f.market and fee_kind(s.category) = f.security_kind
    join trades t on t.security_id = s.id and t.traded_on >= f.since and (f.side = 'both' or f.side = t.side)
    where t.side in ('buy', 'sell') and (t.commission is null or t.pass_through is null)
    group by 1 order by 1
    on conflict (customer_id, account_id, security_id) do update set from_day = least(d.from_day, excluded.from_day);
  return null;
end $$;
create trigger noted_new after insert on warehouse.fee_rates referencing new table as changed
  for each statement execute function warehouse.note_fee_rates();
create trigger noted_gone after delete on warehouse.fee_rates referencing old table as changed
  for each statement execute function warehouse.note_fee_rates();
create trigger noted_changed after update on warehouse.fee_rates referencing new table as changed
  for each statement execute function warehouse.note_fee_rates();

-- ── The history that is known (domain 2.1) ──────────────────────────────────────────────────────────────────────────
insert into warehouse.fee_rates (market, security_kind, component, side, valid_from, valid_to, rate, source, origin)
  select m.market, 'stock', r.component, r.side, r.valid_from::date, r.valid_to::date, r.rate, r.source, 'reference'
  from (values ('SH'), ('SZ'), ('BJ')) m (market)
  cross join (values
    ('stamp-duty', 'sell', '2008-09-19', '2023-08-27', 0.001, '印花税：证券交易印花税 0.1 %，仅卖出'),
    ('stamp-duty', 'sell', '2023-08-28', null, 0.0005, '财政部 税务总局公告 2023 年第 39 号：减半征收'),
    ('transfer-fee', 'both', '2015-08-01', '2022-04-28', 0.00002, '中国结算：过户费 0.002 %'),
    ('transfer-fee', 'both', '2022-04-29', null, 0.00001, '中国结算：过户费 0.001 %'),
    ('regulatory-fee', 'both', '2015-08-01', null, 0.00002, '证管费 0.002 %')) r (component, side, valid_from, valid_to, rate, source)
  union all
  select m.market, 'stock', 'handling-fee', 'both', r.valid_from::date, r.valid_to::date, r.rate, r.source, 'reference'
  from (values ('SH'), ('SZ')) m (market)
  cross join (values
    ('2015-08-01', '2023-08-27', 0.0000487, '沪深交易所：经手费 0.00487 %'),
    ('2023-08-28', null, 0.0000341, '沪深交易所：经手费 0.00341 %')) r (valid_from, valid_to, rate, source)
  union all
  select 'BJ', 'stock', 'handling-fee', 'both', date '2023-08-28', null::date, 0.000125, '北交所：经手费 0.0125 %', 'reference';
