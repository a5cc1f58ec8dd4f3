import { accounts } from '@rapport/contract/customer/accounts'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { cents, money } from '@rapport/finance/scales'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

interface Fill {
  side: 'buy' | 'sell'
  quantity: string
  price: string
  at: string
  fees?: string
  amount?: string
}
const closing = (day: string) => `${day}T15:00:00+08:00`
const newSecurity = (draft: Parameters<typeof makeSecurity>[1] = {}) => api.make((db) => makeSecurity(db, draft))
const newCustomer = async (currency = 'CNY') => {
  const customer = await firm.customerOf(firm.am)
  const account = await api.make((db) => makeAccount(db, { customer, currency }))
  return { customer, account, currency }
}
type Owner = Awaited<ReturnType<typeof newCustomer>>
const fill = ({ customer, account, currency }: Owner, security: { id: string }, { at, ...trade }: Fill) =>
  api.make((db) => makeTrade(db, { customer, account, security, currency, ...trade, tradedAt: at }))
const price = (security: { id: string }, pricedOn: string, value: string) =>
  api.make((db) => makePrice(db, { security, pricedOn, price: value }))
const asTheyStand = ({ customer }: Owner, who: Client = firm.am) =>
  who.call(accounts.positions, { params: { id: customer.id } })
/** After the worker brought up to date what came in. */
const positionsOf = async (owner: Owner, who?: Client) => {
  await renewWhatImportsTouched(api.product)
  return asTheyStand(owner, who)
}

describe('positions of a customer', () => {
  it('follow the worked chain to the cent, step by step', async () => {
    const owner = await newCustomer()
    const security = await newSecurity()
    const steps: [Fill, object][] = [
      [
        { side: 'buy', quantity: '1000', price: '10.00', fees: '5.10', at: '2026-01-05T10:00:00+08:00' },
        { totalCost: '10005.10', quantity: '1000', averageCost: '10.005100', realised: '0.00' },
      ],
      [
        { side: 'buy', quantity: '500', price: '11.00', fees: '5.06', at: '2026-01-06T10:00:00+08:00' },
        { totalCost: '15510.16', quantity: '1500', averageCost: '10.340107', realised: '0.00' },
      ],
      [
        { side: 'sell', quantity: '600', price: '12.00', fees: '8.67', at: '2026-01-07T10:00:00+08:00' },
        { totalCost: '9306.10', quantity: '900', averageCost: '10.340111', realised: '987.27' },
      ],
    ]
    for (const [trade, expected] of steps) {
      await fill(owner, security, trade)
      expect((await positionsOf(owner)).items).toEqual([expect.objectContaining(expected)])
    }
    const before = await positionsOf(owner)
    expect(before.items[0]).toMatchObject({ lastPrice: '12', marketValue: '10800.00', trades: 3 })
    expect(before).toMatchObject({ unpriced: 1, asOf: '2026-01-07' })
    await price(security, '2026-01-08', '9.50')
    const { items, totals, unpriced, asOf } = await positionsOf(owner)
    expect(items[0]).toMatchObject({ marketValue: '8550.00', unrealised: '-756.10', realised: '987.27' })
    expect(items[0]!.lastPriceAt).toBe('2026-01-08T07:00:00.000Z')
    expect(totals).toMatchObject([{ currency: 'CNY', bought: '15500.00', sold: '7200.00', unrealised: '-756.10' }])
    expect({ unpriced, asOf }).toEqual({ unpriced: 0, asOf: '2026-01-08' })
  })

  it('may be short: negative in quantity, cost and value', async () => {
    const owner = await newCustomer()
    const security = await newSecurity()
    await fill(owner, security, { side: 'sell', quantity: '100', price: '20', at: '2026-01-05T10:00:00+08:00' })
    await price(security, '2026-01-06', '18')
    expect((await positionsOf(owner)).items[0]).toMatchObject({
      quantity: '-100',
      totalCost: '-2000.00',
      averageCost: '20.000000',
      marketValue: '-1800.00',
      unrealised: '200.00',
    })
  })

  it('may go through zero: the old side is closed, the rest opens at its own price', async () => {
    const owner = await newCustomer()
    const security = await newSecurity()
    await fill(owner, security, { side: 'buy', quantity: '100', price: '10', at: '2026-01-05T10:00:00+08:00' })
    await fill(owner, security, { side: 'sell', quantity: '150', price: '12', at: '2026-01-05T11:00:00+08:00' })
    expect((await positionsOf(owner)).items[0]).toMatchObject({
      quantity: '-50',
      totalCost: '-600.00',
      averageCost: '12.000000',
      realised: '200.00',
    })
  })

  it('are folded for each account and shown together', async () => {
    const owner = await newCustomer()
    const second = { ...owner, account: await api.make((db) => makeAccount(db, { customer: owner.customer })) }
    const security = await newSecurity()
    await fill(owner, security, { side: 'buy', quantity: '100', price: '10', at: '2026-01-05T10:00:00+08:00' })
    await fill(second, security, { side: 'buy', quantity: '100', price: '20', at: '2026-01-05T11:00:00+08:00' })
    await fill(owner, security, { side: 'sell', quantity: '100', price: '15', at: '2026-01-06T10:00:00+08:00' })
    const { items } = await positionsOf(owner)
    expect(items).toEqual([
      expect.objectContaining({ quantity: '100', totalCost: '2000.00', averageCost: '20.000000', realised: '500.00' }),
    ])
    expect(items[0]).toMatchObject({ trades: 3, lastPrice: '15', marketValue: '1500.00' })
  })

  it('keep currencies apart, and are not valued at a price in another one', async () => {
    const yuan = await newCustomer()
    const dollar = { ...yuan, currency: 'USD' }
    const [home, abroad] = [await newSecurity(), await newSecurity({ currency: 'CNY' })]
    await fill(yuan, home, { side: 'buy', quantity: '10', price: '5', at: '2026-01-05T10:00:00+08:00' })
    await fill(dollar, abroad, { side: 'buy', quantity: '10', price: '7', at: '2026-01-05T10:00:00+08:00' })
    await price(abroad, '2026-01-06', '50')
    const { totals, unpriced } = await positionsOf(yuan)
    expect(totals.map(({ currency, marketValue }) => [currency, marketValue])).toEqual([
      ['CNY', '50.00'],
      ['USD', '70.00'],
    ])
    expect(unpriced).toBe(2)
  })

  it('are summed up in CNY at the last rates up to their day, and not at all where a rate is missing', async () => {
    const yuan = await newCustomer()
    const [home, abroad] = [await newSecurity(), await newSecurity({ currency: 'HKD' })]
    const at = '2026-01-05T10:00:00+08:00'
    await fill(yuan, home, { side: 'buy', quantity: '10', price: '5', at })
    expect((await positionsOf(yuan)).together).toBeNull()
    await fill({ ...yuan, currency: 'HKD' }, abroad, { side: 'buy', quantity: '10', price: '7', at })
    await price(abroad, '2026-01-06', '8')
    const nothing = { marketValue: null, unrealised: null, realised: null, rates: [], missing: ['HKD'] }
    expect((await positionsOf(yuan)).together).toEqual(nothing)
    await api.make((db) =>
      db.rows(
        '',
        `insert into warehouse.fx_rates (currency, day, rate) values ('HKD', '2026-01-02', 0.9), ('HKD', '2026-01-05', 0.9123), ('HKD', '2026-01-07', 2)`,
        [],
      ),
    )
    // 50.00 + 80.00 × 0.9123; 10.00 × 0.9123, rounded.
    expect((await positionsOf(yuan)).together).toEqual({
      marketValue: '122.98',
      unrealised: '9.12',
      realised: '0.00',
      rates: [{ currency: 'HKD', day: '2026-01-05', rate: '0.9123' }],
      missing: [],
    })
  })

  it('add up to their totals, and profit is what came in less what went out', async () => {
    const owner = await newCustomer()
    for (let n = 0; n < 8; n++) {
      const security = await newSecurity()
      for (let m = 0; m < 5; m++)
        await fill(owner, security, {
          side: (n + m) % 3 ? 'buy' : 'sell',
          quantity: String(7 + ((n * 13 + m * 29) % 90)),
          price: `${3 + n}.${m}7`,
          fees: `${m}.0${n}`,
          at: `2026-02-0${1 + m}T10:0${n}:00+08:00`,
        })
      if (n % 2) await price(security, '2026-02-06', `${4 + n}.25`)
    }
    const { items, totals } = await positionsOf(owner)
    const sum = (texts: (string | null)[]) => texts.reduce((total, text) => total + cents(text ?? '0'), 0n)
    const [total] = totals
    for (const field of ['marketValue', 'realised', 'unrealised'] as const)
      expect([field, total![field]]).toEqual([field, money(sum(items.map((item) => item[field])))])
    const trades = await firm.am.call(accounts.trades, { params: { id: owner.customer.id }, query: { limit: '200' } })
    const amounts = (side: string) => trades.items.filter((trade) => trade.side === side).map(({ amount }) => amount)
    expect([total!.bought, total!.sold]).toEqual([money(sum(amounts('buy'))), money(sum(amounts('sell')))])
    expect(cents(total!.realised) + cents(total!.unrealised)).toBe(
      cents(total!.sold) - cents(total!.bought) - sum(trades.items.map(({ fees }) => fees)) + cents(total!.marketValue),
    )
  })

  it('are told to be worked out anew while something that came in is not in them, and are final after', async () => {
    const owner = await newCustomer()
    const security = await newSecurity()
    await fill(owner, security, { side: 'buy', quantity: '100', price: '10', at: '2026-01-05T10:00:00+08:00' })
    expect(await asTheyStand(owner)).toMatchObject({ items: [], pendingSince: '2026-01-05' })
    expect(await positionsOf(owner)).toMatchObject({ items: [{ quantity: '100' }], pendingSince: null })
    // A late sale: what stood before is shown, and not as final; a corrected price likewise.
    await fill(owner, security, { side: 'sell', quantity: '40', price: '11', at: '2026-01-04T10:00:00+08:00' })
    expect(await asTheyStand(owner)).toMatchObject({ items: [{ quantity: '100' }], pendingSince: '2026-01-04' })
    const renewed = await positionsOf(owner)
    expect(renewed).toMatchObject({ items: [{ quantity: '60', realised: '40.00' }], pendingSince: null })
    await price(security, '2026-01-05', '12')
    expect((await asTheyStand(owner)).pendingSince).toBe('2026-01-05')
    expect((await positionsOf(owner)).pendingSince).toBeNull()
    const other = await newCustomer()
    await fill(owner, security, { side: 'buy', quantity: '1', price: '10', at: '2026-01-06T10:00:00+08:00' })
    expect((await asTheyStand(other)).pendingSince).toBeNull()
  })

  it('are the same for everybody who sees the customer, and 404 or 403 for everybody else', async () => {
    const owner = await newCustomer()
    await fill(owner, await newSecurity(), { side: 'buy', quantity: '1', price: '2', at: closing('2026-01-05') })
    const expected = await positionsOf(owner)
    for (const who of [firm.bm, firm.sa, firm.ho, firm.co]) expect(await positionsOf(owner, who)).toEqual(expected)
    for (const who of [firm.colleague, firm.stranger])
      expect(await refusalOf(positionsOf(owner, who))).toEqual({ status: 404, code: 'not-found' })
    expect(await refusalOf(positionsOf(owner, firm.admin))).toMatchObject({ status: 403 })
  })

  it('of a customer without trades are none, as of no day', async () => {
    expect(await positionsOf(await newCustomer())).toEqual({
      items: [],
      totals: [],
      together: null,
      asOf: null,
      unpriced: 0,
      pendingSince: null,
    })
  })
})
