-- What the firm says of an indicator of the catalogue beside what the product does: who looks after it, what it should be, until
-- when it is to be fresh, and how it is called and defined here where the firm says it differently.
create table warehouse.indicators (
  code text not null,
  owner_id uuid,
  target numeric(28, 10),
  -- Until what time of the next business day it is to be there, HH:MM.
  fresh_by text,
  note text,
  name text,
  name_zh text,
  about text,
  about_zh text,
  version int not null default 1,
  updated_at timestamptz(3) not null default clock_timestamp(),
  updated_by uuid not null,
  constraint indicators_pkey primary key (code),
  constraint indicators_fresh_by check (fresh_by ~ '^([01]\d|2[0-3]):[0-5]\d$')
);
alter table warehouse.indicators enable row level security, force row level security;
create policy system on warehouse.indicators to rapport_system, current_user using (true);
create policy reading on warehouse.indicators for select to sees_own, sees_units, sees_all, sees_none using ((select viewer_id()) is not null);
create policy saying on warehouse.indicators for insert to sees_own, sees_units, sees_all, sees_none
  with check (viewer_may('indicator.edit') and updated_by = viewer_id());
create policy correcting on warehouse.indicators for update to sees_own, sees_units, sees_all, sees_none
  using (viewer_may('indicator.edit')) with check (viewer_may('indicator.edit') and updated_by = viewer_id());
revoke all on warehouse.indicators from public;
grant select, insert, update, delete, truncate on warehouse.indicators to rapport_system;
grant select, insert, update on warehouse.indicators to sees_own, sees_units, sees_all, sees_none;

-- Head office answers for what is measured.
update roles set permissions = permissions || array['indicator.edit']
  where code = 'head-office' and not 'indicator.edit' = any (permissions);
