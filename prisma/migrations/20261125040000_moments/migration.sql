-- Moments of truth: rules as data, in versions of which a second person makes one live; what they found, once; when they looked.

-- CreateTable
CREATE TABLE "moment_rules" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "error" TEXT,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "moment_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moment_salts" (
    "rule_id" UUID NOT NULL,
    "salt" TEXT NOT NULL,

    CONSTRAINT "moment_salts_pkey" PRIMARY KEY ("rule_id")
);

-- CreateTable
CREATE TABLE "moment_rule_versions" (
    "id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "definition" JSONB NOT NULL,
    "made_by" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" UUID,
    "live_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "moment_rule_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moment_events" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "subject" TEXT NOT NULL DEFAULT '',
    "occurred_on" DATE NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "measure" DECIMAL(24,4),
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "rule_version" INTEGER,
    "task_id" UUID,
    "goal_kind" TEXT,
    "goal_due_on" DATE,
    "goal_met" BOOLEAN,

    CONSTRAINT "moment_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moment_runs" (
    "rule_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "stamp" TEXT NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,

    CONSTRAINT "moment_runs_pkey" PRIMARY KEY ("rule_id", "day")
);

-- CreateTable
CREATE TABLE "moment_trials" (
    "id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "definition" JSONB NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "days_done" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "error" TEXT,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "moment_trials_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "moment_rules_code_key" ON "moment_rules"("code");

-- CreateIndex
CREATE UNIQUE INDEX "moment_rule_versions_rule_id_number_key" ON "moment_rule_versions"("rule_id", "number");

-- CreateIndex
CREATE INDEX "moment_events_customer_id_occurred_on_idx" ON "moment_events"("customer_id", "occurred_on");

-- CreateIndex
CREATE INDEX "moment_events_unit_id_occurred_on_id_idx" ON "moment_events"("unit_id", "occurred_on", "id");

-- CreateIndex
CREATE INDEX "moment_events_owner_id_occurred_on_id_idx" ON "moment_events"("owner_id", "occurred_on", "id");

-- CreateIndex
CREATE INDEX "moment_events_occurred_on_code_id_idx" ON "moment_events"("occurred_on", "code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "moment_events_code_customer_id_subject_occurred_on_key" ON "moment_events"("code", "customer_id", "subject", "occurred_on");

-- CreateIndex
CREATE INDEX "moment_trials_rule_id_asked_at_idx" ON "moment_trials"("rule_id", "asked_at");

-- AddForeignKey
ALTER TABLE "moment_rule_versions" ADD CONSTRAINT "moment_rule_versions_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "moment_rules"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "moment_events" ADD CONSTRAINT "moment_events_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "moment_runs" ADD CONSTRAINT "moment_runs_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "moment_rules"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "moment_trials" ADD CONSTRAINT "moment_trials_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "moment_rules"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table moment_rules add constraint moment_rules_state check (state in ('draft', 'live', 'paused', 'parked'));
-- Parked: it threw, or whoever judged it died of it; why, is shown.
alter table moment_rules add constraint moment_rules_error check ((state = 'parked') = (error is not null));
alter table moment_rule_versions add constraint moment_rule_versions_state check (state in ('draft', 'live', 'former'));
create unique index moment_rule_versions_live on moment_rule_versions (rule_id) where state = 'live';
create unique index moment_rule_versions_draft on moment_rule_versions (rule_id) where state = 'draft';
-- Whoever writes a version is not who lets it live.
alter table moment_rule_versions add constraint moment_rule_versions_checker check (approved_by is null or approved_by is distinct from made_by);
-- Noted: the product itself saw it happen. Found: judged, to be decided what becomes of it. Then a task, part of another's
-- task, suppressed for a reason, or held out by chance.
alter table moment_events add constraint moment_events_state check (state in ('noted', 'found', 'task', 'merged', 'suppressed', 'held-out'));
alter table moment_events add constraint moment_events_reason check ((state = 'suppressed') = (reason is not null));
alter table moment_events add constraint moment_events_reasons check
  (reason in ('do-not-disturb', 'cool-down', 'closed', 'not-asked', 'not-live'));
alter table moment_events add constraint moment_events_task check ((state in ('task', 'merged')) = (task_id is not null));
alter table moment_trials add constraint moment_trials_state check (state in ('waiting', 'running', 'done', 'failed'));
create index moment_events_open on moment_events (found_at, id) where state in ('noted', 'found');
create index moment_events_goals on moment_events (goal_due_on) where goal_due_on is not null and goal_met is null;
create index moment_trials_open on moment_trials (asked_at) where state in ('waiting', 'running');

-- Business days of which something was published that nobody has judged: one row a day and publishing, so that nobody waits.
create table warehouse.moments_due (
  id uuid not null default uuid_v7(),
  day date not null,
  constraint moments_due_pkey primary key (id)
);
-- What was published last of each day that is judged, by the last of its marks.
create table warehouse.moment_days (
  day date not null,
  stamp text not null,
  -- Came after a later day was published.
  late boolean not null,
  constraint moment_days_pkey primary key (day)
);

-- ── Two facts of what happens beside trades and money ──────────────────────────────────────────────────────────────
create table warehouse.customer_signals (
  customer_id uuid not null,
  account_id uuid,
  occurred_on date not null,
  occurred_at timestamptz(3) not null,
  kind text not null,
  security_code text,
  security_name text,
  quantity numeric(20, 4),
  amount numeric(20, 4),
  due_on date,
  note text,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint customer_signals_pkey primary key (customer_id, occurred_on, external_key),
  constraint customer_signals_kind check (kind in ('login', 'new-device', 'abnormal-login', 'transfer-out', 'designation-cancelled',
    'closing', 'service-enquiry', 'allotment', 'margin-contract', 'product-maturity', 'exchange-letter', 'fee-query', 'complaint',
    'low-survey'))
) partition by range (occurred_on);
create index customer_signals_of_day on warehouse.customer_signals (occurred_on, kind);
create index customer_signals_due on warehouse.customer_signals (due_on, kind) where due_on is not null;

create table warehouse.security_signals (
  security_id uuid not null,
  day date not null,
  kind text not null,
  days_left int,
  note text,
  external_key text not null,
  version bigint not null default 0,
  row_hash bigint not null default 0,
  batch_id uuid,
  constraint security_signals_pkey primary key (security_id, day, external_key),
  constraint security_signals_kind check (kind in ('suspended', 'resumed', 'special-treatment', 'delisting-risk', 'treatment-lifted',
    'delisting-period', 'listed'))
);
create index security_signals_of_day on warehouse.security_signals (day);

alter table collection_items drop constraint collection_items_target;
alter table collection_items add constraint collection_items_target check (target in ('trades', 'cash-movements', 'cash-balances',
  'position-balances', 'prices', 'corporate-actions', 'margin-debts', 'product-holdings', 'contacts', 'income', 'customer-signals',
  'security-signals', 'calendar', 'securities', 'customers', 'accounts', 'account-holders', 'fee-rates', 'fx-rates', 'market-days', 'table'));

-- ── Arithmetic of the exchanges (domain 4) ─────────────────────────────────────────────────────────────────────────
-- Of which board a security is, by its code: main, star, chinext or bse; null where there is no price limit to speak of.
create function warehouse.board_of(code text) returns text language sql immutable parallel safe as $$
  select case when code ~ '^(60|00)\d{4}(\.|$)' then 'main' when code ~ '^68[89]\d{3}(\.|$)' then 'star'
    when code ~ '^30[01]\d{3}(\.|$)' then 'chinext' when code ~ '^(4|8|92)\d+\.BJ$' then 'bse' end
$$;
-- How far a price may move in a day, as a ratio; null where it has no limit. `special` is ST or *ST; `since` the trading days that
-- it has been listed, counted from 1, or null; `leaving` the first day of its delisting period.
create function warehouse.limit_rate(board text, special boolean, day date, since int, leaving boolean) returns numeric
  language sql immutable parallel safe as $$
  select case when board is null or leaving then null
    when board = 'bse' then case when since = 1 then null else 0.30 end
    when since between 1 and 5 then null
    when board in ('star', 'chinext') then 0.20
    when special and day < date '2026-07-06' then 0.05
    else 0.10 end
$$;
-- The highest (direction 1) or lowest (-1) price, to the cent, half up, and at least one cent from the close before.
create function warehouse.limit_price(previous numeric, rate numeric, direction int) returns numeric language sql immutable parallel safe as $$
  select case direction when 1 then greatest(round(previous * (1 + rate), 2), previous + 0.01)
    else least(round(previous * (1 - rate), 2), previous - 0.01) end
$$;
-- 维持担保比例 in percent: null without any debt, where there is no ratio.
create function warehouse.maintenance_ratio(cash numeric, collateral numeric, debt numeric, shorted numeric, interest numeric) returns numeric
  language sql immutable parallel safe as $$
  select round((cash + collateral) * 100 / nullif(debt + shorted + interest, 0), 4)
$$;
-- What reaches a line (in percent): so much more collateral, or so much of the debt repaid from what is there. 0 above it.
create function warehouse.margin_to_add(assets numeric, debt numeric, line numeric) returns numeric language sql immutable parallel safe as $$
  select greatest(round(debt * line / 100 - assets, 2), 0)
$$;
create function warehouse.margin_to_repay(assets numeric, debt numeric, line numeric) returns numeric language sql immutable parallel safe as $$
  select case when line > 100 then greatest(round((debt * line / 100 - assets) / (line / 100 - 1), 2), 0) end
$$;
-- Whether `day` is the day of the year of `of`: of 29 February the 28th where there is no 29th.
create function warehouse.same_day_of_year(of_day date, day date) returns boolean language sql immutable parallel safe as $$
  select extract(month from of_day) = extract(month from day) and extract(day from of_day) = extract(day from day)
    or extract(month from of_day) = 2 and extract(day from of_day) = 29 and extract(month from day) = 2 and extract(day from day) = 28
       and extract(day from (date_trunc('year', day) + interval '2 months' - interval '1 day')) = 28
$$;

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
-- The key by which a rule holds customers out, which nobody reads: whoever knew it would know who they are.
create function salt_moment_rule() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into moment_salts (rule_id, salt) values (new.id, gen_random_uuid()::text || gen_random_uuid()::text);
  return null;
end $$;
create trigger salting after insert on moment_rules for each row execute function salt_moment_rule();

create function hand_on_moments() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update moment_events e set owner_id = n.owner_id, unit_id = n.unit_id, live = n.deleted_at is null
  from old_rows o join new_rows n on n.id = o.id
  where e.customer_id = n.id and (o.owner_id, o.unit_id, o.deleted_at is null) is distinct from (n.owner_id, n.unit_id, n.deleted_at is null);
  return null;
end $$;
create trigger scope_of_moments after update on customers referencing old table as old_rows new table as new_rows
  for each statement execute function hand_on_moments();

create function merge_moments() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  -- What both had is one moment.
  delete from moment_events e where e.customer_id = new.merged_id and exists (select from moment_events s
    where s.customer_id = new.customer_id and s.code = e.code and s.subject = e.subject and s.occurred_on = e.occurred_on);
  update moment_events e set customer_id = c.id, owner_id = c.owner_id, unit_id = c.unit_id, live = c.deleted_at is null
    from customers c where c.id = new.customer_id and e.customer_id = new.merged_id;
  update warehouse.customer_signals set customer_id = new.customer_id, external_key = external_key
      || case when strpos(external_key, chr(31)) = 0 then chr(31) || new.merged_no else '' end
    where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_moments after insert on customer_merges for each row execute function merge_moments();
revoke execute on function salt_moment_rule(), hand_on_moments(), merge_moments() from public;

create trigger stamp before update on moment_rules for each row when (pg_trigger_depth() = 0) execute function stamp_change();
create trigger stamp before update on moment_rule_versions for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t regclass;
begin
  foreach t in array array['moment_rules', 'moment_salts', 'moment_rule_versions', 'moment_events', 'moment_runs', 'moment_trials', 'warehouse.moments_due',
      'warehouse.moment_days', 'warehouse.customer_signals', 'warehouse.security_signals']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy system on %s to rapport_system, current_user using (true)', t);
    execute format('revoke all on %s from public', t);
    execute format('grant select, insert, update, delete, truncate on %s to rapport_system', t);
  end loop;
  foreach t in array array['moment_rules', 'moment_rule_versions', 'moment_runs']::regclass[] loop
    execute format('create policy reading on %s for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null)', t);
  end loop;
end $$;
call carries_customer_scope('moment_events');
grant select, insert on moment_events to sees_own, sees_units, sees_all;
call warehouse.follows_customer('warehouse.customer_signals');
call warehouse.is_open('warehouse.security_signals');
grant select on warehouse.customer_signals, warehouse.security_signals to sees_own, sees_units, sees_all;
grant select on moment_rules, moment_rule_versions, moment_runs to sees_own, sees_units, sees_all;
create policy configuring on moment_rules to sees_all using (viewer_may('moment.configure')) with check (viewer_may('moment.configure'));
create policy configuring on moment_rule_versions to sees_all using (viewer_may('moment.configure')) with check (viewer_may('moment.configure'));
grant insert, update on moment_rules to sees_all;
grant insert, update, delete on moment_rule_versions to sees_all;
-- What was tried on the customers in one's sight is one's own.
create policy own on moment_trials to sees_own, sees_units, sees_all using (asked_by = viewer_id()) with check (asked_by = viewer_id());
grant select, insert on moment_trials to sees_own, sees_units, sees_all;
call is_audited('moment_rules', 'attempts');
call is_audited('moment_rule_versions');

update roles set permissions = permissions || array['moment.read']
  where code in ('account-manager', 'service-agent', 'branch-manager', 'head-office', 'compliance');
update roles set permissions = permissions || array['moment.configure'] where code = 'head-office';

-- ── The thirty of every firm (domain 4), live from the beginning ────────────────────────────────────────────────────
create temporary table first_moments (code text, definition jsonb) on commit drop;
insert into first_moments values
  ('M01', '{"name":"Birthday","nameZh":"生日","trigger":{"kind":"birthday"},"audience":{"is":"all","of":[{"is":"in","field":"kind","values":["person"]},{"is":"not-in","field":"lifecycle","values":["closed"]}]},"coolDownDays":300,"necessity":"may","limit":{"clock":"working","days":0},"skill":null,"script":"Dear {salutation}, happy birthday! {manager}, {branch}","scriptZh":"{salutation}您好，祝您生日快乐！{branch}{manager}敬上","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"contacted","days":7}}'),
  ('M02', '{"name":"Account anniversary","nameZh":"开户周年","trigger":{"kind":"account-anniversary","years":[1,3,5,10],"thenEvery":5},"audience":{"is":"in","field":"lifecycle","values":["active","dormant"]},"coolDownDays":300,"necessity":"may","limit":{"clock":"working","days":1},"skill":null,"script":"Dear {salutation}, thank you for your trust over {years} years. {manager} is glad to hear from you at any time.","scriptZh":"{salutation}您好，感谢您{years}年来的信任，欢迎随时联系{manager}","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"contacted","days":14}}'),
  ('M03', '{"name":"New account","nameZh":"新开户","trigger":{"kind":"account-opened"},"audience":{"is":"not-in","field":"lifecycle","values":["closed"]},"coolDownDays":300,"necessity":"must","limit":{"clock":"working","days":1},"skill":null,"script":"Welcome to {branch}. Please confirm that you opened the account yourself and know the risks. {manager} is here to help.","scriptZh":"欢迎您在{branch}开户，请确认本人办理、已知晓风险，如需帮助请联系{manager}","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"funded","days":30}}'),
  ('M04', '{"name":"First deposit","nameZh":"首次入金","trigger":{"kind":"first-deposit"},"audience":{"is":"within-last","field":"openedOn","days":366},"coolDownDays":300,"necessity":"must","limit":{"clock":"working","minutes":240},"skill":null,"script":"Your first deposit of {amount} has arrived. Trading hours and fees are explained on our site.","scriptZh":"您的首笔资金{amount}已到账，交易时间与费率说明见官网","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"traded","days":30}}'),
  ('M05', '{"name":"First or returning trade","nameZh":"首笔或恢复交易","trigger":{"kind":"first-trade","silentMonths":12},"audience":{"is":"not-in","field":"lifecycle","values":["closed"]},"coolDownDays":300,"necessity":"may","limit":{"clock":"working","days":1},"skill":null,"script":"You completed your {status} trade today. Details are in the app. Investing carries risk.","scriptZh":"您今日完成{status}交易，成交明细可在APP查询，投资有风险","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"traded","days":30}}'),
  ('M06', '{"name":"Large deposit","nameZh":"大额转入","trigger":{"kind":"large-deposit","amount":"200000","share":0.5},"audience":{"is":"in","field":"tier","values":["ordinary","growth","gold","platinum","diamond","high-net-worth","ultra-high-net-worth"]},"coolDownDays":5,"necessity":"must","limit":{"clock":"working","minutes":120},"skill":null,"script":"Today {amount} came into your account. If you would like to know of cash management suited to your class {class}, please call us.","scriptZh":"您账户今日转入{amount}，如需了解与您风险等级{class}匹配的现金管理服务，请回电","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"assets-kept","days":30}}'),
  ('M07', '{"name":"Large withdrawal","nameZh":"大额转出","trigger":{"kind":"large-withdrawal","amount":"200000","share":0.3,"days":5,"sharesInDays":0.3},"audience":{"is":"in","field":"tier","values":["growth","gold","platinum","diamond","high-net-worth","ultra-high-net-worth"]},"coolDownDays":5,"necessity":"must","limit":{"clock":"working","minutes":240},"skill":null,"script":"Today {amount} left your account; please confirm that it was you. Tell us whatever we could do better.","scriptZh":"您账户今日转出{amount}，请确认为本人操作；对服务有任何意见请告诉我们","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"net-inflow","days":30}}'),
  ('M08', '{"name":"Transfer, cancellation or closing asked for","nameZh":"转托管、撤指定或销户","trigger":{"kind":"customer-signal","signals":["transfer-out","designation-cancelled","closing","service-enquiry"]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","minutes":60},"skill":null,"script":"We have received your request: {business}. We will explain the steps; if our service fell short, we want to do better.","scriptZh":"收到您的{business}申请，为您说明办理流程；若因服务不到位，我们愿意改进","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"assets-kept","days":30}}'),
  ('M09', '{"name":"Large loss","nameZh":"大额亏损","trigger":{"kind":"large-loss","amount":"20000","share":0.05,"positionShare":0.2},"audience":null,"coolDownDays":5,"necessity":"must","limit":{"clock":"working","days":0},"skill":null,"script":"Markets move strongly: your account changed by {percent} today. Please mind your positions and the risk you can bear.","scriptZh":"市场波动较大，您账户今日变动{percent}，请关注仓位与风险承受能力","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"contacted","days":3}}'),
  ('M10', '{"name":"Large gain","nameZh":"大额盈利","trigger":{"kind":"large-gain","amount":"20000","share":0.05},"audience":null,"coolDownDays":5,"necessity":"may","limit":{"clock":"working","days":1},"skill":null,"script":"Your account changed by {percent} today. Past returns do not tell of future ones; please mind the risk.","scriptZh":"您账户今日变动{percent}，过往收益不代表未来，请注意风险","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"contacted","days":5}}'),
  ('M11', '{"name":"Held stock at its price limit","nameZh":"持仓涨跌停","trigger":{"kind":"limit-price","weight":0.1},"audience":null,"coolDownDays":5,"necessity":"may","limit":{"clock":"working","days":1},"skill":null,"script":"{security}, which you hold, closed at its {direction} limit today: {price}.","scriptZh":"您持有的{security}今日{direction}，收盘{price}","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"contacted","days":5}}'),
  ('M12', '{"name":"Held stock suspended or resumed","nameZh":"持仓停复牌","trigger":{"kind":"security-signal","signals":["suspended","resumed"]},"audience":null,"coolDownDays":0,"necessity":"may","limit":{"clock":"working","days":1},"skill":null,"script":"{security}: {status} from {date}. Details are in the announcement.","scriptZh":"{security}自{date}起{status}，详见公告","action":"task","notice":"care","holdoutPercent":0,"goal":null}'),
  ('M13', '{"name":"Held stock under a risk warning","nameZh":"持仓风险警示","trigger":{"kind":"security-signal","signals":["special-treatment","delisting-risk","delisting-period"]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"calendar","days":0},"skill":null,"script":"{security}: {status}. Please give full attention to the risk.","scriptZh":"{security}{status}，请充分关注风险","action":"task","notice":"service","holdoutPercent":0,"goal":null}'),
  ('M14', '{"name":"New shares won, payment due","nameZh":"中签缴款","trigger":{"kind":"unpaid-allotment"},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"calendar","minutes":360},"skill":null,"script":"You won {quantity} of {security}; {amount} is due. Please have the cash in your account before 16:00 today.","scriptZh":"您中签{security}{quantity}股/张，应缴{amount}，请于今日16:00前确保账户资金足额","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"funded","days":1}}'),
  ('M15', '{"name":"Dividend, bonus or rights","nameZh":"分红送配","trigger":{"kind":"corporate-action","kinds":["dividend","bonus","rights"]},"audience":null,"coolDownDays":0,"necessity":"may","limit":{"clock":"working","days":1},"skill":null,"script":"{security}: {status}, on {date}. Rights not paid for in time are given up.","scriptZh":"{security}{status}，日期{date}；配股逾期未缴款视为放弃","action":"task","notice":"care","holdoutPercent":0,"goal":null}'),
  ('M16', '{"name":"Margin ratio","nameZh":"维持担保比例","trigger":{"kind":"margin-ratio","lines":[150,140,130]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","minutes":30},"skill":"margin","script":"Your maintenance ratio is {ratio}%. Please add {amount} of collateral by {date} to reach {line}%, else positions may be closed out.","scriptZh":"您的维持担保比例为{ratio}%，请于{date}前追加担保物{amount}至{line}%，否则可能被强制平仓","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"ratio-restored","days":5}}'),
  ('M17', '{"name":"Margin contract maturity","nameZh":"融资合约到期","trigger":{"kind":"due-signal","signals":["margin-contract"],"daysBefore":[10,5,1]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","days":1},"skill":"margin","script":"Your financing contract {number} matures on {date}: {amount} is to be repaid. You may ask for an extension.","scriptZh":"您的融资合约{number}将于{date}到期，应还{amount}，可申请展期","action":"task","notice":"service","holdoutPercent":0,"goal":null}'),
  ('M18', '{"name":"Questionnaire expiry","nameZh":"风险测评到期","trigger":{"kind":"questionnaire-expiry","daysBefore":[30,7,1,0,-1,-2,-3,-4,-5]},"audience":{"is":"in","field":"lifecycle","values":["active","dormant"]},"coolDownDays":0,"necessity":"must","limit":{"clock":"working","days":30},"skill":"suitability","script":"Your risk questionnaire is valid through {date}. Some services stop after that; please answer it again in the app.","scriptZh":"您的风险测评将于{date}到期，到期后部分业务受限，请登录APP重新测评","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"questionnaire-renewed","days":30}}'),
  ('M19', '{"name":"Identity document expiry","nameZh":"证件到期","trigger":{"kind":"document-expiry","daysBefore":[90,30,0,-90]},"audience":{"is":"not-in","field":"lifecycle","values":["closed"]},"coolDownDays":0,"necessity":"must","limit":{"clock":"working","days":30},"skill":null,"script":"Your identity document is valid through {date}. Please renew it with us in time.","scriptZh":"您留存的身份证将于{date}到期，请尽快更新","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"document-renewed","days":60}}'),
  ('M20', '{"name":"Product maturity or open day","nameZh":"产品到期或开放","trigger":{"kind":"due-signal","signals":["product-maturity"],"daysBefore":[7,1]},"audience":null,"coolDownDays":0,"necessity":"may","limit":{"clock":"working","days":2},"skill":null,"script":"{product}, which you hold, matures or opens on {date}.","scriptZh":"您持有的{product}将于{date}到期/开放","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"product-held","days":30}}'),
  ('M21', '{"name":"Dormant customer is back","nameZh":"休眠唤醒","trigger":{"kind":"woken-up","silentMonths":6},"audience":{"is":"at-least","field":"assets","value":"1000"},"coolDownDays":90,"necessity":"may","limit":{"clock":"working","days":1},"skill":null,"script":"Welcome back. We have a guide to the new app and to the risks ready for you.","scriptZh":"欢迎回来，为您准备了新版APP与风险提示指引","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"traded","days":30}}'),
  ('M22', '{"name":"Idle cash","nameZh":"闲置资金","trigger":{"kind":"idle-cash","amount":"100000","days":10},"audience":{"is":"in","field":"tier","values":["growth","gold","platinum","diamond","high-net-worth","ultra-high-net-worth"]},"coolDownDays":30,"necessity":"may","limit":{"clock":"working","days":3},"skill":null,"script":"{amount} of cash has been idle in your account for {days} trading days. We can tell you of cash management products (R1) suited to you.","scriptZh":"您账户现金{amount}已闲置{days}日，可了解与您匹配的现金管理类产品（R1）","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"product-held","days":30}}'),
  ('M23', '{"name":"Likely to leave","nameZh":"流失预警","trigger":{"kind":"churn-score","topPercent":5},"audience":{"is":"at-least","field":"assets","value":"50000"},"coolDownDays":30,"necessity":"must","limit":{"clock":"working","days":3},"skill":null,"script":"(By phone) Are you content with our service? What should be better in software, fees or information?","scriptZh":"（电话提纲）近期服务是否满意？交易软件、费用、资讯有哪些需要改进","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"assets-kept","days":60}}'),
  ('M24', '{"name":"Complaint or question about fees","nameZh":"投诉或费用咨询","trigger":{"kind":"customer-signal","signals":["complaint","fee-query"]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","minutes":120},"skill":"complaints","script":"We are looking into what you told us, under number {number}, and will answer you soon.","scriptZh":"您的意见已受理，编号{number}，我们将尽快回复您","action":"task","notice":"service","holdoutPercent":0,"goal":null}'),
  ('M25', '{"name":"Age 60 or 70","nameZh":"年满六十或七十","trigger":{"kind":"age-reached","ages":[60,70]},"audience":{"is":"all","of":[{"is":"in","field":"kind","values":["person"]},{"is":"not-in","field":"lifecycle","values":["closed"]}]},"coolDownDays":0,"necessity":"must","limit":{"clock":"working","days":10},"skill":"suitability","script":"Please confirm again the risk you can bear and how to reach you, and beware of fraud.","scriptZh":"请您重新确认风险承受能力与联系方式，谨防诈骗","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"questionnaire-renewed","days":60}}'),
  ('M26', '{"name":"Permission within reach","nameZh":"权限条件达成","trigger":{"kind":"permission-reached","amount":"500000","days":20,"months":24},"audience":{"is":"in","field":"riskLevel","values":["C4","C5"]},"coolDownDays":180,"necessity":"may","limit":{"clock":"working","days":5},"skill":"suitability","script":"You now meet the conditions of assets and experience for the STAR Market and Beijing Stock Exchange. If you wish to apply, please read the risk disclosure first.","scriptZh":"您已满足科创板、北交所开通的资产与经验条件，如有需要可申请，请先阅读风险揭示书","action":"task","notice":"care","holdoutPercent":0,"goal":null}'),
  ('M27', '{"name":"Unusual login or device","nameZh":"异常登录","trigger":{"kind":"customer-signal","signals":["new-device","abnormal-login"]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","minutes":30},"skill":"technical","script":"Your account was signed in to at {time} from a new device. If it was not you, change your password at once and call us.","scriptZh":"您的账户在{time}于新设备登录，如非本人请立即修改密码并致电我们","action":"task","notice":"service","holdoutPercent":0,"goal":null}'),
  ('M28', '{"name":"Change of tier","nameZh":"服务等级变化","trigger":{"kind":"tier-change"},"audience":null,"coolDownDays":0,"necessity":"may","limit":{"clock":"working","days":5},"skill":null,"script":"Your service tier this month is {tier}. {manager} will gladly tell you what comes with it.","scriptZh":"您本月服务等级为{tier}，专属服务内容请联系{manager}","action":"task","notice":"care","holdoutPercent":0,"goal":{"kind":"assets-kept","days":60}}'),
  ('M29', '{"name":"Low survey score","nameZh":"调查低分","trigger":{"kind":"customer-signal","signals":["low-survey"]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","days":1},"skill":null,"script":"Thank you for your answer. We are sorry that we fell short; please tell us how to do better.","scriptZh":"感谢反馈，很抱歉未达预期，请告诉我们如何改进","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"contacted","days":3}}'),
  ('M30', '{"name":"Letter of the exchange on unusual trading","nameZh":"交易所函件","trigger":{"kind":"customer-signal","signals":["exchange-letter"]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","days":0},"skill":null,"script":"The exchange has sent a letter: {business}. Please keep to its rules of trading.","scriptZh":"收到交易所{business}，提示您合规交易，相关规则见交易所网站","action":"task","notice":"service","holdoutPercent":0,"goal":{"kind":"contacted","days":1}}');
insert into moment_rules (id, code, state) select uuid_v7(), code, 'live' from first_moments order by code;
insert into moment_rule_versions (id, rule_id, number, state, definition, live_at)
  select uuid_v7(), r.id, 1, 'live', f.definition, '2000-01-01' from first_moments f join moment_rules r using (code);
drop table first_moments;
