import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { makeBranch } from '@rapport/database/factories'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Api, type Client, startApi, testKey } from '#http/testing.ts'
import { askAgainAndAgain } from '#http/testing-load.ts'

let api: Api
let person: Client
beforeAll(async () => {
  api = await startApi({ durable: true })
  person = await api.signIn('account-manager', await api.make((db) => makeBranch(db)))
  return () => api.close()
})
let product: Running | undefined
afterEach(async () => {
  product?.process.kill('SIGKILL')
  product = undefined
})

interface Running {
  process: ChildProcess
  said: () => string
  origin: string
}

/** The whole product from its sources, over the database that the test made people in. */
async function startProduct(environment: NodeJS.ProcessEnv = {}): Promise<Running> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('start.ts', import.meta.url))], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: api.database.ownerUrl,
      RAPPORT_DATA_DIR: api.product.dataDir,
      RAPPORT_SESSION_SECRET: api.product.sessions.secret,
      RAPPORT_ENCRYPTION_KEYS: `k1:${testKey}`,
      RAPPORT_INDEX_KEY: testKey,
      RAPPORT_DRAIN_SECONDS: '1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'exit')
  const origin = () => /^ready (\S+)$/m.exec(said)?.[1]
  const ready = vi.waitFor(() => expect(origin()).toBeDefined(), { timeout: 50_000, interval: 20 })
  await Promise.race([ready, ended])
  return { process: child, said: () => said, origin: origin() ?? '' }
}

/** Processes that this one started, those that serve: the worker is not one of them. */
const serversOf = ({ pid }: ChildProcess) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('server.ts'))
    .map(Number)

describe('the servers', () => {
  it('are replaced twice under load, and no request is lost; then all end', async () => {
    product = await startProduct({ RAPPORT_SERVERS: '2' })
    const first = serversOf(product.process)
    const load = askAgainAndAgain(product.origin, person.cookie, 16)
    for (const round of [1, 2]) {
      const before = load.answered()
      await vi.waitFor(() => expect(load.answered()).toBeGreaterThan(before + 200), { timeout: 30_000 })
      product.process.kill('SIGUSR2')
      const replaced = () => product!.said().match(/^servers replaced$/gm)?.length
      await vi.waitFor(() => expect(replaced()).toBe(round), { timeout: 60_000 })
    }
    expect(Object.keys((await load.end()).outcomes)).toEqual(['200'])
    const last = serversOf(product.process)
    expect(last).toHaveLength(2)
    expect(last.filter((pid) => first.includes(pid))).toEqual([])

    product.process.kill('SIGTERM')
    expect((await once(product.process, 'exit'))[0]).toBe(0)
    await expect(fetch(product.origin)).rejects.toThrow()
  })

  it('are as many as before when they are told twice at once', async () => {
    product = await startProduct({ RAPPORT_SERVERS: '1' })
    const { process: first, said } = product
    const [before] = serversOf(first)
    first.kill('SIGUSR2')
    await new Promise((later) => setTimeout(later, 100))
    first.kill('SIGUSR2')
    const replaced = () => said().match(/^servers replaced$/gm)?.length
    await vi.waitFor(() => expect(replaced()).toBe(2), { timeout: 60_000 })
    expect(serversOf(first)).toHaveLength(1)
    expect(serversOf(first)).not.toEqual([before])
  })

  it('come back by themselves when one is killed', async () => {
    product = await startProduct({ RAPPORT_SERVERS: '1' })
    const [before] = serversOf(product.process)
    process.kill(before!, 'SIGKILL')
    const answered = async () => (await fetch(`${product!.origin}/api/health/ready`).catch(() => null))?.status
    await vi.waitFor(async () => expect(await answered()).toBe(200), { timeout: 30_000 })
    expect(serversOf(product.process)).not.toEqual([before])
  })

  it('are not there without the process that started them', async () => {
    product = await startProduct()
    product.process.kill('SIGKILL')
    const answered = () =>
      fetch(`${product!.origin}/api/health/live`).then(
        () => true,
        () => false,
      )
    await vi.waitFor(async () => expect(await answered()).toBe(false), { timeout: 30_000 })
  })

  it('know nothing of the owner of the database', async () => {
    product = await startProduct()
    const [server] = serversOf(product.process)
    const known = readFileSync(`/proc/${server}/environ`, 'utf8').split('\0')
    const url = known.find((line) => line.startsWith('DATABASE_URL='))!
    expect(new URL(url.slice('DATABASE_URL='.length)).username).toMatch(/^rapport_app_/)
    expect(known.filter((line) => line.includes(api.database.ownerUrl))).toEqual([])
  })

  it('say so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    product = await startProduct({ PORT: String(port) })
    expect(product.said()).toContain(`Port ${port} is in use: stop what listens there, or choose another with PORT=…`)
    expect(product.process.exitCode).toBe(1)
    other.close()
  })
})
