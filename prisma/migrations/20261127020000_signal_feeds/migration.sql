-- What the data centre loads of signals: of a security also what was announced of a dividend, bonus or rights issue before its day.
alter table warehouse.security_signals add column record_on date, add column ex_on date, add column pay_from date, add column pay_until date;
alter table warehouse.security_signals drop constraint security_signals_kind;
alter table warehouse.security_signals add constraint security_signals_kind check (kind in ('suspended', 'resumed', 'special-treatment',
  'delisting-risk', 'treatment-lifted', 'delisting-period', 'listed', 'dividend', 'bonus', 'rights'));
create index security_signals_announced on warehouse.security_signals (ex_on) where ex_on is not null;

-- Cash for an allotment is looked at at three times of the day of payment (M14), and the last of them is when it must be done.
update moment_rule_versions set definition = jsonb_set(definition, '{trigger,times}', '["10:00", "13:00", "15:00"]')
  where definition->'trigger'->>'kind' = 'unpaid-allotment';
update moment_rule_versions v set definition = v.definition || '{"limit":{"clock":"calendar","until":"15:00"}}'
  from moment_rules r where r.id = v.rule_id and r.code = 'M14' and v.definition->'limit' = '{"clock":"calendar","minutes":360}';

-- Dividends and bonuses may be told; that rights must be paid for must be (M15): a rule of its own.
update moment_rule_versions v set definition = v.definition
    || '{"name":"Dividend or bonus shares","nameZh":"分红送股","script":"{security}: {status}, on {date}.","scriptZh":"{security}{status}，日期{date}","trigger":{"kind":"corporate-action","kinds":["dividend","bonus"]}}'
  from moment_rules r where r.id = v.rule_id and r.code = 'M15' and v.number = 1
    and v.definition->'trigger' = '{"kind":"corporate-action","kinds":["dividend","bonus","rights"]}';
insert into moment_rules (id, code, state) values (uuid_v7(), 'M15R', 'live');
insert into moment_rule_versions (id, rule_id, number, state, definition, live_at)
  select uuid_v7(), r.id, 1, 'live', '{"name":"Rights issue to be paid for","nameZh":"配股缴款","trigger":{"kind":"corporate-action","kinds":["rights"]},"audience":null,"coolDownDays":0,"necessity":"must","limit":{"clock":"working","days":1},"skill":null,"script":"{security}: {status} {date}. Rights not paid for in time are given up.","scriptZh":"{security}{status}{date}，配股逾期未缴款视为放弃","action":"task","notice":"care","holdoutPercent":0,"goal":null}'::jsonb, '2000-01-01'
  from moment_rules r where r.code = 'M15R';
