import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asOwner } from '@rapport/database/as-owner'
import { asSystem } from '@rapport/database/as-viewer'
import { makeUser } from '@rapport/database/factories'
import { hashPassword } from '../apps/api/src/features/administration/session/passwords.ts'
import { at, table } from './measure.ts'
import { benchPassword } from './prepare.ts'
import { startProduct } from './product.ts'
import { arrive, tradesItem } from './warehouse/feed.ts'
import { runBatch } from './warehouse/run-batch.ts'
import { type Firm, makeFirm } from './warehouse/world.ts'

const ROUNDS = 60
const CUSTOMERS = 40

/** The analysis of the customer who trades most, over five years and shorter periods, by HTTP (goal: p95 below 300 ms). */
export async function benchAnalysis({ trades }: { trades: number }) {
  const firm = await makeFirm({ customers: CUSTOMERS, securities: 300 })
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-analysis-'))
  try {
    await fill(firm, trades)
    const busiest = await busiestOf(firm)
    const product = await startProduct(firm.ownerUrl, firm.keys, dataDir)
    try {
      const headers = await product.signIn('ho_bench')
      const last = firm.days.at(-1)!
      const year = (years: number) => `${Number(last.slice(0, 4)) - years}${last.slice(4)}`
      const rows: string[][] = []
      for (const [name, query] of Object.entries({
        'five years': '',
        'one year': `?from=${year(1)}`,
        'a month': `?from=${last.slice(0, 7)}-01`,
      })) {
        const times: number[] = []
        let size = 0
        for (let round = 0; round < ROUNDS; round++) {
          const begin = performance.now()
          const answer = await fetch(`${product.origin}/api/customers/${busiest.id}/analysis${query}`, { headers })
          const text = await answer.text()
          if (!answer.ok || text.includes('"analysis":null')) throw new Error(`analysis: ${answer.status}`)
          size = text.length
          times.push(performance.now() - begin)
        }
        times.sort((a, b) => a - b)
        rows.push([name, at(times, 0.5).toFixed(1), at(times, 0.95).toFixed(1), Math.round(size / 1000).toString()])
      }
      console.log(
        `\nAnalysis of a customer with ${busiest.trades.toLocaleString('en')} trades of five years in ${busiest.positions} securities, ms (goal: p95 below 300)\n`,
      )
      console.log(table(['period', 'p50', 'p95', 'kB'], rows))
    } finally {
      await product.stop()
    }
  } finally {
    await firm.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function fill(firm: Firm, trades: number) {
  const last = firm.days.at(-1)!
  await asOwner(firm.ownerUrl, async (owner) => {
    await owner.query(
      `update securities set category = 'Stock', market = 'SH', sector = 'sector ' || ascii(right(code, 1))`,
    )
    await owner.query(`update securities set category = 'Index', name = 'Index' where code = 'S1'`)
    await owner.query(`select warehouse.make_months('cash_movements', $1::date[])`, [firm.days])
    // Money that comes every tenth day: returns with many flows.
    await owner.query(
      `insert into warehouse.cash_movements (customer_id, account_id, moved_on, kind, amount, currency, external_key)
       select a.customer_id, a.id, d.day, 'deposit', case d.n when 1 then 50000000 else 10000 end, 'CNY', 'd' || d.n
       from accounts a cross join unnest($1::date[]) with ordinality d (day, n) where d.n % 10 = 1`,
      [firm.days],
    )
  })
  const passwordHash = await hashPassword(benchPassword)
  await asSystem(firm.works.connections, {}, (db) =>
    makeUser(db, { role: 'head-office', unit: { id: firm.unitId }, username: 'ho_bench', passwordHash }),
  )
  const item = tradesItem()
  const { batchId } = await arrive(firm, item, { rows: trades, days: firm.days, businessDate: last })
  await runBatch(firm, item, batchId, last)
  await asOwner(firm.ownerUrl, (owner) => owner.query('vacuum (analyze)'))
}

const busiestOf = (firm: Firm) =>
  asOwner(firm.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: string; trades: number; positions: number }>(
      `select customer_id as id, count(*)::int as trades, count(distinct security_id)::int as positions
       from warehouse.trades group by 1 order by 2 desc limit 1`,
    )
    return rows[0]!
  })
