import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from './env.ts'

export interface Secrets {
  session: string
  encryptionKeys: string
  indexKey: string
}

/**
 * The secrets: from the environment; in the demo, what is not given is made at random at the first start and kept in the
 * data folder for this user only. There are no default ones.
 */
export function secretsOf(env: Environment): Secrets {
  const file = join(env.RAPPORT_DATA_DIR, 'secrets.json')
  const kept = env.RAPPORT_MODE === 'production' ? {} : keptIn(file)
  return {
    session: env.RAPPORT_SESSION_SECRET ?? kept.session!,
    encryptionKeys: env.RAPPORT_ENCRYPTION_KEYS ?? kept.encryptionKeys!,
    indexKey: env.RAPPORT_INDEX_KEY ?? kept.indexKey!,
  }
}

function keptIn(file: string): Partial<Secrets> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const random = () => randomBytes(32).toString('base64')
  const made: Secrets = { session: random(), encryptionKeys: `k1:${random()}`, indexKey: random() }
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  // Whole or not at all: a start killed here leaves no half file.
  writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return made
}
