-- What customers of a class of risk hold, counted once a day over the whole firm: the ground of the next best offer (ANA-18).
-- No customer is named, and nothing is told of fewer than three.
create table warehouse.peer_holdings (
  risk_level text not null,
  security_id uuid not null,
  product text not null,
  risk_grade int not null,
  holders int not null,
  -- Customers of the class who hold anything of these kinds.
  peers int not null,
  as_of date not null,
  constraint peer_holdings_pkey primary key (risk_level, security_id),
  constraint peer_holdings_several check (holders >= 3)
);
-- The day that was counted last, also where nobody holds anything.
create table warehouse.peer_holding_days (
  as_of date not null,
  constraint peer_holding_days_pkey primary key (as_of)
);
call warehouse.is_open('warehouse.peer_holdings');
call warehouse.is_open('warehouse.peer_holding_days');
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.peer_holdings', 'warehouse.peer_holding_days']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
    execute format('grant select on %s to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
