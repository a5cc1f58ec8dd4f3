-- What the firm writes to customers: approved words, whether somebody may be written to, and an outbox in which nothing is lost.

-- CreateTable
CREATE TABLE "message_templates" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "subject" TEXT,
    "subject_zh" TEXT,
    "body" TEXT NOT NULL,
    "body_zh" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_rules" (
    "valid_from" DATE NOT NULL,
    "quiet_from" TEXT NOT NULL,
    "quiet_until" TEXT NOT NULL,
    "call_quiet_from" TEXT NOT NULL,
    "call_quiet_until" TEXT NOT NULL,
    "caps" JSONB NOT NULL,
    "set_by" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_rules_pkey" PRIMARY KEY ("valid_from")
);

-- CreateTable
CREATE TABLE "contact_stops" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "began_by" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,

    CONSTRAINT "contact_stops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "text_version" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "given_to" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opt_outs" (
    "id" UUID NOT NULL,
    "customer_id" UUID,
    "channel" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "opt_outs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_batches" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "customers" INTEGER NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "stopped_by" UUID,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_messages" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "template_id" UUID NOT NULL,
    "batch_id" UUID,
    "channel" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL DEFAULT 2,
    "language" TEXT NOT NULL,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "subject" TEXT,
    "body" TEXT,
    "message_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "cause" TEXT,
    "uncertain" BOOLEAN NOT NULL DEFAULT false,
    "attempt" SMALLINT NOT NULL DEFAULT 0,
    "deaths" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "address_sealed" TEXT,
    "address_hash" TEXT,
    "opt_out_hash" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbound_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_inbox" (
    "source" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "effect" TEXT NOT NULL,

    CONSTRAINT "message_inbox_pkey" PRIMARY KEY ("source","message_id")
);

-- CreateTable
CREATE TABLE "received_messages" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "received_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "message_templates_code_number_key" ON "message_templates"("code", "number");

-- CreateIndex
CREATE INDEX "contact_stops_customer_id_idx" ON "contact_stops"("customer_id");

-- CreateIndex
CREATE INDEX "consents_customer_id_idx" ON "consents"("customer_id");

-- CreateIndex
CREATE INDEX "opt_outs_address_hash_idx" ON "opt_outs"("address_hash");

-- CreateIndex
CREATE INDEX "opt_outs_customer_id_idx" ON "opt_outs"("customer_id");

-- CreateIndex
CREATE INDEX "message_batches_unit_id_asked_at_idx" ON "message_batches"("unit_id", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_messages_message_id_key" ON "outbound_messages"("message_id");

-- CreateIndex
CREATE INDEX "outbound_messages_customer_id_created_at_idx" ON "outbound_messages"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "outbound_messages_owner_id_created_at_id_idx" ON "outbound_messages"("owner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "outbound_messages_unit_id_created_at_id_idx" ON "outbound_messages"("unit_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "outbound_messages_created_at_id_idx" ON "outbound_messages"("created_at", "id");

-- CreateIndex
CREATE INDEX "outbound_messages_batch_id_idx" ON "outbound_messages"("batch_id");

-- CreateIndex
CREATE INDEX "received_messages_customer_id_received_at_idx" ON "received_messages"("customer_id", "received_at");

-- AddForeignKey
ALTER TABLE "contact_stops" ADD CONSTRAINT "contact_stops_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "opt_outs" ADD CONSTRAINT "opt_outs_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "message_batches" ADD CONSTRAINT "message_batches_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "message_templates"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "message_templates"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "received_messages" ADD CONSTRAINT "received_messages_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- The queue of each channel, what its worker was at when it died, and what counts against the caps.
create index outbound_messages_queue on outbound_messages (channel, priority, due_at, id) where state = 'waiting';
create index outbound_messages_under_way on outbound_messages (channel) where state = 'sending';
create index outbound_messages_marketing on outbound_messages (customer_id, channel, sent_at) where class = 'MARKETING' and sent_at is not null;
create index outbound_messages_opt_out on outbound_messages (opt_out_hash) where opt_out_hash is not null;
create unique index contact_stops_one on contact_stops (customer_id, kind) where ended_at is null;
create unique index consents_one on consents (customer_id, purpose, channel) where withdrawn_at is null;
create unique index opt_outs_one on opt_outs (channel, address_hash, customer_id) nulls not distinct where ended_at is null;
-- Of each template one version is in use.
create unique index message_templates_approved on message_templates (code) where state = 'approved';

alter table message_templates add constraint message_templates_channel check (channel in ('email', 'sms', 'wecom'));
alter table message_templates add constraint message_templates_class check (class in ('SERVICE', 'TRANSACTION', 'MARKETING'));
alter table message_templates add constraint message_templates_state check (state in ('draft', 'approved', 'retired'));
alter table message_templates add constraint message_templates_urgent check (not urgent or class <> 'MARKETING');
alter table message_templates add constraint message_templates_subject check ((channel = 'email') = (subject is not null and subject_zh is not null));
-- Whoever wrote it does not approve it.
alter table message_templates add constraint message_templates_approval check (approved_by is null or approved_by is distinct from made_by);
alter table message_batches add constraint message_batches_approval check (approved_by is null or approved_by <> asked_by);
alter table contact_stops add constraint contact_stops_kind check (kind in ('legal-block', 'do-not-disturb', 'deceased'));
alter table consents add constraint consents_purpose check (purpose in ('marketing'));
alter table consents add constraint consents_channel check (channel in ('email', 'sms', 'wecom'));
alter table consents add constraint consents_source check (source in ('contract', 'page', 'phone', 'branch', 'app'));
alter table opt_outs add constraint opt_outs_channel check (channel in ('email', 'sms', 'wecom'));
alter table opt_outs add constraint opt_outs_source check (source in ('link', 'one-click', 'reply', 'person'));
alter table outbound_messages add constraint outbound_messages_state check (state in
  ('held', 'waiting', 'sending', 'sent', 'delivered', 'opened', 'bounced', 'failed', 'suppressed', 'cancelled'));
alter table outbound_messages add constraint outbound_messages_suppressed check ((state = 'suppressed') = (reason is not null));
alter table outbound_messages add constraint outbound_messages_attempts check (attempt between 0 and 5);
alter table received_messages add constraint received_messages_channel check (channel in ('sms', 'wecom'));

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
create function place_message() returns trigger language plpgsql as $$
begin
  select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  if not found then raise exception 'no such customer' using errcode = 'P0002'; end if;
  return new;
end $$;
create trigger place before insert or update of customer_id on outbound_messages for each row execute function place_message();

create function hand_on_messages() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update outbound_messages m set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
  from old_rows o join new_rows n on n.id = o.id
  where m.customer_id = n.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_messages after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_messages();

-- What one record refused the merged customer refuses: stops and opt-outs stay with whoever remains; a consent only where there is none yet.
create function merge_messages() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update outbound_messages set customer_id = new.customer_id where customer_id = new.merged_id;
  update received_messages set customer_id = new.customer_id where customer_id = new.merged_id;
  update contact_stops s set ended_at = clock_timestamp() where s.customer_id = new.merged_id and s.ended_at is null
    and exists (select from contact_stops k where k.customer_id = new.customer_id and k.kind = s.kind and k.ended_at is null);
  update contact_stops set customer_id = new.customer_id where customer_id = new.merged_id;
  update consents s set withdrawn_at = clock_timestamp(), withdrawn_by = 'merge' where s.customer_id = new.merged_id and s.withdrawn_at is null
    and exists (select from consents k where k.customer_id = new.customer_id and (k.purpose, k.channel) = (s.purpose, s.channel));
  update consents set customer_id = new.customer_id where customer_id = new.merged_id;
  delete from opt_outs s where s.customer_id = new.merged_id and s.ended_at is null and exists (select from opt_outs k
    where k.customer_id = new.customer_id and (k.channel, k.address_hash) = (s.channel, s.address_hash) and k.ended_at is null);
  update opt_outs set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_messages after insert on customer_merges for each row execute function merge_messages();
revoke execute on function place_message(), hand_on_messages(), merge_messages() from public;
grant execute on function place_message() to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['message_templates', 'contact_rules', 'contact_stops', 'consents', 'opt_outs', 'message_batches',
    'outbound_messages', 'message_inbox', 'received_messages'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;
call carries_customer_scope('outbound_messages');
call follows_customer('contact_stops');
call follows_customer('consents');
call follows_customer('opt_outs');
call follows_customer('received_messages');
create policy own on message_batches to sees_own using (asked_by = viewer_id());
create policy units on message_batches to sees_units using (unit_id = any (viewer_units()));
create policy every on message_batches to sees_all using ((select viewer_id()) is not null);
create policy reading on message_templates for select to sees_own, sees_units, sees_all using (true);
create policy managing on message_templates to sees_own, sees_units, sees_all
  using (viewer_may('message.configure') or viewer_may('message.approve')) with check (viewer_may('message.configure') or viewer_may('message.approve'));
create policy reading on contact_rules for select to sees_own, sees_units, sees_all using (true);
create policy managing on contact_rules to sees_all using (viewer_may('message.configure')) with check (viewer_may('message.configure'));
grant select, insert, update on message_templates, contact_stops, consents, opt_outs, message_batches, outbound_messages to sees_own, sees_units, sees_all;
grant select on contact_rules, received_messages to sees_own, sees_units, sees_all;
grant insert, update on contact_rules to sees_all;
call is_audited('message_templates');
call is_audited('contact_rules');
call is_audited('contact_stops');
call is_audited('consents');
call is_audited('opt_outs', 'address_hash');
call is_audited('message_batches');

-- ── What every firm begins with (domain 8.3) ────────────────────────────────────────────────────────────────────────
insert into contact_rules (valid_from, quiet_from, quiet_until, call_quiet_from, call_quiet_until, caps) values ('2000-01-01', '21:00', '08:00', '12:00', '13:30',
  '[{"channel":"sms","days":7,"most":2},{"channel":"sms","days":30,"most":6},{"channel":"email","days":7,"most":2},{"channel":"email","days":30,"most":6},{"channel":"wecom","days":1,"most":2},{"channel":"call","days":1,"most":1},{"channel":"call","days":7,"most":3}]');
