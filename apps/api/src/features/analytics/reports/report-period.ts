import type { ReportPeriod } from '@rapport/contract/analytics/report-definition'
import { Temporal } from 'temporal-polyfill'

/** The days of a period, both included; relative ones end with the business day. */
export function daysOf(period: ReportPeriod, today: string): { from: string; to: string } {
  if (period.is === 'days') return { from: period.from, to: period.to }
  const day = Temporal.PlainDate.from(today)
  const from =
    period.is === 'this-year'
      ? day.with({ month: 1, day: 1 })
      : day.with({ day: 1 }).subtract({ months: period.months - 1 })
  return { from: from.toString(), to: today }
}
