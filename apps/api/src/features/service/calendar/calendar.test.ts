import { calendar } from '@rapport/contract/service/calendar'
import { careVisits } from '@rapport/contract/service/care-visits'
import { meetings } from '@rapport/contract/service/meetings'
import { tasks } from '@rapport/contract/service/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CalendarTest, startCalendar } from '#features/service/meetings/testing.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { daysOfYear } from './birthdays.ts'

let of: CalendarTest
beforeAll(async () => {
  of = await startCalendar()
})
afterAll(() => of.api.close())

const week = { from: '2026-11-23', to: '2026-11-29' }
const listed = async (client: Client, query: Partial<{ from: string; to: string; person: string }> = {}) =>
  (await client.call(calendar.list, { query: { ...week, ...query } })).items
const visit = (client: Client, customerId: string, plannedOn: string, plannedTime: string | null = null) =>
  client.call(careVisits.plan, { body: { customerId, kind: 'care', channel: 'phone', plannedOn, plannedTime } })

describe('the calendar', () => {
  it('has visits, tasks, meetings and birthdays of the days asked for, what has no time first', async () => {
    const { am } = of
    const customer = await of.made(am, of.branch, { birthOn: '1980-11-25' })
    const timed = await visit(am, customer.id, '2026-11-25', '16:00')
    const untimed = await visit(am, customer.id, '2026-11-25')
    await visit(am, customer.id, '2026-11-30')
    const task = await am.call(tasks.create, { body: { title: '发送报告', dueOn: '2026-11-25', dueTime: '10:00' } })
    const meeting = await of.plan(am, { on: '2026-11-25', at: '09:00', customerIds: [customer.id] })
    const items = (await listed(am)).filter(({ on }) => on === '2026-11-25')
    expect(items.map(({ kind, id, startsAt, version }) => [kind, id, startsAt, version])).toEqual([
      ['birthday', customer.id, null, null],
      ['visit', untimed.id, null, 1],
      ['meeting', meeting.id, '2026-11-25T01:00:00.000Z', 1],
      ['task', task.id, '2026-11-25T02:00:00.000Z', 1],
      ['visit', timed.id, '2026-11-25T08:00:00.000Z', 1],
    ])
  })

  it('has a series at each of its times, and what is called off at none', async () => {
    const { sa } = of
    const series = await of.plan(sa, { at: '18:00', repeat: { every: 'day', interval: 2, until: '2026-12-31' } })
    const off = await of.plan(sa, { on: '2026-11-24' })
    await sa.call(meetings.cancel, { params: { id: off.id }, body: { reason: 'x' } })
    expect((await listed(sa)).map(({ id, on, seriesAt }) => [id, on, seriesAt])).toEqual(
      ['23', '25', '27', '29'].map((day) => [series.id, `2026-11-${day}`, `2026-11-${day}T10:00:00.000Z`]),
    )
  })

  it('says what may be moved: a visit by who plans, a task by its own rule, a meeting by who called it', async () => {
    const { am, bm, api, clock } = of
    const customer = await of.made(am)
    const { addTasks } = await import('#features/service/tasks/add-tasks.ts')
    const dueAt = new Date('2026-11-26T09:00:00+08:00')
    const given = { kind: 'moment', title: 'M01', customerId: customer.id, necessity: 'must', warnAt: null } as const
    await api.make((db) => addTasks(db, [{ ...given, assigneeId: am.userId, dueAt }], clock.at))
    const meeting = await of.plan(bm, { on: '2026-11-26', peopleIds: [am.userId] })
    const on = (await listed(am)).filter((item) => item.on === '2026-11-26')
    expect(on.map(({ kind, version }) => [kind, version])).toEqual([
      ['meeting', null],
      ['task', null],
    ])
    expect((await listed(bm)).find(({ id }) => id === meeting.id)?.version).toBe(1)
  })

  it('of somebody else shows what the viewer sees: nothing of customers and meetings out of sight', async () => {
    const { far, bm, farBm, elsewhere } = of
    const customer = await of.made(far, elsewhere, { birthOn: '1980-11-24' })
    await visit(far, customer.id, '2026-11-24')
    await of.plan(far, { on: '2026-11-24' })
    await of.plan(far, { on: '2026-11-24', private: true, title: '体检' })
    expect(await listed(bm, { person: far.userId })).toEqual([])
    const seen = await listed(farBm, { person: far.userId })
    expect(seen.map(({ kind }) => kind).sort()).toEqual(['birthday', 'meeting', 'visit'])
  })

  it('is asked for six weeks at most, and not backwards', async () => {
    for (const to of ['2027-01-04', '2026-11-22'])
      expect(await refusalOf(listed(of.am, { to }))).toEqual([400, 'calendar.range'])
    expect(await listed(of.am, { to: '2027-01-03' })).toBeInstanceOf(Array)
  })
})

describe('the calendar of a team', () => {
  it('says who is busy when: a title where it may be read, a private meeting without, other units not at all', async () => {
    const { other, far, bm, sa } = of
    const open = await of.plan(other, { on: '2026-12-01', title: '产品培训' })
    const closed = await of.plan(other, { on: '2026-12-01', at: '11:00', private: true })
    await of.plan(far, { on: '2026-12-01' })
    const asked = { query: { from: '2026-12-01', to: '2026-12-01' } }
    const { items } = await bm.call(calendar.team, asked)
    expect(items.map(({ person }) => person.id)).not.toContain(far.userId)
    const busy = items.find(({ person }) => person.id === other.userId)!.items
    expect(busy.map(({ id, title, startsAt }) => [id, title, startsAt])).toEqual([
      [open.id, '产品培训', '2026-12-01T01:00:00.000Z'],
      [closed.id, null, '2026-12-01T03:00:00.000Z'],
    ])
    expect(await refusalOf(sa.call(calendar.team, asked))).toEqual([403, 'not-allowed'])
    const elsewhere = { query: { ...asked.query, unit: of.elsewhere.id } }
    expect((await bm.call(calendar.team, elsewhere)).items).toEqual([])
    expect((await of.ho.call(calendar.team, elsewhere)).items.map(({ items }) => items.length)).toContain(1)
  })
})

it('who was born on the 29th of February has a birthday every year', () => {
  expect(daysOfYear('2027-02-27', '2027-03-01').get('02-29')).toBe('2027-02-28')
  expect(daysOfYear('2028-02-27', '2028-03-01').get('02-29')).toBe('2028-02-29')
  expect([...daysOfYear('2026-12-31', '2027-01-01').values()]).toEqual(['2026-12-31', '2027-01-01'])
})
