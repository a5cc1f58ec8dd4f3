import { Cron } from 'croner'
import { refusedField } from '#http/refused.ts'

const cronOf = (line: string) => new Cron(line, { timezone: 'Asia/Shanghai', mode: '5-part' })

/** Refuses a schedule that is no cron line of five parts or never comes. */
export function refuseSchedule(line: string | null) {
  if (line === null) return
  const next = attempt(() => cronOf(line).nextRun(new Date()))
  if (next === undefined) throw refusedField('schedule', 'schedule.shape')
  if (next === null) throw refusedField('schedule', 'schedule.never')
}

/** The first time of a schedule after an instant, in the firm's time; null when there is none. */
export const nextTime = (line: string, after: Date): Date | null => cronOf(line).nextRun(after)

export const A_DAY = 86_400_000
/** When a day (YYYY-MM-DD) begins in the firm's time, which has no summer time. */
export const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)
/** So that a time of its first second still comes after it. */
export const justBefore = (day: string) => new Date(midnight(day).getTime() - 1000)
const daysOn = (day: string, days: number) => new Date(Date.parse(day) + days * A_DAY).toISOString().slice(0, 10)
export const previousDay = (day: string) => daysOn(day, -1)
export const nextDay = (day: string) => daysOn(day, 1)

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
