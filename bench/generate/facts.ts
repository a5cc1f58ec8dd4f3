import type pg from 'pg'
import { fillSums } from './sums.ts'

/** Numbers for customers and prices, by which facts made in SQL find them. */
export async function numberThem(owner: pg.Client): Promise<void> {
  await owner.query(`
    create temp table numbered as
      select (row_number() over (order by md5(customer_no)))::int - 1 as n, c.id, c.owner_id, c.unit_id, sh.id as sh, sz.id as sz
      from customers c
      join accounts sh on sh.customer_id = c.id and sh.market = 'SH'
      join accounts sz on sz.customer_id = c.id and sz.market = 'SZ';
    create temp table priced as
      select (dense_rank() over (order by s.code))::int - 1 as s, (dense_rank() over (order by p.priced_at))::int - 1 as d,
             s.id as security_id, s.market, s.category = 'Stock' as stock, p.price, p.priced_on as day
      from warehouse.prices p join securities s on s.id = p.security_id;
    analyze numbered; analyze priced`)
}

/**
 * Trades of two years in the order of time, as a feed brings them, in their months' partitions; each customer's in eight securities. Three in a hundred
 * customers make a third of them, a third make none, and about 37 % trade in a month (domain 9).
 */
export async function makeTrades(owner: pg.Client, trades: number): Promise<void> {
  const { customers, securities, days } = await sizes(owner)
  await owner.query(`
    select warehouse.make_months('trades', array(select distinct day from priced));
    insert into warehouse.trades (customer_id, account_id, security_id, traded_at, traded_on, side, quantity, price, amount,
                                  fees, currency, external_key)
    select c.id, case p.market when 'SH' then c.sh else c.sz end, p.security_id,
           (p.day + interval '1 hour 31 minutes' + t.moment * interval '5 hours') at time zone 'UTC', p.day,
           case when t.buys then 'buy' else 'sell' end, t.quantity, p.price, round(t.quantity * p.price, 2),
           greatest(round(t.quantity * p.price * 0.00025, 2), case when p.stock then 5 else 0 end)
             + case when p.stock and not t.buys then round(t.quantity * p.price * 0.0005, 2) else 0 end,
           'CNY', 'B' || t.i
    from (select i, (i::bigint * ${days} / ${trades + 1})::int as d, n,
                 (n * 31 + floor(random() * 8)::int * 17) % ${securities} as s, random() as moment, random() < 0.56 as buys,
                 100 * (1 + floor(power(random(), 3) * 60))::int as quantity
          from (select i, floor(${customers} * moment * case when tier < 0.35 then 0.03 when tier < 0.85 then 0.2 else 0.65 end)::int as n
                from (select i, random() as tier, random() as moment from generate_series(1, ${trades}) i offset 0) x offset 0) r
          offset 0) t
    join numbered c on c.n = t.n
    join priced p on p.s = t.s and p.d = t.d
    order by t.i`)
}

/** Visits of two years in the order of time, the last few still planned. */
export async function makeVisits(owner: pg.Client, visits: number, today: string): Promise<void> {
  const { customers } = await sizes(owner)
  await owner.query(
    `insert into care_visits (id, customer_id, staff_id, kind, channel, planned_on, planned_time, purpose, state, outcome,
                              content, minutes, recorded_at, recorded_by, owner_id, unit_id, live, created_at, created_by)
     select gen_random_uuid(), c.id, c.owner_id, kind, channel, v.day, '10:30', purpose,
            case when done then 'recorded' else 'planned' end, case when done then outcome end,
            case when done then content end, case when done then 12 end,
            case when done then v.day + interval '3 hours' end, case when done then c.owner_id end,
            c.owner_id, c.unit_id, true, v.day - 3, c.owner_id
     from (select $1::date - 730 + (i::bigint * 744 / ${visits + 1})::int as day,
                  floor(random() * ${customers})::int as n,
                  (array['care','care','review','product','birthday','other'])[1 + floor(random() * 6)::int] as kind,
                  (array['phone','phone','wechat','in-person','video'])[1 + floor(random() * 5)::int] as channel,
                  (array['日常关怀','持仓检视','介绍新产品','风险测评到期提醒'])[1 + floor(random() * 4)::int] as purpose,
                  (array['reached','reached','not-reached','interested','follow-up','declined'])[1 + floor(random() * 6)::int] as outcome,
                  (array['已接通，客户近期无资金变动计划。','电话无人接听，改日再联系。','客户询问定投方案，资料已发。'])[1 + floor(random() * 3)::int] as content
           from generate_series(1, ${visits}) i offset 0) v
     join numbered c on c.n = v.n
     cross join lateral (select v.day < $1::date as done) x
     order by v.day`,
    [today],
  )
}

/** What triggers keep when rows come one by one, by one statement each; the same results, see `kept_by_triggers`. */
export async function fillWhatTriggersKeep(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into relationship_assignments (id, customer_id, owner_id, unit_id, valid_from)
      select gen_random_uuid(), id, owner_id, unit_id, created_at from customers;
    insert into investor_profiles (id, customer_id, as_of, risk_level, risk_basis, investment_capacity, capacity_basis,
                                   assessed_on, valid_to, source, recorded_at)
      select gen_random_uuid(), id, profile_as_of, risk_level, risk_basis, investment_capacity, capacity_basis, assessed_on,
             assessment_valid_to, 'questionnaire', profile_as_of from customers where profile_as_of is not null;
    insert into warehouse.customer_scope (customer_id, owner_id, unit_id, live)
      select id, owner_id, unit_id, deleted_at is null from customers`)
  await fillSums(owner)
  for (const [table, versions] of [
    ['customers', 'customer_versions'],
    ['accounts', 'account_versions'],
  ] as const)
    await fillVersions(owner, table, versions)
}

/** The first version of each row of a dimension, as its trigger keeps it. */
async function fillVersions(owner: pg.Client, table: string, versions: string): Promise<void> {
  const { rows } = await owner.query<{ names: string }>(
    `select string_agg(attname, ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname not in ('valid_from', 'valid_to')`,
    [`warehouse.${versions}`],
  )
  const { names } = rows[0]!
  await owner.query(
    `insert into warehouse.${versions} (${names}, valid_from) select ${names}, created_at from ${table}`,
  )
}

async function sizes(owner: pg.Client): Promise<{ customers: number; securities: number; days: number }> {
  const { rows } = await owner.query(
    `select (select count(*)::int from numbered) as customers, (select max(s) + 1 from priced) as securities,
            (select max(d) + 1 from priced) as days`,
  )
  return rows[0]
}
