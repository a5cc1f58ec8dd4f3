import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reports } from '@rapport/contract/analytics/reports'
import pg from 'pg'
import { benchFile, tellsMemory } from './file.ts'
import { at, table } from './measure.ts'
import type { World } from './prepare.ts'
import { type Keys, startProduct } from './product.ts'

const ROUNDS = 10

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
  const product = await startProduct(ownerUrl, keys, dataDir, { RAPPORT_SERVERS: '1', ...tellsMemory(dataDir) })
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
    await benchFile(() => post(reports.exportRows.path, wholeList), product.pid, dataDir)
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
