import type { MeetingException, Repeat } from '@rapport/contract/service/meetings'
import ICAL from 'ical.js'

/** When something is held: once, or again and again from its first time on. */
export interface Held {
  startsAt: Date
  endsAt: Date
  repeat: Repeat | null
  exceptions: readonly MeetingException[]
}
export interface Occurrence {
  /** When the series would begin it. */
  at: Date
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

/** All times at which it is held, in order: those of its rule but for what was ended, and moved ones where they are now. */
export function* occurrencesOf(held: Held): Generator<Occurrence> {
  const { exceptions } = held
  if (exceptions.length === 0) return yield* regularOf(held)
  const apart = new Map(exceptions.map((one) => [Date.parse(one.at), one]))
  const found = [...regularOf(held)].flatMap((one) => {
    const exception = apart.get(one.at.getTime())
    if (!exception) return [one]
    const { startsAt, endsAt } = exception
    return startsAt && endsAt ? [{ at: one.at, startsAt: new Date(startsAt), endsAt: new Date(endsAt) }] : []
  })
  yield* found.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
}

/** The times of the rule alone, in order; a month without its day has none. */
export function* regularOf({ startsAt, endsAt, repeat }: Omit<Held, 'exceptions'>): Generator<Occurrence> {
  if (repeat === null) return yield { at: startsAt, startsAt, endsAt }
  const lasts = endsAt.getTime() - startsAt.getTime()
  const times = ruleOf(repeat).iterator(localOf(startsAt))
  for (let next = times.next(); next; next = times.next()) {
    const at = instantOf(next)
    yield { at, startsAt: at, endsAt: new Date(at.getTime() + lasts) }
  }
}
