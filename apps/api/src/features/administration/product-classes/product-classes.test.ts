import { auditEvents } from '@rapport/contract/administration/audit-events'
import { type ProductClassDraft, productClasses } from '@rapport/contract/administration/product-classes'
import { reports } from '@rapport/contract/analytics/reports'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { addUp } from '#features/analytics/contributions/testing.ts'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await makeFirm(api)
  const customer = await firm.customerOf(firm.am)
  await api.make(async (db) => {
    const security = await makeSecurity(db, { code: '600000', market: 'SSE', category: 'Stock' })
    const account = await makeAccount(db, { customer })
    const trade = { customer, account, security, side: 'buy' as const, price: '10.00' }
    for (const [pricedOn, tradedAt] of [
      ['2026-09-30', '2026-09-10'],
      ['2026-11-12', '2026-11-11'],
    ] as const) {
      await makePrice(db, { security, pricedOn, price: '10.00' })
      await makeTrade(db, { ...trade, quantity: '100', tradedAt: `${tradedAt}T10:00:00+08:00` })
    }
  })
  await addUp(api)
})
afterAll(() => api.close())

const draft: z.input<typeof ProductClassDraft> = {
  place: 170,
  validFrom: '2026-11-01',
  codePattern: '^[06]\\d{5}$',
  product: 'stock',
  board: 'main',
  riskGrade: 4,
  source: 'notice 12',
}
const rules = async () => (await firm.ho.call(productClasses.list)).items
const at = async (place: number) => (await rules()).filter((rule) => rule.place === place)

describe('rules that class products', () => {
  it('are told to everybody who reads securities, with how many each classes today', async () => {
    for (const who of [firm.am, firm.co]) {
      const { items } = await who.call(productClasses.list)
      expect(items.find(({ place }) => place === 170)).toMatchObject({ riskGrade: 3, securities: 1, recordedBy: null })
      expect(items.find(({ place }) => place === 10)).toMatchObject({ product: 'repo', securities: 0 })
    }
    expect(await refusalOf(firm.admin.call(productClasses.list))).toMatchObject({ status: 403 })
  })

  it('take the place of one another from a day on, in the name of who says so, and the figures follow', async () => {
    for (const who of [firm.am, firm.bm, firm.co])
      expect(await refusalOf(who.call(productClasses.add, { body: draft }))).toMatchObject({ status: 403 })
    const made = await firm.ho.call(productClasses.add, { body: draft })
    expect(made).toMatchObject({
      ...draft,
      validTo: null,
      securities: 1,
      recordedBy: { id: firm.ho.userId },
      version: 1,
    })
    expect((await at(170)).map(({ validFrom, validTo, riskGrade }) => [validFrom, validTo, riskGrade])).toEqual([
      ['2026-11-01', null, 4],
      ['2017-07-01', '2026-10-31', 3],
    ])
    const due = await api.make((db) =>
      db.rows<{ n: number }>('', 'select count(*)::int as n from warehouse.indicators_due', []),
    )
    expect(due[0]!.n).toBeGreaterThan(0)
    await addUp(api)
    const { rows } = await firm.ho.call(reports.run, {
      body: {
        subject: 'customer-products',
        groups: [
          { field: 'month', by: 'month' },
          { field: 'riskGrade', by: 'month' },
        ],
        measures: [{ of: 'sum', field: 'bought' }],
      },
    })
    expect(rows.map(({ cells, values }) => [...cells, ...values])).toEqual([
      ['2026-09', '3', '1000.0000'],
      ['2026-10', '3', '0.0000'],
      ['2026-11', '4', '1000.0000'],
    ])
    const { items } = await firm.co.call(auditEvents.list, { query: { objectType: 'product_classes' } })
    expect(items.filter(({ action }) => action !== 'refuse').map(({ action }) => action)).toEqual(['insert', 'update'])
  })

  it('are never overwritten: a rule of the same or an earlier day at a place is refused', async () => {
    const again = firm.ho.call(productClasses.add, { body: { ...draft, riskGrade: 5 } })
    expect(await refusalOf(again)).toMatchObject({ status: 409, code: 'product-class.later' })
    const earlier = firm.ho.call(productClasses.add, { body: { ...draft, validFrom: '2026-10-01' } })
    expect(await refusalOf(earlier)).toMatchObject({ status: 409 })
    expect(await at(170)).toHaveLength(2)
  })

  it('with a pattern that cannot be read, or one that refers back, are refused', async () => {
    const bad = firm.ho.call(productClasses.add, { body: { ...draft, place: 500, codePattern: '(' } })
    expect(await refusalOf(bad)).toMatchObject({ status: 422, code: 'product-class.pattern' })
    const back = firm.ho.call(productClasses.add, { body: { ...draft, place: 500, namePattern: '(a+)\\1' } })
    expect(await refusalOf(back)).toMatchObject({ status: 400 })
    expect(await at(500)).toEqual([])
  })

  it('end on a day, by whoever saw them last, and not before they begin', async () => {
    const [rule] = await at(170)
    const end = (version: number, validTo: string) =>
      firm.ho.call(productClasses.end, { params: { id: rule!.id }, version, body: { validTo } })
    expect(await refusalOf(end(1, '2026-10-31'))).toMatchObject({ status: 422, code: 'day.order' })
    const ended = await end(1, '2026-12-31')
    expect(ended).toMatchObject({ validTo: '2026-12-31', version: 2, riskGrade: 4 })
    expect(await refusalOf(end(1, '2026-12-30'))).toMatchObject({ status: 412 })
    expect((await at(170))[0]).toMatchObject({ validTo: '2026-12-31' })
  })
})
