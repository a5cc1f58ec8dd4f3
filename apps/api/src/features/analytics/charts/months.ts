import { Temporal } from 'temporal-polyfill'

/** The `count` months that end with `to`, ascending, each YYYY-MM. */
export function monthsUpTo(to: string, count: number): string[] {
  const last = Temporal.PlainYearMonth.from(to)
  return Array.from({ length: count }, (_, back) => last.subtract({ months: count - 1 - back }).toString())
}

export const monthBefore = (month: string) => Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString()

export const monthOf = (day: string) => day.slice(0, 7)
export const firstDayOf = (month: string) => `${month}-01`
export const lastDayOf = (month: string) =>
  Temporal.PlainDate.from(firstDayOf(month)).add({ months: 1 }).subtract({ days: 1 }).toString()

/** The Monday of a day's week. */
export function mondayOf(day: string): Temporal.PlainDate {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 })
}
