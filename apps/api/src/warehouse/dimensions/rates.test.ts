import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const fx = () =>
  warehouse.ask('select currency, day, trim_scale(rate)::text as rate, source from warehouse.fx_rates order by 1, 2')

it('rates of currencies go in for one unit, whatever they are quoted for, and a later arrival corrects them', async () => {
  const item = warehouse.item('fx-rates', ['currency', 'day', 'rate', 'per', 'source'])
  const head = 'currency,day,rate,per,source\n'
  await warehouse.load([
    { item, businessDate: '2026-03-02', text: `${head}HKD,2026-03-02,91.23,100,SAFE\nUSD,2026-03-02,7.1054,,SAFE\n` },
  ])
  await warehouse.load([{ item, businessDate: '2026-03-03', text: `${head}HKD,2026-03-02,91.25,100,SAFE 2\n` }])
  expect(await fx()).toEqual([
    { currency: 'HKD', day: '2026-03-02', rate: '0.9125', source: 'SAFE 2' },
    { currency: 'USD', day: '2026-03-02', rate: '7.1054', source: 'SAFE' },
  ])
})

it('a rate that cannot be one is held back, with the reason', async () => {
  const reasons = async (item: ReturnType<Warehouse['item']>, text: string) => {
    await warehouse.load([{ item, businessDate: '2026-03-04', text }]).catch(() => undefined)
    const rows = await warehouse.ask<{ reasons: { code: string }[] }>(
      'select reasons from quality_issues where item_id = $1 order by line',
      [item.id],
    )
    return rows.flatMap((row) => row.reasons.map(({ code }) => code))
  }
  const rates = warehouse.item('fx-rates', ['currency', 'day', 'rate', 'per'])
  const text = 'currency,day,rate,per\nCNY,2026-03-04,1,1\nUSD,2026-03-04,0,1\nUSD,2026-03-04,7,3\n'
  expect(await reasons(rates, text)).toEqual(['rate.own-currency', 'rate.zero', 'rate.per'])
  const fees = warehouse.item('fee-rates', ['market', 'component', 'validFrom', 'validTo', 'rate'])
  const told =
    'market,component,validFrom,validTo,rate\nSH,stamp-duty,2026-03-01,,5\nSH,stamp-duty,2026-03-01,2026-02-01,0.1\n'
  expect(await reasons(fees, told)).toEqual(['rate.percentage', 'day.order'])
})

it('the history of fee rates that comes with the product is that of the law, and a feed takes its place', async () => {
  const rate = async (component: string, day: string) => {
    const [row] = await warehouse.ask<{ rate: string; origin: string }>(
      `select trim_scale(rate)::text as rate, origin from warehouse.fee_rates
       where market = 'SH' and component = $1 and valid_from <= $2 and coalesce(valid_to, 'infinity') >= $2 order by valid_from desc limit 1`,
      [component, day],
    )
    return row && [row.rate, row.origin]
  }
  expect(await rate('stamp-duty', '2023-08-27')).toEqual(['0.001', 'reference'])
  expect(await rate('stamp-duty', '2023-08-28')).toEqual(['0.0005', 'reference'])
  expect(await rate('transfer-fee', '2022-04-28')).toEqual(['0.00002', 'reference'])
  expect(await rate('transfer-fee', '2022-04-29')).toEqual(['0.00001', 'reference'])
  expect(await rate('handling-fee', '2023-08-27')).toEqual(['0.0000487', 'reference'])
  expect(await rate('handling-fee', '2023-08-28')).toEqual(['0.0000341', 'reference'])
  const item = warehouse.item('fee-rates', ['market', 'component', 'side', 'validFrom', 'rate', 'verifiedOn'])
  const text = 'market,component,side,validFrom,rate,verifiedOn\n上交所,印花税,卖出,2023-08-28,0.0006,2026-03-01\n'
  await warehouse.load([{ item, businessDate: '2026-03-05', text }])
  expect(await rate('stamp-duty', '2026-03-05')).toEqual(['0.0006', 'feed'])
})
