import { Connections } from '@rapport/database/connections'
import { sqlStateOf } from '#http/errors.ts'
import { runImports } from '#jobs/run-imports.job.ts'
import { readEnvironment } from './env.ts'
import { productOf } from './product.ts'
import { secretsOf } from './secrets.ts'

// The process that runs imports, beside the server that forked it: what it reads cannot slow a page, and its memory has
// a limit of its own. It goes when its parent goes.

const env = readEnvironment(process.env)
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    stopping = true
  })
// The server is gone, and maybe its database with it: what is not committed is not there.
process.on('disconnect', () => process.exit(0))

const connections = new Connections(env.DATABASE_URL!, { most: 6, statementSeconds: 60 })
/** What went wrong without what the rows say: the words of a database or parser may hold a value of somebody. */
function told(error: unknown): string {
  const state = sqlStateOf(error)
  if (!(error instanceof Error)) return `import: ${typeof error}\n`
  const { code = error.name } = error as Error & { code?: unknown }
  const what = state ? `the database said ${state}` : error instanceof TypeError ? error.message : code
  const places = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return `import: ${[what, ...places].join('\n')}\n`
}

await runImports(
  productOf(env, secretsOf(env), connections),
  () => stopping,
  // What breaks off because everything stops is no fault.
  (error) => stopping || process.stderr.write(told(error)),
)
await connections.end()
process.disconnect?.()
process.exit(0)
