import type { BodyOf } from '@rapport/contract/endpoint'
import { calendar } from '@rapport/contract/service/calendar'
import { type Meeting, meetings } from '@rapport/contract/service/meetings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { remindOfMeetings } from './remind.ts'
import { type CalendarTest, startCalendar } from './testing.ts'

let of: CalendarTest
beforeAll(async () => {
  of = await startCalendar()
})
afterAll(() => of.api.close())

/** Mondays at nine in Shanghai, from 23 November on. */
const weekly = (until: string, more: object = {}) =>
  of.plan(of.am, { repeat: { every: 'week', interval: 1, until }, ...more })
const at = (day: string, time = '09:00') => new Date(`2026-${day}T${time}:00+08:00`).toISOString()
const move = (
  meeting: Meeting,
  draft: Partial<BodyOf<typeof meetings.move>> & { at: string; on: string },
  who = of.am,
) =>
  who.call(meetings.move, {
    params: { id: meeting.id },
    version: meeting.version,
    body: { which: 'one', time: '09:00', ...draft },
  })
const end = (meeting: Meeting, instant: string, which: 'one' | 'later' = 'one') =>
  of.am.call(meetings.end, {
    params: { id: meeting.id },
    version: meeting.version,
    body: { at: instant, which, reason: '休假' },
  })
/** When a person’s calendar shows a meeting, in Shanghai. */
async function shown(ids: string[], who: Client = of.am) {
  const { items } = await who.call(calendar.list, { query: { from: '2026-11-16', to: '2026-12-27' } })
  return items
    .filter(({ id }) => ids.includes(id))
    .map(({ startsAt }) => new Date(Date.parse(startsAt!) + 8 * 3_600_000).toISOString().slice(5, 16))
}

describe('one time of a series', () => {
  it('is moved alone, also before the first; moved back it is as it was', async () => {
    const series = await weekly('2026-12-14')
    const moved = await move(series, { at: at('12-07'), on: '2026-11-20', time: '14:00', minutes: 60 })
    expect(moved).toMatchObject({
      id: series.id,
      version: 2,
      exceptions: [{ at: at('12-07'), startsAt: at('11-20', '14:00'), endsAt: at('11-20', '15:00') }],
    })
    expect(await shown([series.id])).toEqual(['11-20T14:00', '11-23T09:00', '11-30T09:00', '12-14T09:00'])
    const { items } = await of.am.call(calendar.list, { query: { from: '2026-11-20', to: '2026-11-20' } })
    expect(items.find(({ id }) => id === series.id)).toMatchObject({ seriesAt: at('12-07'), version: 2 })
    const far = await move(moved, { at: at('12-07'), on: '2026-12-25' })
    expect(await shown([series.id])).toEqual(['11-23T09:00', '11-30T09:00', '12-14T09:00', '12-25T09:00'])
    // An hour it was given stays with it.
    expect(far.exceptions[0]!.endsAt).toBe(at('12-25', '10:00'))
    const back = await move(far, { at: at('12-07'), on: '2026-12-07', minutes: 45 })
    expect(back.exceptions).toEqual([])
    const team = await of.bm.call(calendar.team, { query: { from: '2026-12-01', to: '2026-12-10' } })
    expect(JSON.stringify(team)).toContain(at('12-07'))
  })

  it('is ended alone; the last that is left takes the meeting with it', async () => {
    const series = await weekly('2026-12-07')
    const once = await end(series, at('11-23'))
    expect(await shown([series.id])).toEqual(['11-30T09:00', '12-07T09:00'])
    const twice = await end(once, at('12-07'))
    expect(await shown([series.id])).toEqual(['11-30T09:00'])
    expect(await end(twice, at('11-30'))).toMatchObject({ state: 'cancelled' })
  })

  it('is told to its leader where it is now', async () => {
    const series = await weekly('2026-12-07')
    await move(series, { at: at('11-30'), on: '2026-12-02', time: '11:00' })
    const { items } = await of.bm.call(calendar.team, { query: { from: '2026-11-30', to: '2026-12-03' } })
    const mine = items.find(({ person }) => person.id === of.am.userId)!.items.filter(({ id }) => id === series.id)
    expect(mine.map(({ startsAt }) => startsAt)).toEqual([at('12-02', '11:00')])
  })

  it('is reminded of when it is held now, and not where it is ended', async () => {
    of.clock.at = new Date(at('11-23', '08:00'))
    const series = await weekly('2026-12-07', { remindMinutes: 10, peopleIds: [] })
    const next = async () =>
      (await of.api.make((db) => db.meeting.findUniqueOrThrow({ where: { id: series.id } }))).remindAt?.toISOString()
    const ended = await end(series, at('11-23'))
    expect(await next()).toBe(at('11-30', '08:50'))
    await move(ended, { at: at('12-07'), on: '2026-11-25', time: '10:00' })
    expect(await next()).toBe(at('11-25', '09:50'))
    of.clock.at = new Date(at('11-25', '09:50'))
    while (await remindOfMeetings(of.api.product));
    expect(await next()).toBe(at('11-30', '08:50'))
    of.clock.at = new Date('2026-11-20T02:00:00Z')
  })

  it('is nobody’s but its organiser’s to move, from the version that was read, and one that the series has', async () => {
    const series = await weekly('2026-12-07', { peopleIds: [of.sa.userId] })
    const to = { at: at('11-30'), on: '2026-12-01' }
    expect(await refusalOf(move(series, to, of.sa))).toEqual([403, 'meeting.of-somebody-else'])
    expect(await refusalOf(move(series, to, of.other))).toEqual([404, 'not-found'])
    expect(await refusalOf(move(series, { ...to, at: at('12-01') }))).toEqual([422, 'meeting.no-such-time'])
    expect(await refusalOf(move(series, { ...to, on: '2028-12-01' }))).toEqual([422, 'meeting.too-far'])
    await move(series, to)
    for (const which of ['one', 'later'] as const) {
      expect(await refusalOf(move(series, { ...to, which }))).toEqual([412, 'version.stale'])
      expect(await refusalOf(end(series, at('11-30'), which))).toEqual([412, 'version.stale'])
    }
    const single = await of.plan(of.am)
    expect(await refusalOf(move(single, { at: at('11-23'), on: '2026-12-01' }))).toEqual([409, 'meeting.no-series'])
  })
})

describe('one time and all later ones', () => {
  it('are moved: the series ends the day before, another goes on with what was moved and ended of it', async () => {
    const series = await weekly('2026-12-21', { place: '三楼', customerIds: [of.customer.id] })
    const ended = await end(series, at('12-14'))
    const apart = await move(ended, { at: at('12-21'), on: '2026-12-24', time: '16:00' })
    const next = await move(apart, { at: at('12-07'), on: '2026-12-08', time: '10:30', which: 'later' })
    expect(next).toMatchObject({ place: '三楼', customers: [{ id: of.customer.id }], version: 1 })
    expect(next.id).not.toBe(series.id)
    expect(await shown([series.id])).toEqual(['11-23T09:00', '11-30T09:00'])
    expect(await shown([next.id])).toEqual(['12-08T10:30', '12-24T16:00'])
  })

  it('from the first on are the whole series; ended, it goes on until the day before or not at all', async () => {
    const series = await weekly('2026-12-07')
    const moved = await move(series, { at: at('11-23'), on: '2026-11-24', which: 'later' })
    expect(moved.id).toBe(series.id)
    expect(await shown([series.id])).toEqual(['11-24T09:00', '12-01T09:00'])
    const shorter = await end(moved, at('12-01'), 'later')
    expect(shorter.repeat!.until).toBe('2026-11-30')
    expect(await end(shorter, at('11-24'), 'later')).toMatchObject({ state: 'cancelled' })
  })

  it('stay as they were where the whole series is moved', async () => {
    const series = await weekly('2026-12-14')
    const ended = await end(series, at('11-30'))
    const apart = await move(ended, { at: at('12-07'), on: '2026-12-10' })
    await of.am.call(meetings.change, { params: { id: series.id }, version: apart.version, body: { at: '10:00' } })
    expect(await shown([series.id])).toEqual(['11-23T10:00', '12-10T09:00', '12-14T10:00'])
  })
})
