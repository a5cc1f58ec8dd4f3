import { addDays, addMonths } from '#ui/days.ts'

export const bulkPeriods = ['month', 'year', '12m', 'start'] as const
export type BulkPeriod = (typeof bulkPeriods)[number]

/** The days of a period for everybody alike; since the start has no first day. */
export function daysOf(period: BulkPeriod, today: string): { from?: string; to?: string } {
  const month = today.slice(0, 7)
  switch (period) {
    case 'month':
      return { from: `${addMonths(month, -1)}-01`, to: addDays(`${month}-01`, -1) }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
    case '12m':
      return { from: addDays(today, -364), to: today }
    case 'start':
      return {}
  }
}
