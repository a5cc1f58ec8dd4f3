import type { Condition } from '@rapport/contract/analytics/conditions'
import { asOwner } from '@rapport/database/as-owner'
import { asSystem } from '@rapport/database/as-viewer'
import type pg from 'pg'
import { type Judged, judge } from '../apps/api/src/features/analytics/segments/judge.ts'
import { renewSegments } from '../apps/api/src/features/analytics/segments/renew-segments.ts'
import { keepIndicators } from '../apps/api/src/warehouse/indicators/customer-indicators.ts'
import { table } from './measure.ts'
import { type Firm, makeFirm } from './warehouse/world.ts'

const SEGMENTS = 50
const CHANGED = 0.01

/**
 * A night after 1 % of all customers changed: their figures and the members of 50 segments (goal: 1,000,000 customers below
 * 5 minutes), beside everything worked out anew, and with the same result.
 */
export async function benchSegments({ customers }: { customers: number }): Promise<void> {
  const firm = await makeFirm({ customers, securities: 100 })
  try {
    const [before, today] = [firm.days.at(-2)!, firm.days.at(-1)!]
    await asOwner(firm.ownerUrl, (owner) => fill(owner, before))
    const at = (day: string) => ({ ...firm.works, now: () => new Date(`${day}T10:00:00Z`) })
    const first = await timed(async () => {
      while (await renewSegments(at(before)));
    })
    await asOwner(firm.ownerUrl, (owner) => change(owner, today, Math.round(customers * CHANGED)))
    console.log(`  everybody for the first time ${first.toFixed(1)} s`)
    const night = await timed(async () => {
      while (await renewSegments(at(today)));
    })
    console.log(`  the night ${night.toFixed(1)} s`)
    const kept = await print(firm)
    const rebuild = await timed(() => rebuildAll(firm, today))
    const same = (await print(firm)) === kept
    const members = await asOwner(firm.ownerUrl, async (owner) => {
      const { rows } = await owner.query('select count(*)::int as n from segment_memberships where left_on is null')
      return rows[0].n as number
    })
    const n = (value: number) => value.toLocaleString('en')
    console.log(
      `\nSegments: ${n(customers)} customers, ${SEGMENTS} segments with ${n(members)} members (goal: a night below 300 s at 1,000,000)\n`,
    )
    console.log(
      table(
        ['', 's'],
        [
          ['everybody for the first time', first.toFixed(1)],
          [`a night after ${n(Math.round(customers * CHANGED))} changed`, night.toFixed(1)],
          ['everything anew', rebuild.toFixed(1)],
        ],
      ),
    )
    console.log(
      `a night is ${(night / rebuild).toFixed(3)} of everything anew; the result is ${same ? 'the same' : 'DIFFERENT'}`,
    )
  } finally {
    await firm.close()
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1000
}

const print = (firm: Firm) =>
  asOwner(firm.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      `select count(*) || ' ' || sum(('x' || left(md5(segment_id::text || customer_id), 12))::bit(48)::bigint) as print
       from segment_memberships where left_on is null`,
    )
    return rows[0].print as string
  })

async function rebuildAll(firm: Firm, today: string) {
  await asSystem(firm.works.connections, {}, async (db) => {
    await db.connection.query("set local statement_timeout = 0; set local work_mem = '64MB'")
    const ids = (await db.rows<{ id: string }>('', 'select id from customers order by id', [])).map(({ id }) => id)
    for (let from = 0; from < ids.length; from += 5_000) await keepIndicators(db, ids.slice(from, from + 5_000), today)
    const segments = await db.rows<Judged>(
      '',
      'select id, condition, reach, owner_id as "ownerId", unit_id as "unitId" from segments order by id',
      [],
    )
    await judge(db, segments, null, today)
  })
}

/** Conditions such as people write: amounts, days, shares and levels, alone and joined. */
function conditions(): Condition[] {
  const made: Condition[] = []
  for (let i = 0; i < SEGMENTS - 4; i++) {
    const amount: Condition = { is: 'at-least', field: i % 2 ? 'assets' : 'tierAssets', value: String(1000 * (i + 1)) }
    const since: Condition = { is: i % 3 ? 'within-last' : 'longer-ago', field: 'lastTradedOn', days: 20 + 5 * i }
    const busy: Condition = { is: 'at-least', field: 'tradeDays12m', value: String(1 + (i % 5)) }
    const held: Condition = { is: 'at-most', field: 'cashShare', value: '0.5' }
    made.push(
      i % 4 === 0
        ? amount
        : i % 4 === 1
          ? { is: 'all', of: [amount, since] }
          : i % 4 === 2
            ? { is: 'any', of: [{ is: 'not', of: held }, busy] }
            : {
                is: 'all',
                of: [
                  amount,
                  { is: 'any', of: [since, { is: 'top-percent', field: 'tradedValue12m', percent: 10 + i }] },
                ],
              },
    )
  }
  return made
}

/** Two of five customers trade now and then and hold something, the others have money only; two years of months. */
async function fill(owner: pg.ClientBase, day: string) {
  await owner.query('set session_replication_role = replica; set synchronous_commit = off')
  await owner.query(`
    select warehouse.make_months('trades', array(select generate_series(date '${day}' - 400, date '${day}' + 40, interval '20 days')::date));
    select warehouse.make_months('customer_days', array(select generate_series(date '${day}' - 400, date '${day}' + 40, interval '20 days')::date));
    create temp table who as select id, row_number() over () as n, unit_id from customers;
    create temp table listed as select id, row_number() over () - 1 as n from securities;
    insert into warehouse.valuation_days (day) select distinct day from warehouse.closes where day > date '${day}' - 400 and day <= date '${day}'
      on conflict do nothing;
    insert into warehouse.trades (customer_id, account_id, security_id, traded_at, traded_on, side, quantity, price, amount, currency, external_key)
      select w.id, w.id, l.id, d.day, d.day, 'buy', 100, 10, 1000, 'CNY', 'T' || k
      from who w cross join generate_series(0, 2) k
      join lateral (select date '${day}' - ((w.n * 7 + k * 113) % 380)::int as day) d on true
      join listed l on l.n = (w.n + k) % 100 where w.n % 5 < 2;
    insert into warehouse.positions (customer_id, account_id, security_id, day, currency, quantity, cost, realised, dividends)
      select customer_id, account_id, security_id, max(traded_on), 'CNY', sum(quantity), sum(amount), 0, 0 from warehouse.trades group by 1, 2, 3;
    insert into warehouse.customer_months (customer_id, month, currency, traded_value, trades, counted_trades, unit_id, live, days, asset_days,
        closing_assets, net_inflow, profit, commission, net_commission)
      select w.id, (date_trunc('month', date '${day}') - m * interval '1 month')::date, 'CNY', case when w.n % 5 < 2 then 300 else 0 end,
        (w.n % 5 < 2)::int, (w.n % 5 < 2)::int, w.unit_id, true, 20, 20 * (w.n % 90) * 1000, (w.n % 90) * 1000, 0, 0, 2, 1
      from who w cross join generate_series(0, 12) m where w.n % 5 < 2 or m < 2;
    insert into warehouse.customer_days (customer_id, day, currency, assets, position_value, cash, product_value, margin_debt, position_cost,
        net_inflow, profit, realised, dividends, bought, sold, trades, fees, commission, net_commission, contacts, gap)
      select w.id, date '${day}', 'CNY', (w.n % 90) * 1000, case when w.n % 5 < 2 then (w.n % 90) * 600 else 0 end, (w.n % 90) * 400, 0, 0, 0,
        case when w.n % 50 = 0 then 100 else 0 end, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 from who w;
    truncate warehouse.indicators_due;
    insert into warehouse.indicators_due (customer_id) select id from who;
    delete from warehouse.dirty; delete from warehouse.unvalued;
    update customers set opened_on = date '${day}' - 900, level = 'mass', lifecycle = 'active'`)
  for (const condition of conditions())
    await owner.query(
      `insert into segments (id, name, condition, reach, judged_version) values (uuid_v7(), 'S', $1, 'all', 1)`,
      [JSON.stringify(condition)],
    )
  await owner.query('analyze')
}

/** What a night brings of those who traded: a trade more, a day of their own, and the mark that something changed. */
async function change(owner: pg.ClientBase, day: string, count: number) {
  await owner.query('set session_replication_role = replica')
  await owner.query(`
    create temp table changed as select id, row_number() over () as n from customers order by md5(id::text) limit ${count};
    insert into warehouse.valuation_days (day) values ('${day}') on conflict do nothing;
    insert into warehouse.trades (customer_id, account_id, security_id, traded_at, traded_on, side, quantity, price, amount, currency, external_key)
      select c.id, c.id, (select id from securities order by code limit 1), '${day}', '${day}', 'buy', 200, 10, 2000, 'CNY', 'N' from changed c;
    insert into warehouse.customer_days (customer_id, day, currency, assets, position_value, cash, product_value, margin_debt, position_cost,
        net_inflow, profit, realised, dividends, bought, sold, trades, fees, commission, net_commission, contacts, gap)
      select c.id, date '${day}', 'CNY', 5000 + c.n % 50000, 3000, 2000 + c.n % 50000, 0, 0, 0, 0, 0, 0, 0, 2000, 0, 1, 0, 0, 0, 0, 0 from changed c;
    insert into warehouse.customer_days select d.customer_id, date '${day}', d.currency, d.assets, d.position_value, d.cash, d.product_value,
        d.margin_debt, d.position_cost, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      from warehouse.customer_days d where d.day = (select max(day) from warehouse.valuation_days where day < '${day}')
        and not exists (select from changed c where c.id = d.customer_id);
    update warehouse.customer_months m set traded_value = traded_value + 2000, trades = trades + 1
      where month = date_trunc('month', date '${day}') and customer_id in (select id from changed);
    insert into warehouse.indicators_due (customer_id) select id from changed;
    analyze warehouse.indicators_due`)
}
