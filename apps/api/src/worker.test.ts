import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { imports } from '@rapport/contract/customer/imports'
import { makeBranch } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { formOf } from '#features/customer/imports/testing.ts'
import { type Api, type Client, startApi, testKey } from '#http/testing.ts'
import { prepareJobs } from '#jobs/boss.ts'

let api: Api
let ho: Client
let worker: ChildProcess | undefined
beforeAll(async () => {
  api = await startApi()
  await prepareJobs(api.database.ownerUrl)
  ho = await api.signIn('head-office', await api.make((db) => makeBranch(db)))
})
afterAll(async () => {
  worker?.kill('SIGKILL')
  await api.close()
})

function startWorker(): ChildProcess {
  return fork(fileURLToPath(new URL('worker.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      DATABASE_URL: api.database.appUrl,
      RAPPORT_ENCRYPTION_KEYS: `k1:${testKey}`,
      RAPPORT_INDEX_KEY: testKey,
      RAPPORT_DATA_DIR: api.product.dataDir,
    },
  })
}

it('goes on from the last whole block after its process was killed, and stops when told to', {
  timeout: 180_000,
}, async () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => `W-${i},mass,2020-01-01`)
  const file = `customerNo,level,asOf\n${rows.join('\n')}\n`
  const { id } = await ho.call(imports.start, { form: formOf({ kind: 'customers', file }) })
  const open = () => ho.call(imports.open, { params: { id } })
  const until = (is: (state: Awaited<ReturnType<typeof open>>) => boolean) =>
    vi.waitFor(async () => expect(is(await open())).toBe(true), { timeout: 80_000, interval: 20 })

  worker = startWorker()
  await until(({ rows }) => rows > 0)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  const { state, rows: before } = await open()
  expect([state, before % 2_000]).toEqual(['running', 0])
  expect(before).toBeLessThan(12_000)
  expect(await api.make((db) => db.customer.count())).toBe(before)

  worker = startWorker()
  await until(({ state }) => state === 'done')
  expect(await open()).toMatchObject({ rows: 12_000, created: 12_000, updated: 0, unchanged: 0, refused: 0 })
  expect(await api.make((db) => db.customer.count())).toBe(12_000)
  worker.kill('SIGTERM')
  expect((await once(worker, 'exit'))[0]).toBe(0)
})
