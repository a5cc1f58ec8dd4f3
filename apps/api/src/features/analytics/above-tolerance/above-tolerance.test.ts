import { aboveTolerance } from '@rapport/contract/analytics/above-tolerance'
import { customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { customers } from '@rapport/contract/customer/customers'
import { makeAccount, makePrice, makeProfile, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let today = '2026-11-20'
let api: Api
let firm: Firm
/** Each holds 1,000 of a STAR share at 20 (grade 4) and 10,000 of a treasury bond at 1 (grade 1). */
const held: Record<'careful' | 'bold' | 'expired' | 'never' | 'theirs', { id: string }> = {} as never

beforeAll(async () => {
  api = await startApi({ now: () => new Date(`${today}T02:00:00Z`) })
  firm = await makeFirm(api)
  for (const [name, owner, risk] of [
    ['careful', firm.am, { riskLevel: 'C2', validTo: '2026-11-25' }],
    ['bold', firm.am, { riskLevel: 'C4', validTo: '2027-05-01' }],
    ['expired', firm.am, { riskLevel: 'C1', validTo: '2026-11-19' }],
    ['never', firm.am, null],
    ['theirs', firm.stranger, { riskLevel: 'C3', validTo: '2027-05-01' }],
  ] as const) {
    const customer = await firm.customerOf(owner, { riskLevel: null, riskBasis: 'unavailable' } as never)
    held[name] = customer
    if (risk) await api.make((db) => makeProfile(db, { customer, asOf: '2026-10-01', ...risk } as never))
  }
  await api.make(async (db) => {
    const star = await makeSecurity(db, { code: '688001.SH', name: '芯片', category: 'Stock', market: 'SH' })
    const bond = await makeSecurity(db, { code: '019001.SH', name: '国债一', category: '国债', market: 'SH' })
    for (const customer of Object.values(held)) {
      const of = { customer, account: await makeAccount(db, { customer }), side: 'buy' as const, fees: '0' }
      const bought = (n: string) => `2026-11-02T1${n}:00:00+08:00`
      await makeTrade(db, { ...of, security: star, quantity: '1000', price: '20', tradedAt: bought('0') })
      const bonds = customer === held.theirs ? '500' : '10000'
      await makeTrade(db, { ...of, security: bond, quantity: bonds, price: '1', tradedAt: bought('1') })
    }
    await makePrice(db, { security: star, pricedOn: '2026-11-19', price: '20' })
    await makePrice(db, { security: bond, pricedOn: '2026-11-19', price: '1' })
  })
  await renewWhatImportsTouched(api.product)
  await renew()
})
afterAll(() => api.close())

const renew = async () => {
  while (await renewSegments(api.product));
}
const list = (who = firm.ho, query: object = {}) => who.call(aboveTolerance.list, { query: query as never })
const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id)

describe('customers above their tolerance', () => {
  it('are those with an assessment that goes on who hold a higher grade, by the amount, each viewer their own', async () => {
    const all = await list()
    expect(all.items).toMatchObject(
      [
        {
          id: held.theirs.id,
          riskLevel: 'C3',
          highestGrade: 3,
          value: '20000.00',
          share: '0.975610',
          asOf: '2026-11-19',
        },
        { id: held.careful.id, riskLevel: 'C2', highestGrade: 2, value: '20000.00', share: '0.666667' },
      ].toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    )
    expect(all.total).toBe(2)
    expect(ids(await list(firm.am))).toEqual([held.careful.id])
    expect(ids(await list(firm.stranger))).toEqual([held.theirs.id])
    expect(ids(await list(firm.sa))).toEqual([held.careful.id])
    expect(await refusalOf(list(firm.admin))).toMatchObject({ status: 403 })
  })

  it('are told with the value that the page of one customer tells', async () => {
    const { items } = await list(firm.am)
    const { analysis } = await firm.am.call(customerAnalyses.read, { params: { id: held.careful.id }, query: {} })
    expect(analysis!.tolerance.above).toEqual({
      value: items[0]!.value,
      share: expect.closeTo(Number(items[0]!.share), 5),
    })
  })

  it('come a page at a time, and no cursor of another list is taken', async () => {
    const first = await list(firm.ho, { limit: '1' })
    const second = await list(firm.ho, { limit: '1', after: first.next })
    expect(new Set([...ids(first), ...ids(second)])).toEqual(new Set([held.careful.id, held.theirs.id]))
    expect(second.next).toBeNull()
    const foreign = (await firm.ho.call(customers.list, { query: { limit: '1' } })).next
    expect(await refusalOf(list(firm.ho, { after: foreign }))).toMatchObject({ status: 400 })
  })

  it('are those whom the list of customers and the chart of assessments count', async () => {
    for (const who of [firm.ho, firm.bm]) {
      const { total } = await list(who)
      const filtered = await who.call(customers.list, { query: { aboveTolerance: 'true', limit: '50' } })
      expect(ids(filtered).toSorted()).toEqual(ids(await list(who)).toSorted())
      const chart = await who.call(firmCharts.open, { params: { chart: 'suitability' }, query: {} })
      const at = chart.columns.findIndex(({ name }) => name === 'above')
      expect(chart.rows.reduce((sum, { values }) => sum + Number(values[at] ?? 0), 0)).toBe(total)
      // Nobody can be above what is not known.
      const unknown = chart.rows.filter(({ key }) => key === 'none' || key === 'expired')
      expect(unknown.map(({ values }) => values[at])).toEqual([null, null])
    }
  })

  it('change with the grade of a security, with a rule of the firm and with the day on which an assessment ends', async () => {
    const rule = (place: number, from: string, code: string, grade: number) =>
      api.make((db) =>
        db.rows(
          '',
          `insert into warehouse.product_classes (place, valid_from, code_pattern, product, risk_grade)
           values ($1::int, $2::date, $3, 'stock', $4::int)`,
          [place, from, code, grade],
        ),
      )
    const category = (name: string) =>
      api.make((db) => db.rows('', `update securities set category = $1 where code = '019001.SH'`, [name]))
    const isTold = async (...values: string[]) => {
      await renew()
      expect((await list(firm.am)).items.map(({ id, value }) => [id, value])).toEqual(
        values.map((value) => [held.careful.id, value]),
      )
    }
    await category('Stock')
    await isTold('30000.00')
    await rule(2, today, '^019001', 1)
    await isTold('20000.00')
    await rule(1, '2026-11-23', '^688001', 2)
    await isTold('20000.00')
    today = '2026-11-23'
    await isTold()
    await rule(0, today, '^688001', 3)
    await isTold('20000.00')
    today = '2026-11-26'
    await isTold()
  })
})
