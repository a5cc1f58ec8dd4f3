import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One folder of Prisma's standard `prisma/migrations`; the checksum is SHA-256 of the file, in hex, as Prisma keeps it. */
export type Migration = { name: string; sql: string; checksum: string }

/** The migrations of a folder in the order of their names; a folder without a `migration.sql` is none. */
export function migrationsOn(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}
