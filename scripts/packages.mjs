import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone } from './alone.mjs'

// What must be there before anything else can run, each step done again only when what it depends on has changed.
// Plain Node: nothing is installed yet when this file runs.

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Ends the process with one sentence when this Node is not one of `engines.node`. */
export function checkNode() {
  const have = process.versions.node.split('.').map(Number)
  const fits = manifest.engines.node.split('||').some((range) => {
    const [, sign, version] = /^\s*(\^|>=)([\d.]+)\s*$/.exec(range) ?? []
    const [major = 0, minor = 0, patch = 0] = version?.split('.').map(Number) ?? []
    const newer = have[0] - major || have[1] - minor || have[2] - patch
    return newer >= 0 && (sign === '>=' || have[0] === major)
  })
  if (fits) return
  console.error(`Rapport needs Node ${manifest.engines.node}; this is ${process.version}. Node 24 is recommended.`)
  process.exit(1)
}

/** Installs the packages of pnpm-lock.yaml, with the pnpm that package.json names, fetched by npx. */
export function ensureInstalled(say = console.log) {
  const inputs = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...members('package.json')]
  const machine = [process.versions.node.split('.')[0], process.platform, process.arch].join(' ')
  return once(
    'packages',
    hashOf(inputs, machine),
    () => existsSync(join(root, 'node_modules/.bin/turbo')),
    () => {
      say('installing packages …')
      run(
        'npx',
        ['-y', manifest.packageManager, 'install', '--frozen-lockfile'],
        'The packages could not be installed.',
      )
    },
  )
}

/** Makes Prisma's client from schema.prisma. */
export function ensureGenerated(say = console.log) {
  const made = join(root, 'packages/database/src/generated/client.ts')
  const hash = hashOf(['prisma/schema.prisma', 'prisma.config.ts', 'packages/database/package.json'])
  return once(
    'prisma',
    hash,
    () => existsSync(made),
    () => {
      say("generating Prisma's client …")
      run(bin('prisma'), ['generate'], "Prisma's client could not be generated.")
    },
  )
}

/** Builds the server and the pages. */
export function ensureBuilt(say = console.log) {
  const inputs = ['turbo.json', 'tsconfig.base.json', 'pnpm-lock.yaml', 'prisma', ...members('.')]
  const made = ['apps/api/dist/start.js', 'apps/web/dist/index.html']
  return once(
    'build',
    hashOf(inputs),
    () => made.every((file) => existsSync(join(root, file))),
    () => {
      say('building …')
      run(...turbo('build'), 'The build failed.')
    },
  )
}

const pnpm = (...args) => ['npx', ['-y', manifest.packageManager, ...args]]

/** Turbo calls pnpm by name; npx puts it on the path. */
export const turbo = (task) => pnpm('exec', 'turbo', 'run', task, '--output-logs=errors-only')

export const bin = (name) => join(root, 'node_modules/.bin', name)

/** No telemetry, no questions, no advertising, whatever tool is called. */
export const quiet = {
  CHECKPOINT_DISABLE: '1',
  DO_NOT_TRACK: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
}

/** Does the work unless the stamp says that it was done for these inputs; two processes never do it at the same time. */
async function once(name, hash, isThere, work) {
  const stamp = join(root, 'node_modules', `.rapport-stamp-${name}`)
  const done = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && isThere()
  if (done()) return
  mkdirSync(dirname(stamp), { recursive: true })
  await alone(join(root, 'node_modules/.rapport-lock'), () => {
    if (done()) return
    rmSync(stamp, { force: true })
    work()
    writeFileSync(stamp, hash)
  })
}

/** Runs a tool without showing what it says, unless it fails. CI keeps pnpm from asking. */
function run(command, args, complaint) {
  const env = { ...process.env, ...quiet, CI: 'true' }
  const done = spawnSync(command, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  })
  if (done.status === 0) return
  console.error(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}`)
  console.error(complaint)
  process.exit(1)
}

/** That file of each member of the workspace which has it. */
function members(file) {
  const [, list] = /^packages:\n((?: +- .+\n)+)/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))
  return [...list.matchAll(/- "?([^"\n]+)"?/g)]
    .flatMap(([, member]) => {
      if (!member.endsWith('/*')) return [member]
      const kind = member.slice(0, -2)
      return readdirSync(join(root, kind)).map((name) => join(kind, name))
    })
    .map((member) => join(member, file))
    .filter((path) => existsSync(join(root, path)))
}

const GENERATED = new Set(['node_modules', 'dist', 'generated', '.turbo', 'test-results'])

function hashOf(paths, ...more) {
  const hash = createHash('sha256').update(more.join())
  const add = (path) => {
    hash.update(`\n${path}\n`).update(readFileSync(join(root, path)))
  }
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (GENERATED.has(entry.name)) continue
      if (entry.isDirectory()) walk(join(folder, entry.name))
      else if (entry.isFile() && !/\.(test|spec)\.tsx?$|\.tsbuildinfo$/.test(entry.name)) add(join(folder, entry.name))
    }
  }
  for (const path of paths) {
    if (statSync(join(root, path)).isDirectory()) walk(path)
    else add(path)
  }
  return hash.digest('hex')
}
