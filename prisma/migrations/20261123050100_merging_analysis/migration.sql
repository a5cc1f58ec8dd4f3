-- What was worked out of the one that is gone goes with it: the one that stays is looked at again. What people said of it moves.
create function merge_analysis() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone uuid := new.merged_id;
  stays uuid := new.customer_id;
  one text;
begin
  foreach one in array array['segment_memberships', 'warehouse.customer_indicators', 'warehouse.customer_scores',
      'warehouse.customer_tiers'] loop
    execute format('delete from %s where customer_id = $1', one) using gone;
  end loop;
  -- Of two tiers by hand that last, that of the one that stays lasts.
  update tiers_by_hand g set valid_to = greatest(g.valid_from, current_date)
    where g.customer_id = gone and (g.valid_to is null or g.valid_to > current_date)
      and exists (select from tiers_by_hand s where s.customer_id = stays and (s.valid_to is null or s.valid_to > current_date));
  update tiers_by_hand set customer_id = stays where customer_id = gone;
  delete from warehouse.indicators_due where customer_id = gone;
  insert into warehouse.indicators_due (customer_id) values (stays);
  return null;
end $$;
revoke execute on function merge_analysis() from public;
-- After `merging`, by name.
create trigger merging_analysis after insert on customer_merges for each row execute function merge_analysis();
