-- Whose holdings are riskier than what they were assessed to bear (ANA-04), kept with the other figures of a customer.

alter table warehouse.customer_indicators
  -- Held in what is graded above the tolerance, in the firm's own currency, and which part of all holdings that is; null
  -- without an assessment that goes on, or where something held has no price or no rate.
  add column value_above_tolerance numeric(20, 2),
  add column above_tolerance_share numeric(9, 6);
create index customer_indicators_above_tolerance on warehouse.customer_indicators (value_above_tolerance desc, customer_id desc)
  where value_above_tolerance > 0;

-- The highest grade of risk that a class may hold (domain 1.2); null for none.
create function warehouse.highest_grade(risk_level text) returns int language sql immutable parallel safe
  return case risk_level when 'C1-min' then 1 when 'C1' then 1 when 'C2' then 2 when 'C3' then 3 when 'C4' then 4 when 'C5' then 5 end;

-- What the firm's rules of a day make of a security: of those that fit, the one with the lowest place speaks.
create function warehouse.product_class_of(category text, sub_category text, code text, name text, market text, on_day date)
  returns table (id uuid, product text, board text, risk_grade int, in_turnover boolean) language sql stable parallel safe rows 1
begin atomic
  select r.id, r.product, r.board, r.risk_grade, r.in_turnover from warehouse.product_classes r
  where on_day between r.valid_from and coalesce(r.valid_to, 'infinity')
    and (r.category_pattern is null or concat_ws(' ', product_class_of.category, product_class_of.sub_category) ~* r.category_pattern)
    and (r.code_pattern is null or product_class_of.code ~ r.code_pattern)
    and (r.name_pattern is null or product_class_of.name ~ r.name_pattern)
    and (r.market_pattern is null or upper(product_class_of.market) ~ r.market_pattern)
  order by r.place, r.valid_from desc limit 1;
end;

-- A security that is described anew, or a rule that changes, touches whoever holds something it may be about.
create function warehouse.note_holders_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into warehouse.indicators_due (customer_id)
    select distinct p.customer_id from warehouse.positions p
    join old_rows o on o.id = p.security_id join new_rows n on n.id = o.id
    where p.quantity <> 0 and (n.category, n.sub_category, n.code, n.name, n.market) is distinct from (o.category, o.sub_category, o.code, o.name, o.market);
  return null;
end $$;
create trigger indicators_due_changed after update on securities referencing old table as old_rows new table as new_rows
  for each statement execute function warehouse.note_holders_due();

create function warehouse.note_classes_due() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into warehouse.indicators_due (customer_id) select distinct customer_id from warehouse.positions where quantity <> 0;
  return null;
end $$;
create trigger indicators_due_changed after insert or update or delete on warehouse.product_classes
  for each statement execute function warehouse.note_classes_due();

-- Everybody who holds something has the new figures from the next step of the worker on.
insert into warehouse.indicators_due (customer_id) select distinct customer_id from warehouse.positions where quantity <> 0;
