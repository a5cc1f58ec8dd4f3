-- Models that are fitted on the warehouse, and what they say of customers. A version is kept as it was fitted, with what it was
-- measured by; what it says of a customer is a tag with the version and the day, and no tag is ever overwritten by another day's.

-- How each kind is fitted: the firm's configuration.
create table warehouse.models (
  kind text not null,
  -- By which the trail of changes names it.
  id uuid not null default uuid_v7(),
  settings jsonb not null,
  constraint models_pkey primary key (kind),
  constraint models_kind check (kind in ('rfm', 'clusters', 'churn', 'lifetime-value', 'value'))
);
insert into warehouse.models (kind, settings) values
  ('rfm', '{"peers": "firm"}'),
  ('clusters', '{"from": 4, "to": 10}'),
  ('churn', '{"horizonDays": 90, "leastAssets": 10000, "penalty": 1}'),
  ('lifetime-value', '{"months": 12, "discount": 0.1, "holdoutWeeks": 26}'),
  -- Shares of the score by part; minutes of a contact whose length nobody wrote down; what a minute and a customer cost a year.
  ('value', '{"weights": {"contribution": 35, "assets": 25, "activity": 15, "growth": 15, "loyalty": 10},
              "minutesOfContact": 10, "costOfMinute": 2, "costOfCustomer": 60}');

create table warehouse.model_versions (
  id uuid not null,
  kind text not null,
  number int not null,
  state text not null default 'waiting',
  -- Of what is under way: which part, and how much of the whole is done; the worker that does it shows that it turns.
  step text,
  done double precision not null default 0,
  attempt int not null default 0,
  beat_at timestamptz(3),
  failure text,
  settings jsonb not null,
  parameters jsonb,
  report jsonb,
  trained_from date,
  trained_to date,
  validated_from date,
  validated_to date,
  -- The day as of which customers were last scored, how many, and how far they were from those it was fitted on (PSI).
  scored_on date,
  customers int,
  drift double precision,
  in_use boolean not null default false,
  asked_by uuid,
  asked_at timestamptz(3) not null default clock_timestamp(),
  finished_at timestamptz(3),
  constraint model_versions_pkey primary key (id),
  constraint model_versions_kind foreign key (kind) references warehouse.models (kind),
  constraint model_versions_state check (state in ('waiting', 'running', 'fitted', 'failed')),
  constraint model_versions_used check (not in_use or state = 'fitted')
);
create unique index model_versions_number on warehouse.model_versions (kind, number);
create unique index model_versions_in_use on warehouse.model_versions (kind) where in_use;
-- One at a time of each kind.
create unique index model_versions_under_way on warehouse.model_versions (kind) where state in ('waiting', 'running');

-- What a version says of a customer as of a day: a number, a class, and why.
create table warehouse.customer_scores (
  customer_id uuid not null,
  version_id uuid not null,
  as_of date not null,
  kind text not null,
  score double precision,
  class text,
  -- What of the customer stands behind it; which of it, and how much.
  detail jsonb not null default '{}',
  constraint customer_scores_pkey primary key (customer_id, kind, as_of, version_id)
);
create index customer_scores_of_version on warehouse.customer_scores (version_id, as_of, score desc);

call warehouse.is_open('warehouse.models');
call warehouse.is_open('warehouse.model_versions');
call warehouse.follows_customer('warehouse.customer_scores');
do $$
declare t regclass;
begin
  foreach t in array array['warehouse.models', 'warehouse.model_versions', 'warehouse.customer_scores']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete on %s to rapport_system', t);
    execute format('grant select on %s to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
-- Whoever the firm lets fit models asks for versions and chooses the one in use; the worker does the rest.
grant insert (id, kind, number, settings, asked_by) on warehouse.model_versions to sees_all;
grant update (in_use) on warehouse.model_versions to sees_all;
grant update (settings) on warehouse.models to sees_all;
create policy asking on warehouse.model_versions for insert to sees_all with check (asked_by = (select viewer_id()));
create policy using_it on warehouse.model_versions for update to sees_all using ((select viewer_id()) is not null);
create policy setting on warehouse.models for update to sees_all using ((select viewer_id()) is not null);

-- What people decide is in the trail; how far a fit has come, and what it found, is the worker's own.
call is_audited('warehouse.models');
call is_audited('warehouse.model_versions', 'step', 'done', 'attempt', 'beat_at', 'parameters', 'report');

update roles set permissions = permissions || array['model.fit'] where code = 'head-office';
