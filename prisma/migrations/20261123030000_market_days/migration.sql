-- What the market as a whole did on a day, beside which the firm is shown. Without rows a share of the market is not known.
create table warehouse.market_days (
  day date not null,
  currency text not null,
  -- One-sided: each trade counted once.
  turnover numeric(28, 4) not null,
  -- What all customers of all firms paid as net commission, per traded value (both sides); null where nobody tells.
  net_commission_rate numeric(18, 10),
  source text,
  batch_id uuid,
  constraint market_days_pkey primary key (day, currency),
  constraint market_days_turnover check (turnover >= 0)
);
call warehouse.is_open('warehouse.market_days');
alter table warehouse.market_days enable row level security, force row level security;
create policy system on warehouse.market_days to rapport_system, current_user using (true);
revoke all on warehouse.market_days from public;
grant select, insert, update, delete, truncate on warehouse.market_days to rapport_system;
grant select on warehouse.market_days to sees_own, sees_units, sees_all;
