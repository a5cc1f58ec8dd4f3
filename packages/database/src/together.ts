/// <reference path="./pg-utils.d.ts" />
import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'

/** A named statement is prepared once a connection; one without a name each time. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}
export type Rows = pg.QueryResultRow[]

/** The connection inside `pg`, which knows PostgreSQL's messages. */
interface Wire {
  stream: { write(bytes: Buffer): void }
  parsedStatements: Record<string, string>
  submittedNamedStatements: Record<string, string>
  parse(message: { name: string; text: string }): void
  bind(message: { statement: string; values: unknown[]; valueMapper: (value: unknown) => unknown }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: object): void
}
type Column = { name: string; read: (text: string) => unknown }

/** The message that ends an exchange: PostgreSQL answers, and goes on after an error, from here. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4])
/** The columns of each statement that a connection has prepared: described once. */
const columnsOf = new WeakMap<object, Map<string, Column[]>>()

/**
 * Several statements in one write, answered in one read: system calls and round trips are what a request costs. What
 * follows a statement that fails is not run.
 */
class Together extends pg.Query<Rows> {
  private readonly answers: Rows[] = []
  private columns: Column[] | undefined
  private rowsHere: Rows = []
  private known = new Map<string, Column[]>()
  declare callback: (error: Error | null, answers?: Rows[]) => void

  constructor(
    private readonly statements: readonly Statement[],
    private readonly types: pg.CustomTypesConfig,
  ) {
    super({ text: 'together' })
  }

  override submit = ((wire: Wire) => {
    this.known = columnsOf.get(wire) ?? this.known
    columnsOf.set(wire, this.known)
    const parts: Buffer[] = []
    const parsed = new Map<string, string>()
    // `pg` makes the messages; they are kept back until all are there.
    const kept = Object.create(wire, { _send: { value: (part: Buffer) => parts.push(part) } }) as Wire
    for (const { name, text, values } of this.statements) {
      const before = parsed.get(name) ?? wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]
      // The server knows it by its name alone, and would run what the name stood for first.
      if (name && before !== undefined && before !== text) throw new Error(`two statements are named ${name}`)
      if (!name || before === undefined) kept.parse({ name, text })
      if (name && before === undefined) parsed.set(name, text)
      kept.bind({ statement: name, values, valueMapper: prepareValue })
      if (!this.known.has(name)) kept.describe({ type: 'P', name: '' })
      kept.execute({})
    }
    for (const [name, text] of parsed) wire.submittedNamedStatements[name] = text
    wire.stream.write(Buffer.concat([...parts, SYNC]))
  }) as never

  private get statement() {
    return this.statements[this.answers.length]!
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }) {
    this.columns = fields.map(({ name, dataTypeID }) => ({ name, read: this.types.getTypeParser(dataTypeID, 'text') }))
  }
  handleDataRow({ fields }: { fields: (string | null)[] }) {
    this.columns ??= this.known.get(this.statement.name)!
    const row: pg.QueryResultRow = {}
    for (const [i, { name, read }] of this.columns.entries()) {
      const text = fields[i]!
      row[name] = text === null ? null : read(text)
    }
    this.rowsHere.push(row)
  }
  handleCommandComplete(_: unknown, wire: Wire) {
    const { name, text } = this.statement
    if (name && !this.known.has(name)) {
      this.known.set(name, this.columns ?? [])
      wire.parsedStatements[name] = text
      delete wire.submittedNamedStatements[name]
    }
    this.answers.push(this.rowsHere)
    this.rowsHere = []
    this.columns = undefined
  }
  handleError(error: Error, wire: Wire) {
    // Which of these the server has prepared is not known; prepared a second time under the same name they would fail.
    const unsure = this.statements
      .slice(this.answers.length)
      .filter(({ name }) => name && !(name in wire.parsedStatements))
    for (const { name } of unsure) delete wire.submittedNamedStatements[name]
    this.callback(unsure.length > 0 ? new Unsure(error) : error)
  }
  handleReadyForQuery() {
    this.callback(null, this.answers)
  }
}

/** A statement failed or could not be sent, and after it the connection is not to be used for others. */
export class Unsure extends Error {
  constructor(override readonly cause: Error) {
    super(cause.message)
  }
}

/** Sends these together; the rows of each. Throws what the first that failed has thrown. */
export function together(client: pg.ClientBase, statements: readonly Statement[], types: pg.CustomTypesConfig) {
  return new Promise<Rows[]>((resolve, reject) => {
    const query = new Together(statements, types)
    query.callback = (error, answers) => (error ? reject(error) : resolve(answers!))
    try {
      client.query(query)
    } catch (error) {
      // Nothing was sent: not the end of the transaction before either, if it was among these.
      reject(new Unsure(error as Error))
    }
  })
}
