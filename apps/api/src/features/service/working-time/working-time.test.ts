import { describe, expect, it } from 'vitest'
import { closeOf, dueAfter, type ServiceTime, warnedAt, workingMinutes } from './working-time.ts'

/** The week of the National Day of 2026: 1 to 7 October off, Saturday the 10th works. */
const time: ServiceTime = {
  opens: '08:30',
  closes: '17:30',
  days: new Map([
    ...['01', '02', '03', '04', '05', '06', '07'].map((d) => [`2026-10-${d}`, false] as const),
    ['2026-10-10', true],
  ]),
}
const at = (local: string) => new Date(`${local}:00+08:00`)
const local = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

describe('a limit in working time', () => {
  it.each([
    ['2026-09-28T10:00', 60, '2026-09-28T11:00'],
    // What is left over when service closes goes on when it opens again.
    ['2026-09-28T17:00', 60, '2026-09-29T09:00'],
    ['2026-09-28T20:00', 60, '2026-09-29T09:30'],
    ['2026-09-28T03:00', 30, '2026-09-28T09:00'],
    // Over the holidays, and on the Saturday that works instead.
    ['2026-09-30T17:00', 60, '2026-10-08T09:00'],
    ['2026-10-09T17:00', 60, '2026-10-10T09:00'],
    ['2026-10-10T17:00', 60, '2026-10-12T09:00'],
    // To the minute at which service closes.
    ['2026-09-28T16:30', 60, '2026-09-28T17:30'],
  ])('from %s, %i minutes end at %s', (start, minutes, due) => {
    expect(local(dueAfter(time, at(start), { clock: 'working', minutes }))).toBe(due)
  })

  it.each([
    ['2026-09-28T10:00', 0, '2026-09-28T17:30'],
    ['2026-09-28T18:00', 0, '2026-09-29T17:30'],
    ['2026-09-28T10:00', 1, '2026-09-29T17:30'],
    ['2026-09-30T10:00', 1, '2026-10-08T17:30'],
    ['2026-10-03T10:00', 0, '2026-10-08T17:30'],
    ['2026-09-28T10:00', 15, '2026-10-23T17:30'],
  ])('from %s, %i days end at %s', (start, days, due) => {
    expect(local(dueAfter(time, at(start), { clock: 'working', days }))).toBe(due)
  })
})

it('counts calendar time through nights and holidays, days to their very end', () => {
  expect(local(dueAfter(time, at('2026-09-30T17:00'), { clock: 'calendar', minutes: 120 }))).toBe('2026-09-30T19:00')
  const due = dueAfter(time, at('2026-09-30T17:00'), { clock: 'calendar', days: 60 })
  expect(due.toISOString()).toBe('2026-11-29T15:59:59.999Z')
})

it('says how long the firm served between two instants, and nothing backwards', () => {
  expect(workingMinutes(time, at('2026-09-30T17:00'), at('2026-10-08T09:00'))).toBe(60)
  expect(workingMinutes(time, at('2026-10-01T00:00'), at('2026-10-08T00:00'))).toBe(0)
  expect(workingMinutes(time, at('2026-10-08T09:00'), at('2026-09-30T17:00'))).toBe(0)
})

it('a limit of working minutes is served to the minute, whenever it begins', () => {
  for (let start = at('2026-09-25T00:00').getTime(); start < at('2026-10-13T00:00').getTime(); start += 47 * 60_000)
    for (const minutes of [1, 29, 240, 1_700]) {
      const begins = new Date(start)
      const due = dueAfter(time, begins, { clock: 'working', minutes })
      expect(workingMinutes(time, begins, due)).toBe(minutes)
    }
})

it('warns when four fifths of the time have been served', () => {
  const [start, due] = [at('2026-09-30T16:30'), at('2026-10-08T12:30')]
  expect(workingMinutes(time, start, due)).toBe(300)
  expect(local(warnedAt(time, start, due))).toBe('2026-10-08T11:30')
  expect(local(warnedAt(time, at('2026-09-28T10:00'), at('2026-09-28T20:00'), 'calendar'))).toBe('2026-09-28T18:00')
  // Where nobody serves before it is due, the calendar tells.
  expect(local(warnedAt(time, at('2026-10-01T00:00'), at('2026-10-01T10:00')))).toBe('2026-10-01T08:00')
})

it('closes at the same hour on any day', () => {
  expect(local(closeOf(time, '2026-10-03'))).toBe('2026-10-03T17:30')
})
