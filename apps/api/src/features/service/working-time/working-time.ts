const DAY = 86_400_000
const MINUTE = 60_000
/** Asia/Shanghai, which has no summer time. */
const OFFSET = 8 * 60 * MINUTE
/** Longer than any calendar that says when nobody works. */
const FURTHEST = 3_660

/** When the firm serves: from `opens` to `closes` (HH:MM in Asia/Shanghai) on days that work. */
export interface ServiceTime {
  readonly opens: string
  readonly closes: string
  /** Holidays and moved working days, YYYY-MM-DD; any other day works from Monday to Friday. */
  readonly days: ReadonlyMap<string, boolean>
}

/**
 * A time limit: so many minutes, or until the end of the so-manieth day; by the hours of service or by the calendar. Or until a
 * time of the same day, HH:MM in Shanghai.
 */
export type TimeLimit =
  | ({ clock: 'working' | 'calendar' } & ({ minutes: number } | { days: number }))
  | { clock: 'calendar'; until: string }
/** What is found after the time until which it must be done is still to be done, at once. */
const AT_ONCE = 15 * MINUTE

const timeOfDay = (hhmm: string) => (Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3))) * MINUTE
const dayOf = (local: number) => Math.floor(local / DAY)
const localOf = (instant: Date) => instant.getTime() + OFFSET
const instantOf = (local: number) => new Date(local - OFFSET)

function works({ days }: ServiceTime, day: number): boolean {
  const date = new Date(day * DAY)
  const weekday = date.getUTCDay()
  return days.get(date.toISOString().slice(0, 10)) ?? (weekday >= 1 && weekday <= 5)
}

/** Whether the firm works on a day, YYYY-MM-DD. */
export const worksOn = (time: ServiceTime, day: string) => works(time, Date.parse(`${day}T00:00:00Z`) / DAY)

/** The stretches of service from an instant on, in milliseconds of Shanghai: the rest of that day, then whole days. */
function* stretches(time: ServiceTime, from: number) {
  const [opens, closes] = [timeOfDay(time.opens), timeOfDay(time.closes)]
  for (let day = dayOf(from); day < dayOf(from) + FURTHEST; day++) {
    const begins = Math.max(from, day * DAY + opens)
    const ends = day * DAY + closes
    if (begins < ends && works(time, day)) yield { begins, ends }
  }
}

function afterWorking(time: ServiceTime, start: Date, milliseconds: number): Date {
  let left = milliseconds
  for (const { begins, ends } of stretches(time, localOf(start))) {
    if (left <= ends - begins) return instantOf(begins + left)
    left -= ends - begins
  }
  throw new Error('no service within ten years')
}

/** When service closes on the so-manieth working day: 0 is today while it is open, and otherwise the next working day. */
function closeOfWorkingDay(time: ServiceTime, start: Date, days: number): Date {
  let left = days
  for (const { ends } of stretches(time, localOf(start))) if (left-- === 0) return instantOf(ends)
  throw new Error('no service within ten years')
}

/** When a limit that begins at `start` has run out. Of calendar days it is the last millisecond of the day in Shanghai. */
export function dueAfter(time: ServiceTime, start: Date, limit: TimeLimit): Date {
  if ('until' in limit) {
    const until = instantOf(dayOf(localOf(start)) * DAY + timeOfDay(limit.until))
    return until > start ? until : new Date(start.getTime() + AT_ONCE)
  }
  if (limit.clock === 'working')
    return 'minutes' in limit
      ? afterWorking(time, start, limit.minutes * MINUTE)
      : closeOfWorkingDay(time, start, limit.days)
  if ('minutes' in limit) return new Date(start.getTime() + limit.minutes * MINUTE)
  return instantOf((dayOf(localOf(start)) + limit.days + 1) * DAY - 1)
}

/** How long the firm served between two instants, in minutes; 0 where the second is the earlier. */
export function workingMinutes(time: ServiceTime, from: Date, to: Date): number {
  let sum = 0
  const end = localOf(to)
  for (const { begins, ends } of stretches(time, localOf(from))) {
    if (begins >= end) break
    sum += Math.min(ends, end) - begins
  }
  return Math.floor(sum / MINUTE)
}

/** When whoever does it is warned: four fifths of the time have gone. */
export function warnedAt(time: ServiceTime, start: Date, due: Date, clock: TimeLimit['clock'] = 'working'): Date {
  const served = clock === 'working' ? workingMinutes(time, start, due) : 0
  if (served > 0) return afterWorking(time, start, served * 0.8 * MINUTE)
  return new Date(start.getTime() + (due.getTime() - start.getTime()) * 0.8)
}

/** When service closes on a day, whether it works or not. */
export const closeOf = ({ closes }: ServiceTime, day: string) => new Date(`${day}T${closes}:00+08:00`)
