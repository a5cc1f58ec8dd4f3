import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { indicators } from '@rapport/contract/analytics/indicators'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp } from '#features/analytics/contributions/testing.ts'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await makeFirm(api)
  const [here, there] = [await firm.customerOf(firm.am), await firm.customerOf(firm.stranger)]
  await api.make(async (db) => {
    const [bond, stock] = [
      await makeSecurity(db, { code: '010107', market: 'SSE', category: '国债' }),
      await makeSecurity(db, { code: '600000', market: 'SSE', category: 'Stock' }),
    ]
    for (const [security, close] of [
      [bond, '100.00'],
      [stock, '12.00'],
    ] as const)
      for (const pricedOn of ['2026-09-30', '2026-10-30', '2026-11-12'])
        await makePrice(db, { security, pricedOn, price: close })
    const of = async (customer: { id: string }) => ({ customer, account: await makeAccount(db, { customer }) })
    const [one, other] = [await of(here), await of(there)]
    const buys = { side: 'buy' as const, price: '10.00' }
    await makeTrade(db, { ...one, ...buys, security: bond, quantity: '30', tradedAt: '2026-09-10T10:00:00+08:00' })
    await makeTrade(db, { ...one, ...buys, security: stock, quantity: '100', tradedAt: '2026-10-12T10:00:00+08:00' })
    await makeTrade(db, { ...other, ...buys, security: stock, quantity: '150', tradedAt: '2026-10-13T10:00:00+08:00' })
    await makeTrade(db, { ...other, ...buys, security: stock, quantity: '500', tradedAt: '2026-11-12T10:00:00+08:00' })
  })
  await addUp(api)
})
afterAll(() => api.close())

const ask = (who: Client, chart: 'product-sales' | 'product-grades', query: object = {}) =>
  who.call(firmCharts.open, { params: { chart }, query: { to: '2026-11', months: '2', ...query } })
const told = (rows: { key: string; values: (string | null)[] }[]) => rows.map(({ key, values }) => [key, ...values])

describe('sales and holdings of products', () => {
  it('are what was bought in the months, and what is held at the end of the last that is over', async () => {
    const { rows, asOf } = await ask(firm.ho, 'product-sales')
    // 250 and 30 held in October: 3,000 of both.
    expect(told(rows)).toEqual([
      ['stock', '7500', '3000', '0.5'],
      ['bond', '0', '3000', '0.5'],
    ])
    expect(asOf).toBe('2026-10-31')
    // What was held a month earlier is no part of it, what was bought then is.
    const longer = await ask(firm.ho, 'product-sales', { months: '3' })
    expect(told(longer.rows)).toEqual([
      ['stock', '7500', '3000', '0.5'],
      ['bond', '300', '3000', '0.5'],
    ])
    const grades = await ask(firm.ho, 'product-grades')
    expect(told(grades.rows)).toEqual([
      ['1', '0', '3000', '0.5'],
      ['3', '7500', '3000', '0.5'],
    ])
  })

  it('are of the unit that is looked at, and of whom one sees', async () => {
    const mine = [
      ['stock', '1000', '1200', '0.28571429'],
      ['bond', '0', '3000', '0.71428571'],
    ]
    expect(told((await ask(firm.bm, 'product-sales')).rows)).toEqual(mine)
    expect(told((await ask(firm.ho, 'product-sales', { unit: firm.branch.id })).rows)).toEqual(mine)
    expect(told((await ask(firm.ho, 'product-sales', { unit: firm.elsewhere.id })).rows)).toEqual([
      ['stock', '6500', '1800', '1'],
    ])
  })

  it('are compared with the months before, which may know only part of it', async () => {
    const { rows } = await ask(firm.ho, 'product-sales', { compare: 'period' })
    expect(rows.map(({ key, compared }) => [key, ...compared[0]!.values])).toEqual([
      ['stock', '0', '0', '0'],
      ['bond', '300', '3000', '1'],
    ])
    const before = await ask(firm.ho, 'product-sales', { to: '2026-08' })
    expect([before.rows, before.missing]).toEqual([[], ['valuation']])
    const going = await ask(firm.ho, 'product-sales', { months: '1' })
    expect(told(going.rows)).toEqual([['stock', '5000', null, null]])
  })

  it('stand beside the target of the firm', async () => {
    await firm.ho.call(indicators.edit, {
      params: { code: 'share-of-products' },
      body: { target: '0.4' },
      version: 0,
    })
    const { columns } = await ask(firm.bm, 'product-sales')
    expect(columns.map(({ name, target }) => [name, target])).toEqual([
      ['bought', null],
      ['held', null],
      ['share', '0.4'],
    ])
  })
})
