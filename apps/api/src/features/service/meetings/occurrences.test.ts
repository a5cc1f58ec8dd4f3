import type { MeetingException } from '@rapport/contract/service/meetings'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrencesIn, occurrencesOf } from './occurrences.ts'

const at = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`)
const days = (held: Parameters<typeof occurrencesOf>[0]) =>
  [...occurrencesOf(held)].map(({ startsAt }) =>
    new Date(startsAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 16),
  )

describe('the times of a meeting', () => {
  it('are one where it does not repeat', () => {
    const held = {
      startsAt: at('2026-11-20', '07:30'),
      endsAt: at('2026-11-20', '08:30'),
      repeat: null,
      exceptions: [],
    }
    expect([...occurrencesOf(held)]).toEqual([{ at: held.startsAt, startsAt: held.startsAt, endsAt: held.endsAt }])
  })

  it('keep the time of day in Shanghai, also where it is the day before in UTC, up to the last day', () => {
    const repeat = { every: 'week' as const, interval: 2, until: '2026-12-18' }
    const held = { startsAt: at('2026-11-20', '07:30'), endsAt: at('2026-11-20', '08:30'), repeat, exceptions: [] }
    expect(days(held)).toEqual(['2026-11-20T07:30', '2026-12-04T07:30', '2026-12-18T07:30'])
  })

  it('leave out months without their day', () => {
    const repeat = { every: 'month' as const, interval: 1, until: '2027-05-31' }
    const held = { startsAt: at('2026-12-31', '23:30'), endsAt: at('2027-01-01', '00:30'), repeat, exceptions: [] }
    expect(days(held).map((day) => day.slice(0, 10))).toEqual(['2026-12-31', '2027-01-31', '2027-03-31', '2027-05-31'])
  })

  it('between two instants are those that touch the stretch, and no others', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: -10, max: 380 }),
        (every, interval, from, length, shift) => {
          const held = {
            startsAt: at('2026-11-20', '22:00'),
            endsAt: at('2026-11-21', '01:00'),
            repeat: { every, interval, until: '2027-11-20' },
            exceptions: [] as MeetingException[],
          }
          // One time is ended and the next one moved far, before those that were before it.
          const [, ended, moved] = [...occurrencesOf(held)]
          const elsewhere = new Date(held.startsAt.getTime() + shift * 86_400_000)
          const ends = new Date(elsewhere.getTime() + 3_600_000).toISOString()
          if (ended) held.exceptions.push({ at: ended.at.toISOString(), startsAt: null, endsAt: null })
          if (moved)
            held.exceptions.push({ at: moved.at.toISOString(), startsAt: elsewhere.toISOString(), endsAt: ends })
          const since = new Date(held.startsAt.getTime() + (from - 20) * 86_400_000)
          const until = new Date(since.getTime() + length * 86_400_000)
          const touching = [...occurrencesOf(held)].filter((one) => one.endsAt > since && one.startsAt < until)
          expect(occurrencesIn(held, since, until)).toEqual(touching)
        },
      ),
      { seed: 5, numRuns: 200 },
    )
  })
})
