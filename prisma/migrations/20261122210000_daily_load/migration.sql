-- A day changes a great part of the positions. Where no index holds what changes, and a page has room, the new row stays in
-- the page of the old one and no index is touched: half the time of writing them.
drop index warehouse.positions_of_security;
create index positions_of_security on warehouse.positions (security_id);
alter table warehouse.positions set (fillfactor = 70);

-- A month of a customer grows by its new days alone, as long as it holds nothing but days: of trades that came one by one
-- (an import by a person) the months know before any day does.
alter table warehouse.customer_months add column counted_trades int not null default 0;
comment on column warehouse.customer_months.counted_trades is 'those of the trades that its days have counted';
