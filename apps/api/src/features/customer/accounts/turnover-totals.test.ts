import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accounts } from '@rapport/contract/customer/accounts'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

const SHARED =
  process.env.RAPPORT_SHARED_DATA ?? fileURLToPath(new URL('../../../../../../../shared/data', import.meta.url))
const FOLDER = join(SHARED, 'directa')

let api: Api
let firm: Firm
let security: { id: string }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  // Priced on the 5th, twice on the 6th, and on the 8th; customers are valued on the 7th too, when another one is priced.
  await api.make(async (db) => {
    security = await makeSecurity(db)
    await makePrice(db, { security, pricedOn: '2026-01-02', price: '8' })
    await makePrice(db, { security, pricedOn: '2026-01-05', price: '10' })
    await makePrice(db, { security, pricedOn: '2026-01-06', price: '12' })
    await insertRows(db, 'prices', [{ securityId: security.id, pricedAt: '2026-01-06T10:00:00+08:00', price: '99' }])
    await makePrice(db, { security: await makeSecurity(db), pricedOn: '2026-01-07', price: '3' })
    await makePrice(db, { security, pricedOn: '2026-01-08', price: '9' })
  })
})
afterAll(() => api.close())

async function totalsAfter(fills: [side: 'buy' | 'sell', quantity: string, price: string, on: string][]) {
  const customer = await firm.customerOf(firm.am)
  await api.make(async (db) => {
    const account = await makeAccount(db, { customer })
    for (const [side, quantity, price, on] of fills)
      await makeTrade(db, { customer, account, security, side, quantity, price, tradedAt: `${on}T11:00:00+08:00` })
  })
  await renewWhatImportsTouched(api.product)
  const { totals } = await firm.am.call(accounts.positions, { params: { id: customer.id } })
  const { turnover, averagePositionValue, from, to } = totals[0]!
  return { turnover, averagePositionValue, from, to }
}

describe('turnover on average position value', () => {
  it('takes the last price of a day, and carries it over days without one', async () => {
    // At the end of the 5th to 8th: 100×10, 100×12, 40×12 (traded, not priced), 40×9; traded 1 000 + 720.
    const totals = await totalsAfter([
      ['buy', '100', '10', '2026-01-05'],
      ['sell', '60', '12', '2026-01-07'],
    ])
    expect(totals).toEqual({ turnover: '2.2632', averagePositionValue: '760.00', from: '2026-01-05', to: '2026-01-08' })
  })

  it('begins with the price known before the first trade', async () => {
    // 100×12 carried from the 6th, then 100×9.
    const totals = await totalsAfter([['buy', '100', '10', '2026-01-07']])
    expect(totals).toMatchObject({ turnover: '0.9524', averagePositionValue: '1050.00', from: '2026-01-07' })
  })

  it('counts the days on which nothing was held any more', async () => {
    // 1 000, then nothing on the 6th to 8th; traded 1 000 + 1 200.
    const totals = await totalsAfter([
      ['buy', '100', '10', '2026-01-05'],
      ['sell', '100', '12', '2026-01-06'],
    ])
    expect(totals).toMatchObject({ turnover: '8.8000', averagePositionValue: '250.00', to: '2026-01-08' })
  })

  it('is undefined where nothing was ever held over night', async () => {
    const totals = await totalsAfter([
      ['buy', '100', '10', '2026-01-08'],
      ['sell', '100', '12', '2026-01-08'],
    ])
    expect(totals).toMatchObject({ turnover: null, averagePositionValue: '0.00' })
  })

  it('of a real investor is what was worked out by hand from the public file', async (ctx) => {
    if (!existsSync(FOLDER)) ctx.skip(`the public trades are not here (${FOLDER}); RAPPORT_SHARED_DATA says where`)
    const rows = (name: string) =>
      readFileSync(join(FOLDER, name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','))
    const trades = rows('investor_4273N_trades.csv') as [string, string, string, string, string, string][]
    const prices = rows('investor_4273N_marketprices.csv') as [string, string, string][]
    const customer = await firm.customerOf(firm.am)
    await api.make(async (db) => {
      const account = await makeAccount(db, { customer })
      const securities = new Map<string, { id: string }>()
      for (const code of new Set([...trades.map(([, , code]) => code), ...prices.map(([code]) => code)]))
        securities.set(code, await makeSecurity(db, { code }))
      for (const [, type, code, quantity, price, at] of trades) {
        const side = type === 'B' ? 'buy' : 'sell'
        const of = { customer, account, security: securities.get(code)! }
        await makeTrade(db, { ...of, side, quantity, price: String(Number(price)), tradedAt: `${at}+08:00` })
      }
      await insertRows(
        db,
        'prices',
        prices.map(([code, at, price]) => ({ securityId: securities.get(code)!.id, pricedAt: `${at}+08:00`, price })),
      )
    })
    await renewWhatImportsTouched(api.product)
    const { items, totals } = await firm.am.call(accounts.positions, { params: { id: customer.id } })
    const shown = items.map((item) => [
      item.securityCode,
      item.quantity,
      item.totalCost,
      item.realised,
      item.unrealised,
    ])
    expect(shown).toEqual([
      ['ACO', '222', '630.48', '10.80', '11.10'],
      ['TFI', '1400', '397.60', '0.00', '0.00'],
      ['AST', '0', '0.00', '-147.92', '0.00'],
      ['IT3S', '0', '0.00', '-15.64', '0.00'],
      ['LSUG', '0', '0.00', '55.57', '0.00'],
    ])
    expect(totals[0]!.turnover).toBe('11.2091')
  })
})
