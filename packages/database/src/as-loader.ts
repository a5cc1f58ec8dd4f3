import type { Readable, Writable } from 'node:stream'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'
import type { Connections } from './connections.ts'

/** So many bytes may be on their way while more are made: neither side waits for the other. */
const AHEAD = 1 << 22

/** One transaction of a load, as the system, on a connection of its own and without limits of time. */
export interface Loader {
  readonly connection: pg.ClientBase
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** How many rows a statement changed. */
  change(text: string, values?: unknown[]): Promise<number>
  /** COPY … FROM STDIN: what is written are its lines. Only tables of warehouse_stage: row security closes it to others. */
  copyIn(text: string): Writable
  /** COPY (…) TO STDOUT. Nothing else may be asked meanwhile. */
  copyOut(text: string): Readable
}

/** Runs `work` in one transaction as the system, for loads into the warehouse: all of it is seen by readers, or nothing. */
export async function asLoader<T>(connections: Connections, work: (loader: Loader) => Promise<T>): Promise<T> {
  const client = await connections.open()
  try {
    await client.query('begin')
    await client.query(`select set_config('rapport.removed', 'on', true), set_config('role', 'rapport_system', true)`)
    const result = await work(loaderOn(client))
    await client.query('commit')
    return result
  } catch (error) {
    // A COPY may be half way in or out: nothing more can be asked, and the server undoes what lost its connection.
    ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A loader on a connection whose transaction and role are somebody else's to see to. */
export const loaderOn = (client: pg.ClientBase): Loader => ({
  connection: client,
  query: async (text, values = []) => (await client.query(text, values)).rows,
  change: async (text, values = []) => (await client.query(text, values)).rowCount ?? 0,
  copyIn: (text) => client.query(from(text, { highWaterMark: AHEAD })),
  copyOut: (text) => client.query(to(text)),
})
