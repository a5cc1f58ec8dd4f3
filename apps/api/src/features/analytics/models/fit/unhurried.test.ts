import { asSystem } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { cloneDatabase, type TestDatabase } from '@rapport/database/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unhurried } from './unhurried.ts'

let database: TestDatabase
let connections: Connections
beforeAll(async () => {
  database = await cloneDatabase()
  connections = new Connections(database.appUrl, { most: 1, statementSeconds: 1 })
})
afterAll(async () => {
  await connections.end()
  await database.drop()
})

it('gives a fit the time that it needs, and leaves the connection with the limits of others', async () => {
  const slow = 'select pg_sleep(1.3)'
  const limits = await unhurried({ connections })(async (db) => {
    await db.rows('', slow, [])
    return db.rows('', `select current_setting('idle_in_transaction_session_timeout') as idle`, [])
  })
  expect(limits).toEqual([{ idle: '20min' }])
  await expect(asSystem(connections, {}, (db) => db.rows('', slow, []))).rejects.toMatchObject({ code: '57014' })
})
