import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const names = ['market', 'day', 'turnover', 'netCommissionRate', 'newAccounts', 'source']
const head = names.join(',')
const days = () =>
  warehouse.ask(
    `select market, day, currency, trim_scale(turnover)::text as turnover, trim_scale(net_commission_rate)::text as rate,
       new_accounts as accounts from warehouse.market_days order by 1, 2`,
  )

it('days of markets go in by a feed, each exchange by itself, and a later arrival corrects them', async () => {
  const item = warehouse.item('market-days', names)
  await warehouse.load([
    {
      item,
      businessDate: '2026-03-02',
      text: `${head}\nSH,2026-03-02,5120.5,0.00024,,SSE\nSZ,2026-03-02,6400,,,SZSE\n,2026-02-28,,,2520000,CSDC\n`,
    },
  ])
  await warehouse.load([{ item, businessDate: '2026-03-03', text: `${head}\nSH,2026-03-02,5121,0.00024,,SSE\n` }])
  const cny = { currency: 'CNY' }
  expect(await days()).toEqual([
    { market: 'CN', day: '2026-02-28', ...cny, turnover: null, rate: null, accounts: 2_520_000 },
    { market: 'SH', day: '2026-03-02', ...cny, turnover: '5121', rate: '0.00024', accounts: null },
    { market: 'SZ', day: '2026-03-02', ...cny, turnover: '6400', rate: null, accounts: null },
  ])
})

it('a day that tells nothing, or a rate that is a percentage, is held back with the reason', async () => {
  const item = warehouse.item('market-days', names)
  const text = `${head}\nSH,2026-03-04,,0.0002,,\nSH,2026-03-05,100,0.24,,\nSH,2026-03-06,,,-5,\n`
  await warehouse.load([{ item, businessDate: '2026-03-06', text }]).catch(() => undefined)
  const rows = await warehouse.ask<{ reasons: { field: string; code: string }[] }>(
    'select reasons from quality_issues where item_id = $1 order by line',
    [item.id],
  )
  expect(rows.flatMap(({ reasons }) => reasons.map(({ field, code }) => `${field} ${code}`))).toEqual([
    'turnover required',
    'netCommissionRate rate.percentage',
    'newAccounts amount.negative',
  ])
})
