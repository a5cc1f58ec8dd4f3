-- Whoever configures the data centre records and corrects rates by hand, in their own name; a feed that tells something new of
-- the same key stands after.
alter table warehouse.fee_rates add column recorded_by uuid, add column recorded_at timestamptz(3) not null default clock_timestamp(),
  drop constraint fee_rates_origin, add constraint fee_rates_origin check (origin in ('reference', 'feed', 'person'));
alter table warehouse.fx_rates add column origin text not null default 'feed', add column recorded_by uuid,
  add column recorded_at timestamptz(3) not null default clock_timestamp(),
  add constraint fx_rates_origin check (origin in ('feed', 'person'));

do $$
declare t regclass;
begin
  foreach t in array array['warehouse.fee_rates', 'warehouse.fx_rates']::regclass[] loop
    -- Who looks after the data may see no customer.
    execute format($f$create policy looking_after on %s for select to sees_none using (viewer_may('data-centre.read'))$f$, t);
    execute format($f$create policy recording on %s for insert to sees_own, sees_units, sees_all, sees_none
      with check (viewer_may('data-centre.configure') and origin = 'person' and recorded_by = viewer_id())$f$, t);
    execute format($f$create policy correcting on %s for update to sees_own, sees_units, sees_all, sees_none
      using (viewer_may('data-centre.configure'))
      with check (viewer_may('data-centre.configure') and origin = 'person' and recorded_by = viewer_id())$f$, t);
    execute format('grant select, insert, update on %s to sees_own, sees_units, sees_all, sees_none', t);
  end loop;
end $$;
