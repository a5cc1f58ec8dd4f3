import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { asOwner } from './as-owner.ts'
import { binaries } from './embedded/binaries.ts'
import { ensureCluster, OWNER } from './embedded/cluster.ts'
import { freePort } from './embedded/free-port.ts'
import { own } from './embedded/owner.ts'
import { findPlace, pointedAt } from './embedded/place.ts'
import { end, endLeftovers, postmaster, processesOf } from './embedded/postmaster.ts'
import { type Server, serve, socketFolder } from './embedded/serve.ts'
import { repositoryRoot } from './repository-root.ts'

const DATABASE = 'rapport'

export type Embedded = {
  /** The owner's connection, a superuser of this server: postgresql://… */
  url: string
  /** Ends the server; resolves when no process of it is left. */
  stop(): Promise<void>
}

/**
 * PostgreSQL 18 from the npm packages on this machine alone, with its files in the data folder (or, where its user cannot enter
 * that, in `/var/tmp`). Ends what an earlier, killed start left running. Throws when a living process goes on using the folder.
 */
export async function startEmbedded(wanted: {
  dataDir: string
  port?: number
  /** How long to wait for another process that uses the folder, in milliseconds; default 20,000. */
  patienceMs?: number
  log?: (line: string) => void
}): Promise<Embedded> {
  if (process.platform === 'win32') throw new Error('PostgreSQL is not embedded on Windows: set DATABASE_URL.')
  const log = wanted.log ?? (() => {})
  const dataDir = resolve(wanted.dataDir)
  const place = findPlace(dataDir, log)
  const disown = await own(dataDir, wanted.patienceMs ?? 20_000, log)
  try {
    await endLeftovers(place.cluster, log)
    const bin = binaries(repositoryRoot(), place.user, log)
    const password = await ensureCluster(bin, place, dataDir, log)
    const { port, pid, over } = await onSomePort(wanted.port, (candidate) => serve(bin, place, candidate))
    const atExit = () => void (processesOf(place.cluster).includes(pid) && process.kill(pid, 'SIGINT'))
    process.once('exit', atExit)
    const stop = async () => {
      process.off('exit', atExit)
      await end(pid, place.cluster)
      await over()
      disown()
    }
    try {
      const url = (database: string) => urlOf(place.cluster, port, password, database)
      await ensureDatabase(url('postgres'))
      return { url: url(DATABASE), stop }
    } catch (cause) {
      await stop()
      throw cause
    }
  } catch (cause) {
    disown()
    throw cause
  }
}

/** The owner's connection of the PostgreSQL that a living product runs in this data folder; undefined when none does. */
export function runningEmbedded(dataDir: string): string | undefined {
  const cluster = join(pointedAt(resolve(dataDir)) ?? join(resolve(dataDir), 'postgres'), 'cluster')
  const server = postmaster(cluster)
  if (!server?.ready || !processesOf(cluster).includes(server.pid)) return undefined
  const password = readFileSync(join(resolve(dataDir), 'postgres-password'), 'utf8').trim()
  return urlOf(cluster, server.port, password, DATABASE)
}

/** Over the server's socket, whose round trip costs two thirds of TCP's; without the `host` of its query, over TCP. */
function urlOf(cluster: string, port: number, password: string, database: string): string {
  const socket = socketFolder(cluster)
  const query = socket === '' ? '' : `?${new URLSearchParams({ host: socket })}`
  return `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${database}${query}`
}

/** Deletes a stopped database with everything that startEmbedded keeps for it, wherever it lies; for tests. */
export function removeEmbedded(dataDir: string): void {
  const elsewhere = pointedAt(resolve(dataDir))
  if (elsewhere !== undefined) rmSync(elsewhere, { recursive: true, force: true })
  rmSync(join(dataDir), { recursive: true, force: true })
}

/** A free port may be taken between the asking and the using: then another is tried, unless it was asked for by number. */
async function onSomePort(asked: number | undefined, start: (port: number) => Promise<Server | false>) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = asked ?? (await freePort())
    const started = await start(port)
    if (started) return { port, ...started }
    if (asked !== undefined) break
  }
  throw new Error(asked === undefined ? 'No free port for PostgreSQL was found.' : `Port ${asked} is in use.`)
}

function ensureDatabase(url: string) {
  return asOwner(url, async (owner) => {
    const { rowCount } = await owner.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await owner.query(`create database ${owner.escapeIdentifier(DATABASE)}`)
  })
}
