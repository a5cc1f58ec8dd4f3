import { readdirSync, readFileSync } from 'node:fs'
import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reports } from '@rapport/contract/analytics/reports'
import pg from 'pg'
import { at, table } from './measure.ts'
import type { World } from './prepare.ts'
import { type Keys, startProduct } from './product.ts'

const ROUNDS = 10
const MEGABYTE = 1024 * 1024

/** A free report over months of customers: by unit, month beside month, five figures. */
const freeReport = {
  subject: 'customer-months',
  period: { is: 'last-months', months: 12 },
  groups: [{ field: 'unit', by: 'month' }],
  pivot: { field: 'month', by: 'month' },
  measures: [
    { of: 'rows' },
    { of: 'sum', field: 'tradedValue' },
    { of: 'sum', field: 'netInflow' },
    { of: 'sum', field: 'profit' },
    { of: 'average', field: 'closingAssets' },
  ],
} satisfies Partial<ReportDefinition>

/** The same with customers told apart, each once in each group, each column and in all. */
const withCustomers = { ...freeReport, measures: [...freeReport.measures, { of: 'customers' }] }

/** The same figures as somebody writes them by hand: the same four groupings, in front of the wall. */
const byHand = `
  select u.name, m.month, count(*), sum(m.traded_value), sum(m.net_inflow), sum(m.profit), avg(m.closing_assets)
  from warehouse.customer_months m join units u on u.id = m.unit_id
  where m.currency = 'CNY' and m.month between $1::date and $2::date
  group by grouping sets ((u.name, m.month), (u.name), (m.month), ())`

/** A line for each month of each customer: 1,000,000 of 100,000 customers in ten months. */
const wholeList = {
  subject: 'customer-months',
  period: { is: 'last-months', months: 10 },
  columns: ['month', 'customerNo', 'unit', 'closingAssets', 'netInflow', 'profit', 'tradedValue'],
} satisfies Partial<ReportDefinition>

/**
 * A free report (goal: below 2 s at 100,000 customers) beside the same as plain SQL, and a file of ten months of every customer
 * (goal: 1,000,000 rows with flat memory).
 */
export async function benchReports({ ownerUrl }: World, keys: Keys, dataDir: string) {
  // One server, so that what is measured is the process that answers.
  const product = await startProduct(ownerUrl, keys, dataDir, { RAPPORT_SERVERS: '1' })
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const headers = await product.signIn('ho_bench')
    const post = (path: string, body: object) =>
      fetch(`${product.origin}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const answer = await post(reports.run.path, freeReport)
    if (!answer.ok) throw new Error(`the report: ${answer.status} ${await answer.text()}`)
    const { from, to } = reports.run.reply.parse(await answer.json())
    const asked = async (body: object) => {
      const answer = await post(reports.run.path, body)
      const text = await answer.text()
      if (!answer.ok) throw new Error(`the report: ${answer.status} ${text}`)
    }
    const times = { report: [] as number[], plain: [] as number[], customers: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      times.report.push(await took(() => asked(freeReport)))
      times.plain.push(await took(() => owner.query(byHand, [from, to])))
      times.customers.push(await took(() => asked(withCustomers)))
    }
    for (const kind of Object.values(times)) kind.sort((a, b) => a - b)
    const { rows } = await owner.query('select count(*)::int as n from customers')
    console.log(
      `\nA free report over months of ${Number(rows[0].n).toLocaleString('en')} customers, ms (goal: below 2,000 at 100,000)\n`,
    )
    console.log(
      table(
        ['', 'p50', 'p95'],
        [
          ['report, by the API, behind the wall', ...percentiles(times.report)],
          ['the same as plain SQL by hand, in front of it', ...percentiles(times.plain)],
          ['report that tells customers apart too', ...percentiles(times.customers)],
        ],
      ),
    )
    console.log(`ratio of medians ${(at(times.report, 0.5) / at(times.plain, 0.5)).toFixed(2)}`)
    await benchFile(() => post(reports.exportRows.path, wholeList), product.pid)
  } finally {
    await owner.end()
    await product.stop()
  }
}

const percentiles = (times: number[]) => [at(times, 0.5).toFixed(0), at(times, 0.95).toFixed(0)]

async function took(work: () => Promise<unknown>) {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

/** Reads the file as it comes and looks at the memory of the server that writes it. */
async function benchFile(open: () => Promise<Response>, start: number) {
  const server = serverOf(start)
  const seen = [memoryOf(server)]
  const begin = performance.now()
  const answer = await open()
  if (!answer.ok) throw new Error(`the file: ${answer.status} ${await answer.text()}`)
  let lines = 0
  let bytes = 0
  const every = 50_000
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.length
    const before = Math.floor(lines / every)
    for (const byte of part) if (byte === 10) lines++
    if (Math.floor(lines / every) > before) seen.push(memoryOf(server))
  }
  const seconds = (performance.now() - begin) / 1000
  seen.push(memoryOf(server))
  const middle = seen[Math.floor(seen.length / 2)]!
  const whole = (value: number) => (value / MEGABYTE).toFixed(0)
  console.log(
    `\nA file of ${(lines - 1).toLocaleString('en')} rows, ${whole(bytes)} MB in ${seconds.toFixed(1)} s: memory of the server that writes it, MB\n`,
  )
  console.log(
    table(
      ['', 'RSS'],
      [
        ['at the start', whole(seen[0]!)],
        ['in the middle', whole(middle)],
        ['at the end', whole(seen.at(-1)!)],
        ['most', whole(Math.max(...seen))],
      ],
    ),
  )
}

/** Below the process that was started, the one that answers requests. */
function serverOf(start: number): number {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      const isServer = /server\.js/.test(readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' '))
      if (parent === start && isServer) return Number(entry)
    } catch {
      // The process ended while we looked.
    }
  throw new Error('no server is below the process that was started')
}

/** Memory that a process holds, in bytes. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Number(kilobytes) * 1024
}
