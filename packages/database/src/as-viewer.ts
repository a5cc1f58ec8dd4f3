import type { Permission, PersonalClass, Scope } from '@rapport/contract/permissions'
import type pg from 'pg'
import type { Connection, Connections } from './connections.ts'
import type { PrismaClient } from './generated/client.ts'
import type { Rows, Statement } from './together.ts'

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

/** A transaction that begins with its first statement: who asks, and what they ask, go out in one write. */
class Transaction {
  begun: Promise<Rows[]> | null = null

  constructor(
    private readonly connection: Connection,
    private readonly opening: readonly Statement[],
    private readonly onBegun?: (row: pg.QueryResultRow) => void,
  ) {}

  /** Begins it if nothing has; not waited for, because whatever is asked next goes out behind it. */
  begin(): Promise<unknown> {
    return this.begun ?? this.beginWith([])
  }

  async run(statement: Statement): Promise<Rows> {
    const answers = this.begun ? this.connection.send([statement]) : this.beginWith([statement])
    return (await answers).at(-1)!
  }

  private beginWith(first: readonly Statement[]): Promise<Rows[]> {
    const begun = this.connection.send([...this.opening, ...first]).then((answers) => {
      this.onBegun?.(answers[this.opening.length - 1]![0]!)
      return answers
    })
    // Should it fail, so does what comes behind it: the login role may read nothing.
    begun.catch(() => undefined)
    this.begun = begun
    return begun
  }
}

/**
 * A prepared statement is planned anew whenever another role runs it, so each scope has statements of its own: `o:`, `u:`,
 * `a:`, `n:`, `s:` for the system and `c:` for a customer. Names have 61 characters left.
 */
function dbOver(connection: Connection, transaction: Transaction, viewer: Viewer | null, prefix: string): Db {
  const set = (name: string, value: string) =>
    transaction.run({ name: 'set', text: 'select set_config($1, $2, true)', values: [name, value] })
  const own = {
    viewer,
    rows: (name: string, text: string, values: unknown[]) =>
      transaction.run({ name: name && `${prefix}:${name}`, text, values }),
    seeRemoved: async () => void (await set('rapport.removed', 'on')),
    because: async (reason: string) => void (await set('rapport.reason', reason)),
  }
  return new Proxy(own, {
    get: (target, name, receiver) => {
      if (name in target) return Reflect.get(target, name, receiver)
      void transaction.begin()
      return name === 'connection' ? connection.client : Reflect.get(connection.prisma, name)
    },
  }) as unknown as Db
}

const statement = (name: string, text = name, values: unknown[] = []): Statement => ({ name, text, values })
const begin = { read: statement('begin read only'), write: statement('begin') }
const commit = statement('commit')

interface Opening {
  statements: readonly Statement[]
  viewer: Viewer | null
  readOnly: boolean
  /** Before the names of prepared statements. */
  prefix: string
  /** Told the row of the last of the statements. */
  onBegun?: (row: pg.QueryResultRow) => void
}

async function inTransaction<T>(
  connections: Connections,
  { statements, viewer, readOnly, prefix, onBegun }: Opening,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const connection = await connections.borrow()
  const transaction = new Transaction(connection, statements, onBegun)
  let broken = false
  try {
    const result = await work(dbOver(connection, transaction, viewer, prefix))
    await transaction.begin()
    // Nothing depends on the end of a transaction that only read.
    if (readOnly) connection.owe(commit)
    else await connection.send([commit])
    return result
  } catch (error) {
    if (!transaction.begun) throw error
    await connection.client.query('rollback').catch(() => {
      broken = true
    })
    // When it never began, that is what is told, whatever the work made of it.
    throw await transaction.begun.then(
      () => error,
      (cause: unknown) => cause,
    )
  } finally {
    connection.giveBack(broken)
  }
}

/** The session that a request comes with, and the stamp of all rights at which its viewer was read. */
export interface Proof {
  tokenHash: string
  stamp: number
  idleMinutes: number
  hours: number
}

/** The session has ended, or somebody's rights have changed since its viewer was read: nothing was done. */
export class SessionChanged extends Error {}

interface ViewerOptions {
  readOnly: boolean
  requestId?: string
  /** Checked as the transaction begins; `SessionChanged` when it does not hold. */
  proof?: Proof
  /** Told how many seconds the session had not been seen, as soon as its proof held. */
  onProved?: (secondsUnseen: number) => void
}

/**
 * What one person owns is always found by its owner first, whatever else is asked: planned once, for any values. Planned
 * for each, a search cost more in planning than in searching.
 */
const planning: Record<Scope, string> = {
  own: "set_config('plan_cache_mode', 'force_generic_plan', true),",
  units: '',
  all: '',
  none: '',
}

/** Runs `work` in one transaction as this person: PostgreSQL hides what they may not see. */
export function asViewer<T>(
  connections: Connections,
  viewer: Viewer,
  { readOnly, requestId = '', proof, onProved }: ViewerOptions,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const values = [viewer.id, array(viewer.units), array(viewer.permissions), requestId, `sees_${viewer.scope}`]
  const settings = `set_config('rapport.viewer', $1, true), set_config('rapport.units', $2, true),
    set_config('rapport.permissions', $3, true), set_config('rapport.request', $4, true), ${planning[viewer.scope]}
    set_config('role', $5, true)`
  const scope = viewer.scope[0]
  const enter = proof
    ? statement(`${scope}:enter-proved`, `select seconds_unseen($6, $7, $8, $9) as unseen, ${settings}`, [
        ...values,
        proof.tokenHash,
        proof.stamp,
        proof.idleMinutes,
        proof.hours,
      ])
    : statement(`${scope}:enter`, `select ${settings}`, values)
  const opening = {
    statements: [readOnly ? begin.read : begin.write, enter],
    viewer,
    readOnly,
    prefix: viewer.scope[0]!,
    onBegun: ({ unseen }: pg.QueryResultRow) => onProved?.(unseen),
  }
  return inTransaction(connections, opening, work).catch(ended)
}

function ended(error: { code?: unknown }): never {
  throw error.code === 'RA001' ? new SessionChanged() : error
}

/** The session of a customer at the portal, and how long one lasts. */
export interface PortalProof {
  tokenHash: string
  idleMinutes: number
  hours: number
}

/**
 * Runs `work` in one transaction as the customer whose session it is: nothing but the views of the schema `portal`, each of that
 * customer alone. `SessionChanged` when the session has ended; `onProved` is told for how many seconds it was not seen.
 */
export function asCustomer<T>(
  connections: Connections,
  { tokenHash, idleMinutes, hours }: PortalProof,
  { readOnly, onProved }: { readOnly: boolean; onProved?: (secondsUnseen: number) => void },
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const enter = statement(
    'c:enter',
    "select enter_portal($1, $2, $3) as unseen, set_config('role', 'sees_self', true)",
    [tokenHash, idleMinutes, hours],
  )
  const opening = {
    statements: [readOnly ? begin.read : begin.write, enter],
    viewer: null,
    readOnly,
    prefix: 'c',
    onBegun: ({ unseen }: pg.QueryResultRow) => onProved?.(unseen),
  }
  return inTransaction(connections, opening, work).catch(ended)
}

/** Runs `work` in one transaction as the system: sign-in, sessions, the trail, jobs looking for work. Sees all rows. */
export function asSystem<T>(
  connections: Connections,
  { actorId = '', requestId = '' }: { actorId?: string; requestId?: string },
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const enter = statement(
    'enter-system',
    `select set_config('rapport.viewer', $1, true), set_config('rapport.request', $2, true),
       set_config('rapport.removed', 'on', true), set_config('role', 'rapport_system', true)`,
    [actorId, requestId],
  )
  const opening = { statements: [begin.write, enter], viewer: null, readOnly: false, prefix: 's' }
  return inTransaction(connections, opening, work)
}
