import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Client } from 'pg'
import { asOwner } from './as-owner.ts'
import { stillToApply } from './migrations/applied.ts'
import { type Migration, migrationsOn } from './migrations/on-disk.ts'
import { repositoryRoot } from './repository-root.ts'
import { ensureGroupRoles } from './roles.ts'

/** The number that Prisma's command line locks, so that it and we wait for each other. */
const PRISMA_LOCK = 72707369

/**
 * Brings a database up to date with the folder of migrations (default `prisma/migrations`), and returns the names of those
 * applied. Each is one transaction together with its record, so that a failed one, named in the error, leaves nothing
 * behind. Safe when several start at once. Plain SQL is sent as it is: Prisma's adapter splits it at every semicolon.
 */
export function migrate(
  ownerUrl: string,
  { migrationsDir = join(repositoryRoot(), 'prisma/migrations') }: { migrationsDir?: string } = {},
): Promise<string[]> {
  const migrations = migrationsOn(migrationsDir)
  return asOwner(ownerUrl, async (owner) => {
    await ensureGroupRoles(owner)
    await owner.query('select pg_advisory_lock($1)', [PRISMA_LOCK])
    const missing = await stillToApply(owner, migrations)
    for (const migration of missing) await apply(owner, migration)
    return missing.map(({ name }) => name)
  })
}

async function apply(owner: Client, { name, sql, checksum }: Migration) {
  await owner.query('begin')
  try {
    await owner.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at) values ($1, $2, $3, clock_timestamp())`,
      [randomUUID(), checksum, name],
    )
    await owner.query(sql)
    await owner.query(
      `update _prisma_migrations set finished_at = clock_timestamp(), applied_steps_count = 1
       where migration_name = $1 and rolled_back_at is null`,
      [name],
    )
    await owner.query('commit')
  } catch (cause) {
    await owner.query('rollback').catch(() => {})
    throw new Error(`The migration ${name} failed${whereIn(sql, cause)}`, { cause })
  }
}

/** PostgreSQL counts characters from the start of the file; people count lines. */
function whereIn(sql: string, cause: unknown): string {
  const { message, position } = cause as { message: string; position?: string }
  const line = position === undefined ? '' : ` at line ${sql.slice(0, Number(position)).split('\n').length}`
  return `${line}: ${message}`
}
