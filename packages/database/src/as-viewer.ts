import type { Permission, PersonalClass, Scope } from '@rapport/contract/permissions'
import pg from 'pg'
import { type Connection, type Connections, sendTogether } from './connections.ts'
import type { PrismaClient } from './generated/client.ts'

/** Who is asking, as the database knows them at this moment. */
export interface Viewer {
  readonly id: string
  readonly scope: Scope
  /** The units of a viewer who sees units: her own and all below. */
  readonly units: readonly string[]
  readonly permissions: readonly Permission[]
  readonly clearance: readonly PersonalClass[]
}

type Models = Omit<
  PrismaClient,
  | '$connect'
  | '$disconnect'
  | '$on'
  | '$transaction'
  | '$extends'
  | '$executeRaw'
  | '$executeRawUnsafe'
  | '$queryRaw'
  | '$queryRawUnsafe'
  | symbol
>

/**
 * The database as somebody sees it, inside one transaction. Models are Prisma's; `rows` is for the few statements that
 * are written by hand: a named, prepared statement with parameters, never text made from input.
 */
export type Db = Models & {
  readonly viewer: Viewer | null
  rows<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]>
  /** The connection itself, for COPY. */
  readonly connection: pg.PoolClient
  /** From here on the transaction also sees removed customers. */
  seeRemoved(): Promise<void>
  /** Why the following changes are made: written with each into the audit trail. */
  because(reason: string): Promise<void>
}

const array = (items: readonly string[]) => `{${items.map((item) => `"${item.replace(/["\\]/g, '')}"`).join(',')}}`

/**
 * A prepared statement is planned anew whenever another role runs it, so each scope has statements of its own: `o:`, `u:`,
 * `a:`, `n:`, and `s:` for the system. Names have 61 characters left.
 */
function dbOver(connection: Connection, viewer: Viewer | null): Db {
  const { client } = connection
  const own = {
    viewer,
    connection: client,
    rows: async (name: string, text: string, values: unknown[]) =>
      (await client.query({ name: name && `${viewer?.scope[0] ?? 's'}:${name}`, text, values })).rows,
    seeRemoved: async () => void (await client.query("select set_config('rapport.removed', 'on', true)")),
    because: async (reason: string) =>
      void (await client.query("select set_config('rapport.reason', $1, true)", [reason])),
  }
  // Prisma's client is only made when a model is first asked for: hot reads never pay for it.
  return new Proxy(own, {
    get: (target, name, receiver) =>
      name in target ? Reflect.get(target, name, receiver) : Reflect.get(connection.prisma, name),
  }) as unknown as Db
}

async function inTransaction<T>(
  connections: Connections,
  begin: string,
  viewer: Viewer | null,
  readOnly: boolean,
  work: (db: Db) => Promise<T>,
) {
  const connection = await connections.borrow()
  const { client } = connection
  let broken = false
  sendTogether(client)
  // Not waited for: the work's first statement goes out behind it. Should it fail, the work fails with it, because the
  // login role may read nothing; its own error is then the one that is told.
  const begun = client.query(begin)
  begun.catch(() => undefined)
  try {
    const result = await work(dbOver(connection, viewer))
    await begun
    if (!readOnly) await client.query('commit')
    else endReading(client)
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw await begun.then(
      () => error,
      (cause: unknown) => cause,
    )
  } finally {
    connection.giveBack(broken)
  }
}

/** Nothing depends on the end of a transaction that only read: it goes out with whatever this connection is asked next. */
function endReading(client: pg.PoolClient) {
  sendTogether(client)
  // A connection that died meanwhile tells its pool, which forgets it.
  client.query('commit').catch(() => undefined)
}

const setting = (name: string, value: string) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`

/** Runs `work` in one transaction as this person: PostgreSQL hides what they may not see. */
export function asViewer<T>(
  connections: Connections,
  viewer: Viewer,
  options: { readOnly: boolean; requestId?: string },
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const settings = [
    setting('role', `sees_${viewer.scope}`),
    setting('rapport.viewer', viewer.id),
    setting('rapport.units', array(viewer.units)),
    setting('rapport.permissions', array(viewer.permissions)),
    setting('rapport.request', options.requestId ?? ''),
  ]
  const begin = `begin${options.readOnly ? ' read only' : ''}; select ${settings.join(', ')}`
  return inTransaction(connections, begin, viewer, options.readOnly, work)
}

/** Runs `work` in one transaction as the system: sign-in, sessions, the trail, jobs looking for work. Sees all rows. */
export function asSystem<T>(
  connections: Connections,
  options: { actorId?: string; requestId?: string },
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const settings = [
    setting('role', 'rapport_system'),
    setting('rapport.viewer', options.actorId ?? ''),
    setting('rapport.request', options.requestId ?? ''),
    setting('rapport.removed', 'on'),
  ]
  return inTransaction(connections, `begin; select ${settings.join(', ')}`, null, false, work)
}
