import { businessMix } from '@rapport/contract/analytics/business-mix'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp } from '#features/analytics/contributions/testing.ts'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am)
  await api.make(async (db) => {
    const account = await makeAccount(db, { customer })
    const bond = await makeSecurity(db, { code: '010107', market: 'SSE', category: '国债' })
    const stock = await makeSecurity(db, { code: '600000', market: 'SSE', category: 'Stock' })
    for (const security of [bond, stock])
      for (const pricedOn of ['2026-09-30', '2026-10-30', '2026-11-12'])
        await makePrice(db, { security, pricedOn, price: '10.00' })
    const trade = { customer, account, price: '10.00' }
    await makeTrade(db, {
      ...trade,
      security: bond,
      side: 'buy',
      quantity: '300',
      tradedAt: '2026-09-10T10:00:00+08:00',
    })
    await makeTrade(db, {
      ...trade,
      security: stock,
      side: 'buy',
      quantity: '100',
      tradedAt: '2026-09-11T10:00:00+08:00',
    })
    await makeTrade(db, {
      ...trade,
      security: bond,
      side: 'sell',
      quantity: '200',
      tradedAt: '2026-10-12T10:00:00+08:00',
    })
    await makeTrade(db, {
      ...trade,
      security: stock,
      side: 'buy',
      quantity: '50',
      tradedAt: '2026-11-12T10:00:00+08:00',
    })
  })
  await addUp(api)
})
afterAll(() => api.close())

const mix = (query: object = {}) => firm.am.call(businessMix.ofCustomer, { params: { id: customer.id }, query })

describe('the mix of a customer’s business', () => {
  it('is told by kind of product and month, with how far it drifted from the month before', async () => {
    const { months, products, currencies } = await mix()
    expect(products).toEqual(['bond', 'stock'])
    expect(currencies).toEqual(['CNY'])
    const part = (product: string, traded: string, held: string | null) => ({ product, traded, held })
    expect(months).toEqual([
      { month: '2026-09', parts: [part('bond', '3000', '3000'), part('stock', '1000', '1000')], drift: null },
      // From 75 and 25 to 50 and 50 of a hundred.
      { month: '2026-10', parts: [part('bond', '2000', '1000'), part('stock', '0', '1000')], drift: 0.25 },
      { month: '2026-11', parts: [part('stock', '500', null)], drift: null },
    ])
  })

  it('knows from where the first month asked for drifted, and is out of sight with its customer', async () => {
    const { months } = await mix({ from: '2026-10', to: '2026-10' })
    expect(months.map(({ month, drift }) => [month, drift])).toEqual([['2026-10', 0.25]])
    const foreign = firm.stranger.call(businessMix.ofCustomer, { params: { id: customer.id } })
    expect(await refusalOf(foreign)).toMatchObject({ status: 404 })
  })
})
