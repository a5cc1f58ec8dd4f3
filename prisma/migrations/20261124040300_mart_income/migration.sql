-- The data mart knows what customers bring.

create view mart.customer_contributions with (security_barrier) as
  select m.customer_id, m.month, m.currency, m.unit_id, m.owner_id, m.net_commission, m.interest, m.margin_interest, m.product_fees, m.advisory_fees,
    m.other_income, m.minutes
  from warehouse.customer_contributions m where m.live and m.unit_id in (select unit_id from mart.reach);
comment on view mart.customer_contributions is 'What a customer brought and how long it was served, by month and currency; the cost of a minute is data of the firm.';
comment on column mart.customer_contributions.customer_id is 'The customer.';
comment on column mart.customer_contributions.month is 'First day of the month.';
comment on column mart.customer_contributions.currency is 'Currency of the amounts.';
comment on column mart.customer_contributions.unit_id is 'The unit in charge today.';
comment on column mart.customer_contributions.owner_id is 'The account manager in charge today.';
comment on column mart.customer_contributions.net_commission is 'Commission less what is passed through.';
comment on column mart.customer_contributions.interest is 'Spread on cash and credit balances.';
comment on column mart.customer_contributions.margin_interest is 'Interest on margin debt.';
comment on column mart.customer_contributions.product_fees is 'Trailer and subscription fees of products.';
comment on column mart.customer_contributions.advisory_fees is 'Fees for advice.';
comment on column mart.customer_contributions.other_income is 'Other income.';
comment on column mart.customer_contributions.minutes is 'Minutes of contacts and care visits, in the row of the currency of the firm.';
grant select on mart.customer_contributions to rapport_mart;
