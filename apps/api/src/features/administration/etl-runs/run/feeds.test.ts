import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { notifications } from '@rapport/contract/administration/notifications'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tellAlerts } from '#features/administration/etl-runs/alerts/tell-alerts.ts'
import {
  doing,
  ending,
  machineOf,
  makeItem,
  makeSimpleTask,
  makeSource,
  makeTask,
  start,
  startDataCentre,
  stepsOf,
  work,
} from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'
import { executors as real } from './executors.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
  mkdirSync(join(api.product.collecting.dropDir, 'prices'), { recursive: true })
})
afterAll(() => api.close())

const day = '2026-11-20'
const open = (id: string) => admin.call(etlRuns.open, { params: { id } })
const logOf = async (id: string) =>
  (await admin.call(etlRuns.log, { params: { id }, query: { limit: '200' } })).items.filter(({ code }) =>
    code.startsWith('feed.'),
  )
const soon = () => new Date(Date.now() + 8 * 3_600_000 + 3_600_000).toISOString()

/** A feed of prices in a folder, as its own task; and a task over something else that needs them. */
async function feedAndTask(more: Parameters<typeof makeTask>[2] = {}) {
  const source = await makeSource(admin, { kind: 'folder', folder: 'prices' })
  const place = `prices-${source.code}-{date}.csv`
  const column = (name: string) => ({ column: name })
  const item = await makeItem(admin, source.id, {
    target: 'prices',
    place,
    mapping: {
      target: 'prices',
      fields: { securityCode: column('code'), day: column('day'), price: column('close') },
    },
  })
  const feed = await makeTask(admin, [...stepsOf(item.id), ...ending('')])
  const { task } = await makeSimpleTask(admin, { waitsFor: [item.id], ...more })
  const { done, executors } = doing()
  const path = (on: string) =>
    join(api.product.collecting.dropDir, 'prices', place.replace('{date}', on.replaceAll('-', '')))
  return {
    item,
    feed,
    task,
    done,
    drop: (rows: string[], on = day) => writeFileSync(path(on), `code,day,close\n${rows.join('\n')}\n`),
    take: (on = day) => rmSync(path(on)),
    /** The task's own steps do nothing; the feed's are those of the product. */
    machine: machineOf(api, {
      ...executors,
      fetch: (step, means) => (step.item?.id === item.id ? real : executors).fetch(step, means),
      stage: (step, means) => (step.item?.id === item.id ? real : executors).stage(step, means),
      check: (step, means) => (step.item?.id === item.id ? real : executors).check(step, means),
      finish: (steps, means, told) =>
        (steps.some((step) => step.item?.id === item.id) ? real : executors).finish(steps, means, told),
    }),
  }
}
const good = (on = day) => Array.from({ length: 10 }, (_, i) => `60000${i},${on},1${i}.50`)

describe('a run whose feed', () => {
  it('is broken is held before its merge, and goes on by itself once the feed is mended and published', async () => {
    const { item, feed, task, done, drop, machine } = await feedAndTask()
    drop(good().map((row, n) => (n < 5 ? row.replace(/[^,]*$/, 'none') : row)))
    const [broken] = await start(admin, feed.id, day)
    await work(machine)
    expect(await open(broken!.id)).toMatchObject({ state: 'held', failure: 'rows.too-many-bad' })
    const [run] = await start(admin, task.id, day)
    await work(machine)
    const held = await open(run!.id)
    expect(held).toMatchObject({ state: 'held', failure: 'feed.broken', stepsDone: 3 })
    expect(held.stepRuns.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'held', 'waiting', 'waiting'])
    expect(await logOf(run!.id)).toMatchObject([
      { code: 'feed.broken', level: 'warning', step: 'merge', details: { items: item.code } },
    ])
    expect(done).toEqual(['fetch', 'stage', 'check'])
    // A file that is mended is fetched again: that is what a re-run does.
    drop(good())
    await admin.call(etlRuns.rerunStep, { params: { id: broken!.id, step: 'fetch' } })
    expect((await open(run!.id)).state).toBe('held')
    await work(machine)
    expect((await open(broken!.id)).state).toBe('done')
    expect(await open(run!.id)).toMatchObject({ state: 'done', failure: null })
    expect(done).toEqual(['fetch', 'stage', 'check', 'merge', 'summarise', 'publish'])
  })

  it('is held with bad rows goes on when another run of the feed is published', async () => {
    const { feed, task, drop, machine } = await feedAndTask()
    drop(['600000,tomorrow,1', '600001,never,2'])
    await start(admin, feed.id, day)
    const [run] = await start(admin, task.id, day)
    await work(machine)
    await work(machine)
    expect((await open(run!.id)).state).not.toBe('done')
    drop(good())
    await start(admin, feed.id, day)
    await work(machine)
    expect((await open(run!.id)).state).toBe('done')
  })

  it('has not come is waited for until it is due; then it is late and held, and goes on all the same', async () => {
    const [today, dueTime] = [soon().slice(0, 10), soon().slice(11, 16)]
    const { item, feed, task, drop, machine } = await feedAndTask({ dueTime })
    const [run] = await start(admin, task.id, today)
    await work(machine)
    const waiting = await open(run!.id)
    expect(waiting).toMatchObject({ state: 'waiting', failure: 'feed.missing', late: false })
    expect(waiting.stepRuns[3]).toMatchObject({ state: 'waiting', failure: 'feed.missing', tries: 0 })
    const set = (text: string) => api.make((db) => db.rows('', text, [run!.id]))
    const lookAgain = async () => {
      await set('update etl_runs set resume_at = null where id = $1')
      await set('update etl_step_runs set next_try_at = null where run_id = $1')
      await work(machine)
    }
    await lookAgain()
    expect(await logOf(run!.id)).toMatchObject([{ code: 'feed.missing', details: { items: item.code } }])
    await set("update etl_runs set due_at = now() - interval '1 second' where id = $1")
    await lookAgain()
    expect(await open(run!.id)).toMatchObject({ state: 'held', failure: 'feed.missing' })
    await tellAlerts(api.product.connections)
    expect((await open(run!.id)).late).toBe(true)
    const told = (await admin.call(notifications.list, { query: { unread: 'true' } })).items
    const kinds = told
      .filter((one) => 'details' in one && 'runId' in one.details && one.details.runId === run!.id)
      .map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['run-held', 'run-late'])
    drop(good(today), today)
    await start(admin, feed.id, today)
    await work(machine)
    expect(await open(run!.id)).toMatchObject({ state: 'done', failure: null })
  })

  it('comes while it waits goes on at once, not at the next look', async () => {
    const [today, dueTime] = [soon().slice(0, 10), soon().slice(11, 16)]
    const { feed, task, drop, machine } = await feedAndTask({ dueTime })
    const [run] = await start(admin, task.id, today)
    await work({ ...machine, lookAgainMs: 600_000 })
    expect((await open(run!.id)).state).toBe('waiting')
    drop(good(today), today)
    await start(admin, feed.id, today)
    await work(machine)
    expect((await open(run!.id)).state).toBe('done')
  })

  it('is on its way is waited for, also on a day that is nobody’s news', async () => {
    const { feed, task, drop, machine } = await feedAndTask()
    drop(good('2025-03-04'), '2025-03-04')
    const [run] = await start(admin, task.id, '2025-03-04')
    const [coming] = await start(admin, feed.id, '2025-03-04')
    const hold = (at: string) =>
      api.make((db) =>
        db.rows('', `update etl_runs set resume_at = now() + interval '${at}' where id = $1`, [coming!.id]),
      )
    await hold('1 hour')
    await work(machine)
    expect(await open(run!.id)).toMatchObject({ state: 'waiting', failure: 'feed.missing' })
    await hold('-1 hour')
    await work(machine)
    expect((await open(run!.id)).state).toBe('done')
  })

  it('does not come on that day, as its calendar says, is not waited for', async () => {
    const { item, feed, machine } = await feedAndTask()
    await api.make((db) =>
      db.rows(
        '',
        `insert into warehouse.calendar (market, day, trading, settlement) values ('CN', '2026-11-21', false, false)`,
        [],
      ),
    )
    await admin.call(etlProjects.changeTask, {
      params: { id: feed.id },
      version: feed.version,
      body: { calendar: 'trading-days' },
    })
    await start(admin, feed.id, '2026-11-21')
    const { task } = await makeSimpleTask(admin, { waitsFor: [item.id] })
    const [run] = await start(admin, task.id, '2026-11-21')
    await work(machine)
    await work(machine)
    expect((await open(run!.id)).state).toBe('done')
  })

  it('is not needed any more goes on, and one that is given up can be stopped', async () => {
    const { task, machine } = await feedAndTask()
    const [one, two] = await start(admin, task.id, '2025-01-02', '2025-01-03')
    await work(machine)
    expect(await open(one!.id)).toMatchObject({ state: 'held', failure: 'feed.missing' })
    expect((await open(two!.id)).state).toBe('waiting')
    await admin.call(etlProjects.changeTask, { params: { id: task.id }, version: task.version, body: { waitsFor: [] } })
    await work(machine)
    expect((await open(one!.id)).state).toBe('done')
    expect((await open(two!.id)).state).toBe('done')
    const other = await feedAndTask()
    const [given] = await start(admin, other.task.id, '2025-01-02')
    await work(other.machine)
    const stopped = await admin.call(etlRuns.stop, { params: { id: given!.id } })
    expect(stopped.state).toBe('stopped')
    expect(stopped.stepRuns.slice(3).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped'])
    await expect(admin.call(etlRuns.stop, { params: { id: given!.id } })).rejects.toMatchObject({ status: 409 })
  })
})

describe('what a task waits for', () => {
  const refusal = (field: string, code: string) => ({ problem: { status: 422, errors: [{ field, code }] } })

  it('is an item that is there and that it does not bring itself', async () => {
    const { item } = await makeSimpleTask(admin)
    const waiting = (waitsFor: string[]) => makeTask(admin, stepsOf(item.id), { waitsFor })
    const unknown = '01900000-0000-7000-8000-0000000000ff'
    await expect(waiting([unknown])).rejects.toMatchObject(refusal('waitsFor.0', 'wait.unknown-item'))
    await expect(waiting([item.id])).rejects.toMatchObject(refusal('waitsFor.0', 'wait.own-item'))
    const { item: other, task } = await makeSimpleTask(admin)
    await expect(waiting([other.id, other.id])).rejects.toMatchObject(refusal('waitsFor.1', 'wait.twice'))
    const change = admin.call(etlProjects.changeTask, {
      params: { id: task.id },
      version: task.version,
      body: { waitsFor: [other.id] },
    })
    await expect(change).rejects.toMatchObject(refusal('waitsFor.0', 'wait.own-item'))
  })

  it('never waits for it in turn, however far', async () => {
    const one = await makeSimpleTask(admin)
    const two = await makeSimpleTask(admin, { waitsFor: [one.item.id] })
    const three = await makeSimpleTask(admin, { waitsFor: [two.item.id] })
    const change = (waitsFor: string[]) =>
      admin.call(etlProjects.changeTask, {
        params: { id: one.task.id },
        version: one.task.version,
        body: { waitsFor },
      })
    await expect(change([three.item.id])).rejects.toMatchObject({
      problem: {
        errors: [{ field: 'waitsFor', code: 'wait.circle' }],
        details: { circle: [one, three, two, one].map(({ task }) => task.code).join(' > ') },
      },
    })
    await expect(makeSimpleTask(admin, { waitsFor: [one.item.id, three.item.id] })).resolves.toBeDefined()
  })

  it('goes into the file of its project by the codes of the items', async () => {
    const { item } = await makeSimpleTask(admin)
    const { task } = await makeSimpleTask(admin, { waitsFor: [item.id], dayOffset: -1, schedule: '0 2 * * *' })
    const file = await admin.call(etlProjects.file, { params: { id: task.projectId } })
    expect(file.tasks[0]).toMatchObject({ waitsFor: [item.code], dayOffset: -1 })
    const load = (waitsFor: string[]) =>
      admin.call(etlProjects.load, { body: { ...file, tasks: file.tasks.map((one) => ({ ...one, waitsFor })) } })
    expect((await load([item.code])).tasks[0]).toMatchObject({ version: task.version, waitsFor: [item.id] })
    expect((await load([])).tasks[0]).toMatchObject({ version: task.version + 1, waitsFor: [] })
    await expect(load(['nobody'])).rejects.toMatchObject(refusal('tasks.0.waitsFor.0', 'wait.unknown-item'))
  })
})
