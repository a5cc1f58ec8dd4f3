import type { ClientBase } from 'pg'
import type { Migration } from './on-disk.ts'

/** Prisma's own table, as its command line makes it. */
const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

/**
 * Which of these migrations the database still lacks. Throws when one is recorded as failed, was changed after it was
 * applied, or is known to the database only, which then belongs to a newer version of the product.
 */
export async function stillToApply(client: ClientBase, migrations: Migration[]): Promise<Migration[]> {
  const { rows: found } = await client.query(`select to_regclass('_prisma_migrations') as it`)
  if (found[0]!.it === null) await client.query(TABLE)
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by migration_name`,
  )
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum, finished } of rows) {
    if (!finished)
      throw new Error(`The migration ${name} failed before: put the database right, then use "prisma migrate resolve".`)
    const migration = known.get(name)
    if (!migration)
      throw new Error(`The database has the migration ${name}, which this version of Rapport does not know.`)
    if (migration.checksum !== checksum) throw new Error(`The migration ${name} was changed after it had been applied.`)
  }
  const applied = new Set(rows.map(({ name }) => name))
  return migrations.filter(({ name }) => !applied.has(name))
}
