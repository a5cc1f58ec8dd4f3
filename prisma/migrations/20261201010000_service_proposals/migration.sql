-- What became of a service that was proposed for a customer (一对一服务): the proposal with its reasons as it stood, and whether it was accepted,
-- changed or declined, by whom. Proposals themselves are worked out as they are read.

-- CreateTable
CREATE TABLE "service_answers" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "service" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "proposal" JSONB NOT NULL,
    "reason" TEXT,
    "visit_id" UUID,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_answers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "service_answers_visit_id_key" ON "service_answers"("visit_id");

-- CreateIndex
CREATE INDEX "service_answers_customer_id_made_at_idx" ON "service_answers"("customer_id", "made_at");

-- AddForeignKey
ALTER TABLE "service_answers" ADD CONSTRAINT "service_answers_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "service_answers" ADD CONSTRAINT "service_answers_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "care_visits"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table service_answers add constraint service_answers_answer check (answer in ('accepted', 'changed', 'declined'));
alter table service_answers add constraint service_answers_service check (service in ('complaint-follow-up', 'reassessment', 'retention', 'onboarding',
  'birthday', 'portfolio-review', 'idle-cash', 'keeping-touch') and proposal ->> 'service' = service);
-- What is declined has a reason, what is taken its visit.
alter table service_answers add constraint service_answers_one check ((answer = 'declined') = (reason is not null) and (answer = 'declined') = (visit_id is null));

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- What is taken is a visit of theirs to this customer that is planned.
create function guard_new_service_answer() returns trigger language plpgsql as $$
begin
  if new.visit_id is not null and not exists (select from care_visits v where v.id = new.visit_id and v.customer_id = new.customer_id
      and v.staff_id = new.made_by and v.state = 'planned') then
    raise exception 'what is accepted is planned' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger guard_new before insert on service_answers for each row when (viewer_id() is not null) execute function guard_new_service_answer();
-- An answer stays as it was given; only the customer changes, where two become one.
create function keep_service_answer() returns trigger language plpgsql as $$
begin
  if TG_OP = 'UPDATE' and pg_trigger_depth() > 1 and to_jsonb(new) - 'customer_id' = to_jsonb(old) - 'customer_id' then
    return new;
  end if;
  raise exception 'an answer stays' using errcode = '42501';
end $$;
create trigger kept before update or delete on service_answers for each row execute function keep_service_answer();
create function merge_service_answers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update service_answers set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_service_answers after insert on customer_merges for each row execute function merge_service_answers();
revoke execute on function guard_new_service_answer(), keep_service_answer(), merge_service_answers() from public;
grant execute on function guard_new_service_answer(), keep_service_answer() to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
alter table service_answers enable row level security, force row level security;
create policy system on service_answers to rapport_system, current_user using (true);
revoke all on service_answers from public;
grant select, insert, update on service_answers to rapport_system;
grant select, insert on service_answers to sees_own, sees_units, sees_all;
call follows_customer('service_answers');
-- Nobody answers in another one's name.
create policy own_name on service_answers as restrictive for insert to sees_own, sees_units, sees_all with check (made_by = viewer_id());
call is_audited('service_answers');
