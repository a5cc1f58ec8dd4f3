import { addDays, addMonths, isDay, lastDayOf, mondayOf, weekFrom } from '#ui/days.ts'

export const calendarViews = ['week', 'day', 'month', 'team'] as const
export type CalendarView = (typeof calendarViews)[number]

/** The days that a view shows around one: a day, its week, or the weeks that its month touches. */
export function daysShown(view: CalendarView, on: string): string[] {
  if (view === 'day') return [on]
  if (view !== 'month') return weekFrom(mondayOf(on))
  const month = on.slice(0, 7)
  const days: string[] = []
  for (let monday = mondayOf(`${month}-01`); monday <= lastDayOf(month); monday = addDays(monday, 7))
    days.push(...weekFrom(monday))
  return days
}

/** The day from which the view before or after this one is shown. */
export function dayBeside(view: CalendarView, on: string, way: 1 | -1): string {
  if (view === 'day') return addDays(on, way)
  if (view === 'month') return `${addMonths(on.slice(0, 7), way)}-01`
  return addDays(mondayOf(on), 7 * way)
}

/** The day that the address names, or today. */
export const dayIn = (named: string | undefined, today: string) => (isDay(named) ? named : today)
