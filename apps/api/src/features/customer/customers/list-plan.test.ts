import { CustomerQuery } from '@rapport/contract/customer/customers'
import { asOwner } from '@rapport/database/as-owner'
import { asViewer, type Db, type Viewer } from '@rapport/database/as-viewer'
import { makeBranch, makeUser } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from '#http/testing.ts'
import { listCustomers } from './list-customers.ts'

let api: Api
let viewers: Record<'own' | 'units' | 'all', Viewer>
beforeAll(async () => {
  api = await startApi()
  const people = await api.make(async (db) => {
    const branches = []
    for (let i = 0; i < 10; i++) branches.push(await makeBranch(db))
    const people = []
    for (let i = 0; i < 100; i++) people.push(await makeUser(db, { role: 'account-manager', unit: branches[i % 10]! }))
    return people
  })
  // Twenty thousand customers at random: written by the owner, without the triggers that each would set off.
  await asOwner(api.database.ownerUrl, async (owner) => {
    await owner.query('alter table customers disable trigger user')
    await owner.query(
      `insert into customers (id, customer_no, kind, name, name_pinyin, name_initials, search_keys, opened_on, owner_id, unit_id)
       select uuid_v7(), lpad((n * 7919 % 1000003)::text, 12, '8'), 'person', md5(n::text), md5(n::text), '',
              array['^' || left(md5(n::text), 1), left(md5(n::text), 2)], date '2010-01-01' + n % 5000, u.id, u.unit_id
       from generate_series(1, 20000) n
       join unnest($1::uuid[], $2::uuid[]) with ordinality u (id, unit_id, place) on u.place = 1 + hashint4(n) & 63`,
      [people.map(({ id }) => id), people.map(({ unitId }) => unitId)],
    )
    await owner.query('alter table customers enable trigger user')
    await owner.query('vacuum analyze')
  })
  const { id, unitId } = people[3]!
  const viewer = { id, permissions: ['customer.read'], clearance: [] } as const
  viewers = {
    own: { ...viewer, scope: 'own', units: [] },
    units: { ...viewer, scope: 'units', units: [unitId] },
    all: { ...viewer, scope: 'all', units: [] },
  }
})
afterAll(() => api.close())

/** How PostgreSQL reads `customers` for this list: the nodes of its plan that touch the table. */
async function readingsOf(scope: keyof typeof viewers, query: Record<string, string>) {
  const means = { seal: api.product.seal, today: '2026-11-20' }
  return asViewer(api.product.connections, viewers[scope], { readOnly: true }, async (db) => {
    const readings: string[] = []
    const explaining = new Proxy(db, {
      get: (target, name) =>
        name !== 'rows'
          ? Reflect.get(target, name)
          : async (_: string, text: string, values: unknown[]) => {
              const { rows } = await db.connection.query(`explain ${text}`, values)
              const lines = rows.map((row) => String(row['QUERY PLAN']))
              readings.push(...lines.filter((line) => / on customers c| using customers_| on customers_/.test(line)))
              return [{ total: 0, items: [] }]
            },
    }) as Db
    await listCustomers(explaining, CustomerQuery.parse(query), means)
    return readings.map((line) => line.replace(/^[\s>-]+|\s+\(cost.*$/g, ''))
  })
}
const scopes = ['own', 'units', 'all'] as const

describe('the plan of the customer list', () => {
  it.each(scopes)('reads the page and the count of scope %s from an index', async (scope) => {
    const readings = await readingsOf(scope, {})
    expect(readings.length).toBeGreaterThanOrEqual(2)
    for (const reading of readings) expect(reading).toMatch(/^Index (Only )?Scan (Backward )?using customers_/)
  })

  it.each(scopes)('counts scope %s without reading a customer', async (scope) => {
    expect(await readingsOf(scope, {})).toContainEqual(expect.stringMatching(/^Index Only Scan/))
  })

  it.each([
    ['name', 'desc'],
    ['customerNo', 'asc'],
    ['customerNo', 'desc'],
    ['openedOn', 'asc'],
    ['openedOn', 'desc'],
    ['updatedAt', 'desc'],
  ])('never reads the whole table for a page by %s %s', async (sort, direction) => {
    for (const scope of scopes)
      expect(await readingsOf(scope, { sort, direction })).not.toContainEqual(expect.stringMatching(/Seq Scan/))
  })

  it.each(scopes)('never reads the whole table for a search in scope %s', async (scope) => {
    for (const q of ['a1b2', '123456']) {
      const readings = await readingsOf(scope, { q })
      expect(readings.length).toBeGreaterThan(0)
      expect(readings).not.toContainEqual(expect.stringMatching(/Seq Scan/))
    }
  })
})
