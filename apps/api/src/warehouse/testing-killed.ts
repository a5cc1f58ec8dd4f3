import { Connections } from '@rapport/database/connections'
import { Seal } from '@rapport/database/seal'
import pg from 'pg'
import { check } from './check.ts'
import { finish } from './finish.ts'
import { stage } from './stage.ts'
import type { Means, Step } from './step.ts'

// Run by a test as a process of its own: loads a day, and is killed by itself before its n-th statement.

/** What the test tells by the environment. */
export interface Told {
  url: string
  key: string
  dataDir: string
  businessDate: string
  runId: string
  steps: Pick<Step, 'code' | 'item' | 'batchId'>[]
  /** 0 never kills. */
  killAt: number
}

const told = JSON.parse(process.env.RAPPORT_TEST_TOLD!) as Told
let statements = 0
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (++statements === told.killAt) process.kill(process.pid, 'SIGKILL')
  return Reflect.apply(query, this, args)
} as never

const connections = new Connections(told.url, { most: 2, statementSeconds: 60 })
const means: Means = {
  connections,
  seal: new Seal(`k1:${told.key}`, told.key),
  dataDir: told.dataDir,
  now: () => new Date(),
  run: { id: told.runId, businessDate: told.businessDate },
  log: () => undefined,
  progress: () => undefined,
  stopping: () => false,
} as unknown as Means
const steps = told.steps.map((step): Step => ({ ...step, kind: 'merge' }))
for (const step of steps) {
  await stage({ ...step, kind: 'stage' }, means)
  await check({ ...step, kind: 'check' }, means)
}
const ends: Step[] = [
  { code: 'sums', kind: 'summarise', item: null, batchId: null },
  { code: 'out', kind: 'publish', item: null, batchId: null },
]
await finish([...steps, ...ends], means, async () => undefined)
await connections.end()
process.stdout.write(`${statements}\n`)
