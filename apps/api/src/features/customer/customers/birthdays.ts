import { Temporal } from 'temporal-polyfill'

/** Days of the year, MM-DD, on which somebody may have been born whose birthday is today or on one of the days after; 29 February is kept on the 28th in other years. */
export function birthdaysFrom(today: string, days: number): string[] {
  const first = Temporal.PlainDate.from(today)
  return Array.from({ length: Math.min(days, 366) }, (_, n) => first.add({ days: n })).flatMap((day) => {
    const monthDay = day.toString().slice(5)
    return monthDay === '02-28' && !day.inLeapYear ? [monthDay, '02-29'] : [monthDay]
  })
}
