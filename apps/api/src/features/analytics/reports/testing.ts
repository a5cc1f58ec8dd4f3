import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'

/** A report of a subject over the last twelve months, all that is not said left at what it begins with. */
export const whole = (subject: ReportDefinition['subject'], draft: Partial<ReportDefinition>): ReportDefinition => ({
  subject,
  period: { is: 'last-months', months: 12 },
  currency: 'CNY',
  customers: null,
  where: [],
  columns: ['customer'],
  groups: [],
  pivot: null,
  measures: [],
  sort: null,
  limit: 200,
  ...draft,
})
