/** Arithmetic on days (YYYY-MM-DD) and months (YYYY-MM) without a time zone. */
const at = (on: string) => new Date(`${on}T00:00:00Z`)
const dayOf = (date: Date) => date.toISOString().slice(0, 10)

/** The day so many days later; earlier where negative. */
export function addDays(on: string, days: number) {
  const date = at(on)
  date.setUTCDate(date.getUTCDate() + days)
  return dayOf(date)
}

/** The Monday of the week that the day is in. */
export const mondayOf = (on: string) => addDays(on, -((at(on).getUTCDay() + 6) % 7))

/** The seven days from this one on. */
export const weekFrom = (on: string) => Array.from({ length: 7 }, (_, days) => addDays(on, days))

/** The last day of a month. */
export const lastDayOf = (month: string) => addDays(`${addMonths(month, 1)}-01`, -1)

/** The month so many months later; earlier where negative. */
export function addMonths(month: string, months: number) {
  const date = at(`${month}-01`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return dayOf(date).slice(0, 7)
}

/** Whether the text is a day that exists. */
export const isDay = (text: string | undefined): text is string =>
  text !== undefined &&
  /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(at(text).getTime()) &&
  dayOf(at(text)) === text

/** Whether the text is a month. */
export const isMonth = (text: string | undefined): text is string =>
  text !== undefined && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text)

/** How many days there are from one to another, both of them counted. */
export const dayCount = (from: string, to: string) => (at(to).getTime() - at(from).getTime()) / 86_400_000 + 1
