import { users } from '@rapport/contract/administration/organisation'
import { calendarFeed } from '@rapport/contract/service/calendar'
import { careVisits } from '@rapport/contract/service/care-visits'
import { meetings } from '@rapport/contract/service/meetings'
import ical, { type VEvent } from 'node-ical'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CalendarTest, startCalendar } from '#features/service/meetings/testing.ts'
import type { Client } from '#http/testing.ts'

let of: CalendarTest
let customer: { id: string; name: string; customerNo: string }
beforeAll(async () => {
  of = await startCalendar()
  customer = await of.made(of.am, of.branch, { birthOn: '1980-11-25' })
})
afterAll(() => of.api.close())

const make = async (client: Client, shows: 'masked' | 'names' = 'masked') =>
  (await client.call(calendarFeed.create, { body: { shows } })).path
/** As a calendar program reads it: without a session. */
const read = (path: string, headers: Record<string, string> = {}) => fetch(`${of.api.origin}${path}`, { headers })
const eventsIn = (text: string) =>
  Object.values(ical.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT') as VEvent[]
const visitOn = (plannedOn: string, plannedTime: string) =>
  of.am.call(careVisits.plan, {
    body: { customerId: customer.id, kind: 'care', channel: 'phone', plannedOn, plannedTime, purpose: '谈养老' },
  })

describe('the address of a calendar', () => {
  it('gives a calendar that other programs read: times, series, alarms, long lines and all', async () => {
    const { am } = of
    const visit = await visitOn('2026-11-24', '16:00')
    const title = `${'年度资产配置与养老规划讨论会'.repeat(5)}, 一;二\\三`
    const meeting = await of.plan(am, {
      title,
      at: '07:30',
      remindMinutes: 15,
      repeat: { every: 'week', interval: 1, until: '2026-12-07' },
    })
    const answer = await read(await make(am, 'names'))
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = await answer.text()
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(text).not.toMatch(/[^\r]\n/)
    const events = eventsIn(text)
    const called = events.find(({ uid }) => uid === `meeting-${meeting.id}@rapport`)!
    expect(called.summary).toBe(title)
    expect(called.start.toISOString()).toBe('2026-11-22T23:30:00.000Z')
    expect(called.end!.toISOString()).toBe('2026-11-23T00:15:00.000Z')
    expect(called.rrule!.all().map((at) => at.toISOString())).toEqual(
      ['22', '29'].map((day) => `2026-11-${day}T23:30:00.000Z`).concat('2026-12-06T23:30:00.000Z'),
    )
    expect(text).toContain('TRIGGER:-PT15M')
    const visited = events.find(({ uid }) => uid === `visit-${visit.id}@rapport`)!
    expect([visited.start.toISOString(), visited.summary]).toEqual([
      '2026-11-24T08:00:00.000Z',
      `拜访 · ${customer.name} · 谈养老`,
    ])
    const birthday = events.find(({ uid }) => uid === `birthday-${customer.id}-2026-11-25@rapport`)!
    expect([birthday.datetype, birthday.summary]).toEqual(['date', `生日 · ${customer.name}`])
  })

  it('tells nobody’s name, title or place unless its person chose so', async () => {
    await of.plan(of.am, { title: '与王总谈转出', place: '王府井', customerIds: [customer.id] })
    const text = await (await read(await make(of.am))).text()
    for (const word of ['王', '谈养老', customer.name, customer.customerNo]) expect(text).not.toContain(word)
    expect(eventsIn(text).map(({ summary }) => summary)).toContain(`会议 ···${customer.customerNo.slice(-4)}`)
  })

  it('counts up a sequence under the same name where something was moved', async () => {
    const path = await make(of.am)
    const { id } = await of.plan(of.am)
    const eventOf = async () =>
      eventsIn(await (await read(path)).text()).find(({ uid }) => uid === `meeting-${id}@rapport`)!
    expect(Number((await eventOf()).sequence)).toBe(0)
    await of.am.call(meetings.change, { params: { id }, version: 1, body: { at: '15:00' } })
    const moved = await eventOf()
    expect([Number(moved.sequence), moved.start.toISOString()]).toEqual([1, '2026-11-23T07:00:00.000Z'])
  })

  it('says of a series what was ended and what was moved alone', async () => {
    const path = await make(of.am)
    const series = await of.plan(of.am, { title: '周会', repeat: { every: 'week', interval: 1, until: '2026-12-14' } })
    const at = (day: string) => new Date(`2026-${day}T09:00:00+08:00`).toISOString()
    const asked = (version: number) => ({ params: { id: series.id }, version })
    const reason = '休假'
    await of.am.call(meetings.end, { ...asked(1), body: { at: at('11-30'), which: 'one', reason } })
    const moved = { which: 'one' as const, on: '2026-12-09', time: '15:00' }
    await of.am.call(meetings.move, { ...asked(2), body: { at: at('12-07'), ...moved } })
    const text = await (await read(path)).text()
    expect(text).toContain('EXDATE;TZID=Asia/Shanghai:20261130T090000')
    expect(text).toContain('RECURRENCE-ID;TZID=Asia/Shanghai:20261207T090000')
    // As a program reads it: under one name a series without the day, and the moved time in its place.
    const [event, ...more] = eventsIn(text).filter(({ uid }) => uid === `meeting-${series.id}@rapport`)
    expect(more).toEqual([])
    expect(Object.values(event!.exdate as object).map((day) => (day as Date).toISOString())).toContain(at('11-30'))
    const [apart] = Object.values(event!.recurrences as Record<string, VEvent>)
    expect(apart!.start.toISOString()).toBe('2026-12-09T07:00:00.000Z')
    expect(apart!.rrule).toBeUndefined()
  })

  it('is not sent again while nothing has changed', async () => {
    const path = await make(of.am)
    const first = await read(path)
    const etag = first.headers.get('etag')!
    expect((await read(path, { 'if-none-match': etag })).status).toBe(304)
    await visitOn('2026-11-27', '09:00')
    const later = await read(path, { 'if-none-match': etag })
    expect([later.status, later.headers.get('etag') === etag]).toEqual([200, false])
  })

  it('ends when it is ended, when a new one is made, and when its person is not at work any more', async () => {
    const { other, api } = of
    const first = await make(other)
    expect((await read(first)).status).toBe(200)
    const second = await make(other)
    expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200])
    await other.call(calendarFeed.end)
    expect((await read(second)).status).toBe(404)
    expect(await other.call(calendarFeed.open)).toEqual({ feed: null })
    const third = await make(other)
    const { version } = await api.make((db) => db.user.findUniqueOrThrow({ where: { id: other.userId } }))
    await of.admin.call(users.change, { params: { id: other.userId }, version, body: { disabled: true } })
    expect((await read(third)).status).toBe(404)
  })

  it('is kept as its hash alone', async () => {
    const path = await make(of.sa)
    const token = path.slice(-26, -4)
    const [row] = await of.api.make((db) =>
      db.rows<{ text: string }>('', 'select to_jsonb(f)::text as text from calendar_feeds f where user_id = $1', [
        of.sa.userId,
      ]),
    )
    expect(row!.text).not.toContain(token)
    expect(Buffer.from(token, 'base64url')).toHaveLength(16)
  })

  it('refuses who asks too often, and lets them again a minute later', async () => {
    const path = await make(of.far)
    const statuses = []
    for (let n = 0; n < 12; n++) statuses.push((await read(path)).status)
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429])
    of.clock.at = new Date(of.clock.at.getTime() + 61_000)
    expect((await read(path)).status).toBe(200)
  })

  it('refuses who guesses', async () => {
    const statuses = []
    for (let n = 0; n < 24; n++)
      statuses.push((await read(`/api/calendar/feeds/${String(n).padStart(22, 'A')}.ics`)).status)
    expect(statuses[0]).toBe(404)
    expect(statuses.at(-1)).toBe(429)
  })
})
