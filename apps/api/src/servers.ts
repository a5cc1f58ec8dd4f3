import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { CannotStart } from './env.ts'
import type { Told } from './told.ts'

/** The processes that answer requests, behind one port that stays open while they come and go (F-09). */
export interface Servers {
  /** The port they listen on. */
  readonly port: number
  /** Puts a new process in the place of each, one after the other, the new one first: no request is lost. */
  replace(): Promise<void>
  /** Lets all of them finish what they took. */
  stop(): Promise<void>
}

const PAUSE = 1_000

/**
 * Starts `count` processes of the file `exec` with this environment. One that ends, or says that it will, is followed by
 * another. Throws `CannotStart` when the first cannot listen.
 */
export async function startServers(exec: string, environment: NodeJS.ProcessEnv, count: number): Promise<Servers> {
  // Each process takes connections by itself. Handed round by this one, a connection that was on its way to a process that
  // died is never answered.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ exec })
  const serving = new Set<Worker>()
  const port = environment.PORT === '0' ? await freePort(environment.HOST) : Number(environment.PORT)
  let stopping = false

  async function begin() {
    const server = cluster.fork({ ...environment, PORT: String(port) })
    const follow = () => {
      if (serving.delete(server) && !stopping) void beginAgain()
    }
    const listening = new Promise<void>((resolve, reject) => {
      server.once('listening', () => resolve())
      server.on('message', (told: Told) =>
        told === 'leaving' ? follow() : told.failed && reject(new CannotStart([told.failed])),
      )
      server.once('exit', (code, signal) => {
        if (stopping) resolve()
        else reject(new CannotStart([`a server process ended (${signal ?? code}) before it listened`]))
        follow()
      })
    })
    await listening
    serving.add(server)
  }

  async function beginAgain(): Promise<void> {
    try {
      await begin()
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`)
      await new Promise((paused) => setTimeout(paused, PAUSE))
      if (!stopping) return beginAgain()
    }
  }

  async function leave(server: Worker) {
    serving.delete(server)
    const gone = server.isDead() ? undefined : once(server, 'exit')
    server.process.kill('SIGTERM')
    await gone
  }

  async function replaceAll() {
    for (const old of [...serving]) {
      // Ended by itself meanwhile, and followed.
      if (!serving.has(old)) continue
      await begin()
      await leave(old)
    }
  }
  let replacing = Promise.resolve()

  for (let n = 0; n < count; n++) await begin()
  return {
    port,
    /** Told again meanwhile, it does so once more afterwards. */
    replace() {
      replacing = replacing.catch(() => undefined).then(replaceAll)
      return replacing
    },
    async stop() {
      stopping = true
      await Promise.all(Object.values(cluster.workers ?? {}).map((server) => server && leave(server)))
    },
  }
}

/** A port that nobody listens on: all servers need the same, also those that come later. */
async function freePort(host: string | undefined): Promise<number> {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
