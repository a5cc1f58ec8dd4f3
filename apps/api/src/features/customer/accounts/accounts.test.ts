import { accounts } from '@rapport/contract/customer/accounts'
import type { QueryOf } from '@rapport/contract/endpoint'
import { makeAccount, makeSecurity, makeTrade } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let customer: { id: string }
let account: { id: string; number: string }
let foreign: { id: string; account: { id: string } }
const ofCustomer = () => ({ params: { id: customer.id } })

beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am)
  const stranger = await firm.customerOf(firm.stranger)
  foreign = { ...stranger, account: await api.make((db) => makeAccount(db, { customer: stranger })) }
  await api.make(async (db) => {
    account = await makeAccount(db, { customer, number: '600100200300', openedOn: '2024-05-06', market: 'SSE' })
    const bank = await makeSecurity(db, { code: '601398.SH', name: '工商银行' })
    const fund = await makeSecurity(db, { code: '510300.SH', name: '沪深300ETF_100%' })
    // Forty trades over ten days, two in the same instant.
    for (let n = 0; n < 40; n++)
      await makeTrade(db, {
        customer,
        account,
        security: n % 4 ? bank : fund,
        side: n % 3 ? 'buy' : 'sell',
        quantity: '100',
        price: `5.${n}`,
        fees: '0.1',
        tradedAt: `2026-03-${String(1 + (n % 10)).padStart(2, '0')}T${n < 20 ? 10 : 11}:00:00+08:00`,
      })
  })
})
afterAll(() => api.close())

type Filter = Partial<Record<keyof QueryOf<typeof accounts.trades>, string>>
const trades = (query: Filter = {}, who: Client = firm.am) =>
  who.call(accounts.trades, { ...ofCustomer(), query: query as never })
async function walk(query: Filter = {}) {
  const found = []
  for (let after: string | undefined; ; ) {
    const page = await trades({ ...query, ...(after && { after }) })
    found.push(...page.items)
    if (!page.next) return { found, total: page.total }
    after = page.next
  }
}

describe('accounts and trades of a customer', () => {
  it('tells each account with its status', async () => {
    const { items } = await firm.sa.call(accounts.list, ofCustomer())
    expect(items).toEqual([
      {
        id: account.id,
        kind: 'fund',
        number: '600100200300',
        market: 'SSE',
        currency: 'CNY',
        status: 'open',
        openedOn: '2024-05-06',
        closedOn: null,
        role: 'owner',
        holders: [],
      },
    ])
  })

  it('tells who else disposes of an account, to each as far as they are in sight', async () => {
    const [owner, disponent, hidden] = [
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.stranger),
    ]
    const shared = await api.make((db) => makeAccount(db, { customer: owner, number: '700' }))
    const theirs = await api.make((db) => makeAccount(db, { customer: hidden, number: '701' }))
    const roles = [
      [shared.id, owner.id, 'owner'],
      [shared.id, disponent.id, 'disponent'],
      [shared.id, hidden.id, 'agent'],
      [theirs.id, disponent.id, 'disponent'],
    ] as const
    await api.make((db) =>
      db.accountHolder.createMany({
        data: roles.map(([accountId, customerId, role]) => ({ id: newId(), accountId, customerId, role })),
      }),
    )
    const of = async (customer: { id: string }, who = firm.am) =>
      (await who.call(accounts.list, { params: { id: customer.id } })).items.map(({ number, role, holders }) => [
        number,
        role,
        ...holders.map((holder) => `${holder.customerId} ${holder.role}`),
      ])
    expect(await of(owner)).toEqual([['700', 'owner', `${disponent.id} disponent`]])
    expect(await of(disponent)).toEqual([['700', 'disponent', `${owner.id} owner`]])
    expect((await of(owner, firm.ho))[0]!.toSorted()).toEqual(
      ['700', 'owner', `${disponent.id} disponent`, `${hidden.id} agent`].toSorted(),
    )
    expect(await of(disponent, firm.ho)).toHaveLength(2)
  })

  it('pages trades latest first without leaving out or repeating one', async () => {
    const { found, total } = await walk({ limit: '7' })
    const times = found.map(({ tradedAt }) => tradedAt)
    expect([total, new Set(found.map(({ id }) => id)).size]).toEqual([40, 40])
    expect(times).toEqual(times.toSorted().reverse())
    expect(found[0]).toMatchObject({
      tradedOn: '2026-03-10',
      accountNumber: '600100200300',
      quantity: '100',
      fees: '0.1',
    })
  })

  it('tells of the fees of a trade the commission and what is left of it, by the rates of the day', async () => {
    const tradedAt = '2026-02-02T10:00:00+08:00'
    const other = await firm.customerOf(firm.am)
    await api.make(async (db) => {
      const security = await makeSecurity(db, { code: '600001.SH', market: 'SSE', category: 'Stock' })
      const of = { customer: other, account: await makeAccount(db, { customer: other }), security, tradedAt }
      await makeTrade(db, { ...of, side: 'sell', quantity: '10000', price: '26.10', fees: '198.36' })
      const unknown = await makeSecurity(db, { code: 'X1', market: 'NYSE' })
      await makeTrade(db, { ...of, security: unknown, side: 'buy', quantity: '1', price: '5', fees: '1' })
    })
    const { items } = await firm.am.call(accounts.trades, { params: { id: other.id } })
    const told = items.map(({ securityCode, commission, netCommission, feesBy }) => [
      securityCode,
      commission,
      netCommission,
      feesBy,
    ])
    expect(told.toSorted()).toEqual([
      ['600001.SH', '65.25', '51.13', 'rates'],
      ['X1', null, null, null],
    ])
  })

  it('filters trades by day, side and security, and the file holds the same', async () => {
    const all = (await walk()).found
    const cases: [Filter, (trade: (typeof all)[number]) => boolean][] = [
      [{ from: '2026-03-09' }, (t) => t.tradedOn >= '2026-03-09'],
      [{ from: '2026-03-02', to: '2026-03-03' }, (t) => t.tradedOn === '2026-03-02' || t.tradedOn === '2026-03-03'],
      [{ side: 'sell' }, (t) => t.side === 'sell'],
      [{ security: '601398.sh' }, (t) => t.securityCode === '601398.SH'],
      [{ security: '银行' }, (t) => t.securityName === '工商银行'],
      [{ security: '0%' }, (t) => t.securityCode === '510300.SH'],
      [{ amountFrom: '530.00' }, (t) => Number(t.amount) >= 530],
      [
        { amountFrom: '511', amountTo: '520.5', side: 'buy' },
        (t) => t.side === 'buy' && Number(t.amount) >= 511 && Number(t.amount) <= 520.5,
      ],
      [
        { security: '%', side: 'buy', from: '2026-03-01', to: '2026-03-31' },
        (t) => t.securityCode === '510300.SH' && t.side === 'buy',
      ],
    ]
    for (const [filter, fits] of cases) {
      const { found, total } = await walk(filter)
      const wanted = all.filter(fits).map(({ id }) => id)
      expect(wanted.length).toBeGreaterThan(0)
      expect([filter, found.map(({ id }) => id), total]).toEqual([filter, wanted, wanted.length])
      const file = String(await firm.am.call(accounts.exportTrades, { ...ofCustomer(), query: filter as never }))
      expect(
        file
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',')[0]),
      ).toEqual(wanted)
    }
  })

  it('shows nothing of a customer out of sight, not even that there is one', async () => {
    const params = { id: foreign.id }
    const body = { accountId: foreign.account.id, kind: 'freeze' } as const
    const tries = [
      () => firm.am.call(accounts.list, { params }),
      () => firm.am.call(accounts.trades, { params }),
      () => firm.am.call(accounts.exportTrades, { params }),
      () => firm.am.call(accounts.requests, { params }),
      () => firm.am.call(accounts.requestService, { params, body }),
      () => firm.colleague.call(accounts.list, ofCustomer()),
    ]
    for (const attempt of tries) expect(await refusalOf(attempt())).toEqual({ status: 404, code: 'not-found' })
    for (const who of [firm.bm, firm.sa, firm.ho, firm.co]) expect((await trades({}, who)).total).toBe(40)
    expect((await firm.admin.send('GET', `/customers/${customer.id}/trades`)).status).toBe(403)
  })

  it('lists a transfer from another firm as what it is, and finds it by its side', async () => {
    const tradedAt = '2026-03-11T10:00:00+08:00'
    await api.make(async (db) => {
      const security = await makeSecurity(db, { code: '600036.SH', name: '招商银行' })
      await makeTrade(db, { customer, account, security, side: 'transfer-in', quantity: '300', price: '5', tradedAt })
    })
    const [moved, ...others] = (await trades({ side: 'transfer-in' })).items
    expect([moved!.side, moved!.quantity, others]).toEqual(['transfer-in', '300', []])
    expect((await trades({ side: 'buy' })).items.map(({ side }) => side)).not.toContain('transfer-in')
    expect((await trades()).items[0]).toEqual(moved)
  })
})

describe('an account service request', () => {
  const request = (kind: 'freeze' | 'unfreeze', accountId = account.id, note?: string) =>
    firm.am.call(accounts.requestService, { ...ofCustomer(), body: { accountId, kind, ...(note && { note }) } })

  it('is kept with who asked for what, and read by whoever sees the customer', async () => {
    const made = await request('freeze', account.id, ' 卡丢了 ')
    expect(made).toMatchObject({ accountNumber: '600100200300', kind: 'freeze', note: '卡丢了', state: 'open' })
    const { items } = await firm.sa.call(accounts.requests, ofCustomer())
    expect(items).toEqual([made])
    const [event] = await api.make((db) => db.auditEvent.findMany({ where: { objectId: made.id } }))
    expect(event).toMatchObject({ action: 'insert', customerId: customer.id, actorId: firm.am.userId })
  })

  it('is for an account of this customer only, not of another one in sight', async () => {
    const other = await firm.customerOf(firm.am)
    const another = await api.make((db) => makeAccount(db, { customer: other }))
    for (const id of [foreign.account.id, another.id])
      expect(await refusalOf(request('freeze', id))).toEqual({
        status: 422,
        code: 'invalid',
        errors: [{ field: 'accountId', code: 'account.unknown' }],
      })
  })

  it('is for an open account, or for a frozen one to unfreeze it', async () => {
    const [frozen, closed] = await api.make(async (db) => [
      await makeAccount(db, { customer, status: 'frozen' }),
      await makeAccount(db, { customer, status: 'closed' }),
    ])
    const notOpen = { status: 422, errors: [{ field: 'accountId', code: 'account.not-open' }] }
    const notFrozen = { status: 422, errors: [{ field: 'accountId', code: 'account.not-frozen' }] }
    expect(await request('unfreeze', frozen!.id)).toMatchObject({ kind: 'unfreeze' })
    expect(await refusalOf(request('freeze', frozen!.id))).toMatchObject(notOpen)
    expect(await refusalOf(request('freeze', closed!.id))).toMatchObject(notOpen)
    expect(await refusalOf(request('unfreeze'))).toMatchObject(notFrozen)
  })

  it('is not made by who may only look', async () => {
    for (const who of [firm.sa, firm.ho, firm.co, firm.admin]) {
      const body = { accountId: account.id, kind: 'freeze' } as const
      expect(await refusalOf(who.call(accounts.requestService, { ...ofCustomer(), body }))).toMatchObject({
        status: 403,
      })
    }
  })
})
