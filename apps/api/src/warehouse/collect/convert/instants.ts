import { Temporal } from 'temporal-polyfill'
import { type Convert, Fault, isNothing } from './convert.ts'
import { dayIn, isDay } from './days.ts'
import { partsByFormat, type TimeFormat, type TimeParts } from './time-format.ts'

const shape = Fault.of('time.shape')
const unreal = Fault.of('day.unreal')
/** A day without a time stands for its close. */
const CLOSE = 15
const DAY = 86_400_000
const HOUR = 3_600_000
const MOST_KEPT = 20_000

/** What a zone's clocks say: its distance from UTC on each local day, by that zone's rules at the time. */
export class Zone {
  /** By local day, as days since 1970: the distance in milliseconds, or NaN where it changes on that day. */
  private readonly days = new Map<number, number>()
  /** By hour of UTC: the local day, or null where another begins within it. */
  private readonly hours = new Map<number, string | null>()

  /** Throws a RangeError for a zone that is not known. */
  constructor(readonly name: string) {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
  }

  /** The instant of a local time, which is given as if it were UTC. */
  instantOf(local: number): number {
    const day = Math.floor(local / DAY)
    const known = this.days.get(day) ?? this.learn(day)
    if (!Number.isNaN(known)) return local - known
    const wall = new Date(local).toISOString().slice(0, -1)
    return Temporal.PlainDateTime.from(wall).toZonedDateTime(this.name).epochMilliseconds
  }

  /** The local day of an instant, which is written as `instantOf` writes it. */
  dayOf(instant: string): string {
    const hour = hourOf(instant)
    let known = this.hours.get(hour)
    if (known === undefined) {
      const from = Date.parse(`${instant.slice(0, 13)}:00:00Z`)
      const [first, last] = [this.localDay(from), this.localDay(from + HOUR - 1)]
      known = first === last ? first : null
      if (this.hours.size >= MOST_KEPT) this.hours.clear()
      this.hours.set(hour, known)
    }
    return known ?? this.localDay(Date.parse(instant))
  }

  private localDay(instant: number): string {
    return new Date(instant + this.distanceAt(instant)).toISOString().slice(0, 10)
  }

  private learn(day: number): number {
    // A local day lies within 14 hours of the same day in UTC.
    const [before, after] = [this.distanceAt(day * DAY - 14 * HOUR), this.distanceAt((day + 1) * DAY + 14 * HOUR)]
    const distance = before === after ? before : Number.NaN
    if (this.days.size >= MOST_KEPT) this.days.clear()
    this.days.set(day, distance)
    return distance
  }

  private distanceAt(instant: number): number {
    return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.name).offsetNanoseconds / 1_000_000
  }
}

const two = (said: string, at: number) => (said.charCodeAt(at) - 48) * 10 + said.charCodeAt(at + 1) - 48
/** A number of its own for each hour of an instant that is written in UTC. */
const hourOf = (instant: string) =>
  ((two(instant, 0) * 100 + two(instant, 2)) * 13 + two(instant, 5)) * 768 + two(instant, 8) * 24 + two(instant, 11)
const days = new Map<string, number>()

/** Days since 1970 as milliseconds, NaN for a day that does not exist. */
function dayStart(day: string): number {
  const known = days.get(day)
  if (known !== undefined) return known
  const start = isDay(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (days.size >= MOST_KEPT) days.clear()
  days.set(day, start)
  return start
}

/**
 * An instant, ISO 8601 in UTC with milliseconds: with an offset it is what the text says; without one it is a local time
 * of the zone; a day alone is 15:00 of it.
 */
export function instantOf(zone: Zone, format: TimeFormat | null): Convert {
  const byFormat = format ? partsByFormat(format) : null
  return (said) => {
    if (!byFormat && plainForm(said)) {
      const start = dayStart(said.slice(0, 10))
      if (Number.isNaN(start)) return unreal
      return textOf(zone.instantOf(start + two(said, 11) * HOUR + two(said, 14) * 60_000 + two(said, 17) * 1000))
    }
    const [bare, offset] = withoutOffset(said)
    const parts = byFormat ? byFormat(bare) : partsIn(bare)
    if (!parts) return isNothing(said) || /^0+$/.test(said) ? null : shape
    const { day, hour, minute, second, milliseconds, timed } = parts
    const start = dayStart(day)
    if (Number.isNaN(start)) return unreal
    if (hour > 23 || minute > 59 || second > 59) return shape
    const clock = timed ? ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds : CLOSE * HOUR
    return textOf(offset === null ? zone.instantOf(start + clock) : start + clock - offset)
  }
}

/** `2024-03-05T09:30:00`, with a blank for the T: by far the commonest, read without a search. */
function plainForm(said: string): boolean {
  if (said.length !== 19 || said.charCodeAt(13) !== 58 || said.charCodeAt(16) !== 58) return false
  const between = said.charCodeAt(10)
  if (between !== 84 && between !== 32) return false
  for (const at of clockDigits) if (!isDigit(said.charCodeAt(at))) return false
  return two(said, 11) < 24 && two(said, 14) < 60 && two(said, 17) < 60
}
const clockDigits = [11, 12, 14, 15, 17, 18] as const
const isDigit = (code: number) => code >= 48 && code <= 57

const timeForm = /^(.{8,11}?)(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/
function partsIn(said: string): TimeParts | null {
  const found = timeForm.exec(said)
  const day = found && dayIn(found[1]!.trim())
  if (!found || !day) return null
  const [, , hour, minute, second = '0', fraction = ''] = found
  return {
    day,
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second),
    milliseconds: Number(fraction.slice(0, 3).padEnd(3, '0')),
    timed: hour !== undefined,
  }
}

/** The text without its distance from UTC, and that in milliseconds. Only behind a time: `2024-03-05` ends in none. */
function withoutOffset(said: string): [bare: string, offset: number | null] {
  const found = /^(.*\d)\s*(?:(Z)|([+-])(\d\d):?(\d\d))$/.exec(said)
  if (!found || !found[1]!.includes(':')) return [said, null]
  if (found[2]) return [found[1]!, 0]
  const distance = Number(found[4]) * HOUR + Number(found[5]) * 60_000
  return [found[1]!, found[3] === '-' ? -distance : distance]
}

const clocks = Array.from({ length: 1440 }, (_, minute) => `T${pair(Math.floor(minute / 60))}:${pair(minute % 60)}`)
const seconds = Array.from({ length: 60 }, (_, second) => `:${pair(second)}.000Z`)
function pair(number: number) {
  return String(number).padStart(2, '0')
}
const written = new Map<number, string>()

/** As `toISOString` writes it; files hold many instants of few days, and most of them whole seconds. */
function textOf(instant: number): string {
  const day = Math.floor(instant / DAY)
  const clock = instant - day * DAY
  if (clock % 1000 !== 0) return new Date(instant).toISOString()
  let on = written.get(day)
  if (on === undefined) {
    on = new Date(instant).toISOString().slice(0, 10)
    if (written.size >= MOST_KEPT) written.clear()
    written.set(day, on)
  }
  return on + clocks[Math.floor(clock / 60_000)]! + seconds[Math.floor(clock / 1000) % 60]!
}
