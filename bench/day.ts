import { fork } from 'node:child_process'
import { join } from 'node:path'
import { asOwner } from '@rapport/database/as-owner'
import pg from 'pg'
import { nameOf } from './captured.ts'
import { type Measured, press, repeat, table } from './measure.ts'
import type { World } from './prepare.ts'
import { type Keys, startProduct } from './product.ts'
import { type Operation, operations } from './statements.ts'

const CONNECTIONS = 32

/** An account manager's day at 32 connections: the product, bare Fastify with pg, and the SQL alone. */
export async function benchDay(world: World, keys: Keys, dataDir: string, seconds: number) {
  const { ownerUrl, seal, today, people } = world
  const { customerIds, searches, postmaster } = await asOwner(ownerUrl, async (owner) => {
    const mine = await owner.query(
      'select id, name, name_pinyin from customers where owner_id = $1 and deleted_at is null',
      [people.am.id],
    )
    const pid = await owner.query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid")
    const names = mine.rows.slice(0, 20)
    return {
      customerIds: mine.rows.map((row) => row.id as string),
      searches: names.flatMap((row) => [
        [...(row.name as string)][0]!,
        (row.name as string).slice(0, 2),
        (row.name_pinyin as string).slice(0, 5),
      ]),
      postmaster: pid.rows[0].pid as number,
    }
  })
  const all = await operations({ seal, today, viewerId: people.am.id, customerIds, searches })
  const rows: string[][] = []
  const product = await startProduct(ownerUrl, keys, dataDir)
  try {
    const headers = await product.signIn('am_bench')
    for (const operation of all) {
      const baseline = await bareFastify(ownerUrl, operation, customerIds)
      const bare = await press(
        baseline.origin,
        [{ method: operation.calls[0]!.method, path: '/' }],
        [baseline.pid, postmaster],
        seconds,
      )
      baseline.stop()
      const ours = await press(
        `${product.origin}`,
        operation.calls.map((call) => ({ ...call, path: `/api${call.path}`, headers })),
        [product.pid, postmaster],
        seconds,
      )
      const sql = await sqlAlone(ownerUrl, operation, [process.pid, postmaster], Math.max(2, seconds / 2))
      rows.push(
        line(operation.name, 'product', ours, bare),
        line('', 'bare Fastify + pg', bare, bare),
        line('', 'SQL alone', sql, bare),
      )
    }
  } finally {
    await product.stop()
  }
  console.log('\nAn account manager with 200 customers, 32 connections\n')
  console.log(table(['', 'by', 'req/s', 'p50 ms', 'p99 ms', 'server ms', 'database ms', 'refused', 'of bare'], rows))
}

const line = (name: string, by: string, m: Measured, bare: Measured) => [
  name,
  by,
  m.rate.toFixed(0),
  m.p50.toFixed(1),
  m.p99.toFixed(1),
  ...m.cpu.map((ms) => ms.toFixed(2)),
  String(m.refused),
  (m.rate / bare.rate).toFixed(2),
]

function bareFastify(url: string, { calls, statements, fresh }: Operation, customerIds: string[]) {
  const child = fork(join(import.meta.dirname, 'baseline.ts'), { execArgv: process.execArgv })
  const routes = [{ path: '/', method: calls[0]!.method, statements, ...(fresh && { customerIds }) }]
  return new Promise<{ origin: string; pid: number; stop: () => void }>((resolve) => {
    child.once('message', (origin) =>
      resolve({ origin: String(origin), pid: child.pid!, stop: () => void child.disconnect() }),
    )
    child.send({ url, routes })
  })
}

async function sqlAlone(url: string, { statements, fresh }: Operation, pids: number[], seconds: number) {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  let turn = 0
  const named = statements.map((statement) => ({ ...statement, name: nameOf(statement.text) }))
  const once = () => {
    const { name, text, values } = named[turn++ % named.length]!
    return pool.query({ name, text, values: fresh ? fresh(values) : values })
  }
  const measured = await repeat(once, CONNECTIONS, seconds, pids)
  await pool.end()
  return measured
}
