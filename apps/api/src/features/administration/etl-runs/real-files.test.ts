import { accounts } from '@rapport/contract/customer/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '#http/testing.ts'
import { ending, makeTask, stepsOf } from './testing.ts'
import {
  allRealData,
  brokerQuotes,
  brokerTrades,
  CN_PRICES,
  type Console,
  consoleOf,
  exchangePrices,
  QUOTES,
  realFile,
  realFilesAreThere,
  realLines,
  stateOf,
  TRADES,
} from './testing-real-files.ts'

describe.runIf(realFilesAreThere)('ten investors of a broker, loaded by the console', () => {
  const day = '2018-12-18'
  let directa: Console
  let ho: Client
  let taskId: string
  beforeAll(async () => {
    directa = await consoleOf('directa')
    ho = await directa.api.signIn('head-office', directa.head)
    const unknown = { customers: 'make', unitId: directa.head.id, accounts: 'make', securities: 'make' } as const
    const common = { layout: { format: 'csv', lastLineEnds: true }, lateDays: 3660, unknown } as const
    const trades = await directa.item({ ...common, target: 'trades', place: 'trades-*.csv.gz', mapping: brokerTrades })
    const prices = await directa.item({ ...common, target: 'prices', place: 'prices-*.csv.gz', mapping: brokerQuotes })
    const steps = [...stepsOf(trades.id, '-trades'), ...stepsOf(prices.id, '-prices'), ...ending('-trades', '-prices')]
    taskId = (await makeTask(directa.admin, steps)).id
    directa.drop('trades-all.csv.gz', realFile(TRADES))
    directa.drop('prices-all.csv.gz', realFile(QUOTES))
  })
  afterAll(() => directa?.api.close())

  it('are 4,917 fills and 258,137 prices, with positions as the trades make them and days that add up', async () => {
    const run = await directa.load(taskId, day)
    expect([run.state, run.failure, run.rowsIn, run.refused]).toEqual(['done', null, 263_054, 0])
    const [counts] = await directa.ask(
      `select (select count(*)::int from warehouse.trades) as trades, (select count(*)::int from warehouse.prices) as prices,
         (select count(*)::int from customers) as customers, (select count(*)::int from accounts) as accounts,
         (select count(*)::int from warehouse.dirty) as dirty`,
    )
    expect(counts).toEqual({ trades: 4917, prices: 258_137, customers: 10, accounts: 10, dirty: 0 })
    const customers = await directa.ask<{ id: string }>('select id from customers order by customer_no')
    for (const { id } of customers) {
      const { items } = await ho.call(accounts.positions, { params: { id } })
      const kept = await directa.ask<{ security: string }>(
        `select s.code as security, p.currency, trim_scale(p.quantity)::text as quantity, p.cost::text as cost, p.realised::text as realised
         from warehouse.positions p join securities s on s.id = p.security_id where p.customer_id = $1::uuid order by s.code`,
        [id],
      )
      const told = items.map(({ securityCode, currency, quantity, totalCost, realised }) => ({
        security: securityCode,
        currency,
        quantity,
        cost: totalCost,
        realised,
      }))
      expect(kept).toEqual(told.toSorted((a, b) => (a.security < b.security ? -1 : 1)))
    }
    await expectDaysThatAddUp(directa)
  })

  it('come again and change nothing', async () => {
    const before = await stateOf(directa)
    const run = await directa.load(taskId, day)
    expect([run.state, run.rowsIn]).toEqual(['done', 263_054])
    expect(await stateOf(directa)).toEqual(before)
  })
})

describe.runIf(realFilesAreThere)('prices of the CSI 300 with the closes that the exchange reckons with', () => {
  const [header = '', ...everything] = realFilesAreThere ? realLines(CN_PRICES) : []
  const lines = allRealData ? everything : everything.slice(0, 60_000)
  const fileOf = (some: readonly string[]) => `${[header, ...some].join('\n')}\n`
  let firm: Console
  let taskId: string
  beforeAll(async () => {
    firm = await consoleOf('prices')
    const item = await firm.item({
      target: 'prices',
      place: 'prices-{date}.csv',
      layout: { format: 'csv', lastLineEnds: true },
      lateDays: 3660,
      mapping: exchangePrices,
    })
    taskId = (await makeTask(firm.admin, [...stepsOf(item.id), ...ending('')])).id
  })
  afterAll(() => firm?.api.close())

  it('tell the days on which a security went ex, also where the later years come first, and no corporate action', async () => {
    const isLater = (line: string) => line >= '2023'
    firm.drop('prices-20251231.csv', fileOf(lines.filter(isLater)))
    firm.drop('prices-20221230.csv', fileOf(lines.filter((line) => !isLater(line))))
    expect(await firm.load(taskId, '2025-12-31')).toMatchObject({ state: 'done', refused: 0 })
    expect(await firm.load(taskId, '2022-12-30')).toMatchObject({ state: 'done', refused: 0 })
    const [found] = await firm.ask(
      `select (select count(*)::int from warehouse.prices) as prices, (select count(*)::int from warehouse.ex_days) as ex,
         (select count(*)::int from warehouse.corporate_actions) as actions, (select count(*)::int from securities) as securities`,
    )
    const ex = exDaysIn(lines)
    expect(found).toEqual({
      prices: lines.length,
      ex: allRealData ? 1552 : 244,
      actions: 0,
      securities: new Set(lines.map((line) => line.split(',')[1])).size,
    })
    const told = await firm.ask<{ day: string }>(
      `select concat_ws(' ', s.code, e.ex_on, trim_scale(e.close_before), trim_scale(e.previous_close)) as day
       from warehouse.ex_days e join securities s on s.id = e.security_id`,
    )
    expect(told.map(({ day }) => day).toSorted()).toEqual(ex.toSorted())
    const before = await stateOf(firm)
    firm.drop('prices-20260105.csv', fileOf(lines))
    const again = await firm.load(taskId, '2026-01-05')
    expect([again.state, again.rowsIn]).toEqual(['done', lines.length])
    expect(await stateOf(firm)).toEqual(before)
  })
})

/** The ex days of a file whose rows lie by security and day, worked out by nothing but comparing the texts of two lines. */
function exDaysIn(lines: readonly string[]): string[] {
  const found: string[] = []
  const plain = (price: string) => (price.includes('.') ? price.replace(/\.?0+$/, '') : price)
  let last = ['', '']
  for (const line of lines) {
    const [day, code, , , , close, preclose] = line.split(',') as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    if (last[0] === code && plain(last[1]!) !== plain(preclose))
      found.push(`${code} ${day} ${plain(last[1]!)} ${plain(preclose)}`)
    last = [code, close]
  }
  return found
}

/** Every day of every customer follows from the day before; months and units are the sums of days. */
async function expectDaysThatAddUp({ ask }: Console) {
  const [days] = await ask<{ days: number }>(
    `select count(*)::int as days, count(*) filter (where gap <> 0)::int as gaps from warehouse.customer_days`,
  )
  expect(days).toMatchObject({ gaps: 0 })
  expect(days!.days).toBeGreaterThan(1000)
  const sums = ['net_inflow', 'profit', 'realised', 'trades'].map((one) => `sum(${one})::text as ${one}`).join()
  const of = (table: string) => ask(`select ${sums} from warehouse.${table}`)
  const customerDays = await of('customer_days')
  for (const table of ['customer_months', 'unit_days', 'unit_months'])
    expect([table, await of(table)]).toEqual([table, customerDays])
}
