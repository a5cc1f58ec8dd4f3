import type { IndicatorCode } from './indicator-catalogue.ts'

/** What is asked of the firm; the pages of charts have one part for each. */
export const chartQuestions = ['assets', 'trading', 'customers', 'marketing', 'service', 'ranking', 'data'] as const
export type ChartQuestion = (typeof chartQuestions)[number]

/** What one row of a chart is. */
export type ChartGrain =
  | 'month'
  | 'step'
  | 'band'
  | 'cohort'
  | 'unit'
  | 'staff'
  | 'validity'
  | 'hour'
  | 'quality'
  | 'age'
  | 'kind'
  | 'product'
  | 'grade'
  | 'flow'
  | 'cause'
  | 'stage'
  | 'campaign'

const chart = <Question extends ChartQuestion, const Columns extends Readonly<Record<string, IndicatorCode>>>(
  question: Question,
  grain: ChartGrain,
  columns: Columns,
) => ({ question, grain, columns })

/** Every head-office chart (domain 10): which question it answers, what a row is, and the indicator of each column. */
export const chartCatalogue = {
  assets: chart('assets', 'month', { assets: 'assets', index: 'market-index' }),
  'net-inflow': chart('assets', 'month', { net: 'net-inflow', running: 'net-inflow-running' }),
  'asset-bridge': chart('assets', 'step', { amount: 'asset-change' }),
  'asset-mix': chart('assets', 'month', {
    positions: 'position-value',
    cash: 'cash',
    products: 'product-value',
    debt: 'margin-debt',
  }),
  commission: chart('trading', 'month', { gross: 'commission', net: 'net-commission' }),
  'commission-rate': chart('trading', 'month', { rate: 'net-commission-rate', market: 'market-commission-rate' }),
  'income-mix': chart('trading', 'month', {
    commission: 'net-commission',
    interest: 'interest-income',
    margin: 'margin-interest',
    products: 'product-fees',
    advisory: 'advisory-fees',
    other: 'other-income',
  }),
  contribution: chart('trading', 'month', {
    income: 'income',
    cost: 'cost-to-serve',
    contribution: 'net-contribution',
  }),
  'product-sales': chart('trading', 'product', {
    bought: 'products-bought',
    held: 'products-held',
    share: 'share-of-products',
  }),
  'product-grades': chart('trading', 'grade', {
    bought: 'products-bought',
    held: 'products-held',
    share: 'share-of-products',
  }),
  'market-share': chart('trading', 'month', { value: 'traded-value', share: 'market-share' }),
  'new-accounts': chart('customers', 'month', {
    opened: 'new-customers',
    effective: 'effective-customers',
    rate: 'effective-rate',
    country: 'market-new-accounts',
    share: 'new-accounts-share',
  }),
  'active-ratio': chart('customers', 'month', {
    active: 'active-customers',
    holding: 'customers-with-assets',
    ratio: 'active-ratio',
  }),
  'asset-bands': chart('customers', 'band', {
    customers: 'customers-with-assets',
    assets: 'assets',
    customerShare: 'customer-share',
    assetShare: 'asset-share',
  }),
  'customers-by-age': chart('customers', 'age', { customers: 'customers', share: 'share-of-customers' }),
  'customers-by-kind': chart('customers', 'kind', { customers: 'customers', share: 'share-of-customers' }),
  'customers-by-region': chart('customers', 'unit', { customers: 'customers', share: 'share-of-customers' }),
  cohorts: chart('customers', 'cohort', { active: 'active-customers', retention: 'retention' }),
  suitability: chart('customers', 'validity', {
    customers: 'customers',
    share: 'share-of-customers',
    above: 'customers-above-tolerance',
  }),
  'churn-warnings': chart('customers', 'month', {
    high: 'customers-at-risk',
    medium: 'customers-to-watch',
    assets: 'assets-at-risk',
    share: 'at-risk-share',
  }),
  'tier-migration': chart('customers', 'flow', {
    customers: 'customers',
    assets: 'assets',
    share: 'share-of-customers',
  }),
  'campaign-funnel': chart('marketing', 'stage', {
    members: 'campaign-members',
    rate: 'campaign-stage-rate',
    overall: 'campaign-overall-rate',
  }),
  'campaign-uplift': chart('marketing', 'campaign', {
    difference: 'campaign-uplift',
    low: 'campaign-uplift-low',
    high: 'campaign-uplift-high',
    treated: 'campaign-treated-rate',
    heldOut: 'campaign-held-out-rate',
    extra: 'campaign-extra',
    z: 'campaign-z',
    gain: 'campaign-gain',
    cost: 'campaign-cost',
    roi: 'campaign-return',
  }),
  'visit-completion': chart('service', 'month', {
    planned: 'visits-planned',
    onTime: 'visits-on-time',
    late: 'visits-late',
    overdue: 'visits-overdue',
    open: 'visits-open',
    rate: 'completion-rate',
  }),
  'task-completion': chart('service', 'month', {
    planned: 'tasks-due',
    onTime: 'tasks-on-time',
    late: 'tasks-late',
    overdue: 'tasks-overdue',
    givenLate: 'tasks-told-late',
    open: 'tasks-open',
    rate: 'task-completion',
    inTime: 'task-in-time',
  }),
  'task-units': chart('service', 'unit', {
    planned: 'tasks-due',
    onTime: 'tasks-on-time',
    late: 'tasks-late',
    overdue: 'tasks-overdue',
    givenLate: 'tasks-told-late',
    open: 'tasks-open',
    rate: 'task-completion',
    inTime: 'task-in-time',
  }),
  workload: chart('service', 'month', { contacts: 'contacts', visits: 'visits-recorded', minutes: 'visit-minutes' }),
  complaints: chart('service', 'month', {
    received: 'complaints-received',
    closed: 'complaints-closed',
    perCustomer: 'complaints-per-customer',
    onTime: 'complaints-on-time',
  }),
  'complaint-causes': chart('service', 'cause', {
    complaints: 'complaints-received',
    share: 'complaints-share',
    running: 'complaints-running',
  }),
  'case-times': chart('service', 'month', {
    median: 'response-median',
    p90: 'response-p90',
    inTime: 'response-in-time',
    resolution: 'resolution-median',
  }),
  'case-load': chart('service', 'staff', {
    open: 'cases-open',
    overdue: 'cases-overdue',
    closed: 'cases-closed',
    rank: 'rank',
  }),
  satisfaction: chart('service', 'month', {
    csat: 'csat',
    low: 'csat-low',
    high: 'csat-high',
    answers: 'survey-scores',
  }),
  recommendation: chart('service', 'month', {
    nps: 'nps',
    low: 'nps-low',
    high: 'nps-high',
    answers: 'survey-scores',
  }),
  'busy-hours': chart('service', 'hour', { visits: 'visits-planned' }),
  units: chart('ranking', 'unit', { value: 'traded-value', rank: 'rank', customers: 'customers' }),
  staff: chart('ranking', 'staff', {
    net: 'net-commission',
    inflow: 'net-inflow',
    assets: 'assets',
    contacts: 'contacts',
    rank: 'rank',
    customers: 'customers',
  }),
  quality: chart('data', 'quality', { share: 'data-quality' }),
} as const

export type ChartName = keyof typeof chartCatalogue
export const chartNames = Object.keys(chartCatalogue) as [ChartName, ...ChartName[]]
export type ColumnOf<Name extends ChartName> = keyof (typeof chartCatalogue)[Name]['columns'] & string

/** Indicators by which units and staff are ranked. */
export const rankable = [
  'traded-value',
  'net-commission',
  'commission',
  'net-commission-rate',
  'assets',
  'net-inflow',
  'profit',
  'active-customers',
  'active-ratio',
  'contacts',
] as const satisfies readonly IndicatorCode[]
export type Rankable = (typeof rankable)[number]
