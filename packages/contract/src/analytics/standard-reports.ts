import type { z } from 'zod'
import { ReportDefinition } from './report-definition.ts'

const standard = (draft: z.input<typeof ReportDefinition>): ReportDefinition => ReportDefinition.parse(draft)
const sum = (field: string) => ({ of: 'sum', field }) as const
const by = (field: string, step: 'day' | 'month' | 'year' = 'month') => ({ field, by: step })

/** Reports that everybody who builds reports has from the start, over their own sight: to run, and to begin one's own with. */
export const standardReports = {
  'assets-by-unit': standard({
    subject: 'customer-months',
    period: { is: 'last-months', months: 1 },
    groups: [by('unit')],
    measures: [{ of: 'customers' }, sum('closingAssets'), sum('netInflow'), sum('profit')],
    sort: { of: 'measure', at: 1, down: true },
  }),
  'trading-by-month': standard({
    subject: 'customer-months',
    period: { is: 'last-months', months: 12 },
    groups: [by('month')],
    measures: [sum('tradedValue'), sum('trades'), sum('netCommission')],
  }),
  'trading-by-unit-and-month': standard({
    subject: 'customer-months',
    period: { is: 'last-months', months: 6 },
    groups: [by('unit')],
    pivot: by('month'),
    measures: [sum('tradedValue')],
  }),
  'trading-by-person': standard({
    subject: 'customer-months',
    period: { is: 'this-year' },
    groups: [by('owner')],
    measures: [{ of: 'customers' }, sum('tradedValue'), sum('netCommission'), sum('netInflow'), sum('contacts')],
    sort: { of: 'measure', at: 1, down: true },
  }),
  'securities-traded': standard({
    subject: 'trades',
    period: { is: 'last-months', months: 3 },
    groups: [by('securityCode'), by('securityName')],
    pivot: by('side'),
    measures: [sum('amount')],
    sort: { of: 'measure', at: 0, down: true },
  }),
  'visits-by-person': standard({
    subject: 'care-visits',
    period: { is: 'last-months', months: 3 },
    groups: [by('staff')],
    pivot: by('visitState'),
    measures: [{ of: 'rows' }],
    sort: { of: 'measure', at: 0, down: true },
  }),
  'contribution-by-unit': standard({
    subject: 'contributions',
    period: { is: 'last-months', months: 12 },
    groups: [by('region'), by('unit')],
    measures: [
      { of: 'customers' },
      sum('income'),
      sum('cost'),
      sum('contribution'),
      { of: 'average', field: 'contributionPerMinute' },
    ],
    sort: { of: 'measure', at: 3, down: true },
  }),
  'profit-by-product-and-region': standard({
    subject: 'customer-products',
    period: { is: 'last-months', months: 12 },
    groups: [by('product')],
    pivot: by('region'),
    measures: [sum('realised'), sum('netCommission')],
  }),
  'customers-by-level': standard({
    subject: 'customers',
    groups: [by('unit')],
    pivot: by('level'),
    measures: [{ of: 'rows' }],
  }),
  'largest-customers': standard({
    subject: 'customers',
    columns: [
      'customer',
      'customerNo',
      'unit',
      'owner',
      'level',
      'assets',
      'netInflow12m',
      'tradedValue12m',
      'profit12m',
    ],
    sort: { of: 'column', at: 5, down: true },
    limit: 50,
  }),
} as const satisfies Record<string, ReportDefinition>

export type StandardReport = keyof typeof standardReports
export const standardReportNames = Object.keys(standardReports) as StandardReport[]
