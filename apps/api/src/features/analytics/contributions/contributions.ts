import type {
  ContributionGroup,
  ContributionRow,
  Contributions,
  contributions,
} from '@rapport/contract/analytics/contributions'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { refuseForeignUnit } from '#features/analytics/charts/chart-scope.ts'
import { firstDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { tierOn } from '#features/analytics/tiers/tier-sql.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { cost, income, kindColumns, ratesOn, withRate } from './contribution-sql.ts'

const MOST = 200
const MONTHS = 12

type Query = QueryOf<typeof contributions.list>

/** Names of the sums of a customer, in the order in which they are read. */
const kinds = Object.keys(kindColumns)
const sums: Record<string, string> = {
  netCommission: 'b.net_commission',
  ...kindColumns,
  income,
  cost,
}

/** For each group its key, made from what is known of a customer `c` with its sums `x`, what else is joined, and what a key is called. */
const groups: Record<ContributionGroup, { key: string; join?: string; label?: string }> = {
  unit: { key: 'x.unit_id', label: '(select name from units where id = key::uuid)' },
  region: {
    key: 'r.id',
    join: `left join (select a.descendant_id, r.id from units r join unit_ancestry a on a.ancestor_id = r.id where r.kind = 'region') r
      on r.descendant_id = x.unit_id`,
    label: '(select name from units where id = key::uuid)',
  },
  owner: { key: 'x.owner_id', label: '(select name from users where id = key::uuid)' },
  tier: { key: 'x.tier' },
  level: { key: 'x.level' },
  segment: {
    key: 's.segment_id',
    join: 'join segment_memberships s on s.customer_id = x.customer_id and s.left_on is null',
    label: `(select name from segments where id = key::uuid)`,
  },
  customer: {
    key: 'x.customer_id',
    label: `(select name || ' · ' || customer_no from customers where id = key::uuid)`,
  },
}

/**
 * Contribution of the customers in sight (ANA-08): twelve months up to the present one where no others are asked for. Amounts
 * are in the firm's own currency. Who is in several segments counts in each of them, and once in the total. 404 for a unit out
 * of sight.
 */
export async function listContributions(db: Db, query: Query, today: string): Promise<Contributions> {
  await refuseForeignUnit({ db, unit: query.unit })
  const to = query.to ?? monthOf(today)
  const from = query.from ?? monthsUpTo(to, MONTHS)[0]!
  const group = groups[query.by]
  const conditions = new Conditions(`contributions.${query.by}`)
    .add('', firstDayOf(from), (day) => `b.month >= ${day}::date`)
    .add('', firstDayOf(to), (day) => `b.month <= ${day}::date`)
    .addPiece('', 'b.live')
    .add('unit', query.unit, (unit) => `b.unit_id = ${unitsBelow(unit)}`)
    .add('owner', query.owner, (owner) => `b.owner_id = ${owner}::uuid`)
    .add(
      'segment',
      query.segment,
      (segment) =>
        `b.customer_id = any (array(select customer_id from segment_memberships where segment_id = ${segment}::uuid and left_on is null))`,
    )
  const { where } = conditions
  const day = conditions.value(today)
  const only = [
    ...(query.tier ? [`x.tier = ${conditions.value(query.tier)}`] : []),
    ...(query.level ? [`x.level = ${conditions.value(query.level)}`] : []),
  ]
  const tiered = query.by === 'tier' || query.tier !== undefined
  const [found] = await db.rows<{
    total: ContributionRow
    rows: ContributionRow[]
    through: string | null
    unknown: boolean
  }>(
    // So many filters are possible that each is planned when it is asked.
    '',
    `with sums as materialized (
       select b.customer_id, b.unit_id, b.owner_id, ${Object.entries(sums)
         .map(([name, sql]) => `coalesce(sum(${sql} * r.rate), 0) as "${name}"`)
         .join(', ')},
         sum(b.minutes) as minutes, bool_or(n.month is not null) as known, bool_or(r.rate is null and ${income} <> 0) as unknown
       from warehouse.customer_contributions b ${withRate} left join warehouse.income_months n on n.month = b.month
       left join ${ratesOn(day)} r on r.currency = b.currency ${where} group by 1, 2, 3),
     told as (
       select x.*, c.level, ${tiered ? tierOn('x.customer_id', `${day}::date`) : 'null::text'} as tier
       from sums x join customers c on c.id = x.customer_id),
     chosen as materialized (select * from told x ${only.length > 0 ? `where ${only.join(' and ')}` : ''}),
     grouped as (
       select ${group.key}::text as key, ${asRow('x')} from chosen x ${group.join ?? ''} group by 1
       order by sum(x.income - x.cost) desc, 1 limit ${MOST + 1})
     select (select row_to_json(t) from (select null::text as key, null::text as label, ${asRow('x')} from chosen x) t) as total,
       (select coalesce(json_agg(g), '[]') from (select key, ${group.label ?? 'null::text'} as label, ${named} from grouped) g) as rows,
       (select to_char(max(month), 'YYYY-MM') from warehouse.income_months) as through,
       coalesce((select bool_or(unknown) from chosen), false) as unknown`,
    conditions.values,
  )
  const { total, rows, through, unknown } = found!
  return {
    from,
    to,
    incomeThrough: through,
    converted: !unknown,
    total,
    rows: rows.slice(0, MOST),
    more: rows.length > MOST,
  }
}

const columns = ['customers', 'netCommission', ...kinds, 'income', 'cost', 'contribution', 'minutes', 'perMinute']
const named = columns.map((name) => `"${name}"`).join(', ')

/** A row of the contract over rows of `chosen`. */
function asRow(x: string): string {
  const sum = (name: string) => `coalesce(sum(${x}."${name}"), 0)`
  const text = (sql: string) => `trim_scale(${sql})::text`
  const difference = `${sum('income')} - ${sum('cost')}`
  return [
    `count(*) as customers`,
    `${text(sum('netCommission'))} as "netCommission"`,
    ...kinds.map((name) => `case when bool_or(${x}.known) then ${text(sum(name))} end as "${name}"`),
    `${text(sum('income'))} as income`,
    `${text(sum('cost'))} as cost`,
    `${text(difference)} as contribution`,
    `${sum('minutes')}::bigint as minutes`,
    `trim_scale(round((${difference}) / nullif(sum(${x}.minutes), 0), 4))::text as "perMinute"`,
  ].join(', ')
}
