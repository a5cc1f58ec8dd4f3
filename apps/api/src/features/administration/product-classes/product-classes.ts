import type { ProductClass, productClasses } from '@rapport/contract/administration/product-classes'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { sqlStateOf } from '#http/errors.ts'
import { Refused, stale } from '#http/refused.ts'

const BAD_PATTERN = '2201B'

/** A rule `r`; `$1` is the business day. */
const columns = `r.id, r.version, r.place, r.valid_from as "validFrom", r.valid_to as "validTo", r.category_pattern as "categoryPattern",
  r.code_pattern as "codePattern", r.name_pattern as "namePattern", r.market_pattern as "marketPattern", r.product, r.board,
  r.risk_grade as "riskGrade", r.in_turnover as "inTurnover", r.source,
  (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = r.recorded_by) as "recordedBy",
  ${utc('r.recorded_at')} as "recordedAt"`
const holds = "$1::date between r.valid_from and coalesce(r.valid_to, 'infinity')"

/** Which rule speaks for each security today, and for how many. */
const classed = `
  select f.id, count(*)::int as securities from securities s
  cross join lateral warehouse.product_class_of(s.category, s.sub_category, s.code, s.name, s.market, $1::date) f group by 1`

/** All rules, those that hold today first, each by its place. */
export async function listProductClasses(db: Db, today: string): Promise<{ items: ProductClass[] }> {
  const items = await db.rows<ProductClass>(
    'product-classes',
    `select ${columns}, case when ${holds} then coalesce(n.securities, 0) end as securities
     from warehouse.product_classes r left join (${classed}) n using (id)
     order by not (${holds}), r.place, r.valid_from desc`,
    [today],
  )
  return { items }
}

async function openProductClass(db: Db, id: string, today: string): Promise<ProductClass> {
  const { items } = await listProductClasses(db, today)
  const found = items.find((one) => one.id === id)
  if (!found) throw new Refused(404, 'not-found')
  return found
}

/**
 * A rule that holds from a day on. What holds at its place ends the day before; where a rule of that place begins on that day or
 * later it is refused: nothing is overwritten. 422 for a pattern that PostgreSQL cannot read.
 */
export async function addProductClass(
  db: Db,
  by: string,
  rule: BodyOf<typeof productClasses.add>,
  today: string,
): Promise<ProductClass> {
  const later = await db.rows(
    'product-classes.later',
    'select from warehouse.product_classes where place = $1 and valid_from >= $2::date',
    [rule.place, rule.validFrom],
  )
  if (later.length > 0) throw new Refused(409, 'product-class.later')
  await refuseBadPatterns(db, [rule.categoryPattern, rule.codePattern, rule.namePattern, rule.marketPattern])
  await db.rows(
    'product-classes.make-room',
    `update warehouse.product_classes set valid_to = $2::date - 1, version = version + 1, recorded_by = $3, recorded_at = clock_timestamp()
     where place = $1 and coalesce(valid_to, 'infinity') >= $2::date`,
    [rule.place, rule.validFrom, by],
  )
  const [made] = await db.rows<{ id: string }>(
    'product-classes.add',
    `insert into warehouse.product_classes (place, valid_from, valid_to, category_pattern, code_pattern, name_pattern, market_pattern,
       product, board, risk_grade, in_turnover, source, recorded_by)
     values ($1, $2::date, $3::date, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    [
      rule.place,
      rule.validFrom,
      rule.validTo,
      rule.categoryPattern,
      rule.codePattern,
      rule.namePattern,
      rule.marketPattern,
      rule.product,
      rule.board,
      rule.riskGrade,
      rule.inTurnover,
      rule.source,
      by,
    ],
  )
  return openProductClass(db, made!.id, today)
}

async function refuseBadPatterns(db: Db, patterns: readonly (string | null)[]) {
  await db
    .rows('product-classes.patterns', `select '' ~ pattern from unnest($1::text[]) pattern where pattern is not null`, [
      patterns,
    ])
    .catch((error: unknown) => {
      if (sqlStateOf(error) === BAD_PATTERN) throw new Refused(422, 'product-class.pattern')
      throw error
    })
}

/** The last day of a rule, not before its first; 412 where somebody changed it since. */
export async function endProductClass(
  db: Db,
  by: string,
  of: { id: string; version: number; validTo: string; today: string },
): Promise<ProductClass> {
  const before = await openProductClass(db, of.id, of.today)
  if (of.validTo < before.validFrom) throw new Refused(422, 'day.order')
  const ended = await db.rows(
    'product-classes.end',
    `update warehouse.product_classes set valid_to = $3::date, version = version + 1, recorded_by = $4, recorded_at = clock_timestamp()
     where id = $1 and version = $2 returning id`,
    [of.id, of.version, of.validTo, by],
  )
  if (ended.length === 0) throw stale()
  return openProductClass(db, of.id, of.today)
}
