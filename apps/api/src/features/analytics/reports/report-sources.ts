import type { FieldOf, ReportSubject } from '@rapport/contract/analytics/report-subjects'
import { fieldSql } from '#features/analytics/conditions/field-sql.ts'

/** What a source can be joined with: its customer, the customer's indicators, the security. */
export type Join = 'customer' | 'indicators' | 'security'

export interface ReportColumn {
  /** `today` is the place of the business day. */
  sql: string | ((today: string) => string)
  /** What PostgreSQL calls its type. */
  as: 'text' | 'uuid' | 'date' | 'numeric'
  joins: readonly Join[]
  /** What a key is called, where it is an id. */
  label?: (key: string) => string
}
interface Source<Subject extends ReportSubject> {
  from: string
  customerId: string
  /** The day that a period is about, and the currency of its amounts. */
  dated: string | null
  currency: string | null
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
  owner: carried ? named('users', `${carried}.owner_id`) : named('users', 'c.owner_id', 'customer'),
  level: text('c.level', 'customer'),
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

/** Where each subject and each of its fields is read: a new field does not compile until it is said here. */
export const reportSources: { [Subject in ReportSubject]: Source<Subject> } = {
  customers: {
    from: 'customers c',
    customerId: 'c.id',
    dated: null,
    currency: null,
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
  trades: {
    from: 'warehouse.trades t',
    customerId: 't.customer_id',
    dated: 't.traded_on',
    currency: 't.currency',
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

/** How a source reaches what it is joined with. */
export const joinSql = (join: Join, customerId: string): string =>
  ({
    customer: `join customers c on c.id = ${customerId}`,
    indicators: `left join warehouse.customer_indicators i on i.customer_id = ${customerId}`,
    security: 'left join securities s on s.id = t.security_id',
  })[join]
