import { asLoader } from '@rapport/database/as-loader'
import { asOwner } from '@rapport/database/as-owner'
import { formatUnits } from '@rapport/finance/decimal'
import { verifyPositions } from '../apps/api/src/warehouse/positions/verify-positions.ts'
import { copyLimit } from './warehouse/copy-limit.ts'
import { halfUp, openDuckDb, positionsInDuckDb } from './warehouse/duckdb.ts'
import { arrive, tradesItem } from './warehouse/feed.ts'
import { runBatch } from './warehouse/run-batch.ts'
import { type Firm, makeFirm } from './warehouse/world.ts'

export interface WarehouseSize {
  /** Trades loaded at once, beside COPY. */
  load: number
  /** Trades of five years before the daily load, a quarter of the firm's. */
  history: number
  daily: number
  customers: number
}

const per = (rows: number, seconds: number) => Math.round(rows / seconds).toLocaleString('en')
const seconds = (n: number) => `${n.toFixed(1)} s`
/** The last days of the history are valued: what is before them is in positions only (see docs/measured.md). */
const VALUED = 20

/** The measures of the data centre: loading beside COPY, a day into history beside a day into nothing, positions beside DuckDB. */
export async function benchWarehouse(size: WarehouseSize, wanted: (name: string) => boolean): Promise<void> {
  if (wanted('load') || wanted('recompute')) await loadAndRecompute(size, wanted)
  if (wanted('daily')) await daily(size)
}

const valueFrom = (firm: Firm, day: string) =>
  asOwner(firm.ownerUrl, (owner) => owner.query('insert into warehouse.valuation_start (day) values ($1)', [day]))

async function loadAndRecompute({ load, customers }: WarehouseSize, wanted: (name: string) => boolean) {
  const firm = await makeFirm({ customers, securities: 1_000 })
  try {
    const days = firm.days.slice(0, -1)
    const last = days.at(-1)!
    await valueFrom(firm, last)
    const item = tradesItem()
    const { batchId, bytes } = await arrive(firm, item, { rows: load, days, businessDate: last })
    console.log(`load of ${load.toLocaleString('en')} trades in one file of ${Math.round(bytes / 1e6)} MB, five years`)
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 200)
    const spent = await runBatch(firm, item, batchId, last)
    clearInterval(watch)
    const whole = spent.stage + spent.check + spent.merge
    console.log(
      `  stage ${seconds(spent.stage)}, check ${seconds(spent.check)}, merge ${seconds(spent.merge)}: ${per(load, whole)} rows/s; positions and sums ${seconds(spent.sums)}; at most ${Math.round(most / 1e6)} MB`,
    )
    if (wanted('load')) {
      const copy = await copyLimit(firm)
      console.log(
        `  COPY into the same tables ${seconds(copy.seconds)}: ${per(copy.rows, copy.seconds)} rows/s; loading is ${(copy.seconds / whole).toFixed(2)} of it (goal 0.5)`,
      )
    }
    if (wanted('recompute')) await recompute(firm)
  } finally {
    await firm.close()
  }
}

/** All positions from all trades: by the product (`npm run verify:positions`), and by DuckDB over the same rows. */
async function recompute(firm: Firm) {
  const started = performance.now()
  const ours = await asLoader(firm.works.connections, verifyPositions)
  const spent = (performance.now() - started) / 1000
  console.log(
    `positions of all trades: ${ours.positions.toLocaleString('en')} folded anew, and held against what is kept, in ${seconds(spent)}; ${ours.different} differ`,
  )
  const duck = await openDuckDb()
  if (!duck) return
  const file = '/var/tmp/rapport-bench-trades.csv'
  await asOwner(firm.ownerUrl, (owner) =>
    owner.query(
      `copy (select dense_rank() over (order by customer_id, account_id, security_id) as n,
               case side when 'buy' then 1 else -1 end * (quantity * 1000000)::bigint as q, (round(amount, 2) * 100)::bigint as amount,
               (round(fees, 2) * 100)::bigint as fees, row_number() over (order by traded_at, external_key) as place
             from warehouse.trades) to '${file}' csv header`,
    ),
  )
  await duck.run(halfUp)
  await duck.run(`create table trades as select * from read_csv('${file}')`)
  const begun = performance.now()
  await duck.run(`create table answer as ${positionsInDuckDb}`)
  const theirs = (performance.now() - begun) / 1000
  const [sums] = await (
    await duck.run(
      'select (sum(c) / 100.0)::decimal(20,2)::varchar, (sum(r) / 100.0)::decimal(20,2)::varchar from answer',
    )
  ).getRows()
  const told = [ours.cost, ours.realised].map((cents) => formatUnits(cents, 2))
  const agree = sums![0] === told[0] && sums![1] === told[1]
  console.log(
    `  DuckDB, of its own table in memory: ${seconds(theirs)}; ours is ${(spent / theirs).toFixed(1)} times that (goal 3); ${agree ? 'the same sums to the cent' : `sums differ: ${sums} and ${told}`}`,
  )
}

async function daily({ history, daily, customers }: WarehouseSize) {
  const times: Record<string, number> = {}
  for (const full of [true, false]) {
    const firm = await makeFirm({ customers: Math.round(customers / 4), securities: 1_000 })
    try {
      const days = firm.days.slice(0, -1)
      const item = tradesItem()
      if (full) {
        await valueFrom(firm, days.at(-VALUED)!)
        const { batchId } = await arrive(firm, item, { rows: history, days, businessDate: days.at(-1)! })
        await runBatch(firm, item, batchId, days.at(-1)!)
        await asOwner(firm.ownerUrl, (owner) => owner.query('vacuum (analyze)'))
      }
      const today = firm.days.at(-1)!
      const { batchId } = await arrive(firm, item, { rows: daily, days: [today], businessDate: today })
      const spent = await runBatch(firm, item, batchId, today)
      const whole = spent.stage + spent.check + spent.merge + spent.sums
      times[String(full)] = whole
      console.log(
        `a day of ${daily.toLocaleString('en')} trades into ${full ? `${history.toLocaleString('en')} of five years` : 'an empty warehouse'}: ${seconds(whole)} until sums are final (stage ${seconds(spent.stage)}, merge ${seconds(spent.merge)}, positions and sums ${seconds(spent.sums)})`,
      )
      if (full) await unitMonths(firm)
    } finally {
      await firm.close()
    }
  }
  console.log(`  with history ${(times.true! / times.false!).toFixed(2)} times the empty one (goal 1.3, and 60 s)`)
}

/** What the head-office charts ask for, of the summaries. */
async function unitMonths({ ownerUrl }: Firm) {
  await asOwner(ownerUrl, async (owner) => {
    const spent: number[] = []
    for (let i = 0; i < 60; i++) {
      const started = performance.now()
      await owner.query(
        `select month, sum(traded_value), sum(trades), sum(closing_assets), sum(net_inflow), sum(commission) from warehouse.unit_months group by 1 order by 1`,
      )
      spent.push(performance.now() - started)
    }
    console.log(
      `  unit-months of all units by month, p95 of 60: ${spent.sort((a, b) => a - b)[56]!.toFixed(1)} ms (goal 50)`,
    )
  })
}
