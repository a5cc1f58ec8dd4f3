import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { asOwner } from '@rapport/database/as-owner'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import {
  ending,
  makeItem,
  makeSource,
  makeTask,
  start,
  startDataCentre,
  stepsOf,
} from '#features/administration/etl-runs/testing.ts'
import { type Api, type Client, testKey } from '#http/testing.ts'
import { prepareJobs } from '#jobs/boss.ts'

let api: Api
let admin: Client
const workers = new Set<ChildProcess>()
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
  await prepareJobs(api.database.ownerUrl)
})
afterEach(async () => {
  keepAlive = false
  for (const worker of workers) {
    worker.kill('SIGKILL')
    if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit')
  }
  workers.clear()
})
afterAll(() => api.close())

let keepAlive = false
const begun: string[] = []
const errors: string[] = []
let deaths = 0

/** A worker process; with `again` another follows one that dies, as in the product. */
function startWorker({ again = false, env = {} }: { again?: boolean; env?: NodeJS.ProcessEnv } = {}): ChildProcess {
  const worker = fork(fileURLToPath(new URL('../testing-worker.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--max-old-space-size=128'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: api.database.appUrl,
      RAPPORT_KEY: testKey,
      RAPPORT_DATA_DIR: api.product.dataDir,
      ...env,
    },
  })
  workers.add(worker)
  worker.on('message', (step) => begun.push(String(step)))
  worker.stderr!.on('data', (text: Buffer) => errors.push(text.toString()))
  worker.on('exit', () => {
    workers.delete(worker)
    deaths++
    if (again && keepAlive) startWorker({ again, env })
  })
  return worker
}

const open = (id: string) => admin.call(etlRuns.open, { params: { id } })
const until = (id: string, state: string, timeout = 200_000) =>
  vi.waitFor(async () => expect((await open(id)).state).toBe(state), { timeout, interval: 100 })

/** A task whose step of this kind does what its new code says. */
async function taskWith(kind: string, code: string) {
  const source = await makeSource(admin, { kind: 'upload' })
  const item = await makeItem(admin, source.id)
  const named = (name: string) => (name === kind ? code : name)
  const steps = [...stepsOf(item.id), ...ending('')].map((step) => ({
    ...step,
    code: named(step.code),
    needs: step.needs.map(named),
  }))
  return makeTask(admin, steps)
}

it('goes on from the step in which its worker was killed, and does no other twice', async () => {
  for (const kind of ['stage', 'merge']) {
    begun.length = 0
    const code = `slow-${kind}`
    const task = await taskWith(kind, code)
    const [run] = await start(admin, task.id)
    const worker = startWorker()
    await vi.waitFor(() => expect(begun).toContain(`${code} 2026-11-20`), { timeout: 150_000, interval: 20 })
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    expect((await open(run!.id)).state).toBe('running')
    startWorker()
    await until(run!.id, 'done')
    const times = (step: string) => begun.filter((line) => line.startsWith(`${step} `)).length
    expect(times(code)).toBe(2)
    // What ends together begins again together; before it nothing is done twice.
    for (const step of ['fetch', 'stage', 'check'].filter((step) => step !== kind))
      expect(times(step), `${step} with ${kind}`).toBe(1)
    const { stepRuns } = await open(run!.id)
    expect(stepRuns.find(({ step }) => step === code)).toMatchObject({ state: 'done', tries: 2 })
    for (const other of workers) {
      other.kill('SIGTERM')
      expect((await once(other, 'exit'))[0]).toBe(0)
    }
  }
})

it('ends when told to, between two pieces of a step, and counts no try for it', async () => {
  const task = await taskWith('stage', 'slow-to-stop')
  const [run] = await start(admin, task.id)
  const worker = startWorker()
  await vi.waitFor(() => expect(begun).toContain('slow-to-stop 2026-11-20'), { timeout: 150_000 })
  worker.kill('SIGTERM')
  expect((await once(worker, 'exit'))[0]).toBe(0)
  expect((await open(run!.id)).state).toBe('waiting')
  startWorker()
  await until(run!.id, 'done')
})

it('parks a step that kills its worker again and again, and lets the neighbours go on', {
  timeout: 300_000,
}, async () => {
  keepAlive = true
  deaths = 0
  const exits = await taskWith('stage', 'exit-here')
  const eats = await taskWith('stage', 'eat-all')
  const throws = await taskWith('stage', 'throw-here')
  const hangs = await taskWith('check', 'hang-here')
  const neighbour = await taskWith('stage', 'slow-neighbour')
  const ids = []
  for (const task of [exits, eats, throws, hangs, neighbour]) ids.push((await start(admin, task.id))[0]!.id)
  startWorker({ again: true, env: { LONGEST_MS: '5000' } })
  const [exit, eat, thrown, hang, good] = ids as [string, string, string, string, string]
  await until(good, 'done')
  for (const id of [exit, eat, hang]) await until(id, 'failed')
  for (const id of [exit, eat, hang]) expect((await open(id)).failure).toBe('step.kills-worker')
  await until(thrown, 'failed')
  expect((await open(thrown)).failure).toBe('step.fault')
  const triesOf = async (id: string, step: string) => (await open(id)).stepRuns.find((one) => one.step === step)!.tries
  expect(await triesOf(exit, 'exit-here')).toBe(3)
  expect(await triesOf(eat, 'eat-all')).toBe(3)
  expect(await triesOf(thrown, 'throw-here')).toBeGreaterThanOrEqual(5)
  expect(deaths).toBeGreaterThanOrEqual(3)
})

it('finds a run again whose job was lost with the whole queue', async () => {
  const task = await taskWith('stage', 'slow-stage')
  const runs = await start(admin, task.id, '2026-11-16', '2026-11-17')
  begun.length = 0
  startWorker()
  await vi.waitFor(() => expect(begun.length).toBeGreaterThan(0), { timeout: 150_000 })
  await asOwner(api.database.ownerUrl, (owner) => owner.query('drop schema pgboss cascade'))
  await prepareJobs(api.database.ownerUrl)
  for (const { id } of runs) await until(id, 'done')
})

it('does each run once with two workers', async () => {
  begun.length = 0
  const tasks = [await taskWith('stage', 'stage'), await taskWith('stage', 'stage')]
  startWorker()
  startWorker()
  const runs = []
  for (const task of tasks) runs.push(...(await start(admin, task.id, '2026-11-16', '2026-11-18')))
  for (const { id } of runs) await until(id, 'done')
  for (const day of ['2026-11-16', '2026-11-17', '2026-11-18'])
    expect(begun.filter((line) => line === `fetch ${day}`).length).toBe(2)
  expect(begun.length).toBe(6 * runs.length)
})
