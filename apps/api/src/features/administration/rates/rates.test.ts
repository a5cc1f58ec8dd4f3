import { rates } from '@rapport/contract/administration/rates'
import { accounts } from '@rapport/contract/customer/accounts'
import { makeAccount, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const stampDuty = {
  market: 'SH',
  securityKind: 'stock',
  component: 'stamp-duty',
  side: 'sell',
  validFrom: '2026-03-01',
  validTo: null,
  rate: '0.0004',
  source: 'notice 7',
  verifiedOn: null,
} as const

describe('rates', () => {
  it('of fees come with the history of the law, each with its days and source', async () => {
    for (const who of [firm.ho, firm.co, firm.admin]) {
      const { fees } = await who.call(rates.list)
      const told = fees.filter(({ market, component }) => market === 'SZ' && component === 'stamp-duty')
      expect(told.map(({ validFrom, validTo, rate, origin }) => [validFrom, validTo, rate, origin])).toEqual([
        ['2023-08-28', null, '0.0005', 'reference'],
        ['2008-09-19', '2023-08-27', '0.001', 'reference'],
      ])
    }
    expect(await refusalOf(firm.am.call(rates.list))).toMatchObject({ status: 403 })
  })

  it('are recorded and corrected in one’s own name, which the trail keeps, and by nobody else', async () => {
    const made = await firm.admin.call(rates.recordFee, { body: stampDuty })
    expect(made).toMatchObject({ rate: '0.0004', origin: 'person', source: 'notice 7' })
    const corrected = await firm.admin.call(rates.recordFee, {
      body: { ...stampDuty, rate: '0.0003', verifiedOn: '2026-03-02' },
    })
    expect(corrected).toMatchObject({ rate: '0.0003', verifiedOn: '2026-03-02' })
    const { fees } = await firm.admin.call(rates.list)
    expect(fees.filter((one) => one.validFrom === '2026-03-01')).toEqual([corrected])
    const notes = await api.make((db) => db.auditEvent.findMany({ where: { objectType: 'fee_rates' } }))
    expect(notes.map(({ actorId }) => actorId)).toEqual([firm.admin.userId, firm.admin.userId])
    for (const who of [firm.ho, firm.co, firm.am])
      expect(await refusalOf(who.call(rates.recordFee, { body: stampDuty }))).toMatchObject({ status: 403 })
    const body = { ...stampDuty, rate: '5', validTo: '2026-02-01' }
    expect(await refusalOf(firm.admin.call(rates.recordFee, { body }))).toMatchObject({ status: 400 })
  })

  it('of fees that are corrected have what depends on them summed up anew', async () => {
    const customer = await firm.customerOf(firm.am)
    await api.make(async (db) => {
      const security = await makeSecurity(db, { code: '600009', market: 'SSE', category: 'Stock' })
      const of = { customer, account: await makeAccount(db, { customer }), security }
      await makeTrade(db, {
        ...of,
        side: 'sell',
        quantity: '10000',
        price: '26.10',
        fees: '198.36',
        tradedAt: '2026-01-05T10:00:00+08:00',
      })
    })
    await renewWhatImportsTouched(api.product)
    const net = () =>
      api.make(async (db) => {
        const [row] = await db.rows<{ net: string }>(
          '',
          'select sum(net_commission)::numeric(20, 2)::text as net from warehouse.customer_days where customer_id = $1',
          [customer.id],
        )
        return row!.net
      })
    expect(await net()).toBe('51.13')
    const body = {
      ...stampDuty,
      component: 'handling-fee',
      side: 'both',
      validFrom: '2026-01-01',
      rate: '0.00001',
    } as const
    await firm.admin.call(rates.recordFee, { body })
    const shown = await firm.am.call(accounts.days, { params: { id: customer.id } })
    expect(shown.pendingSince).toBe('2026-01-05')
    await renewWhatImportsTouched(api.product)
    // 2.61 instead of 8.90 passed on to the exchange.
    expect(await net()).toBe('57.42')
  })

  it('of currencies are recorded for one unit, and the last ones are shown', async () => {
    const body = { currency: 'USD', day: '2026-03-02', rate: '7.1054', source: 'SAFE' }
    await firm.admin.call(rates.recordCurrency, { body })
    await firm.admin.call(rates.recordCurrency, { body: { ...body, rate: '7.1' } })
    const { currencies } = await firm.ho.call(rates.list)
    expect(currencies).toMatchObject([
      { currency: 'USD', day: '2026-03-02', rate: '7.1', origin: 'person', source: 'SAFE' },
    ])
    for (const wrong of [{ currency: 'CNY' }, { rate: '0.0' }, { rate: '-1' }])
      expect(await refusalOf(firm.admin.call(rates.recordCurrency, { body: { ...body, ...wrong } }))).toMatchObject({
        status: 400,
      })
  })
})
