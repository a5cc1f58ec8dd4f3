-- Which product goes with what a customer holds: a model as the others, with its neighbours in a table, because a list is made of them while
-- somebody looks. No customer is named, and nothing is told of pairs that fewer than three hold.
alter table warehouse.models drop constraint models_kind;
alter table warehouse.models add constraint models_kind
  check (kind in ('rfm', 'clusters', 'churn', 'lifetime-value', 'value', 'recommendation'));
insert into warehouse.models (kind, settings) values ('recommendation', '{"holdoutDays": 90, "neighbours": 50}');

create table warehouse.security_neighbours (
  version_id uuid not null,
  held_id uuid not null,
  security_id uuid not null,
  weight double precision not null,
  together int not null,
  constraint security_neighbours_pkey primary key (version_id, held_id, security_id),
  constraint security_neighbours_version foreign key (version_id) references warehouse.model_versions (id),
  constraint security_neighbours_several check (together >= 3)
);
call warehouse.is_open('warehouse.security_neighbours');
alter table warehouse.security_neighbours enable row level security, force row level security;
create policy system on warehouse.security_neighbours to rapport_system, current_user using (true);
revoke all on warehouse.security_neighbours from public;
grant select, insert, update, delete on warehouse.security_neighbours to rapport_system;
grant select on warehouse.security_neighbours to sees_own, sees_units, sees_all;
