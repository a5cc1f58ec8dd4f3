-- A consultation about a security: a contact of its kind that names what was asked about.
alter table care_visits drop constraint visits_kind;
alter table care_visits add constraint visits_kind check
  (kind in ('care', 'onboarding', 'review', 'product', 'consultation', 'complaint-follow-up', 'birthday', 'other'));
alter table care_visits add column security_id uuid;
alter table care_visits add constraint care_visits_security_id_fkey foreign key (security_id) references securities (id)
  on delete no action on update no action;
alter table care_visits add constraint visits_security check (security_id is null or kind = 'consultation');
create index care_visits_security_id_idx on care_visits (security_id);
