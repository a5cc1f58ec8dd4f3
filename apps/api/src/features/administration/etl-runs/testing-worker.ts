import { Connections } from '@rapport/database/connections'
import { Seal } from '@rapport/database/seal'
import { runDataCentre } from '#jobs/run-etl.job.ts'
import { nothingDone } from '#warehouse/step.ts'
import { Places } from './run/places.ts'
import type { Executors } from './run/steps.ts'

// A worker whose steps do what their code says, in a process that a test can kill. It tells of each that it begins.

const { DATABASE_URL, RAPPORT_KEY, RAPPORT_DATA_DIR, LONGEST_MS } = process.env
const connections = new Connections(DATABASE_URL!, { most: 6, statementSeconds: 60 })
let stopping = false
process.on('SIGTERM', () => {
  stopping = true
})
process.on('disconnect', () => process.exit(0))

const step: Executors['stage'] = async ({ code }, means) => {
  process.send!(`${code} ${means.run.businessDate}`)
  if (code.startsWith('exit')) process.exit(1)
  if (code.startsWith('hang')) await new Promise(() => undefined)
  if (code.startsWith('eat')) {
    const eaten: number[][] = []
    for (;;) eaten.push(Array.from({ length: 1_000_000 }, (_, i) => i))
  }
  if (code.startsWith('throw')) throw new TypeError('poisoned')
  if (code.startsWith('slow'))
    for (let n = 0; n < 30 && !means.stopping(); n++) await new Promise((passed) => setTimeout(passed, 100))
  return { ...nothingDone, rowsIn: 1 }
}

await runDataCentre(
  {
    connections,
    seal: new Seal(`k1:${RAPPORT_KEY}`, RAPPORT_KEY!),
    now: () => new Date(),
    dataDir: RAPPORT_DATA_DIR!,
    collecting: { dropDir: RAPPORT_DATA_DIR!, pullHosts: [] },
    executors: {
      fetch: async (what, means) => ({ ...(await step(what, means)), batchId: '01900000-0000-7000-8000-000000000001' }),
      stage: step,
      check: step,
      finish: async (steps, means, told) => {
        for (const what of steps) {
          await told(what.code, 'running')
          await told(what.code, 'done', await step(what, means))
        }
        return nothingDone
      },
    },
    places: new Places(),
    pause: () => 100,
    ...(LONGEST_MS && { longestMs: Number(LONGEST_MS) }),
    hung: () => process.exit(70),
    stopping: () => stopping,
  },
  { mail: null, stopping: () => stopping, log: (error) => process.stderr.write(`${String(error)}\n`) },
)
await connections.end()
process.exit(0)
