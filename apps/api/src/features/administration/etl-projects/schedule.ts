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

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
