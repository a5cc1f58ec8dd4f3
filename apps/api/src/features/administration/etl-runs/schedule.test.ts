import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Api, Client } from '#http/testing.ts'
import { beginScheduled, dayOf } from './begin-scheduled.ts'
import { dueAt } from './make-run.ts'
import { makeSimpleTask, startDataCentre } from './testing.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
})
afterAll(() => api.close())

const begin = () => beginScheduled(api.product.connections)
const daysOf = async (taskId: string) =>
  (await admin.call(etlRuns.list, { query: { taskId, limit: '200' } })).items
    .map(({ businessDate }) => businessDate)
    .sort()
/** As if the schedule had last been followed so long ago. */
const followedUntil = (taskId: string, ago: string) =>
  api.make(async (db) => {
    await db.rows('', `update etl_tasks set scheduled_since = now() - $2::interval where id = $1::uuid`, [taskId, ago])
    await db.rows('', `update etl_schedules set handled_until = now() - $2::interval where task_id = $1::uuid`, [
      taskId,
      ago,
    ])
  })
const everyDay = (more: object = {}) => makeSimpleTask(admin, { schedule: '0 0 * * *', ...more })
const dayAgo = (n: number) => new Date(Date.now() + 8 * 3_600_000 - n * 86_400_000).toISOString().slice(0, 10)

it('begins nothing for the time before a task was there, and each time after it once, with two workers', async () => {
  const { task } = await everyDay()
  await begin()
  expect(await daysOf(task.id)).toEqual([])
  await followedUntil(task.id, '1 day')
  await Promise.all([begin(), begin(), begin()])
  await begin()
  expect(await daysOf(task.id)).toEqual([dayAgo(0)])
  const [run] = (await admin.call(etlRuns.list, { query: { taskId: task.id } })).items
  expect(run).toMatchObject({ cause: 'schedule', startedBy: null, state: 'waiting' })
})

it('leaves a time alone that another worker is just following', async () => {
  const { task } = await everyDay()
  await begin()
  await followedUntil(task.id, '1 day')
  await api.make(async (db) => {
    await db.rows('', 'select from etl_schedules where task_id = $1::uuid for update', [task.id])
    await begin()
  })
  expect(await daysOf(task.id)).toEqual([])
  await begin()
  expect(await daysOf(task.id)).toEqual([dayAgo(0)])
})

it('makes up for every day on which no worker was there, one run a day', async () => {
  const { task } = await makeSimpleTask(admin, { schedule: '*/30 * * * *' })
  await begin()
  await followedUntil(task.id, '3 days')
  await begin()
  expect(new Set(await daysOf(task.id)).size).toBe((await daysOf(task.id)).length)
  expect(await daysOf(task.id)).toEqual(expect.arrayContaining([dayAgo(0), dayAgo(1), dayAgo(2)]))
})

it('follows the clock of the database, not of its own process', async () => {
  const { task } = await everyDay()
  await begin()
  const real = Date.now()
  try {
    // Two days ahead, and two days back: neither adds a day nor loses one.
    for (const days of [2, -2]) {
      vi.useFakeTimers({ toFake: ['Date'], now: real + days * 86_400_000 })
      await begin()
    }
  } finally {
    vi.useRealTimers()
  }
  expect(await daysOf(task.id)).toEqual([])
  await followedUntil(task.id, '1 day')
  await begin()
  expect(await daysOf(task.id)).toEqual([dayAgo(0)])
})

describe('a schedule after midnight', () => {
  const weekdayOf = (day: string) => new Date(day).getUTCDay()
  const lastMonday = () => [0, 1, 2, 3, 4, 5, 6].map(dayAgo).find((day) => weekdayOf(day) === 1)!
  const daysBefore = (day: string, n: number) => new Date(Date.parse(day) - n * 86_400_000).toISOString().slice(0, 10)
  const night = (more: object) => makeSimpleTask(admin, { calendar: 'trading-days', dayOffset: -1, ...more })
  const loaded = async (task: { id: string }, rest: string) => {
    await begin()
    await followedUntil(task.id, rest)
    await begin()
    return daysOf(task.id)
  }

  it('loads on Monday the Friday before, and each trading day once', async () => {
    const { task: weekly } = await night({ schedule: '0 0 * * 1' })
    expect(await loaded(weekly, '7 days')).toEqual([daysBefore(lastMonday(), 3)])
    const { task: daily } = await night({ schedule: '0 0 * * *' })
    const weekday = (day: string): string => (weekdayOf(day) % 6 === 0 ? weekday(daysBefore(day, 1)) : day)
    const all = Array.from({ length: 14 }, (_, n) => weekday(dayAgo(n + 1)))
    expect(await loaded(daily, '14 days')).toEqual([...new Set(all)].sort())
  })

  it('does not load Friday once more on Sunday and Monday, unless it did not come to it before', async () => {
    const task = { calendar: 'trading-days' as const, dayOffset: -1 as const, since: '2026-01-01T00:00:00Z' }
    const nights = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']
    const dates = (schedule: string, since = task.since) =>
      api.make(async (db) => {
        const found: (string | null)[] = []
        for (const night of nights) found.push(await dayOf(db, { ...task, schedule, since }, night))
        return found
      })
    expect(await dates('*/30 0-2 * * *')).toEqual(['2026-11-19', '2026-11-20', null, null, '2026-11-23'])
    expect((await dates('0 2 * * 1-5'))[3]).toBe('2026-11-20')
    expect((await dates('0 2 * * *', '2026-11-22T04:00:00Z'))[3]).toBe('2026-11-20')
  })

  it('loads after a holiday the last day before it', async () => {
    const monday = lastMonday()
    const closed = [1, 2, 3, 4].map((n) => daysBefore(monday, n))
    await api.make((db) =>
      db.rows(
        '',
        `insert into warehouse.calendar (market, day, trading, settlement)
         select 'CN', d, t, t from generate_series($1::date - 40, $1::date + 20, '1 day') d
         cross join lateral (select extract(isodow from d) < 6 and not d = any ($2::date[]) as t) x`,
        [monday, closed],
      ),
    )
    const { task } = await night({ schedule: '0 0 * * 1' })
    expect(await loaded(task, '7 days')).toEqual([daysBefore(monday, 5)])
  })

  it('of a task that runs on every day loads the day before', async () => {
    const { task } = await night({ schedule: '0 0 * * *', calendar: 'every-day' })
    expect(await loaded(task, '3 days')).toEqual([dayAgo(3), dayAgo(2), dayAgo(1)])
  })

  it('of a change counts from then on, and stands only for the day before', async () => {
    const { task } = await everyDay()
    await begin()
    await followedUntil(task.id, '2 days')
    const [now] = (await admin.call(etlProjects.list)).items.flatMap(({ tasks }) =>
      tasks.filter(({ id }) => id === task.id),
    )
    const change = (body: object) =>
      admin.call(etlProjects.changeTask, { params: { id: task.id }, version: now!.version, body })
    await expect(change({ dayOffset: -2 })).rejects.toMatchObject({ status: 400 })
    expect(await change({ dayOffset: -1 })).toMatchObject({ dayOffset: -1, waitsFor: [] })
    await begin()
    expect(await daysOf(task.id)).toEqual([])
  })
})

it('takes a changed schedule from now on, at once, and rests while a task is paused', async () => {
  const { task } = await everyDay()
  await begin()
  await followedUntil(task.id, '2 days')
  const change = (body: object, version: number) =>
    admin.call(etlProjects.changeTask, { params: { id: task.id }, version, body })
  const now = async () =>
    (await admin.call(etlProjects.list)).items.flatMap(({ tasks }) => tasks).find(({ id }) => id === task.id)!
  const later = await change({ schedule: '30 18 * * 1-5' }, (await now()).version)
  expect(later.nextRunAt).toMatch(/T10:30:00.000Z$/)
  await begin()
  expect(await daysOf(task.id)).toEqual([])
  const paused = await change({ active: false }, later.version)
  expect(paused.nextRunAt).toBeNull()
  await followedUntil(task.id, '2 days')
  await begin()
  expect(await daysOf(task.id)).toEqual([])
  await change({ active: true, schedule: '0 0 * * *' }, (await now()).version)
  await begin()
  expect(await daysOf(task.id)).toEqual([])
})

it('knows when a run is late: at the due time behind its schedule, which may be next morning', () => {
  const due = (schedule: string | null, dueTime: string | null, dayOffset: 0 | -1 = 0) =>
    dueAt({ schedule, dueTime, dayOffset }, '2026-11-20')?.toISOString()
  expect(due('30 18 * * *', '20:00')).toBe('2026-11-20T12:00:00.000Z')
  expect(due('30 18 * * *', '06:00')).toBe('2026-11-20T22:00:00.000Z')
  expect(due(null, '06:00')).toBe('2026-11-19T22:00:00.000Z')
  expect(due('30 18 * * 1', '19:00')).toBe('2026-11-20T11:00:00.000Z')
  expect(due('30 18 * * *', null)).toBeUndefined()
  // Friday is loaded on Saturday, or by a schedule of working days on Monday.
  expect(due('0 2 * * *', '06:00', -1)).toBe('2026-11-20T22:00:00.000Z')
  expect(due('0 2 * * 1-5', '06:00', -1)).toBe('2026-11-22T22:00:00.000Z')
  expect(due('0 2 * * 1-5', '01:00', -1)).toBe('2026-11-23T17:00:00.000Z')
  expect(due(null, '06:00', -1)).toBe('2026-11-20T22:00:00.000Z')
})

it('refuses a schedule that is none or never comes', async () => {
  for (const [schedule, code] of [
    ['every day', 'schedule.shape'],
    ['61 * * * *', 'schedule.shape'],
    ['* * * * * *', 'schedule.shape'],
    ['0 0 31 2 *', 'schedule.never'],
  ])
    await expect(makeSimpleTask(admin, { schedule: schedule! }), schedule).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: 'schedule', code }] },
    })
})
