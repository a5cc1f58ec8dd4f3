import { customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2025-03-20T04:00:00Z') })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

it('counts what was earned before the firm began to value as brought in, to the cent', async () => {
  const customer = await firm.customerOf(firm.am)
  await api.make(async (db) => {
    await db.rows('', `insert into warehouse.valuation_start (day) values ('2025-03-04')`, [])
    const mine = { customer, account: await makeAccount(db, { customer }), security: await makeSecurity(db) }
    const trade = (on: string, side: 'buy' | 'sell', quantity: string, price: string) =>
      makeTrade(db, { ...mine, side, quantity, price, fees: '0', tradedAt: `${on}T10:00:00+08:00` })
    await trade('2025-03-03', 'buy', '100', '10')
    await trade('2025-03-05', 'sell', '50', '13')
    for (const [pricedOn, price] of [
      ['2025-03-03', '10'],
      ['2025-03-04', '12'],
      ['2025-03-05', '13'],
    ] as const)
      await makePrice(db, { security: mine.security, pricedOn, price })
  })
  await renewWhatImportsTouched(api.product)
  const { analysis } = await firm.am.call(customerAnalyses.read, { params: { id: customer.id }, query: {} as never })
  expect(analysis).toMatchObject({ from: '2025-03-04', assets: { profit: '100.00', netInflow: '550.00' } })
  expect(analysis!.profit).toMatchObject({ realised: '150.00', unrealisedChange: '-50.00', other: '0.00' })
  expect(analysis!.securities[0]).toMatchObject({ profit: '100.00', profitSoFar: '300.00' })
})
