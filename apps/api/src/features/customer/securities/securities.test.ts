import { securities } from '@rapport/contract/customer/securities'
import { makeBranch, makePrice, makeSecurity } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let am: Client
beforeAll(async () => {
  api = await startApi()
  const branch = await api.make((db) => makeBranch(db))
  am = await api.signIn('account-manager', branch)
  await api.make(async (db) => {
    const bank = await makeSecurity(db, { code: '600000.SH', name: '浦发银行', market: 'SSE' })
    await makePrice(db, { security: bank, pricedOn: '2026-01-05', price: '9.870' })
    await makeSecurity(db, { code: '600001.SH', name: '100%_好' })
    await makeSecurity(db, { code: 'ACO', name: null })
    await db.security.updateMany({ where: { code: 'ACO' }, data: { unknown: true } })
  })
})
afterAll(() => api.close())
const codes = async (query: Parameters<typeof am.call<typeof securities.list>>[1]) =>
  (await am.call(securities.list, query)).items.map(({ code }) => code)

it('lists securities by code with their last price, page by page', async () => {
  const first = await am.call(securities.list, { query: { limit: '2' } })
  expect(first).toMatchObject({
    total: 3,
    items: [{ code: '600000.SH', lastPrice: '9.87', lastPriceOn: '2026-01-05' }, {}],
  })
  expect(await codes({ query: { limit: '2', after: first.next! } })).toEqual(['ACO'])
})

it('finds them by part of code or name, taking every character as it is', async () => {
  expect(await codes({ query: { q: '浦发' } })).toEqual(['600000.SH'])
  expect(await codes({ query: { q: 'aco' } })).toEqual(['ACO'])
  expect(await codes({ query: { q: '%' } })).toEqual(['600001.SH'])
  expect(await codes({ query: { q: '_' } })).toEqual(['600001.SH'])
})

it('opens one with its last price; what is no security is not there', async () => {
  const { items } = await am.call(securities.list, { query: { q: '600000.SH' } })
  expect(await am.call(securities.open, { params: { id: items[0]!.id } })).toEqual(items[0])
  await expect(am.call(securities.open, { params: { id: am.userId } })).rejects.toMatchObject({ status: 404 })
})

it('tells apart those that a feed named and no list explained', async () => {
  expect(await codes({ query: { unknown: 'true' } })).toEqual(['ACO'])
  expect(await codes({ query: { unknown: 'false' } })).toHaveLength(2)
})

it('tells the closes of a security, adjusted by what went ex, and which ex days nobody explained', async () => {
  const id = await api.make(async (db) => {
    const security = await makeSecurity(db, { code: 'EX1' })
    const prices = [
      ['2026-02-02', '10.50', '10.40'],
      ['2026-02-03', '11.00', '10.50'],
      ['2026-02-04', '8.10', '7.93'],
      ['2026-02-05', '8.20', '8.10'],
    ]
    for (const [pricedOn, price] of prices) await makePrice(db, { security, pricedOn: pricedOn!, price: price! })
    await db.rows('', `insert into warehouse.ex_days values ($1, '2026-02-04', 11.00, 7.93)`, [security.id])
    return security.id
  })
  const whole = await am.call(securities.prices, { params: { id }, query: { from: '2026-02-01', to: '2026-02-28' } })
  expect(whole).toMatchObject({ currency: 'CNY', asOf: '2026-02-05' })
  expect(whole.items.map(({ day, close, adjusted }) => [day, close, adjusted])).toEqual([
    ['2026-02-02', '10.5', '7.569545'],
    ['2026-02-03', '11', '7.930000'],
    ['2026-02-04', '8.1', '8.100000'],
    ['2026-02-05', '8.2', '8.200000'],
  ])
  expect(whole.exDays).toEqual([{ day: '2026-02-04', closeBefore: '11', previousClose: '7.93', explained: false }])
  // A stretch that ends before the ex day is adjusted by it all the same.
  const before = await am.call(securities.prices, { params: { id }, query: { from: '2026-02-03', to: '2026-02-03' } })
  expect(before).toMatchObject({ items: [{ adjusted: '7.930000' }], exDays: [] })
})
