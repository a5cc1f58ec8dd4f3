/** How long an assessment holds: calendar years, or days. */
export type Validity = { years: number } | { days: number }

const DAY_MS = 86_400_000

/**
 * The last day on which an assessment of a day holds, both YYYY-MM-DD. Years are calendar years: of 29 February the last day of February
 * in a year without one. Source: domain 1.4.
 */
export function lastDay(assessedOn: string, validity: Validity): string {
  if ('days' in validity) return dayAfter(assessedOn, validity.days)
  const [year, month, day] = assessedOn.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year + validity.years, month, 0)).getUTCDate()
  return [String(year + validity.years).padStart(4, '0'), pad(month), pad(Math.min(day, last))].join('-')
}

/** How often somebody may be assessed. */
export interface Throttle {
  perDay: number
  inDays: { days: number; times: number }
}

/** Why another assessment on a day is refused, by the days of those before; null where it is not. Source: domain 1.3. */
export function throttled(
  before: readonly string[],
  on: string,
  { perDay, inDays }: Throttle,
): 'day' | 'period' | null {
  if (before.filter((day) => day === on).length >= perDay) return 'day'
  const since = dayAfter(on, -inDays.days)
  return before.filter((day) => day > since && day <= on).length >= inDays.times ? 'period' : null
}

/** How many classes somebody went up or down; classes lowest first. Null where there was none before, or one is not known. */
export function classesBetween(classes: readonly string[], before: string | null, now: string): number | null {
  const [from, to] = [classes.indexOf(before ?? ''), classes.indexOf(now)]
  return from < 0 || to < 0 ? null : to - from
}

/** What an age asks for beyond the answers: a guardian below 18, a second confirmation above 70. Source: domain 1.3. */
export function careByAge(age: number): 'guardian' | 'confirmation' | null {
  if (age < 18) return 'guardian'
  return age > 70 ? 'confirmation' : null
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

function pad(part: number): string {
  return String(part).padStart(2, '0')
}
