-- Remote contacts: somebody of the firm and a customer speak, see each other or look at a screen in a room of the firm's meeting gateway.
-- It is a call without a number, so it is written down, counted, merged and seen as calls are (decision 033).

-- AlterTable
ALTER TABLE "calls" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'phone',
ADD COLUMN "host_link_sealed" TEXT,
ADD COLUMN "guest_link_sealed" TEXT,
ADD COLUMN "guest_hash" TEXT,
ADD COLUMN "guest_in_at" TIMESTAMPTZ(3),
ADD COLUMN "guest_out_at" TIMESTAMPTZ(3),
ADD COLUMN "join_by" TIMESTAMPTZ(3),
ADD COLUMN "ends_by" TIMESTAMPTZ(3),
ALTER COLUMN "number_kind" DROP NOT NULL,
ALTER COLUMN "number_sealed" DROP NOT NULL,
ALTER COLUMN "number_hash" DROP NOT NULL,
ALTER COLUMN "extension" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "calls_guest_hash_key" ON "calls"("guest_hash");

alter table calls add constraint calls_kind check (kind in ('phone', 'voice', 'video', 'presentation'));
alter table calls add constraint calls_of_numbers check ((kind = 'phone') = (num_nonnulls(number_kind, number_sealed, number_hash, extension) = 4));
alter table calls add constraint calls_of_rooms check (kind = 'phone' and num_nonnulls(host_link_sealed, guest_link_sealed, guest_hash, guest_in_at, guest_out_at, join_by, ends_by) = 0
  or kind <> 'phone' and num_nonnulls(number_kind, number_sealed, number_hash, extension) = 0 and customer_id is not null and num_nonnulls(join_by, ends_by) = 2);
-- What lets somebody into a room is forgotten when it is over.
alter table calls add constraint calls_over check (ended_at is null or num_nonnulls(host_link_sealed, guest_link_sealed, guest_hash) = 0);
-- One is in one room at a time.
create unique index calls_in_a_room on calls (agent_id) where kind <> 'phone' and ended_at is null;
create index calls_lapsing on calls (least(join_by, ends_by)) where kind <> 'phone' and ended_at is null;

alter table outbound_messages drop constraint outbound_messages_link_root;
alter table outbound_messages add constraint outbound_messages_link_root check (link_root in ('s', 'j'));

-- ── The words of the link ───────────────────────────────────────────────────────────────────────────────────────────
insert into message_templates (id, code, number, channel, class, urgent, name, name_zh, subject, subject_zh, body, body_zh, state, approved_at)
  select uuid_v7(), code, 1, channel, 'SERVICE', false, name, name_zh, subject, subject_zh, body, body_zh, 'approved', now() from (values
    ('call-room-sms', 'sms', 'Link of a voice or video contact', '视频语音联系链接', null, null,
      'Your adviser is waiting: {link} The link lets one person in, once. Never pass it on.', '您的客户经理正在等候，请点击：{link} 链接仅限您本人使用一次，请勿转发。'),
    ('call-room-wecom', 'wecom', 'Link of a voice or video contact', '视频语音联系链接', null, null,
      'Your adviser is waiting: {link} The link lets one person in, once. Never pass it on.', '您的客户经理正在等候，请点击：{link} 链接仅限您本人使用一次，请勿转发。'),
    ('call-room-email', 'email', 'Link of a voice or video contact', '视频语音联系链接', 'Your adviser is waiting', '您的客户经理正在等候',
      'Your adviser is waiting: {link} The link lets one person in, once. Never pass it on.', '您的客户经理正在等候，请点击：{link} 链接仅限您本人使用一次，请勿转发。')
  ) t (code, channel, name, name_zh, subject, subject_zh, body, body_zh);
