-- What each indicator of an item must at least come to, where that is not the product's own.
ALTER TABLE "collection_items" ADD COLUMN "thresholds" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "quality_samples" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "business_date" DATE NOT NULL,
    "seed" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "unit_id" UUID NOT NULL,
    "drawn_by" UUID NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_by" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "quality_samples_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quality_sample_rows" (
    "id" UUID NOT NULL,
    "sample_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "subject_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "key" TEXT NOT NULL,
    "verdict" TEXT,
    "note" TEXT,
    "marked_by" UUID,
    "marked_at" TIMESTAMPTZ(3),

    CONSTRAINT "quality_sample_rows_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "quality_samples_batch_id_closed_at_idx" ON "quality_samples"("batch_id", "closed_at");

-- CreateIndex
CREATE UNIQUE INDEX "quality_sample_rows_sample_id_ordinal_key" ON "quality_sample_rows"("sample_id", "ordinal");

-- AddForeignKey
ALTER TABLE "quality_samples" ADD CONSTRAINT "quality_samples_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "collection_items"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "quality_sample_rows" ADD CONSTRAINT "quality_sample_rows_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "quality_samples"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Closed lists.
alter table quality_samples add constraint quality_samples_size check (size between 1 and 400);
alter table quality_samples add constraint quality_samples_closed check ((closed_by is null) = (closed_at is null));
alter table quality_sample_rows add constraint quality_sample_rows_verdict check (verdict in ('right', 'wrong'));
alter table quality_sample_rows add constraint quality_sample_rows_marked
  check ((verdict is null) = (marked_by is null) and (verdict is null) = (marked_at is null));

-- One that is open for an item and day in each unit: what another unit checks does not speak across the wall.
create unique index quality_samples_one_open on quality_samples (item_id, business_date, unit_id) where closed_at is null;

call is_audited('quality_samples');
call is_audited('quality_sample_rows');

-- Who sees what: a sample is its drawer's unit's, and its rows follow it. What a row says is read from its fact, behind the wall
-- of that.
create policy units on quality_samples for select to sees_own, sees_units
  using (viewer_may('data-quality.read') and unit_id = any (viewer_units()));
create policy every on quality_samples for select to sees_all, sees_none using (viewer_may('data-quality.read'));
create policy drawing_units on quality_samples for insert to sees_units
  with check (viewer_may('data-quality.fix') and drawn_by = viewer_id() and closed_at is null and unit_id = any (viewer_units()));
create policy drawing on quality_samples for insert to sees_all
  with check (viewer_may('data-quality.fix') and drawn_by = viewer_id() and closed_at is null);
create policy closing on quality_samples for update to sees_units, sees_all
  using (viewer_may('data-quality.fix') and closed_at is null)
  with check (viewer_may('data-quality.fix') and closed_by = viewer_id());

create policy with_sample on quality_sample_rows for select to sees_own, sees_units, sees_all, sees_none
  using (sample_id = any (array(select id from quality_samples)));
create policy drawing on quality_sample_rows for insert to sees_units, sees_all
  with check (viewer_may('data-quality.fix') and verdict is null
    and sample_id = any (array(select id from quality_samples where closed_at is null and drawn_by = viewer_id())));
create policy marking on quality_sample_rows for update to sees_units, sees_all
  using (viewer_may('data-quality.fix') and sample_id = any (array(select id from quality_samples where closed_at is null)))
  with check (viewer_may('data-quality.fix') and (marked_by is null or marked_by = viewer_id()));

do $$
declare t text;
begin
  foreach t in array array['quality_samples', 'quality_sample_rows'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
    execute format('grant select on %I to sees_own, sees_units, sees_all, sees_none', t);
    execute format('grant insert on %I to sees_units, sees_all', t);
  end loop;
end $$;
-- What was drawn stays drawn.
grant update (closed_by, closed_at) on quality_samples to sees_units, sees_all;
grant update (verdict, note, marked_by, marked_at) on quality_sample_rows to sees_units, sees_all;
