-- Head office adds rules that class products from a day on, and ends those that hold no longer, in its own name. A rule is never
-- overwritten and never taken away: what held stays told.
alter table warehouse.product_classes add column id uuid not null default uuid_v7(), add column version int not null default 1,
  add column recorded_by uuid, add column recorded_at timestamptz(3) not null default clock_timestamp();
create unique index product_classes_id on warehouse.product_classes (id);

create policy recording on warehouse.product_classes for insert to sees_all
  with check (viewer_may('indicator.edit') and recorded_by = viewer_id());
create policy ending on warehouse.product_classes for update to sees_all
  using (viewer_may('indicator.edit')) with check (viewer_may('indicator.edit') and recorded_by = viewer_id());
grant insert on warehouse.product_classes to sees_all;
grant update (valid_to, version, recorded_by, recorded_at) on warehouse.product_classes to sees_all;
call is_audited('warehouse.product_classes');

-- A rule that ends changes nothing before its end: only months from there on are classed anew.
create function warehouse.note_reclassed_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, warehouse, public as $$
begin
  insert into contributions_due (customer_id, month)
    select distinct customer_id, month from customer_products
    where month >= (
      select date_trunc('month', min(case
        when (o.place, o.valid_from, o.category_pattern, o.code_pattern, o.name_pattern, o.market_pattern, o.product, o.risk_grade)
             is not distinct from (n.place, n.valid_from, n.category_pattern, n.code_pattern, n.name_pattern, n.market_pattern, n.product, n.risk_grade)
        then least(coalesce(o.valid_to, 'infinity'), coalesce(n.valid_to, 'infinity'))
        else least(o.valid_from, n.valid_from) end))
      from old_rows o join new_rows n using (id));
  return null;
end $$;
drop trigger products_due_changed on warehouse.product_classes;
create trigger products_due_changed after update on warehouse.product_classes referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.note_reclassed_due();
