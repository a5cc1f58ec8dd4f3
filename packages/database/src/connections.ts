import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'
import { type Rows, type Statement, together, Unsure } from './together.ts'

// Prisma and our own statements read the wire alike: days and instants as PostgreSQL prints them.
const DATE = 1082
const TIMESTAMPTZ = 1184
const INT8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === DATE
      ? (text: string) => text
      : oid === TIMESTAMPTZ
        ? (text: string) => new Date(text).toISOString()
        : oid === INT8
          ? Number
          : pg.types.getTypeParser(oid, format)) as never,
}

/** Prisma takes a pool; this one is a single connection, whose transactions are savepoints of the one that is open. */
class OneConnection extends pg.Pool {
  private depth = 0
  constructor(private readonly only: pg.PoolClient) {
    super()
  }
  override query = ((query: pg.QueryArrayConfig, values?: unknown[]) => this.only.query(query, values)) as never
  override connect = (async () => {
    const savepoint = `inner_${++this.depth}`
    const statement = (text: string) =>
      ({
        BEGIN: `savepoint ${savepoint}`,
        COMMIT: `release savepoint ${savepoint}`,
        ROLLBACK: `rollback to savepoint ${savepoint}`,
      })[text] ?? text
    return {
      query: (query: string | pg.QueryArrayConfig, values?: unknown[]) =>
        typeof query === 'string'
          ? this.only.query(statement(query))
          : this.only.query({ ...query, text: statement(query.text) }, values),
      on: () => undefined,
      removeListener: () => undefined,
      off: () => undefined,
      release: () => {
        this.depth--
      },
    }
  }) as never
}

/** One connection to PostgreSQL with a Prisma client that speaks over it, so that both are in the same transaction. */
export class Connection {
  private ofPrisma: PrismaClient | undefined
  private owed: Statement | null = null
  private unsure = false

  constructor(private readonly lent: pg.PoolClient) {}

  /** The client of `pg` itself. */
  get client(): pg.PoolClient {
    this.settle()
    return this.lent
  }

  /** Made when a model is first asked for: hot reads never pay for it. */
  get prisma(): PrismaClient {
    this.settle()
    this.ofPrisma ??= new PrismaClient({ adapter: new PrismaPg(new OneConnection(this.lent)) })
    return this.ofPrisma
  }

  /** Sends these in one write; the rows of each. What follows one that fails is not run. */
  async send(statements: readonly Statement[]): Promise<Rows[]> {
    const owed = this.owed
    this.owed = null
    try {
      const rows = await together(this.lent, owed ? [owed, ...statements] : statements, types)
      return owed ? rows.slice(1) : rows
    } catch (error) {
      if (!(error instanceof Unsure)) throw error
      this.unsure = true
      throw error.cause
    }
  }

  /** Sends this with what comes next over this connection, or by itself when nothing comes in this turn of the event loop. */
  owe(statement: Statement) {
    this.owed = statement
    setImmediate(() => this.settle())
  }

  private settle() {
    // A connection that died meanwhile tells its pool, which forgets it.
    if (this.owed) this.send([]).catch(() => undefined)
  }

  giveBack(broken = false) {
    this.lent.release(broken || this.unsure)
  }
}

const connectionOf = new WeakMap<pg.PoolClient, Connection>()

/** Connections to one database as the server's login role. */
export class Connections {
  private readonly pool: pg.Pool

  constructor(
    private readonly url: string,
    options: { most?: number; statementSeconds?: number } = {},
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: options.most ?? 16,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      application_name: 'rapport',
      // What is asked next need not wait for what was asked before: a transaction begins in the same write as its work.
      pipeline: true,
      types,
      // TimeZone and limits hold for every statement of the connection (F-07 of the trust matrix).
      options: `-c TimeZone=UTC -c statement_timeout=${(options.statementSeconds ?? 5) * 1000} -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c jit=off`,
    })
    // A pooled connection that dies idle must not take the process with it.
    this.pool.on('error', () => undefined)
    this.pool.on('connect', (client) => client.on('error', () => undefined))
  }

  async borrow(): Promise<Connection> {
    const client = await this.pool.connect()
    const known = connectionOf.get(client) ?? new Connection(client)
    connectionOf.set(client, known)
    return known
  }

  /** One statement on its own, as the login role: it may call `viewer_of_session` and little else. */
  async ask<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    const connection = await this.borrow()
    try {
      const [rows] = await connection.send([{ name, text, values }])
      return rows as Row[]
    } finally {
      connection.giveBack()
    }
  }

  /** A connection of its own, outside the pool and without its limits of time, for loads. Whoever opens it ends it. */
  async open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'rapport load',
      types,
      options: '-c TimeZone=UTC -c lock_timeout=30000 -c jit=off -c work_mem=128MB',
    })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  /** How busy the connections are: what admission decides by. */
  get load() {
    return { waiting: this.pool.waitingCount, idle: this.pool.idleCount, open: this.pool.totalCount }
  }

  async end() {
    await this.pool.end()
  }
}
