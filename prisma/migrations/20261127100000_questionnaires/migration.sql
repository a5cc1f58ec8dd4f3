-- Questionnaires of suitability (风险测评) as data in versions, and what customers answered. An assessment is never changed; the class that
-- comes of it becomes the customer's investor profile of that day.

-- CreateTable
CREATE TABLE "questionnaires" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "effective_from" DATE,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by" UUID,
    "live_at" TIMESTAMPTZ(3),
    "approved_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "questionnaires_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_assessments" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "questionnaire_id" UUID NOT NULL,
    "assessed_on" DATE NOT NULL,
    "assessed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "channel" TEXT NOT NULL,
    "evidence" TEXT,
    "answers_sealed" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "scales" JSONB NOT NULL,
    "lowest" BOOLEAN NOT NULL,
    "horizon_days" INTEGER,
    "unlimited" BOOLEAN NOT NULL,
    "intends" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "knows" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "valid_to" DATE NOT NULL,
    "class_before" TEXT,
    "care" TEXT,
    "review" TEXT,
    "reviewed_by" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_note" TEXT,
    "recorded_by" UUID,

    CONSTRAINT "risk_assessments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "questionnaires_code_number_key" ON "questionnaires"("code", "number");

-- CreateIndex
CREATE INDEX "risk_assessments_customer_id_assessed_at_idx" ON "risk_assessments"("customer_id", "assessed_at");

-- CreateIndex
CREATE INDEX "risk_assessments_assessed_on_id_idx" ON "risk_assessments"("assessed_on", "id");

-- AddForeignKey
ALTER TABLE "risk_assessments" ADD CONSTRAINT "risk_assessments_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "risk_assessments" ADD CONSTRAINT "risk_assessments_questionnaire_id_fkey" FOREIGN KEY ("questionnaire_id") REFERENCES "questionnaires"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table questionnaires add constraint questionnaires_kind check (kind in ('person', 'organisation'));
alter table questionnaires add constraint questionnaires_state check (state in ('draft', 'live', 'withdrawn'));
alter table questionnaires add constraint questionnaires_live check ((state = 'draft') = (live_at is null) and (state = 'draft') = (effective_from is null));
-- Maker and checker are two people; what the product brought has neither.
alter table questionnaires add constraint questionnaires_second_person check (approved_by is null or approved_by is distinct from made_by);
alter table questionnaires add constraint questionnaires_approved check (made_by is null or state = 'draft' or approved_by is not null);
create unique index questionnaires_one_draft on questionnaires (code) where state = 'draft';
alter table risk_assessments alter column intends set not null, alter column knows set not null;
alter table risk_assessments add constraint risk_assessments_channel check (channel in ('paper', 'portal'));
-- Staff record what the customer signed, and say where it lies.
alter table risk_assessments add constraint risk_assessments_evidence check (channel <> 'paper' or evidence is not null);
alter table risk_assessments add constraint risk_assessments_class check (class in ('C1-min', 'C1', 'C2', 'C3', 'C4', 'C5'));
alter table risk_assessments add constraint risk_assessments_class_before check (class_before in ('C1-min', 'C1', 'C2', 'C3', 'C4', 'C5'));
alter table risk_assessments add constraint risk_assessments_care check (care in ('guardian', 'confirmation'));
alter table risk_assessments add constraint risk_assessments_review check (review in ('waiting', 'upheld', 'set-aside'));
alter table risk_assessments add constraint risk_assessments_reviewed check ((review in ('upheld', 'set-aside')) = (reviewed_by is not null));
alter table risk_assessments add constraint risk_assessments_second_person check (reviewed_by is null or reviewed_by is distinct from recorded_by);
create index risk_assessments_waiting on risk_assessments (assessed_on, id) where review = 'waiting';

-- ── What the database keeps ─────────────────────────────────────────────────────────────────────────────────────────
create function keep_questionnaire() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.definition, new.code, new.number, new.kind, new.effective_from, new.made_by)
      is distinct from (old.definition, old.code, old.number, old.kind, old.effective_from, old.made_by) then
    raise exception 'a live version of a questionnaire is never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger kept before update on questionnaires for each row execute function keep_questionnaire();
create trigger stamp before update on questionnaires for each row when (pg_trigger_depth() = 0) execute function stamp_change();

-- Of an assessment only its review is written later, once; and its customer where two become one.
create function keep_assessment() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - array['customer_id', 'review', 'reviewed_by', 'reviewed_at', 'review_note']
      is distinct from to_jsonb(old) - array['customer_id', 'review', 'reviewed_by', 'reviewed_at', 'review_note']
    or (old.review is distinct from 'waiting' and new.review is distinct from old.review) then
    raise exception 'an assessment is never changed' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger kept before update on risk_assessments for each row execute function keep_assessment();

create function merge_assessments() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  update risk_assessments set customer_id = new.customer_id where customer_id = new.merged_id;
  return null;
end $$;
create trigger merging_assessments after insert on customer_merges for each row execute function merge_assessments();
revoke execute on function keep_questionnaire(), keep_assessment(), merge_assessments() from public;
grant execute on function keep_questionnaire(), keep_assessment() to sees_own, sees_units, sees_all, rapport_system;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['questionnaires', 'risk_assessments'] loop
    execute format('alter table %I enable row level security, force row level security', t);
    execute format('create policy system on %I to rapport_system, current_user using (true)', t);
    execute format('revoke all on %I from public', t);
    execute format('grant select, insert, update on %I to rapport_system', t);
    execute format('grant select, insert, update on %I to sees_own, sees_units, sees_all', t);
  end loop;
end $$;
create policy reading on questionnaires for select to sees_own, sees_units, sees_all using ((select viewer_id()) is not null);
create policy managing on questionnaires to sees_own, sees_units, sees_all
  using (viewer_may('suitability.configure') or viewer_may('suitability.approve'))
  with check (viewer_may('suitability.configure') or viewer_may('suitability.approve'));
call follows_customer('risk_assessments');
call is_audited('questionnaires');
call is_audited('risk_assessments');

update roles set permissions = permissions || array['suitability.configure'] where code = 'head-office';
update roles set permissions = permissions || array['suitability.approve'] where code = 'compliance';

-- ── What every firm begins with: the questions of domain 1.3 and a form for organisations; the firm's to change by a new version. ──
insert into questionnaires (id, code, number, kind, name, name_zh, definition, state, effective_from, live_at) values
  (uuid_v7(), 'persons', 1, 'person', 'Natural persons, 20 questions', '自然人投资者风险承受能力问卷（20题）',
    '{"questions":[{"code":"q1","block":"finance","text":"What is your main source of income?","textZh":"您的主要收入来源是？","many":false,"options":[{"code":"a","text":"No regular income","textZh":"无固定收入","points":1},{"code":"b","text":"Wages or a fee for work","textZh":"工资、劳务报酬","points":3},{"code":"c","text":"A business of my own","textZh":"生产经营所得","points":5},{"code":"d","text":"Interest, dividends and gains of financial assets","textZh":"利息、股息、转让等金融性资产收入","points":5},{"code":"e","text":"Rent and other property","textZh":"出租、出售房地产等非金融性资产收入","points":5}]},{"code":"q2","block":"finance","text":"What part of your total assets do you mean to invest in securities?","textZh":"您计划投入证券投资的资金占家庭总资产的比例是？","many":false,"options":[{"code":"a","text":"70 % or more","textZh":"70%以上","points":1},{"code":"b","text":"50 to 70 %","textZh":"50%—70%","points":2},{"code":"c","text":"30 to 50 %","textZh":"30%—50%","points":3},{"code":"d","text":"10 to 30 %","textZh":"10%—30%","points":4},{"code":"e","text":"Less than 10 %","textZh":"10%以下","points":5}]},{"code":"q3","block":"finance","text":"Do you have large debts? Which is the largest?","textZh":"您是否有尚未清偿的数额较大的债务？主要是？","many":false,"options":[{"code":"a","text":"A mortgage","textZh":"住房抵押贷款等长期定额债务","points":1},{"code":"b","text":"Credit card or consumer credit","textZh":"信用卡欠款、消费信贷等短期信用债务","points":3},{"code":"c","text":"Money borrowed from friends or relatives","textZh":"亲戚朋友借款","points":3},{"code":"d","text":"None","textZh":"没有","points":5}]},{"code":"q4","block":"finance","text":"How much could you invest, in CNY?","textZh":"您可用于投资的资产数额（包括金融资产和不动产）为？","many":false,"options":[{"code":"a","text":"Up to 500,000","textZh":"不超过50万元人民币","points":1},{"code":"b","text":"500,000 to 3 million","textZh":"50万—300万元（不含）人民币","points":4},{"code":"c","text":"3 to 10 million","textZh":"300万—1000万元（不含）人民币","points":4},{"code":"d","text":"10 million and more","textZh":"1000万元人民币以上","points":5}]},{"code":"q5","block":"knowledge","text":"What do you know of investing?","textZh":"以下描述中何种最符合您的投资知识水平？","many":false,"options":[{"code":"a","text":"I have no knowledge of it","textZh":"没有相关知识","points":1},{"code":"b","text":"A degree in finance, economics or the like","textZh":"取得金融、经济或财会等相关专业学士以上学位","points":3},{"code":"c","text":"More than two years of work in finance","textZh":"从事金融、经济或财会等相关工作满两年","points":4},{"code":"d","text":"A licence of the securities industry, CPA or CFA","textZh":"取得证券从业资格、CPA或CFA等证书","points":5}]},{"code":"q6","block":"knowledge","text":"What experience of investing do you have?","textZh":"您的投资经验可以被概括为？","many":false,"options":[{"code":"a","text":"Limited","textZh":"有限：除存款、国债外几乎没有其他投资经验","points":1},{"code":"b","text":"Some","textZh":"一般：除存款、国债外购买过基金、保险等产品","points":3},{"code":"c","text":"Rich: I trade shares or funds by my own decision","textZh":"丰富：有股票、基金等交易经验，倾向于自己作出决策","points":4},{"code":"d","text":"Very rich: also derivatives or complex products","textZh":"非常丰富：还有期货、期权、融资融券等交易经验","points":5}]},{"code":"q7","block":"experience","text":"Fifteen trades a month are, in your eyes,","textZh":"有一位投资者一个月内做了15笔交易，您认为这样的交易频率？","many":false,"options":[{"code":"a","text":"Far too many","textZh":"太高了","points":1},{"code":"b","text":"Many","textZh":"偏高","points":3},{"code":"c","text":"Normal","textZh":"正常","points":4},{"code":"d","text":"Few","textZh":"偏低","points":5}]},{"code":"q8","block":"experience","text":"How many products (shares, funds, bonds …) did you buy last year?","textZh":"过去一年内您购买的不同产品（含同类型的不同产品）的数量是？","many":false,"options":[{"code":"a","text":"5 or fewer","textZh":"5个以下","points":1},{"code":"b","text":"6 to 10","textZh":"6至10个","points":3},{"code":"c","text":"11 to 15","textZh":"11至15个","points":4},{"code":"d","text":"16 or more","textZh":"16个以上","points":5}]},{"code":"q9","block":"experience","text":"Which products have you held for two years or longer?","textZh":"以下金融产品，您投资经验在两年以上的有？","many":true,"options":[{"code":"a","text":"Deposits","textZh":"银行存款","points":1,"knows":[]},{"code":"b","text":"Bonds and money market funds","textZh":"债券、货币市场基金、债券基金等","points":1,"knows":["bond","money-fund","repo"]},{"code":"c","text":"Shares and funds of shares","textZh":"股票、混合型基金、股票型基金等","points":5,"knows":["stock","etf","fund"]},{"code":"d","text":"Futures, options, margin trading","textZh":"期货、期权、融资融券等","points":5,"knows":["derivative"]},{"code":"e","text":"Complex or structured products","textZh":"复杂或结构化产品","points":5,"knows":["structured"]}]},{"code":"q10","block":"experience","text":"When you trade most, what do you turn over in a month, in CNY?","textZh":"如果您曾经从事过金融产品投资，在交易较活跃的月份，人均月交易额大概是多少？","many":false,"options":[{"code":"a","text":"I have never traded","textZh":"从未投资过金融产品","points":1},{"code":"b","text":"Below 100,000","textZh":"10万元以内","points":2},{"code":"c","text":"100,000 to 300,000","textZh":"10万元—30万元","points":3},{"code":"d","text":"300,000 to 1 million","textZh":"30万元—100万元","points":4},{"code":"e","text":"More than 1 million","textZh":"100万元以上","points":5}]},{"code":"q11","block":"objective","text":"For how long can your money be bound?","textZh":"您用于证券投资的大部分资金不会用作其他用途的时间段为？","many":false,"options":[{"code":"a","text":"Up to one year","textZh":"0到1年","points":1,"horizonDays":365},{"code":"b","text":"One to five years","textZh":"1到5年","points":4,"horizonDays":1825},{"code":"c","text":"More than five years","textZh":"无特别要求或5年以上","points":5,"horizonDays":null}]},{"code":"q12","block":"objective","text":"Which products do you mean to hold?","textZh":"您打算重点投资于哪些种类的投资品种？","many":true,"options":[{"code":"a","text":"Bonds, money market funds and the like","textZh":"债券、货币市场基金、债券基金等固定收益类投资品种","points":1,"intends":["bond","money-fund","repo"]},{"code":"b","text":"Shares and funds of shares","textZh":"股票、混合型基金、股票型基金等权益类投资品种","points":3,"intends":["stock","etf","fund"]},{"code":"c","text":"Futures, options, margin trading","textZh":"期货、期权、融资融券等","points":5,"intends":["derivative"]},{"code":"d","text":"Complex or structured products","textZh":"复杂或结构化产品","points":5,"intends":["structured"]},{"code":"e","text":"Other products","textZh":"其他产品","points":3,"intends":[]}]},{"code":"q13","block":"risk","text":"Investment A brings 5 % with little risk; B may bring 20 % or lose 25 %. How do you divide your money?","textZh":"假设有两种投资：投资A预期获得5%的收益，风险很小；投资B预期获得20%的收益，但可能亏损25%。您会怎么分配？","many":false,"options":[{"code":"a","text":"All in A","textZh":"全部投资于A","points":1},{"code":"b","text":"Mostly A","textZh":"大部分投资于A","points":2},{"code":"c","text":"Half and half","textZh":"两种投资各一半","points":3},{"code":"d","text":"Mostly B","textZh":"大部分投资于B","points":4},{"code":"e","text":"All in B","textZh":"全部投资于B","points":5}]},{"code":"q14","block":"risk","text":"What matters first when you invest?","textZh":"当您进行投资时，您的首要目标是？","many":false,"options":[{"code":"a","text":"That nothing is lost","textZh":"资产保值，我不愿意承担任何投资风险","points":1},{"code":"b","text":"That the capital is safe, with some return","textZh":"尽可能保证本金安全，不在乎收益率比较低","points":2},{"code":"c","text":"More return, for which I take some risk","textZh":"产生较多的收益，可以承担一定的投资风险","points":4},{"code":"d","text":"Large growth, for which I take large risk","textZh":"实现资产大幅增长，愿意承担很大的投资风险","points":5}]},{"code":"q15","block":"risk","text":"What is the largest loss that you can bear?","textZh":"您认为自己能承受的最大投资损失是多少？","many":false,"options":[{"code":"a","text":"Up to 10 %","textZh":"10%以内","points":1},{"code":"b","text":"10 to 30 %","textZh":"10%—30%","points":3},{"code":"c","text":"30 to 50 %","textZh":"30%—50%","points":4},{"code":"d","text":"More than 50 %","textZh":"超过50%","points":5},{"code":"e","text":"I cannot bear any loss","textZh":"不能承受任何损失","points":1,"lowest":true}]},{"code":"q16","block":"objective","text":"What is the return meant for?","textZh":"您打算将自己的投资回报主要用于？","many":false,"options":[{"code":"a","text":"Paying back debts","textZh":"偿付债务","points":1},{"code":"b","text":"Supporting family members","textZh":"履行抚养、赡养义务","points":2},{"code":"c","text":"Living and larger purchases","textZh":"改善生活、购房购车","points":3},{"code":"d","text":"My own old age","textZh":"本人养老或医疗","points":4},{"code":"e","text":"A business of my own","textZh":"本人生产经营","points":5}]},{"code":"q17","block":"other","text":"How old are you?","textZh":"您的年龄是？","many":false,"options":[{"code":"a","text":"18 to 30","textZh":"18—30岁","points":2},{"code":"b","text":"31 to 40","textZh":"31—40岁","points":5},{"code":"c","text":"41 to 50","textZh":"41—50岁","points":4},{"code":"d","text":"51 to 60","textZh":"51—60岁","points":3},{"code":"e","text":"Over 60","textZh":"超过60岁","points":1}]},{"code":"q18","block":"other","text":"How many people will you have to support in the next five years?","textZh":"今后五年时间内，您的父母、配偶以及未成年子女等需负法定抚养、扶养和赡养义务的人数为？","many":false,"options":[{"code":"a","text":"5 or more","textZh":"5人以上","points":1},{"code":"b","text":"3 or 4","textZh":"3—4人","points":2},{"code":"c","text":"1 or 2","textZh":"1—2人","points":4},{"code":"d","text":"None","textZh":"无","points":5}]},{"code":"q19","block":"other","text":"What is your highest education?","textZh":"您的最高学历是？","many":false,"options":[{"code":"a","text":"Secondary school or below","textZh":"高中或以下","points":1},{"code":"b","text":"College","textZh":"大学专科","points":3},{"code":"c","text":"Bachelor","textZh":"大学本科","points":4},{"code":"d","text":"Master or above","textZh":"硕士及以上","points":5}]},{"code":"q20","block":"other","text":"Who works in your household?","textZh":"您家庭的就业状况是？","many":false,"options":[{"code":"a","text":"Both of a couple are without work or retired","textZh":"您与配偶均无业或退休","points":0},{"code":"b","text":"Single, without steady work","textZh":"未婚，没有稳定收入的工作","points":1},{"code":"c","text":"One of a couple works","textZh":"您与配偶其中一人有稳定收入的工作","points":2},{"code":"d","text":"Single, with steady work","textZh":"未婚，但有稳定收入的工作","points":3},{"code":"e","text":"Both of a couple work","textZh":"您与配偶均有稳定收入的工作","points":5}]}],"scales":[{"code":"risk","questions":["q1","q2","q3","q4","q5","q6","q7","q8","q9","q10","q11","q12","q13","q14","q15","q16","q17","q18","q19","q20"],"bands":[{"from":0,"class":"C1"},{"from":20,"class":"C2"},{"from":37,"class":"C3"},{"from":54,"class":"C4"},{"from":83,"class":"C5"}]}],"contradictions":[{"question":"q14","option":"a","with":{"question":"q15","option":"d"}},{"question":"q13","option":"e","with":{"question":"q15","option":"e"}}],"lowestClass":"C1-min","validity":{"years":2},"throttle":{"perDay":2,"inDays":{"days":365,"times":8}}}',
    'live', '2000-01-01', now()),
  (uuid_v7(), 'organisations', 1, 'organisation', 'Organisations, 10 questions', '机构投资者风险承受能力问卷（10题）',
    '{"questions":[{"code":"q1","block":"finance","text":"What are the net assets of the organisation, in CNY?","textZh":"单位净资产规模为？","many":false,"options":[{"code":"a","text":"Up to 5 million","textZh":"500万元以下","points":1},{"code":"b","text":"5 to 20 million","textZh":"500万元—2000万元","points":3},{"code":"c","text":"20 to 100 million","textZh":"2000万元—1亿元","points":4},{"code":"d","text":"More than 100 million","textZh":"超过1亿元","points":5}]},{"code":"q2","block":"finance","text":"What was its yearly income, in CNY?","textZh":"单位年营业收入为？","many":false,"options":[{"code":"a","text":"Up to 5 million","textZh":"500万元以下","points":1},{"code":"b","text":"5 to 20 million","textZh":"500万元—2000万元","points":3},{"code":"c","text":"20 to 100 million","textZh":"2000万元—1亿元","points":4},{"code":"d","text":"More than 100 million","textZh":"超过1亿元","points":5}]},{"code":"q3","block":"finance","text":"How much can it invest, in CNY?","textZh":"单位证券账户资产为？","many":false,"options":[{"code":"a","text":"Up to 3 million","textZh":"300万元以内","points":1},{"code":"b","text":"3 to 10 million","textZh":"300万元—1000万元","points":3},{"code":"c","text":"10 to 30 million","textZh":"1000万元—3000万元","points":4},{"code":"d","text":"More than 30 million","textZh":"超过3000万元","points":5}]},{"code":"q4","block":"finance","text":"Does it have large debts?","textZh":"单位尚未清偿的债务主要是？","many":false,"options":[{"code":"a","text":"Bank loans","textZh":"银行贷款","points":1},{"code":"b","text":"Bonds or bills","textZh":"公司债券或企业债券","points":3},{"code":"c","text":"Trade credit","textZh":"通过担保公司等中介机构募集的借款或民间借贷","points":2},{"code":"d","text":"None","textZh":"没有数额较大的债务","points":5}]},{"code":"q5","block":"knowledge","text":"Who decides on investments?","textZh":"单位是否配置专门的投资人员或部门？","many":false,"options":[{"code":"a","text":"Nobody in particular","textZh":"没有","points":1},{"code":"b","text":"People beside their other work","textZh":"由其他职能部门兼任","points":3},{"code":"c","text":"An investment department","textZh":"设立了专门的投资部门","points":5}]},{"code":"q6","block":"experience","text":"For how long has it invested?","textZh":"单位从事证券投资的年限为？","many":false,"options":[{"code":"a","text":"Less than one year","textZh":"不足1年","points":1},{"code":"b","text":"One to two years","textZh":"1—2年","points":3},{"code":"c","text":"Two to five years","textZh":"2—5年","points":4},{"code":"d","text":"More than five years","textZh":"5年以上","points":5}]},{"code":"q7","block":"experience","text":"Which products has it held for two years or longer?","textZh":"单位投资经验在两年以上的金融产品有？","many":true,"options":[{"code":"a","text":"Deposits","textZh":"银行存款","points":1,"knows":[]},{"code":"b","text":"Bonds and money market funds","textZh":"债券、货币市场基金等","points":1,"knows":["bond","money-fund","repo"]},{"code":"c","text":"Shares and funds of shares","textZh":"股票、混合型基金、股票型基金等","points":4,"knows":["stock","etf","fund"]},{"code":"d","text":"Futures, options, margin trading","textZh":"期货、期权、融资融券等","points":5,"knows":["derivative"]},{"code":"e","text":"Complex or structured products","textZh":"复杂或结构化产品","points":5,"knows":["structured"]}]},{"code":"q8","block":"objective","text":"For how long can its money be bound?","textZh":"单位用于证券投资的资金不会用作其他用途的时间段为？","many":false,"options":[{"code":"a","text":"Up to one year","textZh":"短期：0到1年","points":1,"horizonDays":365},{"code":"b","text":"One to five years","textZh":"中期：1到5年","points":3,"horizonDays":1825},{"code":"c","text":"More than five years","textZh":"长期：5年以上","points":5,"horizonDays":null}]},{"code":"q9","block":"objective","text":"Which products does it mean to hold?","textZh":"单位打算重点投资于哪些种类的投资品种？","many":true,"options":[{"code":"a","text":"Bonds, money market funds and the like","textZh":"债券、货币市场基金等固定收益类","points":1,"intends":["bond","money-fund","repo"]},{"code":"b","text":"Shares and funds of shares","textZh":"股票、混合型基金、股票型基金等权益类","points":3,"intends":["stock","etf","fund"]},{"code":"c","text":"Futures, options, margin trading","textZh":"期货、期权、融资融券等","points":5,"intends":["derivative"]},{"code":"d","text":"Complex or structured products","textZh":"复杂或结构化产品","points":5,"intends":["structured"]}]},{"code":"q10","block":"risk","text":"What is the largest loss that it can bear?","textZh":"单位能承受的最大投资损失是？","many":false,"options":[{"code":"a","text":"Up to 10 %","textZh":"10%以内","points":1},{"code":"b","text":"10 to 30 %","textZh":"10%—30%","points":3},{"code":"c","text":"30 to 50 %","textZh":"30%—50%","points":4},{"code":"d","text":"More than 50 %","textZh":"超过50%","points":5}]}],"scales":[{"code":"risk","questions":["q1","q2","q3","q4","q5","q6","q7","q8","q9","q10"],"bands":[{"from":0,"class":"C1"},{"from":16,"class":"C2"},{"from":25,"class":"C3"},{"from":34,"class":"C4"},{"from":43,"class":"C5"}]}],"contradictions":[],"lowestClass":null,"validity":{"years":2},"throttle":{"perDay":2,"inDays":{"days":365,"times":8}}}',
    'live', '2000-01-01', now());
