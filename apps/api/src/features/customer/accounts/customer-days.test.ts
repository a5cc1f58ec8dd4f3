import { accounts } from '@rapport/contract/customer/accounts'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { nobody } from '#warehouse/positions/nobody.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-03-10T04:00:00Z') })
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am)
  await api.make(async (db) => {
    const account = await makeAccount(db, { customer })
    const [home, abroad] = [await makeSecurity(db), await makeSecurity(db, { currency: 'USD' })]
    await db.rows('', `select warehouse.make_months('cash_movements', '{2026-03-02}')`, [])
    await db.rows(
      '',
      `insert into warehouse.cash_movements (customer_id, account_id, moved_on, kind, amount, currency, external_key)
       values ($1, $2, '2026-03-02', 'deposit', 10000, 'CNY', 'd1')`,
      [customer.id, account.id],
    )
    await db.rows('', `insert into warehouse.dirty values ($1, $2, $2, '2026-03-02')`, [customer.id, nobody])
    for (const [pricedOn, price] of [
      ['2025-02-03', '9'],
      ['2026-03-02', '10'],
      ['2026-03-03', '12'],
    ] as const)
      await makePrice(db, { security: home, pricedOn, price })
    const of = { customer, account, side: 'buy' as const, tradedAt: '2026-03-02T10:00:00+08:00' }
    await makeTrade(db, { ...of, security: home, quantity: '100', price: '10', fees: '5' })
    await makeTrade(db, { ...of, security: abroad, quantity: '10', price: '7', currency: 'USD' })
  })
})
afterAll(() => api.close())

const days = (query: object = {}, who = firm.am) =>
  who.call(accounts.days, { params: { id: customer.id }, query: query as never })

describe('the days of a customer', () => {
  it('are told to be worked out anew until the worker valued what came in', async () => {
    expect(await days()).toMatchObject({ items: [], pendingSince: '2026-03-02' })
    await renewWhatImportsTouched(api.product)
    expect(await days()).toMatchObject({ asOf: '2026-03-03', pendingSince: null })
  })

  it('say what was there at the end of each, what came in and what was earned', async () => {
    const { currency, currencies, items } = await days()
    expect([currency, currencies]).toEqual(['CNY', ['CNY', 'USD']])
    const nothing = { productValue: '0.00', marginDebt: '0.00', gap: '0.00' }
    expect(items).toEqual([
      {
        day: '2026-03-02',
        assets: '9995.00',
        positionValue: '1000.00',
        cash: '8995.00',
        netInflow: '10000.00',
        profit: '-5.00',
        ...nothing,
      },
      {
        day: '2026-03-03',
        assets: '10195.00',
        positionValue: '1200.00',
        cash: '8995.00',
        netInflow: '0.00',
        profit: '200.00',
        ...nothing,
      },
    ])
  })

  it('are those asked for, in the currency asked for', async () => {
    expect((await days({ from: '2026-03-03' })).items.map(({ day }) => day)).toEqual(['2026-03-03'])
    expect((await days({ to: '2026-03-02' })).items.map(({ day }) => day)).toEqual(['2026-03-02'])
    expect((await days({ currency: 'USD' })).items.map(({ assets }) => assets)).toEqual(['70.00', '70.00'])
    expect((await days({ currency: 'HKD' })).items).toEqual([])
    expect((await days({ to: '2027-03-04' })).items).toEqual([])
  })

  it('are the same for everybody who sees the customer, and 404 or 403 for everybody else', async () => {
    const expected = await days()
    for (const who of [firm.bm, firm.sa, firm.ho, firm.co]) expect(await days({}, who)).toEqual(expected)
    for (const who of [firm.colleague, firm.stranger])
      expect(await refusalOf(days({}, who))).toMatchObject({ status: 404 })
    expect(await refusalOf(days({}, firm.admin))).toMatchObject({ status: 403 })
  })
})
