-- What came of each campaign that runs or ran, as the worker last counted it: charts of the firm read this instead of every member.

-- CreateTable
CREATE TABLE "campaign_sums" (
    "campaign_id" UUID NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "treated" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "reached" INTEGER NOT NULL,
    "interested" INTEGER NOT NULL,
    "converted" INTEGER,
    "treated_met" INTEGER,
    "held_out" INTEGER,
    "held_out_met" INTEGER,
    "cost" DECIMAL(40,2) NOT NULL,
    "gain" DECIMAL(40,2),

    CONSTRAINT "campaign_sums_pkey" PRIMARY KEY ("campaign_id")
);

-- AddForeignKey
ALTER TABLE "campaign_sums" ADD CONSTRAINT "campaign_sums_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What was not judged is not known, in all of it.
alter table campaign_sums add constraint campaign_sums_judged check (num_nulls(converted, treated_met, held_out, held_out_met, gain) in (0, 5));
-- What the worker looks for.
create index campaigns_to_sum on campaigns (window_to) where window_from is not null;

-- Another cost, or one struck out: counted anew at the next look.
create function recount_campaign() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update campaign_sums set counted_at = '-infinity' where campaign_id = coalesce(new.campaign_id, old.campaign_id);
  return null;
end $$;
create trigger recounting after insert or delete on campaign_costs for each row execute function recount_campaign();
revoke execute on function recount_campaign() from public;

alter table campaign_sums enable row level security, force row level security;
create policy system on campaign_sums to rapport_system, current_user using (true);
revoke all on campaign_sums from public;
grant select, insert, update, delete on campaign_sums to rapport_system;
grant select on campaign_sums to sees_own, sees_units, sees_all;
create policy with_campaign on campaign_sums for select to sees_own, sees_units, sees_all
  using (exists (select from campaigns c where c.id = campaign_sums.campaign_id));
