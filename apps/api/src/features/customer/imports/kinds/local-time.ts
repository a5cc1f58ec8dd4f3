import { Temporal } from 'temporal-polyfill'
import { dayParts } from './row-check.ts'

/** The zone of times that do not say theirs. */
export const HOME_ZONE = 'Asia/Shanghai'
/** A day without a time stands for its close. */
const CLOSE = '15:00:00'

export interface Moment {
  /** The instant, ISO 8601 in UTC with milliseconds. */
  at: string
  /** The day as it was written, in its own zone. */
  on: string
}

const form = /^(.{8,11}?)(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/
const minutes = new Map<string, number>()
const MOST_KEPT = 20_000

/**
 * A time of a file as an instant: with an offset it is what it says; without one it is a local time of `zone`, by that
 * zone's rules at the time; a day alone is 15:00 of it. Null when it is no time. Days are read as `dayParts` reads them.
 */
export function momentOf(said: string, zone: string): Moment | null {
  const found = form.exec(said)
  const on = found && dayParts(found[1]!.trim())
  if (!found || !on) return null
  const [, , hour, minute, second = '00', fraction = '', offset] = found
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second) > 59) return null
  const clock = hour === undefined ? CLOSE : `${hour.padStart(2, '0')}:${minute}:${second}`
  const start = `${on}T${clock.slice(0, 5)}`
  const epoch = offset ? Date.parse(`${start}:00${zoned(offset)}`) : localEpoch(start, zone)
  if (epoch === null || Number.isNaN(epoch)) return null
  const milliseconds = Number(clock.slice(6)) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
  return { at: new Date(epoch + milliseconds).toISOString(), on }
}

const zoned = (offset: string) =>
  offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`

/** The instant of a local minute; files of prices name the same ones over and over. */
function localEpoch(start: string, zone: string): number | null {
  const key = `${zone} ${start}`
  const known = minutes.get(key)
  if (known !== undefined) return known
  try {
    const epoch = Temporal.PlainDateTime.from(start).toZonedDateTime(zone).epochMilliseconds
    if (minutes.size >= MOST_KEPT) minutes.clear()
    minutes.set(key, epoch)
    return epoch
  } catch {
    return null
  }
}
