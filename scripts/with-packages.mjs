import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { bin, checkNode, ensureBuilt, ensureGenerated, ensureInstalled, quiet, root } from './packages.mjs'

// `node scripts/with-packages.mjs [--built] <tool> …`: runs a tool of the workspace, after the packages it needs are there
// and, where it asks for that, the product is built as the sources are now.

const built = process.argv[2] === '--built'
const [tool, ...args] = process.argv.slice(built ? 3 : 2)
if (tool === undefined) {
  console.error('Say which tool: node scripts/with-packages.mjs tsx bench/run.ts')
  process.exit(1)
}
checkNode()
await ensureInstalled(console.error)
await ensureGenerated(console.error)
if (built) await ensureBuilt(console.error)
const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
const child = spawn(bin(tool), args, { stdio: 'inherit', env: { ...process.env, ...quiet, PATH } })
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// The terminal sends Ctrl-C to both: the tool decides when to end.
process.on('SIGINT', () => undefined)
child.on('error', (error) => {
  console.error(`${tool} could not be run: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
