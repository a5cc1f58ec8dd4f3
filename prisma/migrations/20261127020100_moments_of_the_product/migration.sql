-- What the product sees itself (a complaint, a question about fees, a low score) has a task of its own: the moment is that task's.
alter table moment_events add column about_kind text, add column about_id uuid;
alter table moment_events add constraint moment_events_about_kind check (about_kind in ('case', 'survey'));
alter table moment_events add constraint moment_events_about check ((about_kind is null) = (about_id is null));
alter table moment_events drop constraint moment_events_reasons;
alter table moment_events add constraint moment_events_reasons check
  (reason in ('do-not-disturb', 'cool-down', 'closed', 'not-asked', 'not-live', 'handled'));
-- Whoever does not see a case, the person whom it is about among them, does not see that it was a moment of the customer.
create policy with_case on moment_events as restrictive for select to sees_own, sees_units, sees_all
  using (about_kind is distinct from 'case' or exists (select from cases k where k.id = about_id));

insert into case_classes (id, code, valid_from, name, name_zh, kind, importance, acknowledge_minutes, accept_days, finish_days, extension_days,
    target_days, approval, skill)
  values (uuid_v7(), 'fee-query', '2000-01-01', 'Question about fees', '费用咨询', 'enquiry', 'normal', 120, null, 15, 0, 1, false, null);
