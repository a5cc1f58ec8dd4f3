import { makeAccount, makeBranch, makeCustomer } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { importFile, refusedRows } from './testing.ts'

let api: Api
let branch: { id: string }
let ho: Client
let am: Client
beforeAll(async () => {
  api = await startApi()
  branch = await api.make((db) => makeBranch(db))
  ho = await api.signIn('head-office', branch)
  am = await api.signIn('account-manager', branch, 'am-trades')
})
afterAll(() => api.close())

const one = (customerNo: string) => api.make((db) => db.customer.findFirstOrThrow({ where: { customerNo } }))
interface Traded {
  side: string
  currency: string
  quantity: string
  price: string
  amount: string
  tradedAt: string
  tradedOn: string
  key: string
  account: object
  security: object
}
const tradesOf = async (customerNo: string) => {
  const { id } = await one(customerNo)
  return api.make((db) =>
    db.rows<Traded>(
      '',
      `select t.side, t.currency, trim_scale(t.quantity) as quantity, trim_scale(t.price) as price,
         trim_scale(t.amount) as amount, t.traded_at as "tradedAt", t.traded_on as "tradedOn", t.external_key as key,
         to_jsonb(a) as account, to_jsonb(s) as security
       from warehouse.trades t join accounts a on a.id = t.account_id join securities s on s.id = t.security_id
       where t.customer_id = $1 order by t.traded_at`,
      [id],
    ),
  )
}
const mapping = {
  customerNo: { column: 'investor' },
  side: { column: 'type' },
  securityCode: { column: 'asset' },
  quantity: { column: 'quantity' },
  price: { column: 'price' },
  tradedAt: { column: 'datetime' },
  zone: { constant: 'Europe/Rome' },
  currency: { constant: 'EUR' },
  owner: { constant: 'am-trades' },
}
const file = `investor,type,asset,quantity,price,datetime
T-1,B,3NGL,15000,0.254,2017-07-25T14:16:00
T-1,S,3NGL,2e+05,0.2485,2017-10-26T17:35:00
T-1,B,MINI,0,16700,2012-03-09T09:25:00
T-2,B,3NGL,1,1.005,2017-07-25T14:16:00
T-2,B,3NGL,1,1.005,2017-07-25T14:16:00
`

describe('trades from a file', () => {
  it('make the customers, accounts and securities they name, and report them', async () => {
    const done = await importFile(api, ho, { kind: 'trades', file, mapping })
    expect(done).toMatchObject({ state: 'done', created: 5, made: { customers: 2, accounts: 2, securities: 2 } })
    expect(await one('T-1')).toMatchObject({ name: 'T-1', ownerId: am.userId, unitId: branch.id })
    const [zero, bought, sold] = await tradesOf('T-1')
    expect(zero!.quantity).toBe('0')
    expect(bought).toMatchObject({
      side: 'buy',
      currency: 'EUR',
      account: { number: 'T-1', kind: 'fund', currency: 'EUR' },
    })
    expect([bought!.tradedAt, bought!.tradedOn]).toEqual(['2017-07-25T12:16:00.000Z', '2017-07-25'])
    expect([sold!.quantity, sold!.amount]).toEqual(['200000', '49700'])
    expect(sold!.security).toMatchObject({ code: '3NGL', unknown: true })
  })

  it('are worth price times quantity to the cent, halves up, and equal rows of a file are as many fills', async () => {
    const twins = await tradesOf('T-2')
    expect(twins.map(({ amount }) => amount)).toEqual(['1.01', '1.01'])
    expect(new Set(twins.map(({ key }) => key)).size).toBe(2)
  })

  it('are unchanged by the same file again, and a fill more is one more', async () => {
    expect(await importFile(api, ho, { kind: 'trades', file, mapping })).toMatchObject({ unchanged: 5, made: {} })
    const more = `${file}T-2,B,3NGL,1,1.005,2017-07-25T14:16:00\n`
    expect(await importFile(api, ho, { kind: 'trades', file: more, mapping }, { atOnce: 2 })).toMatchObject({
      created: 1,
      unchanged: 5,
    })
  })

  it('are facts: one with a number that is told otherwise is refused', async () => {
    const row = (price: string) =>
      `customerID,ISIN,transactionID,transactionType,timestamp,totalValue,units\nT-3,XS01,77,Buy,2020-01-02,${price},3\n`
    expect(await importFile(api, ho, { kind: 'trades', file: row('10') })).toMatchObject({ created: 1 })
    const [trade] = await tradesOf('T-3')
    expect([trade!.price, trade!.amount]).toEqual(['3.333333333333', '10'])
    expect(trade!.tradedAt).toBe('2020-01-02T07:00:00.000Z')
    expect(await importFile(api, ho, { kind: 'trades', file: row('10') })).toMatchObject({ unchanged: 1 })
    const otherwise = await importFile(api, ho, { kind: 'trades', file: row('11') })
    expect(otherwise.reasons).toEqual([{ field: 'tradeNo', code: 'trade.differs', count: 1 }])
    const exists = await importFile(api, ho, { kind: 'trades', mode: 'create', file: row('10') })
    expect(exists.reasons).toEqual([{ field: 'tradeNo', code: 'exists', count: 1 }])
  })

  it('have numbers that begin anew each day: the same one on the next day is another fill', async () => {
    const row = (day: string) =>
      `customerID,ISIN,transactionID,transactionType,timestamp,totalValue,units\nT-4,XS01,1,Buy,${day},10,1\n`
    for (const day of ['2020-01-02', '2020-01-03'])
      expect(await importFile(api, ho, { kind: 'trades', file: row(day) })).toMatchObject({ created: 1 })
    expect((await tradesOf('T-4')).map(({ tradedOn }) => tradedOn)).toEqual(['2020-01-02', '2020-01-03'])
    expect(await importFile(api, ho, { kind: 'trades', file: row('2020-01-02') })).toMatchObject({ unchanged: 1 })
  })

  it('in update mode make nothing', async () => {
    const before = await api.make((db) => db.customer.count())
    const none = await importFile(api, ho, {
      kind: 'trades',
      mode: 'update',
      file: file.replaceAll('T-', 'N-'),
      mapping,
    })
    expect(none).toMatchObject({ refused: 5, made: {} })
    expect(await api.make((db) => db.customer.count())).toBe(before)
  })

  it('of a customer out of sight are those of another customer of that number', async () => {
    const other = await api.signIn('account-manager', branch, 'am-of-others')
    const done = await importFile(api, other, {
      kind: 'trades',
      file,
      mapping: { ...mapping, owner: { column: 'type' } },
    })
    expect(done.reasons).toEqual([{ field: 'owner', code: 'owner.not-yours', count: 5 }])
    const own = await importFile(api, other, {
      kind: 'trades',
      file,
      mapping: { ...mapping, owner: { constant: 'am-of-others' } },
    })
    expect(own).toMatchObject({ created: 5, made: { customers: 2 } })
  })

  it('say in words what is wrong with a row', async () => {
    const bad = `investor,type,asset,quantity,price,datetime
T-1,X,3NGL,1,1,2017-07-25
T-1,B,,-1,1.5.5,yesterday
T-1,B,A,0.00001,,2017-07-25
`
    const done = await importFile(api, ho, { kind: 'trades', file: bad, mapping })
    expect(
      (await refusedRows(ho, done.id)).slice(1).map((line) => line.split(',').slice(6).join(',').replaceAll('"', '')),
    ).toEqual([
      'type: choice',
      'quantity: quantity.negative; price: decimal.shape; asset: required; datetime: time.shape',
      'quantity: decimal.places; price: required',
    ])
  })
})

describe('accounts from a file', () => {
  it('are found by customer and number, made, changed and left alone', async () => {
    const customer = await api.make((db) =>
      makeCustomer(db, api.product.seal, { unit: branch, owner: { id: am.userId }, customerNo: 'K-1' }),
    )
    await api.make((db) => makeAccount(db, { customer, number: '0012', kind: 'fund' }))
    const rows = (status: string) =>
      `客户号,账号,账户类别,账户状态,开户日期\nK-1,0012,资金账户,${status},\nK-1,0013,信用账户,正常,2020/5/6\nK-9,1,,,\n`
    expect(await importFile(api, am, { kind: 'accounts', file: rows('冻结') })).toMatchObject({
      updated: 1,
      created: 1,
      refused: 1,
      reasons: [{ field: 'customerNo', code: 'customer.unknown', count: 1 }],
    })
    const accounts = await api.make((db) =>
      db.account.findMany({ where: { customerId: customer.id }, orderBy: { number: 'asc' } }),
    )
    expect(accounts).toMatchObject([
      { number: '0012', status: 'frozen' },
      { number: '0013', kind: 'credit', openedOn: new Date('2020-05-06') },
    ])
    expect(await importFile(api, am, { kind: 'accounts', file: rows('冻结') })).toMatchObject({ unchanged: 2 })
  })
})
