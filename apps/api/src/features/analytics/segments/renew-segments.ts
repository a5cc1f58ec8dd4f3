import { asSystem, type Db } from '@rapport/database/as-viewer'
import { rankedColumns } from '#features/analytics/conditions/field-sql.ts'
import { keepNextMonth, keepTierFlows } from '#features/analytics/tiers/keep-tier-flows.ts'
import { keepTiers } from '#features/analytics/tiers/keep-tiers.ts'
import { countPeerHoldings } from '#features/marketing/recommendations/count-peer-holdings.ts'
import { businessDay, type Product } from '#product.ts'
import { keepIndicators } from '#warehouse/indicators/customer-indicators.ts'
import { type Judged, judge } from './judge.ts'

type Works = Pick<Product, 'connections' | 'now'>

const AT_ONCE = 5_000
/** Days by which the part of all customers may be out of date within a month. */
const OUT_OF_DATE = 31

/**
 * One step towards segments that are up to date: customers of whom something changed or whose day has come; then, once a
 * month, from which tier to which all customers went, and where the upper parts of all customers begin; then a segment whose
 * condition changed; then, once a valued day, what each class of risk holds. Whether there was anything to do. Each step is one transaction, and what is marked meanwhile is looked at again.
 */
export async function renewSegments(works: Works): Promise<boolean> {
  const today = businessDay(works.now())
  return (
    (await renewCustomers(works, today)) ||
    (await renewTiers(works, today)) ||
    (await keepNextMonth(works, today)) ||
    (await renewCutoffs(works, today)) ||
    (await renewChangedSegment(works, today)) ||
    (await inOne(works.connections, (db) => countPeerHoldings(db, today)))
  )
}

/** Judges again whoever was touched, so many at once. */
export const renewCustomers = ({ connections }: Works, today: string, atOnce = AT_ONCE): Promise<boolean> =>
  inOne(connections, async (db) => {
    const touched = await db.rows<{ id: string; customerId: string }>(
      '',
      `select id, customer_id as "customerId" from warehouse.indicators_due order by id limit ${4 * atOnce} for update skip locked`,
      [],
    )
    const first = [...new Set(touched.map(({ customerId }) => customerId))].slice(0, atOnce)
    const due = await db.rows<{ id: string }>(
      '',
      `select customer_id as id from warehouse.customer_indicators where due_on <= $1::date order by due_on, customer_id limit $2::int`,
      [today, atOnce - first.length],
    )
    const ids = [...new Set([...first, ...due.map(({ id }) => id)])]
    if (ids.length === 0) return false
    await keepIndicators(db, ids, today)
    await keepTiers(db, ids, today)
    await keepTierFlows(db, ids, today)
    await closeRemoved(db, ids, today)
    await judge(db, await readySegments(db), ids, today)
    const seen = new Set(first)
    await db.rows('', 'delete from warehouse.indicators_due where id = any ($1::uuid[])', [
      touched.filter(({ customerId }) => seen.has(customerId)).map(({ id }) => id),
    ])
    return true
  })

/** Judges everybody by thresholds that are new, and again the segments that ask for a tier. */
const renewTiers = ({ connections, now }: Works, today: string): Promise<boolean> =>
  inOne(connections, async (db) => {
    const [ladder] = await db.rows<{ id: string }>(
      '',
      'select id from tier_ladders where applied_at is null order by version limit 1 for update skip locked',
      [],
    )
    if (!ladder) return false
    await keepTiers(db, null, today)
    await keepTierFlows(db, null, today)
    await judgeAnew(db, '@.field == "tier"')
    await db.rows('', 'update tier_ladders set applied_at = $2::timestamptz where id = $1', [
      ladder.id,
      now().toISOString(),
    ])
    return true
  })

/** Who was removed leaves every segment. */
const closeRemoved = (db: Db, ids: readonly string[], today: string) =>
  db.rows(
    '',
    `with removed as (select id from customers where id = any ($1::uuid[]) and deleted_at is not null),
       never as (delete from segment_memberships m using removed r where m.customer_id = r.id and m.left_on is null and m.entered_on >= $2::date)
     update segment_memberships m set left_on = $2::date from removed r
     where m.customer_id = r.id and m.left_on is null and m.entered_on < $2::date`,
    [ids, today],
  )

const judgedColumns = 'id, condition, reach, owner_id as "ownerId", unit_id as "unitId"'
const readySegments = (db: Db) =>
  db.rows<Judged>(
    '',
    `select ${judgedColumns} from segments where deleted_at is null and judged_version = condition_version order by id`,
    [],
  )

/**
 * When the month has turned and everybody's figures are those of the new one: where each twentieth of all customers who
 * have anything begins. A firm whose history came in later than that is told anew. Segments that ask for the upper part are judged anew for everybody.
 */
const renewCutoffs = ({ connections }: Works, today: string): Promise<boolean> =>
  inOne(connections, async (db) => {
    const [due] = await db.rows<{ due: boolean }>(
      '',
      `select v.as_of is not null and not exists (select from warehouse.unvalued)
          and not exists (select from warehouse.dirty where from_day <= v.as_of)
          and coalesce((select k.as_of < v.as_of - ${OUT_OF_DATE} from warehouse.indicator_cutoffs k
                        where k.month = date_trunc('month', $1::date)::date limit 1), true) as due
       from (select max(day) as as_of from warehouse.valuation_days where day <= $1::date) v`,
      [today],
    )
    if (!due?.due) return false
    const made = await db.rows(
      '',
      `insert into warehouse.indicator_cutoffs (indicator, percentile, month, value, as_of)
       select k.indicator, p.percentile, date_trunc('month', $1::date)::date, k.cuts[p.n], (select max(day) from warehouse.valuation_days where day <= $1::date)
       from (${rankedColumns.map((name) => `select '${name}' as indicator, percentile_disc(array(select g / 100.0 from generate_series(1, 99) g)) within group (order by ${name}) as cuts from warehouse.customer_indicators where ${name} is not null`).join(' union all ')}) k
       cross join (select g as percentile, g as n from generate_series(1, 99) g) p where k.cuts[p.n] is not null
       on conflict (indicator, percentile, month) do update set value = excluded.value, as_of = excluded.as_of returning 1`,
      [today],
    )
    if (made.length === 0) return false
    await judgeAnew(db, '@.is == "top-percent" || @.is == "bottom-percent"')
    return true
  })

/** Has every segment judged anew that asks such a question, however deep in its condition: a JSON path of what holds of it. */
const judgeAnew = (db: Db, question: string) =>
  db.rows('', 'update segments set judged_version = 0 where deleted_at is null and condition @? $1::jsonpath', [
    `strict $.** ? (${question})`,
  ])

/** Judges one segment, whose condition is not the one that its members answered, among everybody. */
const renewChangedSegment = ({ connections, now }: Works, today: string): Promise<boolean> =>
  inOne(connections, async (db) => {
    const [segment] = await db.rows<Judged & { conditionVersion: number }>(
      '',
      `select ${judgedColumns}, condition_version as "conditionVersion" from segments
       where deleted_at is null and judged_version <> condition_version order by updated_at limit 1 for update skip locked`,
      [],
    )
    if (!segment) return false
    await judge(db, [segment], null, today)
    await db.rows('', 'update segments set judged_version = $2::int, judged_at = $3::timestamptz where id = $1', [
      segment.id,
      segment.conditionVersion,
      now().toISOString(),
    ])
    return true
  })

/** A step may look at everybody. */
const inOne = (connections: Works['connections'], work: (db: Db) => Promise<boolean>) =>
  asSystem(connections, {}, async (db) => {
    await db.connection.query("set local statement_timeout = 0; set local work_mem = '64MB'")
    return work(db)
  })
