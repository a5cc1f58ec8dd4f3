import pg from 'pg'
import { StepFails } from '#warehouse/step.ts'
import { CannotPull, type Collecting, type Found, type Source } from './found.ts'
import { reach } from './pull-hosts.ts'

const ROWS = 2_000
const types = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig

/** How the rows are to be written: as the item's layout says that they are. */
export interface Dialect {
  delimiter: string
  quote: boolean
  header: boolean
}

/** A connection to the database of a source: an allowed host, the address that was checked, TLS beyond this machine, read only. */
async function connect(collecting: Collecting, { settings, secret }: Source, statementMs: number): Promise<pg.Client> {
  if (settings.kind !== 'postgres') throw new Error('not a database')
  const to = await reach(collecting.pullHosts, { host: settings.host, port: settings.port, usual: 5432 })
  const client = new pg.Client({
    host: to.address,
    port: to.port,
    database: settings.database,
    user: settings.user,
    password: secret ?? '',
    ...(to.kind !== 'loopback' && {
      ssl: { servername: to.host, rejectUnauthorized: true, ...(collecting.ca && { ca: collecting.ca }) },
    }),
    types,
    connectionTimeoutMillis: 15_000,
    application_name: 'rapport data centre',
    options: `-c default_transaction_read_only=on -c statement_timeout=${statementMs} -c client_encoding=UTF8 -c DateStyle=ISO -c idle_in_transaction_session_timeout=600000`,
  })
  client.on('error', () => undefined)
  await client.connect().catch((error: { code?: string }) => {
    if (error.code === '28P01' || error.code === '28000' || error.code === '3D000')
      throw new StepFails('pull.refused', { state: error.code })
    throw new CannotPull('pull.away')
  })
  return client
}

/** One statement alone: the extended protocol takes no second one behind it, so a query cannot end our transaction. */
const alone = (client: pg.Client, text: string) =>
  client.query({ text, queryMode: 'extended' } as pg.QueryConfig & { rowMode?: never })

/** The tables that may be read, by name. */
export async function tablesOf(collecting: Collecting, source: Source, most: number) {
  const client = await connect(collecting, source, 10_000)
  try {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and has_table_privilege(c.oid, 'select') order by 1 limit $1`,
      [most + 1],
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The rows of a query as CSV, some at a time through a cursor, in one read-only transaction. */
export async function takeFromPostgres(
  collecting: Collecting,
  source: Source,
  query: string,
  dialect: Dialect,
  { statementMs = 600_000, most = Number.POSITIVE_INFINITY }: { statementMs?: number; most?: number } = {},
): Promise<Found> {
  const client = await connect(collecting, source, statementMs)
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    await alone(client, `declare rows no scroll cursor for ${query}`)
  } catch (error) {
    await client.end().catch(() => undefined)
    throw refusal(error)
  }
  return { name: 'query.csv', bytes: rowsOf(client, dialect, most) }
}

async function* rowsOf(client: pg.Client, dialect: Dialect, most: number): AsyncGenerator<Buffer> {
  const line = lineOf(dialect)
  try {
    for (let read = 0, first = true; ; first = false) {
      const { rows, fields } = await client.query<(string | null)[]>({
        text: `fetch ${Math.min(ROWS, most - read)} from rows`,
        rowMode: 'array',
      } as never)
      const head = first && dialect.header ? line(fields.map(({ name }) => name)) : ''
      if (head !== '' || rows.length > 0) yield Buffer.from(head + rows.map(line).join(''))
      read += rows.length
      if (rows.length < ROWS || read >= most) return
    }
  } catch (error) {
    throw error instanceof StepFails ? error : refusal(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function lineOf({ delimiter, quote }: Dialect): (cells: readonly (string | null)[]) => string {
  const risky = new RegExp(`["\\r\\n${delimiter === '\t' ? '\\t' : `\\${delimiter}`}]`)
  const cell = (text: string | null) => {
    if (text === null || !risky.test(text)) return text ?? ''
    if (!quote) throw new StepFails('pull.needs-quotes')
    return `"${text.replaceAll('"', '""')}"`
  }
  return (cells) => `${cells.map(cell).join(delimiter)}\n`
}

/** What the query did wrong is told by its code; what the connection did is tried again. */
function refusal(error: unknown): Error {
  const { code } = error as { code?: string }
  if (code === '57014') return new StepFails('pull.too-slow')
  if (code && /^(22|25|26|34|42|0A|2B|3F)/.test(code)) return new StepFails('pull.query', { state: code })
  return new CannotPull('pull.away')
}
