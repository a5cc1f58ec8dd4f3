-- In which language a customer is written to stands on their record; what is written to many is each in their own, unless somebody says one.

-- AlterTable
ALTER TABLE "customers" ADD COLUMN "language" TEXT NOT NULL DEFAULT 'zh-CN';
alter table customers add constraint customers_language check (language in ('zh-CN', 'en'));

-- AlterTable
ALTER TABLE "message_batches" ALTER COLUMN "language" DROP NOT NULL;

-- AlterTable
ALTER TABLE "report_batches" ALTER COLUMN "language" DROP NOT NULL;

-- AlterTable
ALTER TABLE "survey_sendings" ALTER COLUMN "language" DROP NOT NULL;
