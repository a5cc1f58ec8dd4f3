import { type Locale, wordsFor } from '#words/words.ts'

/** A cron line as people set one: at a time, every day or on some days of the week. 0 is Sunday. */
export interface Simple {
  time: string
  days: 'every-day' | 'weekdays' | number[]
}

const two = (text: string) => text.padStart(2, '0')
const WEEKDAYS = '1,2,3,4,5'

function daysIn(field: string): number[] | undefined {
  const days: number[] = []
  for (const part of field.split(',')) {
    const [, from, to] = /^([0-7])(?:-([0-7]))?$/.exec(part) ?? []
    if (from === undefined) return undefined
    for (let day = Number(from); day <= Number(to ?? from); day++) days.push(day % 7)
  }
  return [...new Set(days)].sort((one, other) => one - other)
}

/** What a cron line says, where it is as simple as that. */
export function simpleOf(cron: string): Simple | undefined {
  const [, minute, hour, week] = /^(\d{1,2}) (\d{1,2}) \* \* (\S+)$/.exec(cron.trim().replace(/\s+/g, ' ')) ?? []
  if (!minute || !hour || !week || Number(minute) > 59 || Number(hour) > 23) return undefined
  const time = `${two(hour)}:${two(minute)}`
  if (week === '*') return { time, days: 'every-day' }
  const days = daysIn(week)
  if (!days || days.length === 0) return undefined
  return { time, days: days.length === 7 ? 'every-day' : days.join() === WEEKDAYS ? 'weekdays' : days }
}

/** The cron line of a simple schedule. */
export function cronOf({ time, days }: Simple): string {
  const [hour = '0', minute = '0'] = time.split(':')
  const week = days === 'every-day' ? '*' : days === 'weekdays' ? '1-5' : days.join()
  return `${Number(minute)} ${Number(hour)} * * ${week}`
}

// The second of January 2000 was a Sunday.
const dayName = (locale: Locale, day: number) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, 0, 2 + day)))

/** When a task runs, in words; a cron line that is not simple stands for itself. */
export function scheduleText(cron: string | null, locale: Locale): string {
  if (!cron) return wordsFor('task.schedule.none') ?? ''
  const simple = simpleOf(cron)
  if (!simple) return wordsFor('task.schedule.cron', { cron }) ?? cron
  const { time, days } = simple
  if (typeof days === 'string') return wordsFor(`task.schedule.${days}`, { time }) ?? cron
  const names = days.map((day) => dayName(locale, day)).join(wordsFor('role.list') ?? ', ')
  return wordsFor('task.schedule.days', { days: names, time }) ?? cron
}
