import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** What PostgreSQL wrote about itself in `postmaster.pid`; undefined when there is no such file or it is unfinished. */
export function postmaster(cluster: string): { pid: number; port: number; ready: boolean } | undefined {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * Ends whatever PostgreSQL still serves these files: a server that outlived its product, or the processes that outlived
 * their server. A number in a stale `postmaster.pid` that now belongs to somebody else is left alone.
 */
export async function endLeftovers(cluster: string, log: (line: string) => void): Promise<void> {
  const left = postmaster(cluster)
  const alive = processesOf(cluster)
  if (alive.length > 0)
    log(`ending the PostgreSQL that an earlier start left behind (process ${left?.pid ?? alive[0]})`)
  if (left && alive.includes(left.pid)) await end(left.pid, cluster)
  for (const pid of processesOf(cluster)) signal(pid, 'SIGQUIT')
  await gone(() => processesOf(cluster).length === 0, 10_000, `PostgreSQL of ${cluster} does not end`)
  // PostgreSQL looks after the file of a server that is gone, but stops at one whose number is in use again.
  if (left && lives(left.pid)) rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

/** Ends a server: fast (open transactions roll back), and, after half a minute, at once. Throws when it still lives. */
export async function end(pid: number, cluster: string): Promise<void> {
  const ended = () => !processesOf(cluster).includes(pid)
  signal(pid, 'SIGINT')
  await gone(ended, 30_000, '').catch(() => signal(pid, 'SIGQUIT'))
  await gone(ended, 10_000, `PostgreSQL (process ${pid}) does not end`)
}

/** The living PostgreSQL processes whose files these are; each of them has entered its data folder. */
export function processesOf(cluster: string): number[] {
  if (!existsSync(cluster)) return []
  if (process.platform !== 'linux') return besidesLinux(cluster)
  const folder = realpathSync(cluster)
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && linkOf(pid, 'cwd') === folder && /\/postgres( \(deleted\))?$/.test(linkOf(pid, 'exe')))
}

function besidesLinux(cluster: string): number[] {
  const pid = postmaster(cluster)?.pid
  if (pid === undefined) return []
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.includes(cluster) ? [pid] : []
}

/** A process that has ended, and one that nobody has collected yet, have no links. */
function linkOf(pid: number, name: 'cwd' | 'exe'): string {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return ''
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT') {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function gone(isGone: () => boolean, withinMs: number, complaint: string) {
  for (let waited = 0; !isGone(); waited += 20) {
    if (waited >= withinMs) throw new Error(complaint)
    await pause(20)
  }
}
