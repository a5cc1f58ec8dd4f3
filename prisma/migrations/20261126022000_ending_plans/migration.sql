-- Steps of a plan that ends are looked for by that plan. Over all rows that a statement changed they were looked for among all tasks,
-- which took half a minute for five thousand customers whose next step was written down.
drop trigger ending on customer_plans;
drop function end_plan_steps();
create function end_plan_steps() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update tasks t set state = 'cancelled', open = false
  where t.kind = 'plan-step' and t.about_id = new.id and t.open and t.started_at is null and t.attempts = 0;
  return null;
end $$;
revoke execute on function end_plan_steps() from public;
create trigger ending after update of ended_on on customer_plans for each row
  when (old.ended_on is null and new.ended_on is not null) execute function end_plan_steps();
