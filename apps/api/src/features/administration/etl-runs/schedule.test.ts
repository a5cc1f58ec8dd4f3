import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Api, Client } from '#http/testing.ts'
import { beginScheduled } from './begin-scheduled.ts'
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
  const due = (schedule: string | null, dueTime: string | null) =>
    dueAt({ schedule, dueTime }, '2026-11-20')?.toISOString()
  expect(due('30 18 * * *', '20:00')).toBe('2026-11-20T12:00:00.000Z')
  expect(due('30 18 * * *', '06:00')).toBe('2026-11-20T22:00:00.000Z')
  expect(due(null, '06:00')).toBe('2026-11-19T22:00:00.000Z')
  expect(due('30 18 * * 1', '19:00')).toBe('2026-11-20T11:00:00.000Z')
  expect(due('30 18 * * *', null)).toBeUndefined()
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
