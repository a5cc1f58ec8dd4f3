-- Days of the market come by a feed: of one exchange or of all together, and how many accounts were opened in the country, which
-- its clearing house tells once a month, without a turnover.
alter table warehouse.market_days add column market text not null default 'CN', add column new_accounts bigint,
  alter column turnover drop not null, drop constraint market_days_pkey, add constraint market_days_pkey primary key (day, currency, market),
  add constraint market_days_new_accounts check (new_accounts >= 0),
  add constraint market_days_told check (turnover is not null or new_accounts is not null);
