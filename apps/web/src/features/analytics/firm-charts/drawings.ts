import type { ChartName, ColumnOf } from '@rapport/contract/analytics/chart-catalogue'

/** How a chart is drawn, by the names of its columns. */
export type Drawing<Column extends string = string> =
  /** Months: columns on each other or beside each other, lines on the same or on an axis of their own. */
  | {
      kind: 'months'
      bars: readonly Column[]
      lines: readonly Column[]
      own?: boolean
      beside?: boolean
      /** Columns as parts of a whole; or as the reader chooses. */
      share?: boolean | 'choice'
    }
  /** A line over months within the band of its interval, and of how many it is. */
  | { kind: 'band'; value: Column; low: Column; high: Column; of: Column }
  | { kind: 'steps'; amount: Column }
  | { kind: 'ranking'; value: Column; rank: Column }
  | { kind: 'matrix'; value: Column; depth: Column }
  | { kind: 'lorenz'; across: Column; up: Column; bars: Column }
  | { kind: 'parts'; value: Column }
  | { kind: 'tiles'; value: Column }
  /** Stages, each as wide as its value, with what part of the one before it is. */
  | { kind: 'funnel'; value: Column; rate: Column }
  /** A bar from zero for each row, with its interval. */
  | { kind: 'intervals'; value: Column; low: Column; high: Column }
  /** From `group` to `key`, as wide as the value. */
  | { kind: 'sankey'; value: Column; also: Column }

type Drawn<Name extends ChartName> = Drawing<ColumnOf<Name>>

/** Every chart and its drawing. */
export const drawings: { readonly [Name in ChartName]: Drawn<Name> } = {
  assets: { kind: 'months', bars: ['assets'], lines: ['index'], own: true },
  'net-inflow': { kind: 'months', bars: ['net'], lines: ['running'], own: true },
  'asset-bridge': { kind: 'steps', amount: 'amount' },
  'asset-mix': { kind: 'months', bars: ['positions', 'cash', 'products'], lines: [], share: true },
  commission: { kind: 'months', bars: ['gross', 'net'], lines: [], beside: true },
  'income-mix': {
    kind: 'months',
    bars: ['commission', 'interest', 'margin', 'products', 'advisory', 'other'],
    lines: [],
    share: 'choice',
  },
  contribution: { kind: 'months', bars: ['income', 'cost'], lines: ['contribution'], beside: true },
  'product-sales': { kind: 'months', bars: ['bought', 'held'], lines: [], beside: true },
  'product-grades': { kind: 'months', bars: ['bought', 'held'], lines: [], beside: true },
  'commission-rate': { kind: 'months', bars: [], lines: ['rate', 'market'] },
  'market-share': { kind: 'months', bars: ['value'], lines: ['share'], own: true },
  'new-accounts': { kind: 'months', bars: ['opened', 'effective'], lines: ['rate'], own: true, beside: true },
  'active-ratio': { kind: 'months', bars: ['active'], lines: ['ratio'], own: true },
  'asset-bands': { kind: 'lorenz', across: 'customerShare', up: 'assetShare', bars: 'customers' },
  'customers-by-age': { kind: 'parts', value: 'customers' },
  'customers-by-kind': { kind: 'parts', value: 'customers' },
  'customers-by-region': { kind: 'parts', value: 'customers' },
  cohorts: { kind: 'matrix', value: 'retention', depth: 'retention' },
  suitability: { kind: 'parts', value: 'customers' },
  'churn-warnings': { kind: 'months', bars: ['high', 'medium'], lines: ['assets'], own: true },
  'tier-migration': { kind: 'sankey', value: 'customers', also: 'assets' },
  'campaign-funnel': { kind: 'funnel', value: 'members', rate: 'rate' },
  'campaign-uplift': { kind: 'intervals', value: 'difference', low: 'low', high: 'high' },
  'visit-completion': { kind: 'months', bars: ['onTime', 'late', 'open', 'overdue'], lines: ['rate'], own: true },
  'task-completion': {
    kind: 'months',
    bars: ['onTime', 'late', 'givenLate', 'open', 'overdue'],
    lines: ['inTime'],
    own: true,
  },
  'task-units': { kind: 'months', bars: ['onTime', 'late', 'overdue'], lines: ['inTime'], own: true },
  workload: { kind: 'months', bars: ['contacts', 'visits'], lines: ['minutes'], own: true },
  complaints: { kind: 'months', bars: ['received', 'closed'], lines: ['onTime'], own: true, beside: true },
  'complaint-causes': { kind: 'months', bars: ['complaints'], lines: ['running'], own: true },
  'case-times': { kind: 'months', bars: ['median', 'p90'], lines: ['inTime'], own: true, beside: true },
  'case-load': { kind: 'ranking', value: 'open', rank: 'rank' },
  satisfaction: { kind: 'band', value: 'csat', low: 'low', high: 'high', of: 'answers' },
  recommendation: { kind: 'band', value: 'nps', low: 'low', high: 'high', of: 'answers' },
  'busy-hours': { kind: 'matrix', value: 'visits', depth: 'visits' },
  units: { kind: 'ranking', value: 'value', rank: 'rank' },
  staff: { kind: 'ranking', value: 'net', rank: 'rank' },
  quality: { kind: 'tiles', value: 'share' },
}
