import { Connections } from '@rapport/database/connections'
import { cloneDatabase, type TestDatabase } from '@rapport/database/test-database'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuseAnother, refuseUnsafe } from './database.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await cloneDatabase()
  owner = new pg.Client(database.ownerUrl)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})
const judge = async (url: string) => {
  const connections = new Connections(url, { most: 2 })
  try {
    await refuseUnsafe(connections)
    return ''
  } catch (error) {
    return (error as Error).message
  } finally {
    await connections.end()
  }
}

describe('database at start-up', () => {
  it('is accepted as the migrations make it', async () => expect(await judge(database.appUrl)).toBe(''))

  it('is refused when the server would sign in as its owner', async () => {
    expect(await judge(database.ownerUrl)).toMatch(/login role of the server may more than it should/)
  })

  it('is refused when a table has lost its wall, by name', async () => {
    await owner.query('alter table bank_cards no force row level security')
    expect(await judge(database.appUrl)).toMatch(/not forced on: bank_cards/)
    await owner.query('alter table bank_cards force row level security')
  })

  it('is refused when a table or a month of the warehouse has lost its wall, by name', async () => {
    await owner.query("select warehouse.make_months('trades', '{2026-10-01}')")
    for (const table of ['warehouse.positions', 'warehouse.trades', 'warehouse.trades_202610']) {
      await owner.query(`alter table ${table} disable row level security`)
      expect(await judge(database.appUrl)).toMatch(new RegExp(`not forced on: ${table}$`))
      await owner.query(`alter table ${table} enable row level security`)
    }
    expect(await judge(database.appUrl)).toBe('')
  })
})

describe('a road of its own for the warehouse', () => {
  it('is taken where it leads to the same database, and refused where it leads to another or nowhere', async () => {
    const other = await cloneDatabase()
    const connections = new Connections(database.appUrl, { most: 2 })
    const [loads, nowhere] = [new URL(database.appUrl), new URL(database.appUrl)]
    loads.searchParams.set('application_name', 'loads')
    nowhere.port = '1'
    try {
      await refuseAnother(connections, loads.href)
      await expect(refuseAnother(connections, other.appUrl)).rejects.toThrow(/another database than DATABASE_URL/)
      await expect(refuseAnother(connections, nowhere.href)).rejects.toThrow(/WAREHOUSE_URL cannot be reached/)
    } finally {
      await connections.end()
      await other.drop()
    }
  })
})
