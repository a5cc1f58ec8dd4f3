-- Enquiries from the firm's web pages: taken from anybody, sealed, and made prospects by the worker once their contact is proven, so that
-- neither words nor time tell who is known here.

-- AlterTable
ALTER TABLE "prospect_channels" ADD COLUMN "assignment" TEXT NOT NULL DEFAULT 'load',
ADD COLUMN "form_unit_id" UUID;

-- CreateTable
CREATE TABLE "enquiries" (
    "id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contact_hash" TEXT NOT NULL,
    "told_sealed" TEXT,
    "consent_version" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "told" BOOLEAN NOT NULL DEFAULT false,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "proven_at" TIMESTAMPTZ(3),
    "failures" SMALLINT NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "prospect_id" UUID,

    CONSTRAINT "enquiries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "prospect_channels_form_unit_id_idx" ON "prospect_channels"("form_unit_id");

-- CreateIndex
CREATE INDEX "enquiries_channel_id_idx" ON "enquiries"("channel_id");

-- CreateIndex
CREATE INDEX "enquiries_unit_id_idx" ON "enquiries"("unit_id");

-- CreateIndex
CREATE INDEX "enquiries_prospect_id_idx" ON "enquiries"("prospect_id");

-- CreateIndex
CREATE INDEX "enquiries_contact_hash_made_at_idx" ON "enquiries"("contact_hash", "made_at");

-- AddForeignKey
ALTER TABLE "prospect_channels" ADD CONSTRAINT "prospect_channels_form_unit_id_fkey" FOREIGN KEY ("form_unit_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "prospect_channels"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_prospect_id_fkey" FOREIGN KEY ("prospect_id") REFERENCES "prospects"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table prospect_channels add constraint prospect_channels_assignment check (assignment in ('load', 'pool'));
alter table enquiries add constraint enquiries_kind check (kind in ('mobile', 'email'));
alter table enquiries add constraint enquiries_tries check (tries between 0 and 5);
alter table enquiries add constraint enquiries_outcome check (outcome in ('entered', 'again', 'known'));
-- What somebody wrote is kept until it is a prospect, and no longer; nothing comes of what nobody proved.
alter table enquiries add constraint enquiries_done check ((done_at is null) = (outcome is null) and (done_at is null) = (told_sealed is not null)
  and (done_at is null or proven_at is not null));
create index enquiries_to_tell on enquiries (made_at) where not told and proven_at is null;
create index enquiries_waiting on enquiries (next_at) where proven_at is not null and done_at is null;
create index enquiries_unproven on enquiries (made_at) where proven_at is null;

alter table enquiries enable row level security, force row level security;
create policy system on enquiries to rapport_system, current_user using (true);
revoke all on enquiries from public;
grant select, insert, update, delete on enquiries to rapport_system;

-- ── The words of the code ───────────────────────────────────────────────────────────────────────────────────────────
insert into message_templates (id, code, number, channel, class, urgent, name, name_zh, subject, subject_zh, body, body_zh, state, approved_at)
  select uuid_v7(), code, 1, channel, 'TRANSACTION', true, name, name_zh, subject, subject_zh, body, body_zh, 'approved', now() from (values
    ('enquiry-code-sms', 'sms', 'Code for an enquiry', '网络咨询验证码', null, null,
      'Your code is {code}. It is valid for 10 minutes. We never ask you for it.', '您的验证码为{code}，10分钟内有效。请勿告诉任何人，包括我司员工。'),
    ('enquiry-code-email', 'email', 'Code for an enquiry', '网络咨询验证码', 'Your code', '您的验证码',
      'Your code is {code}. It is valid for 10 minutes. We never ask you for it.', '您的验证码为{code}，10分钟内有效。请勿告诉任何人，包括我司员工。')
  ) t (code, channel, name, name_zh, subject, subject_zh, body, body_zh);
