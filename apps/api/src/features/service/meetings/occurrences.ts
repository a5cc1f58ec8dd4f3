import type { Repeat } from '@rapport/contract/service/meetings'
import ICAL from 'ical.js'

/** When something is held: once, or again and again from its first time on. */
export interface Held {
  startsAt: Date
  endsAt: Date
  repeat: Repeat | null
}
export interface Occurrence {
  startsAt: Date
  endsAt: Date
}

/** Asia/Shanghai, which has no summer time: a series keeps its time of day by keeping its distance from UTC. */
const OFFSET = 8 * 3_600_000
const frequencies = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const

/** The wall clock of an instant in Shanghai, without a zone, as rules of repetition count. */
export const localOf = (at: Date) =>
  ICAL.Time.fromString(new Date(at.getTime() + OFFSET).toISOString().slice(0, 19), undefined as never)
const instantOf = (local: ICAL.Time) => new Date(Date.parse(`${local.toString()}Z`) - OFFSET)

/** The rule of RFC 5545. `utc` ends it as a feed must say it where the times have a zone. */
export function ruleOf({ every, interval, until }: Repeat, utc = false) {
  const last = utc ? `${until.replaceAll('-', '')}T155959Z` : `${until.replaceAll('-', '')}T235959`
  return ICAL.Recur.fromString(`FREQ=${frequencies[every]};INTERVAL=${interval};UNTIL=${last}`)
}

/** The times at which it is held between two instants, in order; those that have begun before and go on are among them. */
export function occurrencesIn(held: Held, since: Date, until: Date): Occurrence[] {
  const found: Occurrence[] = []
  for (const one of occurrencesOf(held)) {
    if (one.startsAt >= until) break
    if (one.endsAt > since) found.push(one)
  }
  return found
}

/** All times at which it is held, in order; a month without its day has none. */
export function* occurrencesOf({ startsAt, endsAt, repeat }: Held): Generator<Occurrence> {
  if (repeat === null) return yield { startsAt, endsAt }
  const lasts = endsAt.getTime() - startsAt.getTime()
  const times = ruleOf(repeat).iterator(localOf(startsAt))
  for (let next = times.next(); next; next = times.next()) {
    const at = instantOf(next)
    yield { startsAt: at, endsAt: new Date(at.getTime() + lasts) }
  }
}
