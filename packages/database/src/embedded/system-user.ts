import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

/** Whom PostgreSQL runs as; undefined: the user of this process. */
export type SystemUser = { uid: number; gid: number } | undefined

/**
 * PostgreSQL refuses to run as root. Root hands it to the owner of existing data, else to the system user `postgres`, which
 * is made when missing. Anybody else runs it as themselves.
 */
export function systemUser(existingCluster: string | undefined): SystemUser {
  const own = process.getuid?.()
  const owner = existingCluster === undefined ? undefined : statSync(existingCluster)
  if (own !== 0) {
    if (owner && own !== undefined && owner.uid !== own)
      throw new Error(`${existingCluster} belongs to another system user: start Rapport as that user or as root.`)
    return undefined
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const found = look('postgres') ?? make('postgres')
  if (!found)
    throw new Error('PostgreSQL cannot run as root, and no system user "postgres" could be made: use DATABASE_URL.')
  return found
}

/** Whether that user can enter the folder; a folder of mode 0700 above it is enough to say no. */
export function canEnter(user: SystemUser, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0
}

function look(name: string): SystemUser {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' })
    return answer.status === 0 ? Number(answer.stdout.trim()) : Number.NaN
  })
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid: uid!, gid: gid! } : undefined
}

/** Looks again after each try: another start may have made the user in the meantime. */
function make(name: string): SystemUser {
  const quiet = ['--home-dir', '/nonexistent', '--no-create-home', '--shell', '/usr/sbin/nologin']
  const inAlpine = ['-S', '-D', '-H', '-s', '/sbin/nologin']
  spawnSync('useradd', ['--system', '--user-group', ...quiet, name])
  const made = look(name)
  if (made) return made
  spawnSync('addgroup', ['-S', name])
  spawnSync('adduser', [...inAlpine, '-G', name, name])
  return look(name)
}
