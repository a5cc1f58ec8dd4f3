import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
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
import { Held, nothingDone, StepFails, Stopped } from '#warehouse/step.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
})
afterAll(() => api.close())

const open = (id: string) => admin.call(etlRuns.open, { params: { id } })
const statesOf = async (id: string) =>
  Object.fromEntries((await open(id)).stepRuns.map(({ step, state }) => [step, state]))
const codesIn = async (id: string) =>
  (await admin.call(etlRuns.log, { params: { id }, query: { limit: '200' } })).items.map(({ code }) => code)
const rerun = (id: string, step: string) => admin.call(etlRuns.rerunStep, { params: { id, step } })
const order = ['fetch', 'stage', 'check', 'merge', 'summarise', 'publish']

async function twoItems(more: Parameters<typeof makeTask>[2] = {}) {
  const source = await makeSource(admin, { kind: 'upload' })
  const [one, two] = [await makeItem(admin, source.id), await makeItem(admin, source.id)]
  return makeTask(admin, [...stepsOf(one.id, '-1'), ...stepsOf(two.id, '-2'), ...ending('-1', '-2')], more)
}

describe('a run', () => {
  it('does its steps in the order of what they need and counts what they found', async () => {
    const { task, item } = await makeSimpleTask(admin)
    const [run] = await start(admin, task.id)
    expect(run).toMatchObject({ state: 'waiting', cause: 'person', steps: 6, stepsDone: 0, businessDate: '2026-11-20' })
    const { done, executors } = doing({
      stage: async () => ({ ...nothingDone, rowsIn: 9876, refused: 3, late: 2 }),
      check: async (step) => {
        expect(step).toMatchObject({ kind: 'check', item: { code: item.code }, batchId: expect.any(String) })
        return {
          ...nothingDone,
          refused: 4,
          differences: [{ what: 'rows', declared: '2', found: '1', difference: '1' }],
        }
      },
    })
    await work(machineOf(api, executors))
    expect(done).toEqual(order)
    const { stepRuns, ...end } = await open(run!.id)
    expect(end).toMatchObject({ state: 'done', stepsDone: 6, rowsIn: 9876, refused: 4, lateRows: 2, failure: null })
    expect(stepRuns.map(({ step, state, tries }) => [step, state, tries])).toEqual(order.map((s) => [s, 'done', 1]))
    expect(stepRuns[2]).toMatchObject({ differences: [{ what: 'rows', difference: '1' }], needs: ['stage'] })
    expect(await codesIn(run!.id)).toContain('run.done')
    expect((await admin.call(etlRuns.list, { query: { taskId: task.id } })).items[0]!.usualMs).toBeGreaterThanOrEqual(0)
  })

  it('does independent steps side by side, two at most', async () => {
    const source = await makeSource(admin, { kind: 'upload' })
    const items = [await makeItem(admin, source.id), await makeItem(admin, source.id), await makeItem(admin, source.id)]
    const task = await makeTask(
      admin,
      items.map(({ id }, i) => stepsOf(id, `-${i}`)[0]!),
    )
    await start(admin, task.id)
    let now = 0
    let most = 0
    const busy = async () => {
      most = Math.max(most, ++now)
      await new Promise((passed) => setTimeout(passed, 150))
      now--
      return nothingDone
    }
    await work(machineOf(api, doing({ 'fetch-0': busy, 'fetch-1': busy, 'fetch-2': busy }).executors))
    expect(most).toBe(2)
  })

  it('keeps the steps that it began with when the task is changed', async () => {
    const { task } = await makeSimpleTask(admin)
    const [run] = await start(admin, task.id)
    await admin.call(etlProjects.changeTask, {
      params: { id: task.id },
      version: task.version,
      body: { steps: task.steps.slice(0, 1) },
    })
    const { done, executors } = doing()
    await work(machineOf(api, executors))
    expect(done).toEqual(order)
    expect((await open(run!.id)).state).toBe('done')
  })

  it('tries what may be over in a moment again, five times in all, and then says the cause', async () => {
    const { task } = await makeSimpleTask(admin)
    const [run] = await start(admin, task.id)
    const pauses: number[] = []
    const away = async () => {
      throw Object.assign(new Error('of somebody: 13812345678'), { code: '57P01' })
    }
    const machine = machineOf(api, doing({ stage: away }).executors, {
      pause: (tries) => {
        pauses.push(tries)
        return 1
      },
    })
    await vi.waitFor(async () => {
      await work(machine)
      expect((await open(run!.id)).state).toBe('failed')
    }, 30_000)
    expect(pauses).toEqual([1, 2, 3, 4])
    const end = await open(run!.id)
    expect(end).toMatchObject({ failure: 'database.57p01' })
    expect(end.stepRuns.map(({ state, tries }) => [state, tries]).slice(0, 3)).toEqual([
      ['done', 1],
      ['failed', 5],
      ['waiting', 0],
    ])
    expect(JSON.stringify((await admin.call(etlRuns.log, { params: { id: run!.id } })).items)).not.toContain('138')
  })

  it('waits between two tries without holding a worker, longer each time', async () => {
    const { task } = await makeSimpleTask(admin)
    const [run] = await start(admin, task.id)
    const machine = machineOf(api, doing({ stage: async () => Promise.reject(new Error('once')) }).executors, {
      pause: () => 60_000,
    })
    await work(machine)
    expect(await open(run!.id)).toMatchObject({ state: 'waiting', stepsDone: 1 })
    expect((await statesOf(run!.id)).stage).toBe('waiting')
    const [row] = await api.make((db) =>
      db.rows<{ wait: number }>(
        't1',
        'select extract(epoch from resume_at - now())::int as wait from etl_runs where id = $1',
        [run!.id],
      ),
    )
    expect(row!.wait).toBeGreaterThan(50)
    await admin.call(etlRuns.stop, { params: { id: run!.id } })
  })

  it('fails at once where trying again would not help, and does what does not depend on it', async () => {
    const task = await twoItems()
    const [run] = await start(admin, task.id)
    const fails = async () => {
      throw new StepFails('file.columns-changed', { columns: 'price' })
    }
    const { done, executors } = doing({ 'stage-1': fails })
    await work(machineOf(api, executors))
    expect(await open(run!.id)).toMatchObject({ state: 'failed', failure: 'file.columns-changed' })
    expect(await statesOf(run!.id)).toMatchObject({
      'stage-1': 'failed',
      'check-1': 'waiting',
      'check-2': 'done',
      'merge-2': 'waiting',
      publish: 'waiting',
    })
    expect(done).not.toContain('merge-2')
  })

  it('is held with what did not agree, until a person has looked and runs the step again with all that needs it', async () => {
    const { task } = await makeSimpleTask(admin)
    const [run] = await start(admin, task.id)
    const differences = [{ what: 'amount', declared: '215640338.20', found: '215614271.64', difference: '26066.56' }]
    let held = true
    const { done, executors } = doing({
      check: async () => {
        if (held) throw new Held('totals.differ', { ...nothingDone, differences })
        return nothingDone
      },
    })
    const machine = machineOf(api, executors)
    await work(machine)
    const first = await open(run!.id)
    expect(first).toMatchObject({ state: 'held', failure: 'totals.differ' })
    expect(first.stepRuns[2]).toMatchObject({ state: 'held', failure: 'totals.differ', differences })
    held = false
    done.length = 0
    expect((await rerun(run!.id, 'check')).state).toBe('waiting')
    expect(await statesOf(run!.id)).toMatchObject({ fetch: 'done', stage: 'done', check: 'waiting', merge: 'waiting' })
    await work(machine)
    expect(done).toEqual(['check', 'merge', 'summarise', 'publish'])
    expect((await open(run!.id)).state).toBe('done')
  })

  it('ends merge, summarise and publish together or not at all', async () => {
    const { task } = await makeSimpleTask(admin)
    const [run] = await start(admin, task.id)
    let broken = true
    const { done, executors } = doing({
      summarise: async () => {
        if (broken) throw new StepFails('sums.fault')
        return nothingDone
      },
    })
    const machine = machineOf(api, executors)
    await work(machine)
    expect(await statesOf(run!.id)).toMatchObject({ merge: 'waiting', summarise: 'failed', publish: 'waiting' })
    broken = false
    done.length = 0
    await rerun(run!.id, 'summarise')
    await work(machine)
    expect(done).toEqual(['merge', 'summarise', 'publish'])
    await rerun(run!.id, 'publish')
    expect(await statesOf(run!.id)).toMatchObject({ merge: 'waiting', summarise: 'waiting', publish: 'waiting' })
    await work(machine)
  })

  it('stops where nothing is half done, and goes on from there when a step is run again', async () => {
    const { task } = await makeSimpleTask(admin)
    const [run] = await start(admin, task.id)
    const { executors } = doing({
      stage: async (_, { stopping }) => {
        await admin.call(etlRuns.stop, { params: { id: run!.id } })
        await vi.waitFor(() => expect(stopping()).toBe(true), 30_000)
        throw new Stopped()
      },
    })
    await work(machineOf(api, executors))
    expect(await open(run!.id)).toMatchObject({ state: 'stopped', stepsDone: 1 })
    expect(await statesOf(run!.id)).toMatchObject({ fetch: 'done', stage: 'stopped', publish: 'stopped' })
    await expect(admin.call(etlRuns.stop, { params: { id: run!.id } })).rejects.toMatchObject({
      problem: { status: 409, code: 'run.ended' },
    })
    await rerun(run!.id, 'stage')
    // Who meddled is in the log.
    expect(await codesIn(run!.id)).toEqual(expect.arrayContaining(['run.stop-asked', 'step.run-again']))
    const { done, executors: again } = doing()
    await work(machineOf(api, again))
    expect(done).toEqual(order.slice(1))
    expect((await open(run!.id)).state).toBe('done')
  })

  it('is skipped on a day that is not a trading day, and runs with a warning where the calendar does not reach', async () => {
    await api.make((db) =>
      db.rows(
        't2',
        `insert into warehouse.calendar (market, day, trading, settlement)
         select 'CN', d, extract(isodow from d) < 6, true from generate_series('2025-01-01'::date, '2025-12-31', '1 day') d`,
        [],
      ),
    )
    const { task } = await makeSimpleTask(admin, { calendar: 'trading-days' })
    const [saturday] = await start(admin, task.id, '2025-11-22')
    const { done, executors } = doing()
    const machine = machineOf(api, executors)
    await work(machine)
    expect([done, (await open(saturday!.id)).state, (await statesOf(saturday!.id)).fetch]).toEqual([
      [],
      'skipped',
      'skipped',
    ])
    const [friday] = await start(admin, task.id, '2025-11-21')
    const [unknown] = await start(admin, task.id, '2019-11-23')
    await work(machine)
    expect((await open(friday!.id)).state).toBe('done')
    expect((await open(unknown!.id)).state).toBe('done')
    expect(await codesIn(unknown!.id)).toContain('calendar.unknown')
    expect(await codesIn(friday!.id)).not.toContain('calendar.unknown')
  })
})
