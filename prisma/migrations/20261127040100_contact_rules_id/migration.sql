-- The trail of changes names rows by their id: without one, no contact rules could be set at all.

-- AlterTable
ALTER TABLE "contact_rules" ADD COLUMN "id" UUID NOT NULL DEFAULT uuid_v7();
ALTER TABLE "contact_rules" ALTER COLUMN "id" DROP DEFAULT;
ALTER TABLE "contact_rules" DROP CONSTRAINT "contact_rules_pkey";
ALTER TABLE "contact_rules" ADD CONSTRAINT "contact_rules_pkey" PRIMARY KEY ("id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_rules_valid_from_key" ON "contact_rules"("valid_from");
