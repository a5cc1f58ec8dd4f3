import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { holdings } from './holdings.ts'
import { canEnter, type SystemUser, systemUser } from './system-user.ts'

const POINTER = 'postgres-lies-in'

/** Where the database's files lie: below the data folder, or elsewhere, named by a pointer file in the data folder. */
export type Place = { folder: string; cluster: string; user: SystemUser }

/**
 * Finds the place of an earlier start, or chooses one: the data folder itself, or a folder in `/var/tmp` where PostgreSQL's
 * user cannot enter the data folder. The pointer file alone decides afterwards, so a moved data folder keeps its database.
 */
export function findPlace(dataDir: string, log: (line: string) => void): Place {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true })
    chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700)
  }
  const elsewhere = pointedAt(dataDir)
  if (elsewhere !== undefined && !existsSync(elsewhere))
    throw new Error(
      `The database of ${dataDir} lay in ${elsewhere}, which is gone. Remove ${join(dataDir, POINTER)} to begin anew.`,
    )
  const folder = elsewhere ?? join(dataDir, 'postgres')
  const cluster = join(folder, 'cluster')
  const user = systemUser(existsSync(cluster) ? cluster : undefined)
  if (elsewhere !== undefined || canEnter(user, dataDir)) {
    mkdirSync(folder, { recursive: true })
    if (user) chmodSync(folder, 0o711)
    return { folder, cluster, user }
  }
  if (existsSync(cluster))
    throw new Error(`PostgreSQL's user can no longer enter ${dataDir}: open it, or move it elsewhere.`)
  return chooseElsewhere(dataDir, user, log)
}

/** The folder which the pointer file names; undefined when the database lies in the data folder. */
export function pointedAt(dataDir: string): string | undefined {
  const pointer = join(dataDir, POINTER)
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined
}

function chooseElsewhere(dataDir: string, user: SystemUser, log: (line: string) => void): Place {
  const mark = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12)
  const folder = mkdtempSync(join(holdings(), `data-${mark}-`))
  chmodSync(folder, 0o711)
  const pointer = join(dataDir, POINTER)
  writeFileSync(`${pointer}.new`, `${folder}\n`)
  renameSync(`${pointer}.new`, pointer)
  log(`the database lies in ${folder}, as its user cannot enter ${dataDir}`)
  return { folder, cluster: join(folder, 'cluster'), user }
}
