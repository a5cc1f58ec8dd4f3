import type { CustomerField } from '@rapport/contract/analytics/customer-fields'
import { tierOn, tierTurns } from '#features/analytics/tiers/tier-sql.ts'

/** A value of the customer `c` or of its indicators `i`; `today` is the place of the business day. */
interface Column {
  sql: string | ((today: string) => string)
  /** Of a field that changes by itself: the next day on which it is another, after today. */
  turns?: (today: string) => string
  /** Of a ranked number: what it is called in `warehouse.indicator_cutoffs`. */
  ranked?: string
}
/** Something that a customer may have several of: whether any is among the values, or there is any at all. */
interface Several {
  any: (values: string | null, today: string) => string
}

const indicator = (name: string): Column => ({ sql: `i.${name}`, ranked: name })
const share = (part: string): Column => ({ sql: `(i.${part} / nullif(i.assets, 0))` })
const among = (column: string, values: string | null, cast = 'text') =>
  values === null ? 'true' : `${column} = any (${values}::${cast}[])`
const held = (column: string, cast: string): Several => ({
  any: (values) => `exists (select from warehouse.positions p join securities s on s.id = p.security_id
    where p.customer_id = c.id and p.quantity <> 0 and ${column} is not null and ${among(column, values, cast)})`,
})
const anniversary = (column: string): Column => ({ sql: (today) => `warehouse.next_anniversary(${column}, ${today})` })

/** Where each field is read: one entry a field, so that a new one does not compile until it is said here. */
export const fieldSql: Record<CustomerField, Column | Several> = {
  kind: { sql: 'c.kind' },
  lifecycle: { sql: 'c.lifecycle' },
  level: { sql: 'c.level' },
  riskLevel: { sql: 'c.risk_level' },
  investorClass: { sql: 'c.investor_class' },
  unit: {
    any: (values) =>
      values === null
        ? 'true'
        : `c.unit_id = any (array(select descendant_id from unit_ancestry where ancestor_id = any (${values}::uuid[])))`,
  },
  owner: { any: (values) => (values === null ? 'c.owner_id is not null' : among('c.owner_id', values, 'uuid')) },
  tag: { any: (values) => (values === null ? `c.tags <> '{}'` : `c.tags && ${values}::text[]`) },
  occupation: { sql: 'c.occupation' },
  age: {
    sql: (today) => `extract(year from age(${today}, c.birth_on))`,
    // Who was born on 29 February is a year older from 1 March on, as age() counts.
    turns: (today) => `(c.birth_on + make_interval(years => extract(year from age(${today}, c.birth_on))::int + 1)
      + case when to_char(c.birth_on, 'MMDD') = '0229'
             and to_char(c.birth_on + make_interval(years => extract(year from age(${today}, c.birth_on))::int + 1), 'MMDD') = '0228'
        then interval '1 day' else interval '0' end)::date`,
  },
  birthday: anniversary('c.birth_on'),
  openedOn: { sql: 'c.opened_on' },
  openingAnniversary: anniversary('c.opened_on'),
  assessmentValidTo: { sql: 'c.assessment_valid_to' },
  accountKind: {
    any: (values) =>
      `exists (select from accounts a where a.customer_id = c.id and a.status <> 'closed' and ${among('a.kind', values)})`,
  },
  assets: indicator('assets'),
  averageAssets: indicator('average_assets'),
  tierAssets: indicator('tier_assets'),
  tier: { sql: (today) => tierOn('c.id', today), turns: (today) => tierTurns('c.id', today) },
  peakMonthEndAssets: indicator('peak_month_end_assets'),
  cash: indicator('cash'),
  cashShare: share('cash'),
  equityShare: share('equity_value'),
  marginDebt: indicator('margin_debt'),
  netInflow30d: indicator('net_inflow_30d'),
  netInflow12m: indicator('net_inflow_12m'),
  tradedValue3m: indicator('traded_value_3m'),
  tradedValue12m: indicator('traded_value_12m'),
  turnover6m: indicator('turnover_6m'),
  trades12m: indicator('trades_12m'),
  tradeDays12m: indicator('trade_days_12m'),
  tradeDaysMonth: indicator('trade_days_month'),
  firstTradedOn: { sql: 'i.first_traded_on' },
  lastTradedOn: { sql: 'i.last_traded_on' },
  netCommission12m: indicator('net_commission_12m'),
  revenueYield: indicator('revenue_yield'),
  profit12m: indicator('profit_12m'),
  topShare: { sql: 'i.top_share' },
  positions: { sql: 'i.positions' },
  aboveTolerance: indicator('value_above_tolerance'),
  aboveToleranceShare: { sql: 'i.above_tolerance_share' },
  security: held('p.security_id', 'uuid'),
  holdsCategory: held('s.category', 'text'),
  holdsSector: held('s.sector', 'text'),
  contacts12m: { sql: 'i.contacts_12m' },
  lastContactOn: { sql: 'i.last_contact_on' },
  visitOutcome12m: {
    any: (values, today) => `exists (select from care_visits v where v.customer_id = c.id and v.state = 'recorded'
      and v.planned_on >= date_trunc('month', ${today}) - interval '12 months' and v.planned_on <= ${today} and ${among('v.outcome', values)})`,
  },
}
/** The ranked columns of the indicators. */
export const rankedColumns = Object.values(fieldSql).flatMap((field) =>
  'ranked' in field && field.ranked ? [field.ranked] : [],
)
