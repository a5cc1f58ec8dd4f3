import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { plainEnvironment } from './cluster.ts'
import type { Place } from './place.ts'
import { postmaster, processesOf } from './postmaster.ts'

/** For a machine of two cores that also runs the product. Values of rows and texts of statements stay out of the log. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_checkpoints: 'off',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/** The longest path of a socket that Linux and macOS both take, in bytes. */
const LONGEST_SOCKET = 103

/**
 * PostgreSQL in its own session, so that the terminal's Ctrl-C reaches the product alone, under a shell that waits for the
 * end of its input: when the product dies, however it dies, the pipe closes and the shell ends PostgreSQL in good order.
 */
const SUPERVISE = `
  exec 3<&0
  "$@" 3<&- & server=$!
  { read -r _ <&3; kill -INT $server; } >/dev/null 2>&1 & watch=$!
  wait $server; code=$?
  kill $watch; wait $watch; exit $code`

/** Where the server's socket lies: among its files, which its user alone can enter; '' where that is too long a path for one. */
export function socketFolder(cluster: string): string {
  return Buffer.byteLength(`${cluster}/.s.PGSQL.65535.lock`) <= LONGEST_SOCKET ? cluster : ''
}

export type Server = {
  pid: number
  /** Resolves when the server and the shell above it are gone. */
  over(): Promise<void>
}

/** Starts the server on that port and waits until it answers. `false`: the port was taken by somebody else. */
export async function serve(bin: string, place: Place, port: number): Promise<Server | false> {
  const log = join(place.folder, 'postgres.log')
  if (existsSync(log)) renameSync(log, `${log}.old`)
  const output = openSync(log, 'a', 0o600)
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: socketFolder(place.cluster) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  )
  const command = [join(bin, 'postgres'), '-D', place.cluster, '-p', String(port), ...settings]
  const child = spawn('/bin/sh', ['-c', SUPERVISE, 'sh', ...command], {
    ...place.user,
    cwd: '/',
    detached: true,
    env: plainEnvironment(),
    stdio: ['pipe', output, output],
  })
  closeSync(output)
  let failure: Error | undefined
  let running = true
  const ended = new Promise<void>((resolve) => {
    const end = (error?: Error) => {
      failure ??= error
      running = false
      resolve()
    }
    child.on('error', end)
    child.on('exit', () => end())
  })
  child.unref()
  if (child.stdin instanceof Socket) child.stdin.unref()
  const over = () => {
    child.ref()
    return ended
  }
  while (running) {
    const server = postmaster(place.cluster)
    const answers = server?.ready && server.port === port && processesOf(place.cluster).includes(server.pid)
    if (answers) return { pid: server.pid, over }
    await pause(20)
  }
  if (failure) throw failure
  const said = readFileSync(log, 'utf8')
  if (/could not bind|Address already in use/i.test(said)) return false
  throw new Error(`PostgreSQL did not start:\n${said.slice(-4000)}`)
}
