-- The customer's own door (portal): a one-time code to an address that the firm has, a session, and views of what is the
-- customer's own. A session of the portal becomes a database role that reads those views and nothing else.

do $$ begin
  if not exists (select from pg_roles where rolname = 'sees_self') then create role sees_self nologin; end if;
end $$;

-- CreateTable
CREATE TABLE "portal_codes" (
    "id" UUID NOT NULL,
    "number_hash" TEXT NOT NULL,
    "address_hash" TEXT NOT NULL,
    "customer_id" UUID,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "told" BOOLEAN NOT NULL DEFAULT false,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_sessions" (
    "token_hash" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_sessions_pkey" PRIMARY KEY ("token_hash")
);

-- AlterTable
ALTER TABLE "outbound_messages" ADD COLUMN     "code_id" UUID;
ALTER TABLE "cases" ALTER COLUMN "first_handler_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "portal_codes_number_hash_made_at_idx" ON "portal_codes"("number_hash", "made_at");

-- CreateIndex
CREATE INDEX "portal_codes_address_hash_made_at_idx" ON "portal_codes"("address_hash", "made_at");

-- CreateIndex
CREATE INDEX "portal_codes_made_at_idx" ON "portal_codes"("made_at");

-- CreateIndex
CREATE INDEX "portal_sessions_customer_id_idx" ON "portal_sessions"("customer_id");

create index portal_codes_to_tell on portal_codes (made_at) where not told and customer_id is not null;
alter table portal_codes add constraint portal_codes_channel check (channel in ('email', 'sms'));
alter table portal_codes add constraint portal_codes_language check (language in ('en', 'zh-CN'));
alter table portal_codes add constraint portal_codes_tries check (tries between 0 and 5);

-- What a customer asks for at the portal has no first handler until somebody takes it.
alter table cases add constraint cases_first_handler check (first_handler_id is not null or channel = 'portal' and handler_id is null);
create or replace function place_case() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then new.first_handler_id := coalesce(old.first_handler_id, new.handler_id); end if;
  if new.customer_id is not null then
    if tg_op = 'UPDATE' and new.customer_id is not distinct from old.customer_id then return new; end if;
    select c.owner_id, c.unit_id, c.deleted_at is null into new.owner_id, new.unit_id, new.live from customers c where c.id = new.customer_id;
  else
    select u.id, u.unit_id into new.owner_id, new.unit_id from users u where u.id = coalesce(new.handler_id, new.first_handler_id);
  end if;
  if not found then raise exception 'no such customer or person' using errcode = 'P0002'; end if;
  return new;
end $$;

-- ── Who is at the door ──────────────────────────────────────────────────────────────────────────────────────────────
-- Seconds for which a session of the portal was not seen; from here on the transaction is its customer's. RA001 when it has ended,
-- or its customer is with the firm no more.
create function enter_portal(token_hash text, idle_minutes int, hours int) returns int
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare found_one record;
begin
  select s.customer_id, extract(epoch from now() - s.last_seen_at)::int as unseen into found_one
    from portal_sessions s join customers c on c.id = s.customer_id and c.deleted_at is null
    where s.token_hash = enter_portal.token_hash and s.ended_at is null
      and s.last_seen_at > now() - make_interval(mins => idle_minutes) and s.created_at > now() - make_interval(hours => enter_portal.hours);
  if not found then raise exception 'the session has ended' using errcode = 'RA001'; end if;
  perform set_config('rapport.customer', found_one.customer_id::text, true);
  return found_one.unseen;
end $$;
grant execute on function enter_portal(text, int, int) to public;

-- A customer who is merged into another comes in anew, as that one.
create function merge_portal() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update portal_sessions set ended_at = clock_timestamp() where customer_id = new.merged_id and ended_at is null;
  update portal_sessions set customer_id = new.customer_id where customer_id = new.merged_id;
  update portal_codes set customer_id = null where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_portal after insert on customer_merges for each row execute function merge_portal();
revoke execute on function merge_portal() from public;

do $$
declare t text;
begin
  foreach t in array array['portal_codes', 'portal_sessions'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update, delete on %I to rapport_system', t);
  end loop;
end $$;

-- ── What is behind it: each view is of one customer, and says no more than it may ───────────────────────────────────
create schema portal;
revoke all on schema portal from public;
grant usage on schema portal to sees_self;
create function portal.customer() returns uuid language sql stable parallel safe
  return nullif(current_setting('rapport.customer', true), '')::uuid;
revoke execute on function portal.customer() from public;
grant execute on function portal.customer() to sees_self, rapport_system;

create view portal.me with (security_barrier) as
  select c.id, c.customer_no, c.name, u.name as unit, o.name as manager
  from public.customers c join public.units u on u.id = c.unit_id left join public.users o on o.id = c.owner_id
  where c.id = portal.customer() and c.deleted_at is null;

create view portal.reports with (security_barrier) as
  select r.id, r.from_on, r.to_on, r.currency, r.language, r.bytes, r.ended_at, r.file
  from public.customer_reports r where r.customer_id = portal.customer() and r.state = 'made' and r.file is not null;

create view portal.messages with (security_barrier) as
  select m.id, m.channel, m.subject, m.body, m.sent_at
  from public.outbound_messages m where m.customer_id = portal.customer() and m.sent_at is not null and m.body is not null;

-- What stands to be answered today may not be what is said in the end: an answer is shown once it is given. What is reported of a
-- wrong, and whom a complaint is about, is between the customer and whoever looks into it.
create view portal.requests with (security_barrier) as
  select k.id, k.number, k.kind, l.name as class, l.name_zh as class_zh, k.title, k.details, k.received_at, k.finish_due_at, k.closed_at,
    case when k.state in ('closed', 'rejected') then 'closed' when k.waiting_since is not null then 'waiting'
      when k.state in ('answered', 'approved', 'agreed', 'escalated', 'follow-up') then 'answered'
      when k.state = 'received' and k.answered_at is null then 'received' else 'in-hand' end as state,
    case when k.state = 'rejected' then k.reason
      when k.state in ('answered', 'approved', 'agreed', 'escalated', 'follow-up', 'closed') then k.answer end as answer, k.satisfaction
  from public.cases k join public.case_classes l on l.id = k.class_id where k.customer_id = portal.customer() and k.live;

-- What a customer may ask for: how weighty it is, is the firm's to say.
create view portal.request_classes with (security_barrier) as
  select l.code, l.name, l.name_zh, l.kind
  from (select distinct on (k.code) k.* from public.case_classes k where k.valid_from <= (now() at time zone 'Asia/Shanghai')::date
        order by k.code, k.valid_from desc) l
  where l.kind in ('complaint', 'enquiry', 'request', 'suggestion') and l.importance = 'normal' and not l.retired
    and portal.customer() is not null;

-- What the customer is asked, by messages that left: the link is made again from the message for whoever is signed in.
create view portal.surveys with (security_barrier) as
  select i.id, s.name, s.name_zh, s.anonymous, m.message_id, i.asked_at, i.expires_at, i.answered
  from public.survey_invitations i join public.surveys s on s.id = i.survey_id join public.outbound_messages m on m.id = i.message_id
  where i.customer_id = portal.customer() and i.live and m.sent_at is not null and (i.answered or s.state = 'live' and i.expires_at > now());

-- How content the customer is with what was done: once, after it is closed. Whether it was written.
create function portal.rate(request uuid, stars int) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update cases set satisfaction = stars where id = request and customer_id = portal.customer() and live and state = 'closed' and satisfaction is null;
  return found;
end $$;
revoke execute on function portal.rate(uuid, int) from public;
grant execute on function portal.rate(uuid, int) to sees_self;
grant select on portal.me, portal.reports, portal.messages, portal.requests, portal.request_classes, portal.surveys to sees_self;

-- ── The words of the code ───────────────────────────────────────────────────────────────────────────────────────────
insert into message_templates (id, code, number, channel, class, urgent, name, name_zh, subject, subject_zh, body, body_zh, state, approved_at)
  select uuid_v7(), code, 1, channel, 'TRANSACTION', true, name, name_zh, subject, subject_zh, body, body_zh, 'approved', now() from (values
    ('portal-code-sms', 'sms', 'Code for the customer portal', '客户门户验证码', null, null,
      'Your code is {code}. It is valid for 10 minutes. We never ask you for it.', '您的验证码为{code}，10分钟内有效。请勿告诉任何人，包括我司员工。'),
    ('portal-code-email', 'email', 'Code for the customer portal', '客户门户验证码', 'Your code for the customer portal', '客户门户登录验证码',
      'Your code is {code}. It is valid for 10 minutes. We never ask you for it.', '您的验证码为{code}，10分钟内有效。请勿告诉任何人，包括我司员工。')
  ) t (code, channel, name, name_zh, subject, subject_zh, body, body_zh);
