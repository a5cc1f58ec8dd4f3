-- The data mart (RPT-08): what an outside BI tool may read. A login of the mart is a PostgreSQL role that can do nothing but
-- read these views, and each view shows only what lies at and below the unit that the login was opened for. Names, documents,
-- contacts and account numbers of customers are not in it. Logins are opened and closed by `npm run mart`.

do $$
begin
  if not exists (select from pg_roles where rolname = 'rapport_mart') then create role rapport_mart nologin; end if;
end $$;

create schema mart;
comment on schema mart is 'What an outside BI tool may read: one view a subject, within the unit of the login.';

create table mart.logins (
  login text not null,
  unit_id uuid not null,
  purpose text not null,
  opened_at timestamptz(3) not null default clock_timestamp(),
  -- The last day on which it may be used.
  valid_to date not null,
  closed_at timestamptz(3),
  constraint logins_pkey primary key (login),
  constraint logins_name check (login ~ '^mart_[a-z0-9_]{1,40}$'),
  constraint logins_unit foreign key (unit_id) references public.units (id)
);
alter table mart.logins enable row level security, force row level security;
create policy system on mart.logins to current_user using (true);
revoke all on mart.logins from public;

-- The units of whoever is connected. A session cannot say that it is somebody else: session_user is who gave the password.
create view mart.reach as
  select a.descendant_id as unit_id from mart.logins l join public.unit_ancestry a on a.ancestor_id = l.unit_id
  where l.login = session_user and l.closed_at is null and current_date <= l.valid_to;
comment on view mart.reach is 'Units that this login reads: its own and all below.';
comment on column mart.reach.unit_id is 'Identity of the unit.';

-- A view is a barrier: no condition of a reader is asked of a row before it is known that the row is in sight.

create view mart.units with (security_barrier) as
  select u.id as unit_id, u.parent_id, u.code, u.name, u.kind, r.name as region, u.valid_from, u.valid_to
  from public.units u
  left join lateral (select x.name from public.unit_ancestry a join public.units x on x.id = a.ancestor_id
                     where a.descendant_id = u.id and x.kind = 'region' limit 1) r on true
  where u.id in (select unit_id from mart.reach);
comment on view mart.units is 'Units of the firm at and below the unit of this login.';
comment on column mart.units.unit_id is 'Identity of the unit.';
comment on column mart.units.parent_id is 'The unit above it.';
comment on column mart.units.code is 'Its code in the firm.';
comment on column mart.units.name is 'Its name.';
comment on column mart.units.kind is 'headquarters, region, branch …';
comment on column mart.units.region is 'Name of the region it lies in.';
comment on column mart.units.valid_from is 'First day on which it exists.';
comment on column mart.units.valid_to is 'Last day on which it exists; null while it does.';

create view mart.staff with (security_barrier) as
  select u.id as staff_id, u.staff_no, u.name, u.unit_id, r.code as role, u.disabled_at is null as active
  from public.users u join public.roles r on r.id = u.role_id where u.unit_id in (select unit_id from mart.reach);
comment on view mart.staff is 'People of these units.';
comment on column mart.staff.staff_id is 'Identity of the person.';
comment on column mart.staff.staff_no is 'Staff number.';
comment on column mart.staff.name is 'Name.';
comment on column mart.staff.unit_id is 'The unit they belong to.';
comment on column mart.staff.role is 'Code of their role.';
comment on column mart.staff.active is 'Whether they may sign in.';

create view mart.customers with (security_barrier) as
  select c.id as customer_id, c.customer_no, c.kind, c.unit_id, c.owner_id, c.level, c.lifecycle, c.investor_class, c.risk_level, c.risk_basis,
    c.assessed_on, c.assessment_valid_to, c.opened_on, c.gender,
    case when c.birth_on is not null then width_bucket(extract(year from age(current_date, c.birth_on)), array[18, 30, 40, 50, 60, 70]) end as age_band
  from public.customers c where c.deleted_at is null and c.unit_id in (select unit_id from mart.reach);
comment on view mart.customers is 'Customers in sight, without name, document, contact or account number.';
comment on column mart.customers.customer_id is 'Identity of the customer; all other tables name them by it.';
comment on column mart.customers.customer_no is 'Number of the customer in the firm.';
comment on column mart.customers.kind is 'person, organisation or product.';
comment on column mart.customers.unit_id is 'The unit in charge.';
comment on column mart.customers.owner_id is 'The account manager in charge (staff_id).';
comment on column mart.customers.level is 'Level of service.';
comment on column mart.customers.lifecycle is 'prospect, active, dormant, closed …';
comment on column mart.customers.investor_class is 'ordinary or professional.';
comment on column mart.customers.risk_level is 'Risk tolerance, C1 to C5.';
comment on column mart.customers.risk_basis is 'Whether it was assessed or predicted.';
comment on column mart.customers.assessed_on is 'Day of the assessment.';
comment on column mart.customers.assessment_valid_to is 'Last day on which it is valid.';
comment on column mart.customers.opened_on is 'Day on which the customer was opened.';
comment on column mart.customers.gender is 'As in the document.';
comment on column mart.customers.age_band is '0 below 18, 1 below 30, 2 below 40, 3 below 50, 4 below 60, 5 below 70, 6 from 70 years on, today.';

create view mart.securities with (security_barrier) as
  select s.id as security_id, s.code, s.name, s.category, s.sub_category, s.market, s.sector, s.industry, s.currency, k.product, k.board, k.risk_grade,
    s.last_price, s.last_price_at
  from public.securities s
  left join lateral warehouse.product_class_of(s.category, s.sub_category, s.code, s.name, s.market, current_date) k on true;
comment on view mart.securities is 'Securities, as the firm classes them today.';
comment on column mart.securities.security_id is 'Identity of the security.';
comment on column mart.securities.code is 'Code with market.';
comment on column mart.securities.name is 'Name.';
comment on column mart.securities.category is 'Category, as the list of securities writes it.';
comment on column mart.securities.sub_category is 'Sub-category, as the list writes it.';
comment on column mart.securities.market is 'Market.';
comment on column mart.securities.sector is 'Sector.';
comment on column mart.securities.industry is 'Industry.';
comment on column mart.securities.currency is 'Currency of its price.';
comment on column mart.securities.product is 'Type of product by the rules of the firm.';
comment on column mart.securities.board is 'Board by the rules of the firm.';
comment on column mart.securities.risk_grade is 'Grade of risk by the rules of the firm, 1 to 5.';
comment on column mart.securities.last_price is 'Last price known.';
comment on column mart.securities.last_price_at is 'When it was that.';

create view mart.customer_figures with (security_barrier) as
  select i.customer_id, i.judged_on, i.as_of, i.assets, i.cash, i.position_value, i.equity_value, i.product_value, i.margin_debt, i.top_share, i.positions, i.value_above_tolerance, i.above_tolerance_share, i.average_assets, i.tier_assets, i.peak_month_end_assets, i.net_inflow_30d, i.net_inflow_12m, i.traded_value_3m, i.traded_value_12m, i.turnover_6m, i.trades_12m, i.trade_days_12m, i.trade_days_month, i.first_traded_on, i.last_traded_on, i.commission_12m, i.net_commission_12m, i.revenue_yield, i.profit_12m, i.contacts_12m, i.last_contact_on
  from warehouse.customer_indicators i join warehouse.customer_scope s using (customer_id)
  where s.live and s.unit_id in (select unit_id from mart.reach);
comment on view mart.customer_figures is 'One row a customer: figures of today in the currency of the firm; null where an amount has no exchange rate.';
comment on column mart.customer_figures.customer_id is 'The customer.';
comment on column mart.customer_figures.judged_on is 'The day for which this was worked out.';
comment on column mart.customer_figures.as_of is 'Last day that was valued then.';
comment on column mart.customer_figures.assets is 'Assets.';
comment on column mart.customer_figures.cash is 'Cash.';
comment on column mart.customer_figures.position_value is 'Value of securities.';
comment on column mart.customer_figures.equity_value is 'Of it in shares and equity funds.';
comment on column mart.customer_figures.product_value is 'Value of financial products.';
comment on column mart.customer_figures.margin_debt is 'Debt for margin.';
comment on column mart.customer_figures.top_share is 'Part of the largest position in all positions.';
comment on column mart.customer_figures.positions is 'Securities held.';
comment on column mart.customer_figures.value_above_tolerance is 'Held in what is graded above the assessed tolerance.';
comment on column mart.customer_figures.above_tolerance_share is 'Its part of all that is held.';
comment on column mart.customer_figures.average_assets is 'Mean assets over the trading days of the last whole month.';
comment on column mart.customer_figures.tier_assets is 'The highest of the last three such means.';
comment on column mart.customer_figures.peak_month_end_assets is 'Highest assets at the end of a month, twelve months.';
comment on column mart.customer_figures.net_inflow_30d is 'Net inflow, thirty days.';
comment on column mart.customer_figures.net_inflow_12m is 'Net inflow, twelve months.';
comment on column mart.customer_figures.traded_value_3m is 'Traded value, three months.';
comment on column mart.customer_figures.traded_value_12m is 'Traded value, twelve months.';
comment on column mart.customer_figures.turnover_6m is 'Traded value over average assets, six whole months.';
comment on column mart.customer_figures.trades_12m is 'Fills, twelve months.';
comment on column mart.customer_figures.trade_days_12m is 'Days with a trade, twelve months.';
comment on column mart.customer_figures.trade_days_month is 'Days with a trade, last whole month.';
comment on column mart.customer_figures.first_traded_on is 'Day of the first trade.';
comment on column mart.customer_figures.last_traded_on is 'Day of the last trade.';
comment on column mart.customer_figures.commission_12m is 'Commission, twelve months.';
comment on column mart.customer_figures.net_commission_12m is 'Net commission, twelve months.';
comment on column mart.customer_figures.revenue_yield is 'Net commission over average assets, twelve whole months.';
comment on column mart.customer_figures.profit_12m is 'Profit, twelve months.';
comment on column mart.customer_figures.contacts_12m is 'Contacts and recorded visits, twelve months.';
comment on column mart.customer_figures.last_contact_on is 'Day of the last contact.';

create view mart.customer_days with (security_barrier) as
  select d.customer_id, d.day, d.currency, d.assets, d.cash, d.position_value, d.product_value, d.margin_debt, d.net_inflow, d.profit, d.realised,
    d.dividends, d.bought, d.sold, d.trades, d.fees, d.commission, d.net_commission, d.contacts
  from warehouse.customer_days d join warehouse.customer_scope s using (customer_id)
  where s.live and s.unit_id in (select unit_id from mart.reach);
comment on view mart.customer_days is 'How each customer stood at the end of each day, by currency.';
comment on column mart.customer_days.customer_id is 'The customer.';
comment on column mart.customer_days.day is 'Trading day.';
comment on column mart.customer_days.currency is 'Currency of the amounts.';
comment on column mart.customer_days.assets is 'Cash, positions and products less margin debt.';
comment on column mart.customer_days.cash is 'Cash.';
comment on column mart.customer_days.position_value is 'Value of securities at the close.';
comment on column mart.customer_days.product_value is 'Value of financial products.';
comment on column mart.customer_days.margin_debt is 'Debt for margin.';
comment on column mart.customer_days.net_inflow is 'Brought in less taken out on the day.';
comment on column mart.customer_days.profit is 'Profit of the day.';
comment on column mart.customer_days.realised is 'Profit realised by sales of the day.';
comment on column mart.customer_days.dividends is 'Dividends of the day.';
comment on column mart.customer_days.bought is 'Value bought.';
comment on column mart.customer_days.sold is 'Value sold.';
comment on column mart.customer_days.trades is 'Number of fills.';
comment on column mart.customer_days.fees is 'All that the client paid beside the amounts.';
comment on column mart.customer_days.commission is 'Commission.';
comment on column mart.customer_days.net_commission is 'Commission less what is passed through to exchange and regulator.';
comment on column mart.customer_days.contacts is 'Contacts with the customer.';

create view mart.customer_months with (security_barrier) as
  select m.customer_id, m.month, m.currency, m.unit_id, m.owner_id, m.days, m.asset_days, m.closing_assets, m.peak_assets, m.peak_on, m.net_inflow, m.profit,
    m.realised, m.traded_value, m.trades, m.fees, m.commission, m.net_commission, m.contacts
  from warehouse.customer_months m where m.live and m.unit_id in (select unit_id from mart.reach);
comment on view mart.customer_months is 'What a month of a customer came to, by currency.';
comment on column mart.customer_months.customer_id is 'The customer.';
comment on column mart.customer_months.month is 'First day of the month.';
comment on column mart.customer_months.currency is 'Currency of the amounts.';
comment on column mart.customer_months.unit_id is 'The unit in charge today.';
comment on column mart.customer_months.owner_id is 'The account manager in charge today.';
comment on column mart.customer_months.days is 'Trading days that were valued.';
comment on column mart.customer_months.asset_days is 'Sum of assets over them; divided by days, average assets.';
comment on column mart.customer_months.closing_assets is 'Assets at the end of the last of them.';
comment on column mart.customer_months.peak_assets is 'Highest assets of a day.';
comment on column mart.customer_months.peak_on is 'That day.';
comment on column mart.customer_months.net_inflow is 'Brought in less taken out.';
comment on column mart.customer_months.profit is 'Profit of the month.';
comment on column mart.customer_months.realised is 'Profit realised by sales.';
comment on column mart.customer_months.traded_value is 'Value bought and sold.';
comment on column mart.customer_months.trades is 'Number of fills.';
comment on column mart.customer_months.fees is 'All that the client paid beside the amounts.';
comment on column mart.customer_months.commission is 'Commission.';
comment on column mart.customer_months.net_commission is 'Commission less what is passed through.';
comment on column mart.customer_months.contacts is 'Contacts with the customer.';

create view mart.trades with (security_barrier) as
  select t.customer_id, t.security_id, t.traded_on, t.traded_at, t.side, t.quantity, t.price, t.amount, t.fees, t.commission, t.currency, t.channel
  from warehouse.trades t join warehouse.customer_scope s using (customer_id)
  where s.live and s.unit_id in (select unit_id from mart.reach);
comment on view mart.trades is 'Each fill.';
comment on column mart.trades.customer_id is 'The customer.';
comment on column mart.trades.security_id is 'The security.';
comment on column mart.trades.traded_on is 'Trading day.';
comment on column mart.trades.traded_at is 'Time of the fill.';
comment on column mart.trades.side is 'buy, sell, transfer-in or transfer-out.';
comment on column mart.trades.quantity is 'Pieces.';
comment on column mart.trades.price is 'Price of a piece.';
comment on column mart.trades.amount is 'Quantity times price.';
comment on column mart.trades.fees is 'All that the client paid beside the amount.';
comment on column mart.trades.commission is 'Of it the commission; null where the feed does not tell.';
comment on column mart.trades.currency is 'Currency of the amounts.';
comment on column mart.trades.channel is 'Where the order came from.';

create view mart.positions with (security_barrier) as
  select p.customer_id, p.security_id, p.currency, sum(p.quantity) as quantity, sum(p.cost) as cost, max(p.day) as day
  from warehouse.positions p join warehouse.customer_scope s using (customer_id)
  where p.quantity <> 0 and s.live and s.unit_id in (select unit_id from mart.reach) group by 1, 2, 3;
comment on view mart.positions is 'What customers hold now, over all their accounts.';
comment on column mart.positions.customer_id is 'The customer.';
comment on column mart.positions.security_id is 'The security.';
comment on column mart.positions.currency is 'Currency of the cost.';
comment on column mart.positions.quantity is 'Pieces; negative when short.';
comment on column mart.positions.cost is 'Cost at moving average.';
comment on column mart.positions.day is 'Day of the last change.';

create view mart.care_visits with (security_barrier) as
  select v.id as visit_id, v.customer_id, v.staff_id, v.unit_id, v.kind, v.channel, v.planned_on, v.state, v.outcome, v.minutes, v.recorded_at
  from public.care_visits v where v.live and v.unit_id in (select unit_id from mart.reach);
comment on view mart.care_visits is 'Visits planned and recorded, without what was said.';
comment on column mart.care_visits.visit_id is 'Identity of the visit.';
comment on column mart.care_visits.customer_id is 'The customer.';
comment on column mart.care_visits.staff_id is 'Who visits.';
comment on column mart.care_visits.unit_id is 'The unit in charge of the customer.';
comment on column mart.care_visits.kind is 'Kind of visit.';
comment on column mart.care_visits.channel is 'By phone, in the branch …';
comment on column mart.care_visits.planned_on is 'Day for which it was planned.';
comment on column mart.care_visits.state is 'planned, recorded or cancelled.';
comment on column mart.care_visits.outcome is 'What came of it.';
comment on column mart.care_visits.minutes is 'How long it took.';
comment on column mart.care_visits.recorded_at is 'When the outcome was written down.';

create view mart.customer_tiers with (security_barrier) as
  select t.customer_id, t.tier, t.tier_assets, t.valid_from, t.valid_to
  from warehouse.customer_tiers t join warehouse.customer_scope s using (customer_id)
  where s.live and s.unit_id in (select unit_id from mart.reach);
comment on view mart.customer_tiers is 'Asset tiers and the days for which they hold.';
comment on column mart.customer_tiers.customer_id is 'The customer.';
comment on column mart.customer_tiers.tier is 'Code of the tier.';
comment on column mart.customer_tiers.tier_assets is 'What was judged, in the currency of the firm.';
comment on column mart.customer_tiers.valid_from is 'First day of it.';
comment on column mart.customer_tiers.valid_to is 'First day on which it holds no more; null for the present one.';

create view mart.segments with (security_barrier) as
  select s.id as segment_id, s.code, s.name, s.description, s.judged_at from public.segments s
  where s.deleted_at is null and s.shared = 'firm' and exists (select from mart.reach);
comment on view mart.segments is 'Segments that are shared with the firm.';
comment on column mart.segments.segment_id is 'Identity of the segment.';
comment on column mart.segments.code is 'Of one of the groups every firm starts with.';
comment on column mart.segments.name is 'Name.';
comment on column mart.segments.description is 'What it is for.';
comment on column mart.segments.judged_at is 'When everybody was judged by its present condition.';

create view mart.segment_members with (security_barrier) as
  select m.segment_id, m.customer_id, m.entered_on, m.left_on
  from public.segment_memberships m join mart.segments g using (segment_id) join warehouse.customer_scope s using (customer_id)
  where s.live and s.unit_id in (select unit_id from mart.reach);
comment on view mart.segment_members is 'Who came into such a segment and who left it, on which day.';
comment on column mart.segment_members.segment_id is 'The segment.';
comment on column mart.segment_members.customer_id is 'The customer.';
comment on column mart.segment_members.entered_on is 'Day of coming in.';
comment on column mart.segment_members.left_on is 'Day of leaving; null for present members.';

create view mart.exchange_rates with (security_barrier) as
  select r.currency, r.day, r.rate from warehouse.fx_rates r where exists (select from mart.reach);
comment on view mart.exchange_rates is 'What one unit of a currency is worth in the currency of the firm.';
comment on column mart.exchange_rates.currency is 'The currency.';
comment on column mart.exchange_rates.day is 'The day.';
comment on column mart.exchange_rates.rate is 'Its rate on that day.';

create view mart.as_of with (security_barrier) as
  select (select max(day) from warehouse.valuation_days) as valued_to, (select max(traded_on) from warehouse.trades) as traded_to
  where exists (select from mart.reach);
comment on view mart.as_of is 'One row: how far the figures go.';
comment on column mart.as_of.valued_to is 'Last day that was valued.';
comment on column mart.as_of.traded_to is 'Last day of which there is a trade.';

grant usage on schema mart to rapport_mart;
-- Rules of classes are open; the function that reads them does so as whoever asks.
create policy mart on warehouse.product_classes for select to rapport_mart using (true);
grant select on warehouse.product_classes to rapport_mart;
do $$
declare v regclass;
begin
  for v in select c.oid::regclass from pg_class c where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v' loop
    execute format('grant select on %s to rapport_mart', v);
  end loop;
end $$;
