import { securities } from '@rapport/contract/customer/securities'
import { makeBranch } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { importFile, refusedRows } from './testing.ts'

let api: Api
let ho: Client
let am: Client
beforeAll(async () => {
  api = await startApi()
  const branch = await api.make((db) => makeBranch(db))
  ho = await api.signIn('head-office', branch)
  am = await api.signIn('account-manager', branch)
})
afterAll(() => api.close())

const security = (code: string) => api.make((db) => db.security.findUniqueOrThrow({ where: { code } }))

describe('securities from a file', () => {
  const file = `ISIN,assetName,assetShortName,assetCategory,assetSubCategory,marketID,sector,industry,timestamp
GRS000000010,"Epsilon, Net ""A""",ΕΠΣΙΛ,Stock,,XATH,Technology,Software,2020-07-15
GRS000000010,Epsilon,ΕΠΣΙΛ,Stock,,ENAX,Technology,,2018-01-02
LU0000000027,Gold Fund,GOLD,Stock,,CCLX,Metals,,2018-01-02
LU0000000027,Gold Fund,GOLD,MTF,Equity,CCLX,,,2018-01-02
`
  it('keep the latest record of each, and of two of one day the later', async () => {
    expect(await importFile(api, ho, { kind: 'securities', file })).toMatchObject({
      created: 2,
      unchanged: 1,
      updated: 1,
    })
    expect(await security('GRS000000010')).toMatchObject({
      isin: 'GRS000000010',
      name: 'Epsilon, Net "A"',
      market: 'XATH',
      industry: 'Software',
      asOf: new Date('2020-07-15'),
      unknown: false,
    })
    expect(await security('LU0000000027')).toMatchObject({ category: 'MTF', subCategory: 'Equity', sector: null })
  })

  it('are unchanged by the same file again', async () => {
    expect(await importFile(api, ho, { kind: 'securities', file })).toMatchObject({ unchanged: 4, updated: 0 })
  })

  it('are loaded by whoever may load reference data and nobody else', async () => {
    await expect(importFile(api, am, { kind: 'securities', file })).rejects.toMatchObject({ status: 403 })
    await expect(importFile(api, am, { kind: 'prices', file: 'asset,price\n' })).rejects.toMatchObject({ status: 403 })
  })
})

describe('prices from a file', () => {
  const mapping = {
    securityCode: { column: 'asset' },
    price: { column: 'price' },
    pricedAt: { column: 'datetime' },
    zone: { constant: 'Europe/Rome' },
    currency: { constant: 'EUR' },
  }
  const file = `asset,datetime,price
3BAL,2017-10-25T14:16:00,42.75
3BAL,2017-10-29T02:30:00,42.8
WUNI13,2017-11-25T14:16:00,9e-04
3BAL,2018-01-02,0.12345678901234567
`

  it('make the securities they name, marked unknown, and report them', async () => {
    const done = await importFile(api, ho, { kind: 'prices', file, mapping })
    expect(done).toMatchObject({ created: 4, made: { securities: 2 } })
    expect(await security('3BAL')).toMatchObject({ unknown: true, currency: 'EUR' })
    const { items } = await ho.call(securities.list, { query: { unknown: 'true' } })
    expect(items.map(({ code, lastPrice }) => [code, lastPrice])).toEqual([
      ['3BAL', '0.123456789012'],
      ['WUNI13', '0.0009'],
    ])
  })

  it('stand at the instant of their local time, by summer and winter time, and a day alone at its close', async () => {
    const { id } = await security('3BAL')
    const prices = await api.make((db) =>
      db.rows('', 'select priced_at, priced_on from warehouse.prices where security_id = $1 order by priced_at', [id]),
    )
    expect(prices).toEqual([
      { priced_at: '2017-10-25T12:16:00.000Z', priced_on: '2017-10-25' },
      { priced_at: '2017-10-29T00:30:00.000Z', priced_on: '2017-10-29' },
      { priced_at: '2018-01-02T14:00:00.000Z', priced_on: '2018-01-02' },
    ])
  })

  it('are unchanged by the same file again, and corrected by another price for the same instant', async () => {
    expect(await importFile(api, ho, { kind: 'prices', file, mapping })).toMatchObject({ unchanged: 4, made: {} })
    const corrected = file.replace('42.75', '42.76')
    expect(await importFile(api, ho, { kind: 'prices', file: corrected, mapping })).toMatchObject({
      unchanged: 3,
      updated: 1,
    })
    expect(await importFile(api, ho, { kind: 'prices', mode: 'create', file, mapping })).toMatchObject({ refused: 4 })
  })

  it('are refused where price or time are none', async () => {
    const bad =
      'asset,datetime,price\nX,2017-13-01,1\nX,2017-01-01 25:00,1\nX,2017-01-01,1e999\n,2017-01-01,1\nX,2017-01-01,\n'
    const done = await importFile(api, ho, { kind: 'prices', file: bad, mapping })
    expect((await refusedRows(ho, done.id)).slice(1)).toEqual([
      'X,2017-13-01,1,datetime: time.shape',
      'X,2017-01-01 25:00,1,datetime: time.shape',
      'X,2017-01-01,1e999,price: decimal.shape',
      ',2017-01-01,1,asset: required',
      'X,2017-01-01,,price: required',
    ])
  })
})
