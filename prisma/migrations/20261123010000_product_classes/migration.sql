-- What kind of product a security is: its type, board, grade of risk, and whether trading it counts as turnover. Rules
-- with the days for which they hold; of those that fit a security the one with the lowest place speaks.

-- A pattern that is null fits everything; patterns are the firm's configuration, never what somebody types into a page.
create table warehouse.product_classes (
  place int not null,
  valid_from date not null,
  -- The last day; null while it holds.
  valid_to date,
  -- Of the category and sub-category, the code, the name and the market as the list of securities writes them.
  category_pattern text,
  code_pattern text,
  name_pattern text,
  market_pattern text,
  product text not null,
  board text,
  -- R1 to R5.
  risk_grade int not null,
  in_turnover boolean not null default true,
  source text,
  verified_on date,
  constraint product_classes_pkey primary key (place, valid_from),
  constraint product_classes_days check (valid_to is null or valid_to >= valid_from),
  constraint product_classes_grade check (risk_grade between 1 and 5),
  constraint product_classes_product check (product in ('stock', 'etf', 'fund', 'money-fund', 'bond', 'repo', 'derivative', 'structured')),
  constraint product_classes_board check (board in ('main', 'chinext', 'star', 'bse', 'hk-connect', 'otc'))
);
call warehouse.is_open('warehouse.product_classes');
do $$
begin
  alter table warehouse.product_classes enable row level security, force row level security;
  create policy system on warehouse.product_classes to rapport_system, current_user using (true);
end $$;
revoke all on warehouse.product_classes from public;
grant select, insert, update, delete, truncate on warehouse.product_classes to rapport_system;
grant select on warehouse.product_classes to sees_own, sees_units, sees_all;

-- The typical map (domain 1.2); what it does not name is a default of the product, to be checked by the firm.
insert into warehouse.product_classes (place, valid_from, category_pattern, code_pattern, name_pattern, market_pattern, product, board,
                                       risk_grade, in_turnover, source)
values
  (10, '2017-07-01', 'repo|回购', null, null, null, 'repo', null, 1, false, 'R1：国债逆回购'),
  (20, '2017-07-01', 'money|货币', null, null, null, 'money-fund', null, 1, false, 'R1：货币基金'),
  (30, '2017-07-01', 'option|期权|warrant|权证|future|期货', null, null, null, 'derivative', null, 4, true, 'R4：期权买入开仓'),
  (40, '2017-07-01', 'structured|结构|otc|场外衍生', null, null, null, 'structured', 'otc', 5, true, 'R5：复杂结构、场外衍生品'),
  (50, '2017-07-01', 'treasury|government|国债|政府债', null, null, null, 'bond', null, 1, true, 'R1：国债'),
  (60, '2017-07-01', 'convertible|可转债', null, null, null, 'bond', null, 3, true, '产品默认值，待核对'),
  (70, '2017-07-01', 'bond fund|债券基金|债基|债券型|短债', null, null, null, 'fund', null, 2, true, 'R2：债券基金'),
  (80, '2017-07-01', 'fund|基金', null, '债', null, 'fund', null, 2, true, 'R2：债券基金'),
  (90, '2017-07-01', 'bond|债', null, null, null, 'bond', null, 2, true, 'R2：AA+ 债券'),
  (100, '2017-07-01', 'etf|lof', null, null, null, 'etf', null, 3, true, 'R3：权益基金'),
  (110, '2017-07-01', 'fund|基金', null, null, null, 'fund', null, 3, true, 'R3：混合、权益基金'),
  (120, '2017-07-01', null, null, '^(\*?ST|S\*?ST|退市)|退$', null, 'stock', null, 4, true, 'R4：ST、退市整理'),
  (130, '2017-07-01', null, '\.HK$', null, null, 'stock', 'hk-connect', 4, true, 'R4：港股通'),
  (131, '2017-07-01', null, null, null, '^(HK|HKEX|XHKG)$', 'stock', 'hk-connect', 4, true, 'R4：港股通'),
  (140, '2017-07-01', null, '^68[89]\d{3}(\.SH)?$', null, null, 'stock', 'star', 4, true, '产品默认值，待核对'),
  (150, '2017-07-01', null, '^30[0-2]\d{3}(\.SZ)?$', null, null, 'stock', 'chinext', 4, true, '产品默认值，待核对'),
  (160, '2017-07-01', null, '\.BJ$', null, null, 'stock', 'bse', 4, true, '产品默认值，待核对'),
  (161, '2017-07-01', null, null, null, '^(BJ|BSE|XBSE)$', 'stock', 'bse', 4, true, '产品默认值，待核对'),
  (170, '2017-07-01', 'stock|equity|share|股', '^[06]\d{5}(\.(SH|SZ))?$', null, null, 'stock', 'main', 3, true, 'R3：A 股主板'),
  (180, '2017-07-01', 'stock|equity|share|股', null, null, null, 'stock', null, 3, true, 'R3：股票');
