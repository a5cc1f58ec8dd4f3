-- A visit that was written down on a device, maybe without a network: the id that the device gave the record, so that it is written
-- once however often and however late it arrives, and when it was typed.

-- AlterTable
ALTER TABLE "care_visits" ADD COLUMN "entered_at" TIMESTAMPTZ(3),
ADD COLUMN "entry_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "care_visits_recorded_by_entry_id_key" ON "care_visits"("recorded_by", "entry_id");
