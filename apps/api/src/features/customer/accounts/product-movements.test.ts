import { accounts } from '@rapport/contract/customer/accounts'
import type { QueryOf } from '@rapport/contract/endpoint'
import { makeAccount } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am)
  await api.make(async (db) => {
    const account = await makeAccount(db, { customer, number: '8800' })
    for (const fact of ['cash_movements', 'product_holdings'])
      await db.rows('', 'select warehouse.make_months($1, $2::date[])', [fact, ['2026-03-01', '2026-04-01']])
    // Thirty movements over fifteen days, and a deposit that is none.
    await db.rows(
      '',
      `insert into warehouse.cash_movements (customer_id, account_id, moved_on, kind, amount, currency, external_key, product_code, product_name, note)
       select $1::uuid, $2::uuid, date '2026-03-01' + (i % 15), case when i % 3 = 0 then 'product-redemption' else 'product-purchase' end,
              case when i % 3 = 0 then 1 else -1 end * i * 1000.5, 'CNY', 's' || i, case when i % 2 = 0 then 'F001' end,
              case when i % 2 = 0 then '稳健一号' end, null
       from generate_series(1, 30) i
       union all select $1::uuid, $2::uuid, '2026-03-05', 'deposit', 5000, 'CNY', 'd1', null, null, null`,
      [customer.id, account.id],
    )
    for (const day of ['2026-03-31', '2026-04-01'])
      await db.rows(
        '',
        `insert into warehouse.batches (id, source, item, target, business_date, sequence, state) values ($1, 'ta', 'holdings', 'product-holdings', $2, 1, 'published')`,
        [newId(), day],
      )
    await db.rows(
      '',
      `insert into warehouse.product_holdings (customer_id, day, product_code, product_name, units, nav, value, currency, external_key)
       values ($1, '2026-03-31', 'F001', '稳健一号', 1000, 1.02, 1020, 'CNY', 'a'), ($1, '2026-03-31', 'F002', null, null, null, 500, 'CNY', 'b'),
              ($1, '2026-04-01', 'F001', '稳健一号', 900.5, 1.03, 927.515, 'CNY', 'a')`,
      [customer.id],
    )
  })
})
afterAll(() => api.close())

type Filter = Partial<Record<keyof QueryOf<typeof accounts.productMovements>, string>>
const page = (query: Filter = {}, who = firm.am) =>
  who.call(accounts.productMovements, { params: { id: customer.id }, query: query as never })
async function walk(query: Filter = {}) {
  const found = []
  for (let after: string | undefined; ; ) {
    const answer = await page({ ...query, ...(after && { after }) })
    found.push(...answer.items)
    if (!answer.next) return { found, total: answer.total }
    after = answer.next
  }
}

describe('product purchases and redemptions of a customer', () => {
  it('are listed latest first, the way told by the kind, and nothing else is', async () => {
    const { found, total } = await walk({ limit: '7' })
    expect([found.length, total, new Set(found.map(({ id }) => id)).size]).toEqual([30, 30, 30])
    const on = found.map(({ movedOn }) => movedOn)
    expect(on).toEqual(on.toSorted().reverse())
    expect(found.find(({ amount }) => amount === '12006')).toMatchObject({
      movedOn: '2026-03-13',
      kind: 'redemption',
      accountNumber: '8800',
      productCode: 'F001',
      productName: '稳健一号',
      currency: 'CNY',
    })
  })

  it('are filtered by day, product, kind and amount, and the file holds the same', async () => {
    const all = (await walk()).found
    const cases: [Filter, (movement: (typeof all)[number]) => boolean][] = [
      [{ from: '2026-03-10' }, (m) => m.movedOn >= '2026-03-10'],
      [{ to: '2026-03-02' }, (m) => m.movedOn <= '2026-03-02'],
      [{ kind: 'redemption' }, (m) => m.kind === 'redemption'],
      [{ product: 'f001' }, (m) => m.productCode === 'F001'],
      [{ product: '稳健' }, (m) => m.productName === '稳健一号'],
      [{ amountFrom: '20010' }, (m) => Number(m.amount) >= 20_010],
      [
        { amountFrom: '5000', amountTo: '9004.5', kind: 'purchase' },
        (m) => m.kind === 'purchase' && Number(m.amount) >= 5000 && Number(m.amount) <= 9004.5,
      ],
    ]
    for (const [filter, fits] of cases) {
      const wanted = all.filter(fits).map(({ id }) => id)
      expect(wanted.length).toBeGreaterThan(0)
      const { found, total } = await walk(filter)
      expect([filter, found.map(({ id }) => id), total]).toEqual([filter, wanted, wanted.length])
      const file = String(
        await firm.am.call(accounts.exportProductMovements, { params: { id: customer.id }, query: filter as never }),
      )
      expect(
        file
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',')[0]),
      ).toEqual(wanted)
    }
    expect(await refusalOf(page({ amountFrom: '-1' }))).toMatchObject({ status: 400 })
  })

  it('come with what is held on the last day that was told', async () => {
    expect(await firm.am.call(accounts.productHoldings, { params: { id: customer.id } })).toEqual({
      asOf: '2026-04-01',
      items: [
        {
          productCode: 'F001',
          productName: '稳健一号',
          units: '900.5',
          nav: '1.03',
          value: '927.515',
          currency: 'CNY',
        },
      ],
    })
  })

  it('are not there for whoever does not see the customer, and not in a file for whoever may not export', async () => {
    const params = { id: customer.id }
    for (const who of [firm.colleague, firm.stranger])
      for (const attempt of [
        () => who.call(accounts.productMovements, { params }),
        () => who.call(accounts.exportProductMovements, { params }),
        () => who.call(accounts.productHoldings, { params }),
      ])
        expect(await refusalOf(attempt())).toMatchObject({ status: 404 })
    expect((await page({}, firm.sa)).total).toBe(30)
    expect(await refusalOf(firm.sa.call(accounts.exportProductMovements, { params }))).toMatchObject({ status: 403 })
  })
})
