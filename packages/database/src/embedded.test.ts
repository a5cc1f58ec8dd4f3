import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPlace } from './embedded/place.ts'
import { postmaster, processesOf } from './embedded/postmaster.ts'
import { type Embedded, removeEmbedded, runningEmbedded, startEmbedded } from './embedded.ts'
import { repositoryRoot } from './repository-root.ts'

let folder: string
let dataDir: string
const running: Embedded[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-embedded-'))
  chmodSync(folder, 0o755)
  dataDir = join(folder, 'data')
})
afterEach(async () => {
  for (const embedded of running.splice(0)) await embedded.stop()
  for (const name of readdirSync(folder)) removeEmbedded(join(folder, name))
  removeEmbedded(folder)
})

async function start(at = dataDir): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir: at })
  running.push(embedded)
  return embedded
}

async function stop(embedded: Embedded) {
  running.splice(running.indexOf(embedded), 1)
  await embedded.stop()
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const cluster = (at = dataDir) => findPlace(at, () => {}).cluster

/** A product in a process of its own, as `npm start` is one. */
async function product(): Promise<ChildProcess> {
  const script = `import('${join(import.meta.dirname, 'embedded.ts')}')
    .then(({ startEmbedded }) => startEmbedded({ dataDir: ${JSON.stringify(dataDir)} }))
    .then(() => { console.log('ready'); setInterval(() => {}, 1000) })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
    cwd: repositoryRoot(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout!.once('data', resolve))
  return child
}

async function killed(child: ChildProcess) {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** The shell above the server would end it in good order: killed first, it leaves the server alone in the world. */
function killSupervisor(server: number) {
  const parent = Number(readFileSync(`/proc/${server}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1])
  process.kill(parent, 'SIGKILL')
}

test.each([
  ['that all may enter', 0o755],
  ['that others cannot enter', 0o700],
])('data outlives a stop, in a folder %s, and no process is left', async (_, mode) => {
  chmodSync(folder, mode)
  const first = await start()
  await ask(first.url, 'create table kept as select 42 as answer')
  await stop(first)
  expect(processesOf(cluster())).toEqual([])
  const second = await start()
  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a command beside the product finds its database while it runs, and none before or after', async () => {
  expect(runningEmbedded(dataDir)).toBeUndefined()
  const embedded = await start()
  expect(runningEmbedded(dataDir)).toBe(embedded.url)
  await stop(embedded)
  expect(runningEmbedded(dataDir)).toBeUndefined()
})

test('its socket is among its own files, for its user alone; where the path is too long for one, TCP it is', async () => {
  const host = ({ url }: Embedded) => new URL(url).searchParams.get('host')
  const way = "select coalesce(host(inet_server_addr()), 'socket') as way"
  const near = await start()
  expect(host(near)).toBe(cluster())
  expect(statSync(cluster()).mode & 0o077).toBe(0)
  expect(await ask(near.url, way)).toEqual([{ way: 'socket' }])
  expect(await ask(near.url.replace(/\?.*/, ''), way)).toEqual([{ way: '127.0.0.1' }])
  const far = await start(join(folder, 'a'.repeat(100)))
  expect(host(far)).toBeNull()
  expect(await ask(far.url, way)).toEqual([{ way: '127.0.0.1' }])
})

test('the password is random, in a file of its owner alone, and asked for', async () => {
  const { url } = await start()
  const { password } = new URL(url)
  expect(password.length).toBeGreaterThan(30)
  expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600)
  await expect(ask(url.replace(password, 'password'), 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('it is durable, checks its pages, speaks UTF-8 and listens on this machine alone', async () => {
  const { url } = await start()
  const names =
    "'fsync','full_page_writes','synchronous_commit','data_checksums','server_encoding','listen_addresses','TimeZone'"
  const rows = await ask(url, `select name, setting from pg_settings where name in (${names})`)
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '127.0.0.1',
    server_encoding: 'UTF8',
    synchronous_commit: 'on',
    TimeZone: 'UTC',
  })
})

test('Chinese text is found by trigrams', async () => {
  const { url } = await start()
  await ask(url, 'create extension pg_trgm')
  expect(await ask(url, "select similarity('张伟国', '张伟国') as alike")).toEqual([{ alike: 1 }])
})

test('two products with different data folders run side by side; a third cannot use the folder of one', async () => {
  const [one, other] = [await start(), await start(join(folder, 'other'))]
  expect(new URL(one.url).port).not.toBe(new URL(other.url).port)
  await expect(startEmbedded({ dataDir, patienceMs: 200 })).rejects.toThrow(/is in use by process/)
  expect(await ask(one.url, 'select 1 as here')).toEqual([{ here: 1 }])
})

test('a start waits for a product that is about to end', async () => {
  const first = await start()
  const second = start()
  await stop(first)
  expect(await ask((await second).url, 'select 1 as here')).toEqual([{ here: 1 }])
})

test('a product killed with -9 takes its server along, and the next start finds what was committed', async () => {
  await killed(await product())
  const { url } = await start()
  expect(await ask(url, 'select 1 as here')).toEqual([{ here: 1 }])
})

test.runIf(process.platform === 'linux')(
  'a server that outlived its product is ended before the next one starts',
  async () => {
    const child = await product()
    const left = postmaster(cluster())!.pid
    killSupervisor(left)
    await killed(child)
    expect(processesOf(cluster())).toContain(left)
    const { url } = await start()
    expect(await ask(url, 'select 1 as here')).toEqual([{ here: 1 }])
    expect(processesOf(cluster())).not.toContain(left)
  },
)

test('a postmaster.pid that names a living stranger does not break the start', async () => {
  await stop(await start())
  const { cluster, user } = findPlace(dataDir, () => {})
  // Of PostgreSQL's own user: with anybody else's process it does not mistake the stranger for a server.
  const stranger = spawn('sleep', ['60'], { ...user, cwd: '/' })
  const stale = [stranger.pid, cluster, 0, 1, '', '127.0.0.1', '', 'ready'].join('\n')
  writeFileSync(join(cluster, 'postmaster.pid'), `${stale}\n`)
  try {
    const { url } = await start()
    expect(await ask(url, 'select 1 as here')).toEqual([{ here: 1 }])
    expect(stranger.exitCode).toBeNull()
  } finally {
    stranger.kill()
  }
})

test('a first start that was killed half-way is begun anew', async () => {
  mkdirSync(`${cluster()}.new/base`, { recursive: true })
  const { url } = await start()
  expect(await ask(url, 'select 1 as here')).toEqual([{ here: 1 }])
})
