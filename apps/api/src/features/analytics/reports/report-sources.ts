import type { FieldOf, ReportSubject } from '@rapport/contract/analytics/report-subjects'
import { fieldSql } from '#features/analytics/conditions/field-sql.ts'
import { contribution, cost, income, withRate } from '#features/analytics/contributions/contribution-sql.ts'
import { tierJoins, tierOf } from '#features/analytics/tiers/tier-sql.ts'

/** What a source can be joined with: its customer, the customer's indicators, the security. */
export type Join = 'customer' | 'region' | 'tier' | 'indicators' | 'security' | 'months'
/** In the order in which one leads to another. */
export const joinOrder = ['customer', 'region', 'tier', 'indicators', 'security', 'months'] as const satisfies Join[]

export interface ReportColumn {
  /** `today` is the place of the business day. */
  sql: string | ((today: string) => string)
  /** What PostgreSQL calls its type. */
  as: 'text' | 'uuid' | 'date' | 'numeric'
  joins: readonly Join[]
  /** Of a number that is one over another: both. */
  over?: readonly [part: string, whole: string]
  /** What a key is called, where it is an id. */
  label?: (key: string) => string
}
interface Source<Subject extends ReportSubject> {
  from: string
  customerId: string
  /** The day that a period is about, and the currency of its amounts. */
  dated: string | null
  currency: string | null
  /** The field of whose every value a customer has one row at most, in one currency: rows grouped by it are customers. */
  once: FieldOf<Subject> | null
  /** Conditions that always hold. */
  only: string | null
  /** Order without any other: latest first, and always the same. */
  order: string
  fields: Record<FieldOf<Subject>, ReportColumn>
}

const column = (as: ReportColumn['as'], sql: string, ...joins: Join[]): ReportColumn => ({ as, sql, joins })
const text = (sql: string, ...joins: Join[]) => column('text', sql, ...joins)
const date = (sql: string, ...joins: Join[]) => column('date', sql, ...joins)
const number = (sql: string, ...joins: Join[]) => column('numeric', sql, ...joins)
const named = (table: 'users' | 'units' | 'customers', sql: string, ...joins: Join[]): ReportColumn => ({
  ...column('uuid', sql, ...joins),
  label: (key) => `(select x.name from ${table} x where x.id = ${key})`,
})

/** Fields of the customer; unit and owner stand with some records themselves, which saves the join. */
const ofCustomer = (id: string, carried: string | null) => ({
  customer: named('customers', id),
  customerNo: text('c.customer_no', 'customer'),
  unit: carried ? named('units', `${carried}.unit_id`) : named('units', 'c.unit_id', 'customer'),
  region: named('units', 'rg.id', 'customer', 'region'),
  owner: carried ? named('users', `${carried}.owner_id`) : named('users', 'c.owner_id', 'customer'),
  level: text('c.level', 'customer'),
  tier: text(tierOf('at'), 'tier'),
  riskLevel: text('c.risk_level', 'customer'),
  lifecycle: text('c.lifecycle', 'customer'),
  investorClass: text('c.investor_class', 'customer'),
  kind: text('c.kind', 'customer'),
  openedOn: date('c.opened_on', 'customer'),
})

/** A field that customers are also asked by in conditions, read at the same place. */
function asked(name: keyof typeof fieldSql, as: 'numeric' | 'date'): ReportColumn {
  const field = fieldSql[name]
  if ('any' in field) throw new Error(`${name} has several values`)
  return { as, sql: field.sql, joins: ['indicators'] }
}

/** One number over another, of which sums are taken before they are divided. */
const quotient = (part: string, whole: string, ...joins: Join[]): ReportColumn => ({
  as: 'numeric',
  sql: `round((${part})::numeric / nullif(${whole}, 0), 8)`,
  joins,
  over: [part, whole],
})
/** What stood at the end of the month of `p`: not known while it goes on. */
const endOfMonth = (sql: string) =>
  `case when p.month < (select date_trunc('month', max(day)) from warehouse.valuation_days) then ${sql} end`

/** Where each subject and each of its fields is read: a new field does not compile until it is said here. */
export const reportSources: { [Subject in ReportSubject]: Source<Subject> } = {
  customers: {
    from: 'customers c',
    customerId: 'c.id',
    dated: null,
    currency: null,
    once: null,
    only: 'c.deleted_at is null',
    order: 'c.customer_no, c.id',
    fields: {
      ...ofCustomer('c.id', null),
      assets: asked('assets', 'numeric'),
      averageAssets: asked('averageAssets', 'numeric'),
      cash: asked('cash', 'numeric'),
      cashShare: asked('cashShare', 'numeric'),
      equityShare: asked('equityShare', 'numeric'),
      marginDebt: asked('marginDebt', 'numeric'),
      netInflow30d: asked('netInflow30d', 'numeric'),
      netInflow12m: asked('netInflow12m', 'numeric'),
      tradedValue3m: asked('tradedValue3m', 'numeric'),
      tradedValue12m: asked('tradedValue12m', 'numeric'),
      turnover6m: asked('turnover6m', 'numeric'),
      trades12m: asked('trades12m', 'numeric'),
      netCommission12m: asked('netCommission12m', 'numeric'),
      revenueYield: asked('revenueYield', 'numeric'),
      profit12m: asked('profit12m', 'numeric'),
      valueAboveTolerance: number('i.value_above_tolerance', 'indicators'),
      valueHeld: number('i.position_value', 'indicators'),
      aboveToleranceShare: quotient(
        'i.value_above_tolerance',
        // Of whom it is not known, the holdings are not a part of the whole either.
        'case when i.value_above_tolerance is not null then i.position_value end',
        'indicators',
      ),
      positions: asked('positions', 'numeric'),
      contacts12m: asked('contacts12m', 'numeric'),
      firstTradedOn: asked('firstTradedOn', 'date'),
      lastTradedOn: asked('lastTradedOn', 'date'),
      lastContactOn: asked('lastContactOn', 'date'),
    },
  },
  'customer-months': {
    from: 'warehouse.customer_months m',
    customerId: 'm.customer_id',
    dated: 'm.month',
    currency: 'm.currency',
    once: 'month',
    only: null,
    order: 'm.month desc, m.customer_id desc',
    fields: {
      ...ofCustomer('m.customer_id', 'm'),
      month: date('m.month'),
      closingAssets: number('m.closing_assets'),
      averageAssets: number('round(m.asset_days / nullif(m.days, 0), 2)'),
      netInflow: number('m.net_inflow'),
      profit: number('m.profit'),
      realised: number('m.realised'),
      tradedValue: number('m.traded_value'),
      trades: number('m.trades'),
      commission: number('m.commission'),
      netCommission: number('m.net_commission'),
      fees: number('m.fees'),
      contacts: number('m.contacts'),
    },
  },
  contributions: {
    from: `warehouse.customer_contributions b ${withRate}`,
    customerId: 'b.customer_id',
    dated: 'b.month',
    currency: 'b.currency',
    once: 'month',
    only: null,
    order: 'b.month desc, b.customer_id desc',
    fields: {
      ...ofCustomer('b.customer_id', 'b'),
      month: date('b.month'),
      netCommission: number('b.net_commission'),
      interest: number('b.interest'),
      marginInterest: number('b.margin_interest'),
      productFees: number('b.product_fees'),
      advisoryFees: number('b.advisory_fees'),
      otherIncome: number('b.other_income'),
      income: number(income),
      cost: number(cost),
      contribution: number(contribution),
      minutes: number('b.minutes'),
      contributionPerMinute: quotient(contribution, 'b.minutes'),
      costShare: quotient(cost, income),
      profit: number('coalesce(m.profit, 0)', 'months'),
      realised: number('coalesce(m.realised, 0)', 'months'),
      netInflow: number('coalesce(m.net_inflow, 0)', 'months'),
      tradedValue: number('coalesce(m.traded_value, 0)', 'months'),
      trades: number('coalesce(m.trades, 0)', 'months'),
      contacts: number('coalesce(m.contacts, 0)', 'months'),
      tradedValuePerContact: quotient('m.traded_value', 'm.contacts', 'months'),
      contributionPerContact: quotient(contribution, 'm.contacts', 'months'),
    },
  },
  'customer-products': {
    from: 'warehouse.customer_products p',
    customerId: 'p.customer_id',
    dated: 'p.month',
    currency: 'p.currency',
    once: null,
    only: null,
    order: 'p.month desc, p.customer_id desc, p.product, p.risk_grade',
    fields: {
      ...ofCustomer('p.customer_id', 'p'),
      month: date('p.month'),
      product: text('p.product'),
      riskGrade: text('p.risk_grade::text'),
      bought: number('p.bought'),
      sold: number('p.sold'),
      tradedValue: number('(p.bought + p.sold)'),
      trades: number('p.trades'),
      netCommission: number('p.net_commission'),
      netCommissionRate: quotient('p.net_commission', '(p.bought + p.sold)'),
      realised: number('p.realised'),
      valueHeld: number(endOfMonth('p.value')),
      highRiskValue: number(endOfMonth('case when p.risk_grade >= 4 then p.value else 0 end')),
      highRiskShare: quotient(endOfMonth('case when p.risk_grade >= 4 then p.value else 0 end'), endOfMonth('p.value')),
    },
  },
  trades: {
    from: 'warehouse.trades t',
    customerId: 't.customer_id',
    dated: 't.traded_on',
    currency: 't.currency',
    once: null,
    only: `t.side in ('buy', 'sell')`,
    order: 't.traded_on desc, t.customer_id, t.external_key',
    fields: {
      ...ofCustomer('t.customer_id', null),
      tradedOn: date('t.traded_on'),
      securityCode: text('s.code', 'security'),
      securityName: text('s.name', 'security'),
      securityCategory: text('s.category', 'security'),
      securitySector: text('s.sector', 'security'),
      side: text('t.side'),
      channel: text('t.channel'),
      quantity: number('t.quantity'),
      price: number('t.price'),
      amount: number('t.amount'),
      fees: number('t.fees'),
      commission: number('t.commission'),
    },
  },
  'care-visits': {
    from: 'care_visits v',
    customerId: 'v.customer_id',
    dated: 'v.planned_on',
    currency: null,
    once: null,
    only: null,
    order: 'v.planned_on desc, v.id',
    fields: {
      ...ofCustomer('v.customer_id', 'v'),
      plannedOn: date('v.planned_on'),
      visitKind: text('v.kind'),
      visitChannel: text('v.channel'),
      visitState: text('v.state'),
      outcome: text('v.outcome'),
      staff: named('users', 'v.staff_id'),
      minutes: number('v.minutes'),
    },
  },
}

/** How a source reaches what it is joined with; `today` is the place of the business day. */
export const joinSql = (join: Join, customerId: string, today: () => string): string =>
  ({
    customer: () => `join customers c on c.id = ${customerId}`,
    region: () => `left join (select a.descendant_id, u.id from units u join unit_ancestry a on a.ancestor_id = u.id
      where u.kind = 'region') rg on rg.descendant_id = c.unit_id`,
    tier: () => tierJoins('at', customerId, today()),
    indicators: () => `left join warehouse.customer_indicators i on i.customer_id = ${customerId}`,
    security: () => 'left join securities s on s.id = t.security_id',
    months: () =>
      `left join warehouse.customer_months m on m.customer_id = ${customerId} and m.month = b.month and m.currency = b.currency`,
  })[join]()
