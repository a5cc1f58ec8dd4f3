import { randomInt } from 'node:crypto'
import { asSystem } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { startEmbedded } from '@rapport/database/embedded'
import { migrate } from '@rapport/database/migrate'
import { asRole, ensureLoginRole } from '@rapport/database/roles'
import { prepareJobs } from '#jobs/boss.ts'
import { CannotStart, type Environment } from './env.ts'

export interface Database {
  /** The server's login role: what the product and its worker connect as. */
  url: string
  /** The same for the data centre's loads. */
  warehouseUrl: string
  connections: Connections
  stop: () => Promise<void>
}

/** Opens the database: the given one or the embedded, brought up to date, checked, and entered as a role without rights. */
export async function openDatabase(
  env: Environment,
  loginPassword: string,
  log: (line: string) => void,
): Promise<Database> {
  const embedded = env.DATABASE_URL ? null : await startEmbedded({ dataDir: env.RAPPORT_DATA_DIR, log })
  const ownerUrl = env.DATABASE_URL ?? embedded!.url
  try {
    const applied = await migrate(ownerUrl)
    if (applied.length > 0) log(`database: ${applied.length} migrations applied`)
    const { url, role } = await ensureLoginRole(ownerUrl, { password: loginPassword })
    await prepareJobs(ownerUrl)
    const connections = new Connections(url, { most: env.RAPPORT_DATABASE_POOL })
    await refuseUnsafe(connections)
    const warehouseUrl = env.WAREHOUSE_URL ? asRole(env.WAREHOUSE_URL, role, loginPassword) : url
    if (env.WAREHOUSE_URL) await refuseAnother(connections, warehouseUrl)
    return {
      url,
      warehouseUrl,
      connections,
      stop: async () => {
        await connections.end()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

/**
 * The warehouse is merged, summed and published in one transaction with the customers whom it names: its road must lead to
 * the same database. Where a lock that is held on one can be had on the other they are two. Throws `CannotStart`.
 */
export async function refuseAnother(connections: Connections, warehouseUrl: string) {
  const lock = [randomInt(2 ** 31), randomInt(2 ** 31)]
  const warehouse = new Connections(warehouseUrl, { most: 1 })
  try {
    const [found] = await asSystem(connections, {}, async (db) => {
      await db.rows('hold-a-lock', 'select pg_advisory_xact_lock($1, $2)', lock)
      return warehouse
        .ask<{ free: boolean }>('try-a-lock', 'select pg_try_advisory_xact_lock($1, $2) as free', lock)
        .catch((error: Error) => {
          throw new CannotStart([`WAREHOUSE_URL cannot be reached: ${error.message}`])
        })
    })
    if (found?.free !== false)
      throw new CannotStart(['WAREHOUSE_URL is another database than DATABASE_URL: it must lead to the same one'])
  } finally {
    await warehouse.end()
  }
}

/** What must hold of a database before anybody's customers go into it (D-17). Throws `CannotStart` with all that does not. */
export async function refuseUnsafe(connections: Connections) {
  const [role] = await connections.ask<{ mighty: boolean; inherits: boolean }>(
    'check-role',
    'select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty, rolinherit as inherits from pg_roles where rolname = current_user',
    [],
  )
  const settings = await connections.ask<{ name: string; setting: string }>(
    'check-settings',
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'TimeZone', 'server_encoding')`,
    [],
  )
  const [version] = await connections.ask<{ n: number }>(
    'check-version',
    "select current_setting('server_version_num')::int as n",
    [],
  )
  const walls = await asSystem(connections, {}, (db) =>
    db.rows<{ name: string }>(
      'check-walls',
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'warehouse') and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
         and not (c.relrowsecurity and c.relforcerowsecurity)`,
      [],
    ),
  )
  const is = Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))
  const reasons = [
    role?.mighty &&
      'the login role of the server may more than it should: superuser, bypassrls, createrole or createdb',
    role?.inherits && 'the login role of the server inherits rights: want NOINHERIT',
    is.fsync !== 'on' && 'the database runs with fsync off: committed work could be lost',
    is.full_page_writes !== 'on' && 'the database runs with full_page_writes off',
    is.synchronous_commit === 'off' && 'the database runs with synchronous_commit off: answered work could be lost',
    is.TimeZone !== 'UTC' && 'the time zone of the connection is not UTC',
    is.server_encoding !== 'UTF8' && 'the encoding of the database is not UTF8',
    (version?.n ?? 0) < 150_000 && 'PostgreSQL 15 or newer is needed',
    walls.length > 0 && `row-level security is not forced on: ${walls.map(({ name }) => name).join(', ')}`,
  ].filter((reason): reason is string => typeof reason === 'string')
  if (reasons.length > 0) throw new CannotStart(reasons)
}
