import type { MeetingException } from '@rapport/contract/service/meetings'
import { type Held, occurrencesOf, regularOf } from './occurrences.ts'

/** Those that speak of a time which the rule has; others have nothing to say any more. */
export function knownTo(held: Omit<Held, 'exceptions'>, exceptions: readonly MeetingException[]): MeetingException[] {
  if (exceptions.length === 0) return []
  const regular = new Set([...regularOf(held)].map(({ at }) => at.getTime()))
  return exceptions.filter(({ at }) => regular.has(Date.parse(at)))
}

/** The same exceptions of a series that was moved by so many milliseconds: what was moved alone stays where it is. */
export const shifted = (exceptions: readonly MeetingException[], by: number): MeetingException[] =>
  exceptions.map((one) => ({ ...one, at: new Date(Date.parse(one.at) + by).toISOString() }))

/** From the first beginning to the last end of all times. A series of which every time was ended keeps that of its rule. */
export function stretchOf(held: Held): { firstAt: Date; lastAt: Date } {
  let [firstAt, lastAt] = [held.startsAt, held.endsAt]
  let first = true
  for (const { startsAt, endsAt } of occurrencesOf(held)) {
    if (first) [firstAt, lastAt] = [startsAt, endsAt]
    first = false
    if (endsAt > lastAt) lastAt = endsAt
  }
  return { firstAt, lastAt }
}
