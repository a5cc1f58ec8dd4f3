import type { Reading } from '#features/analytics/charts/chart-scope.ts'

/** A table of sums; `name` tells statements over different ones apart. */
export interface Sums {
  name: string
  source: string
}

const ownMonths = `(select unit_id, month, currency, traded_value, trades, (trades > 0)::int as active_customers, 1 as customers,
  asset_days, closing_assets, net_inflow, profit, realised, commission, net_commission, fees, contacts
  from warehouse.customer_months where live)`
const ownDays = `(select s.unit_id, d.day, d.currency, (d.assets <> 0)::int as customers, (d.trades > 0)::int as active_customers,
  d.assets, d.position_value, d.cash, d.product_value, d.margin_debt, d.net_inflow, d.profit, d.realised,
  d.bought + d.sold as traded_value, d.trades, d.fees, d.commission, d.net_commission, d.contacts
  from warehouse.customer_days d join warehouse.customer_scope s using (customer_id) where s.live)`

const isOwn = ({ db }: Reading) => db.viewer?.scope === 'own'

/** Sums by unit and month, of the customers in sight: whoever sees only their own has them from those. */
export const monthSums = (reading: Reading): Sums =>
  isOwn(reading) ? { name: 'own', source: ownMonths } : { name: 'unit', source: 'warehouse.unit_months' }

/** The same by day. */
export const daySums = (reading: Reading): Sums =>
  isOwn(reading) ? { name: 'own', source: ownDays } : { name: 'unit', source: 'warehouse.unit_days' }

const ownBands = `(select unit_id, month, currency, warehouse.asset_band(closing_assets) as band, 1 as customers, closing_assets as assets
  from warehouse.customer_months where live and days > 0)`
const ownCohorts = `(select m.unit_id, date_trunc('month', c.opened_on::timestamp)::date as opened, m.month, m.currency, 1 as active
  from warehouse.customer_months m join customers c on c.id = m.customer_id where m.live and m.trades > 0)`
const ownVisits = `(select unit_id, planned_on as day, 1 as planned, (state = 'recorded')::int as done,
  (state = 'recorded' and (recorded_at at time zone 'Asia/Shanghai')::date <= planned_on)::int as on_time,
  case when state = 'recorded' then coalesce(minutes, 0) else 0 end as minutes, (state = 'recorded' and minutes is not null)::int as timed
  from care_visits where live and state <> 'cancelled')`

/** Customers and assets by band of assets. */
export const bandSums = (reading: Reading): Sums =>
  isOwn(reading) ? { name: 'own', source: ownBands } : { name: 'unit', source: 'warehouse.band_months' }

/** Those who traded, by the month of their opening. */
export const cohortSums = (reading: Reading): Sums =>
  isOwn(reading) ? { name: 'own', source: ownCohorts } : { name: 'unit', source: 'warehouse.cohort_months' }

/** Care visits by planned day. */
export const visitSums = (reading: Reading): Sums =>
  isOwn(reading) ? { name: 'own', source: ownVisits } : { name: 'unit', source: 'warehouse.visit_days' }

/** What is summed up over the rows `m` of either. */
export interface Sum {
  sql: string
  /** Known only for months whose days are valued; others are known from trades at once. */
  valued: boolean
  /**
   * With what a month that goes on is compared: with as many days of another where it adds up by `days`, with how another
   * ended where it `stands`, else with nothing.
   */
  goesOn: 'days' | 'stands' | 'never'
  /** What it is where there is no row at all. */
  none: '0' | null
}

/** What comes together over time. */
export const flow = (column: string): Sum => ({ sql: `sum(m.${column})`, valued: true, goesOn: 'days', none: '0' })
/** The same of what trades tell at once. */
export const traded = (column: string): Sum => ({ ...flow(column), valued: false })
/** How it stands at the end of the month. */
export const level = (column: string): Sum => ({ ...flow(column), goesOn: 'stands' })
/** One sum over another; of nothing it is undefined. */
export const ratio = (part: Sum, whole: Sum): Sum => ({
  // Counts would be divided as whole numbers.
  sql: `round((${part.sql})::numeric / nullif(${whole.sql}, 0), 10)`,
  valued: part.valued || whole.valued,
  goesOn: part.goesOn === whole.goesOn ? part.goesOn : 'never',
  none: null,
})
/** How many there were in the month, each once: of part of a month nothing is told by the sums. */
export const headcount = (column: string): Sum => ({ ...traded(column), goesOn: 'never' })
