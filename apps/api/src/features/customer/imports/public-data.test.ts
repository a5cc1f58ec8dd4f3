import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Import } from '@rapport/contract/customer/imports'
import { makeBranch } from '@rapport/database/factories'
import { repositoryRoot } from '@rapport/database/repository-root'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { importFile, type Upload } from './testing.ts'

const folder = process.env.RAPPORT_SHARED_DATA ?? join(repositoryRoot(), '../shared/data')
const isThere = existsSync(join(folder, 'far-trans')) && existsSync(join(folder, 'directa'))
if (!isThere) console.warn(`The real public files are not at ${folder}: their import is not tried here.`)

describe.runIf(isThere)('the real public files', () => {
  let api: Api
  let ho: Client
  beforeAll(async () => {
    api = await startApi()
    const branch = await api.make((db) => makeBranch(db))
    ho = await api.signIn('head-office', branch)
  })
  afterAll(() => api.close())

  const run = (kind: Upload['kind'], name: string, mapping?: Upload['mapping']): Promise<Import> =>
    importFile(api, ho, { kind, file: readFileSync(join(folder, name)), ...(mapping && { mapping }) })
  const one = (customerNo: string) => api.make((db) => db.customer.findFirstOrThrow({ where: { customerNo } }))

  it('make 29,090 customers of 32,468 dated rows, mapped by their column names alone', async () => {
    const done = await run('customers', 'far-trans/customer_information.csv.gz')
    expect(done).toMatchObject({ state: 'done', rows: 32_468, created: 29_090, updated: 3_378, refused: 0 })
    expect(await api.make((db) => db.investorProfile.count())).toBe(32_468)
    const basis = (riskBasis: string) => api.make((db) => db.investorProfile.count({ where: { riskBasis } }))
    expect(await basis('unavailable')).toBe(344)
    expect(await basis('predicted')).toBe(7_274)
    expect(await api.make((db) => db.investorProfile.count({ where: { assessedOn: null } }))).toBe(7_275)
    // The row of 2021-03-19 stands before the one of 2022-01-21.
    expect(await one('DED5BF19E23CCCFEE322')).toMatchObject({ profileAsOf: new Date('2022-01-21'), level: 'premium' })
    const again = await run('customers', 'far-trans/customer_information.csv.gz')
    expect(again).toMatchObject({ state: 'done', unchanged: 32_468, created: 0, updated: 0, refused: 0 })
  })

  it('make 806 securities of 836 rows', async () => {
    const done = await run('securities', 'far-trans/asset_information.csv')
    expect(done).toMatchObject({ state: 'done', rows: 836, created: 806, refused: 0 })
    expect(await api.make((db) => db.security.count({ where: { unknown: false } }))).toBe(806)
  })

  it('make 4,917 trades of ten investors and 258,137 prices, with the 337 securities they name', async () => {
    const zone = { constant: 'Europe/Rome' }
    const currency = { constant: 'EUR' }
    const trades = await run('trades', 'directa/trades_10_investors.csv.gz', {
      customerNo: { column: 'investor' },
      side: { column: 'type' },
      securityCode: { column: 'asset' },
      quantity: { column: 'quantity' },
      price: { column: 'price' },
      tradedAt: { column: 'datetime' },
      zone,
      currency,
    })
    expect(trades).toMatchObject({ state: 'done', created: 4_917, refused: 0 })
    expect(trades.made).toEqual({ customers: 10, accounts: 10, securities: 337 })
    const prices = await run('prices', 'directa/marketprices_10_investors.csv.gz', {
      securityCode: { column: 'asset' },
      price: { column: 'price' },
      pricedAt: { column: 'datetime' },
      zone,
      currency,
    })
    expect(prices).toMatchObject({ state: 'done', created: 258_137, refused: 0, made: {} })
    const [kept] = await api.make((db) => db.rows('', 'select count(*) as n from warehouse.prices', []))
    expect(kept).toEqual({ n: 258_137 })
  })
})
