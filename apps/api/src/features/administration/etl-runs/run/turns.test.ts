import { collectionItems } from '@rapport/contract/administration/collection-items'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  doing,
  machineOf,
  makeSimpleTask,
  start,
  startDataCentre,
  work,
} from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'
import { nothingDone, StepFails } from '#warehouse/step.ts'
import { runEtl } from './run-etl.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
})
afterAll(() => api.close())

const open = (id: string) => admin.call(etlRuns.open, { params: { id } })
const rerun = (id: string, step: string) => admin.call(etlRuns.rerunStep, { params: { id, step } })
const order = ['fetch', 'stage', 'check', 'merge', 'summarise', 'publish']

describe('runs of one task', () => {
  it('of a back-fill come in the order of their days, and a day that is not done holds the later ones', async () => {
    const { task } = await makeSimpleTask(admin)
    const runs = await start(admin, task.id, '2026-11-16', '2026-11-18')
    expect(runs.map(({ businessDate, cause }) => [businessDate, cause])).toEqual([
      ['2026-11-16', 'back-fill'],
      ['2026-11-17', 'back-fill'],
      ['2026-11-18', 'back-fill'],
    ])
    const days: string[] = []
    let broken = true
    const { executors } = doing({
      fetch: async (_, { run }) => {
        days.push(run.businessDate)
        if (broken && run.businessDate === '2026-11-17') throw new StepFails('arrival.too-large')
        return nothingDone
      },
    })
    const machine = machineOf(api, executors)
    await work(machine)
    const states = async () => Promise.all(runs.map(async ({ id }) => (await open(id)).state))
    expect(days).toEqual(['2026-11-16', '2026-11-17'])
    expect(await states()).toEqual(['done', 'failed', 'waiting'])
    // Also where a job for it is in the queue already.
    await runEtl(machine, runs[2]!.id, task.id)
    expect(await states()).toEqual(['done', 'failed', 'waiting'])
    broken = false
    await rerun(runs[1]!.id, 'fetch')
    await work(machine)
    expect(days).toEqual(['2026-11-16', '2026-11-17', '2026-11-17', '2026-11-18'])
    expect(await states()).toEqual(['done', 'done', 'done'])
  })

  it('never run at the same time, also with two workers, and each step is done once', async () => {
    const { task } = await makeSimpleTask(admin)
    const [one] = await start(admin, task.id, '2026-11-16')
    const [two] = await start(admin, task.id, '2026-11-17')
    let now = 0
    let most = 0
    const busy = async () => {
      most = Math.max(most, ++now)
      await new Promise((passed) => setTimeout(passed, 30))
      now--
      return nothingDone
    }
    const { done, executors } = doing(Object.fromEntries(order.map((step) => [step, busy])))
    const [a, b] = [machineOf(api, executors), machineOf(api, executors)]
    const both = (id: string) => [runEtl(a, id, task.id), runEtl(b, id, task.id)]
    await Promise.all([...both(one!.id), ...both(two!.id)])
    await work(a)
    expect(most).toBe(1)
    expect(done.toSorted()).toEqual([...order, ...order].toSorted())
  })

  it('cannot be asked for twice for the same day while one is waiting', async () => {
    const { task } = await makeSimpleTask(admin)
    await start(admin, task.id, '2026-11-17')
    await expect(start(admin, task.id, '2026-11-16', '2026-11-18')).rejects.toMatchObject({
      problem: { status: 409, code: 'run.under-way', details: { businessDate: '2026-11-17' } },
    })
    const { items } = await admin.call(etlRuns.list, { query: { taskId: task.id } })
    expect(items.map(({ businessDate }) => businessDate)).toEqual(['2026-11-17'])
    await work(machineOf(api, doing().executors))
  })
})

describe('an item', () => {
  it('that is paused fails the steps that are about it, until it goes on', async () => {
    const { task, item } = await makeSimpleTask(admin)
    await admin.call(collectionItems.change, {
      params: { id: item.id },
      version: item.version,
      body: { active: false },
    })
    const [run] = await start(admin, task.id)
    await work(machineOf(api, doing().executors))
    expect(await open(run!.id)).toMatchObject({ state: 'failed', failure: 'item.paused' })
  })
})
