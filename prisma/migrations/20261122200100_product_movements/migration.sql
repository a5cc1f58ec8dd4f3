-- Which product a purchase or redemption is of, where the feed tells it.
alter table warehouse.cash_movements add column product_code text, add column product_name text;
