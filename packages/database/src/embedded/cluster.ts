import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.ts'

/** The superuser that initdb makes; it owns the product's database. */
export const OWNER = 'rapport'

/**
 * Makes the database files if there are none, and returns the owner's password, random and kept in the data folder.
 * A start killed half-way through leaves a `.new` folder, which the next one clears away.
 */
export async function ensureCluster(bin: string, place: Place, dataDir: string, log: (line: string) => void) {
  const passwordFile = join(dataDir, 'postgres-password')
  if (existsSync(place.cluster)) {
    if (!existsSync(passwordFile))
      throw new Error(`${passwordFile} is missing: without it ${place.cluster} cannot be opened.`)
    return readFileSync(passwordFile, 'utf8').trim()
  }
  log('creating the database')
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  const unfinished = `${place.cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  // initdb's user may be shut out of the data folder, so it is handed the password in a file of its own.
  const handed = `${unfinished}.password`
  writeFileSync(handed, `${password}\n`, { mode: 0o600 })
  if (place.user) for (const path of [unfinished, handed]) chownSync(path, place.user.uid, place.user.gid)
  try {
    await initdb(bin, place, unfinished, handed)
  } finally {
    rmSync(handed, { force: true })
  }
  renameSync(unfinished, place.cluster)
  return password
}

function initdb(bin: string, place: Place, into: string, passwordFile: string): Promise<void> {
  // The locale is what pg_trgm asks which letters are letters; the built-in provider sorts by code point, the same everywhere.
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const trust = [`--username=${OWNER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const flags = [`--pgdata=${into}`, ...trust, ...locale, '--data-checksums']
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, 'initdb'), flags, { ...place.user, cwd: '/', env: plainEnvironment() })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed:\n${said}`))))
  })
}

/** Without this process's PG… variables, which would bend PostgreSQL's defaults. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}
