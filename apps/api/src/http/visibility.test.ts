import { charts } from '@rapport/contract/analytics/charts'
import { customerGroupings, customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from './testing.ts'
import { makeWorld, type Person, sees, type World } from './testing-world.ts'

let api: Api
let world: World
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  world = await makeWorld(api)
})
afterAll(() => api.close())

const names = ['am1', 'am2', 'am3', 'am4', 'sa1', 'bm1', 'bm2', 'rm1', 'ho1', 'co1'] as const
const exporters = new Set(['account-manager', 'branch-manager', 'head-office', 'compliance'])
const readers = new Set(['branch-manager', 'head-office', 'compliance'])
const visible = (person: Person) => world.customers.filter((customer) => sees(person, customer))
const sorted = (ids: Iterable<string>) => [...ids].sort()

/** All pages of a list, three rows each: ids in order of coming, and the total that every page told. */
async function walk(page: (after: object) => Promise<{ items: { id: string }[]; total: number; next: string | null }>) {
  const ids: string[] = []
  const totals = new Set<number>()
  for (let after = {}; ; ) {
    const { items, total, next } = await page(after)
    ids.push(...items.map(({ id }) => id))
    totals.add(total)
    if (!next) return { ids: sorted(ids), totals: [...totals] }
    after = { after: next }
  }
}
async function exported(person: Person, path: string): Promise<string[]> {
  const answer = await person.send('GET', path)
  expect(answer.status).toBe(200)
  const rows = parse<{ id: string }>(await answer.text(), { columns: true, bom: true })
  return sorted(rows.map(({ id }) => id))
}
async function byAddress(person: Person, paths: readonly (readonly [id: string, path: string])[]): Promise<string[]> {
  const found = []
  for (const [id, path] of paths) {
    const { status } = await person.send('GET', path)
    expect([200, 404]).toContain(status)
    if (status === 200) found.push(id)
  }
  return sorted(found)
}

describe.each(names)('%s sees the same customers and visits', (name) => {
  const whoever = () => world.people[name]
  const expectedCustomers = () => sorted(visible(whoever()).map(({ id }) => id))
  const expectedVisits = () => sorted(visible(whoever()).map(({ children }) => children['care-visits']!))

  it('in the list, its count, each sorting and search', async () => {
    const person = whoever()
    const expected = expectedCustomers()
    for (const sort of ['name', 'customerNo', 'openedOn', 'updatedAt'] as const)
      for (const direction of ['asc', 'desc'] as const)
        expect(
          await walk((after) => person.call(customers.list, { query: { sort, direction, limit: '3', ...after } })),
          `${sort} ${direction}`,
        ).toEqual({ ids: expected, totals: [expected.length] })
    for (const q of ['世', '世界', '世界客户', 'shijie', 'sjkh'])
      expect(await walk((after) => person.call(customers.list, { query: { q, limit: '3', ...after } })), q).toEqual({
        ids: expected,
        totals: [expected.length],
      })
  })

  it('by a whole number', async () => {
    const found = []
    for (const { mobile, residentId } of world.customers)
      for (const number of [mobile, residentId])
        found.push(...(await whoever().call(customers.lookUp, { body: { number } })).items.map(({ id }) => id))
    expect(sorted(found)).toEqual(sorted([...expectedCustomers(), ...expectedCustomers()]))
  })

  it('in every grouping', async () => {
    for (const by of customerGroupings) {
      const { total, items } = await whoever().call(customers.groups, { query: { by } })
      expect([total, items.reduce((sum, { count }) => sum + count, 0)], by).toEqual(
        Array(2).fill(expectedCustomers().length),
      )
    }
  })

  it('in the files', async () => {
    const person = whoever()
    if (!exporters.has(person.role)) return
    expect(await exported(person, '/customers/export')).toEqual(expectedCustomers())
    expect(await exported(person, '/care-visits/export')).toEqual(expectedVisits())
  })

  it('by address', async () => {
    const paths = world.customers.map(({ id }) => [id, `/customers/${id}`] as const)
    expect(await byAddress(whoever(), paths)).toEqual(expectedCustomers())
    const visits = world.customers.map(({ children }) => children['care-visits']!)
    expect(
      await byAddress(
        whoever(),
        visits.map((id) => [id, `/care-visits/${id}`] as const),
      ),
    ).toEqual(expectedVisits())
  })

  it('in the list of visits', async () => {
    for (const direction of ['asc', 'desc'] as const)
      expect(
        await walk((after) => whoever().call(careVisits.list, { query: { direction, limit: '3', ...after } })),
      ).toEqual({ ids: expectedVisits(), totals: [expectedVisits().length] })
  })

  it('in the charts', async () => {
    const person = whoever()
    if (!readers.has(person.role)) return
    const n = expectedCustomers().length
    const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0)
    const byLevel = await person.call(charts.customersByLevel)
    expect(sum(byLevel.items.map(({ customers }) => customers))).toBe(n)
    const byMonth = await person.call(charts.newCustomersByMonth, { query: { months: '13' } })
    expect(sum(byMonth.items.map(({ customers }) => customers))).toBe(n)
    const visits = await person.call(charts.visitsByBranchAndWeek)
    expect(sum(visits.items.map(({ visits }) => visits))).toBe(n)
    const traded = await person.call(charts.tradedValueByMonth)
    expect(sum(traded.items.map(({ activeCustomers }) => activeCustomers))).toBe(n)
    const ranking = await person.call(charts.branchRanking, { query: { month: '2026-11' } })
    expect(sum(ranking.items.map(({ activeCustomers }) => activeCustomers))).toBe(n)
  })
})

it('the administrator sees none of it', async () => {
  const { admin } = world.people
  for (const path of ['/customers', '/care-visits', '/charts/branch-ranking', '/customers/export'])
    expect((await admin.send('GET', path)).status).toBe(403)
})
