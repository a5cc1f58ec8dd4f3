import { charts } from '@rapport/contract/analytics/charts'
import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { type ChartFirm, makeChartFirm, now } from './testing.ts'

let api: Api
let firm: ChartFirm
beforeAll(async () => {
  api = await startApi({ now })
  firm = await makeChartFirm(api)
})
afterAll(() => api.close())

const customersUnder = async (who: Client, query: object) =>
  (await who.call(customers.list, { query: { ...query, limit: '1' } as never })).total
const visitsUnder = async (who: Client, query: object) =>
  (await who.call(careVisits.list, { query: { ...query, limit: '1' } as never })).total
const sumOf = <T>(items: readonly T[], count: (item: T) => number) => items.reduce((sum, item) => sum + count(item), 0)
/** Whoever reads charts, without and with a unit that they choose. */
const readers = (): [Client, string | undefined][] => [
  [firm.bm, undefined],
  [firm.bm, firm.units.team.id],
  [firm.teamLeader, undefined],
  [firm.regional, undefined],
  [firm.regional, firm.units.south.id],
  [firm.ho, undefined],
  [firm.ho, firm.units.north.id],
  [firm.co, firm.units.west.id],
]
const chosen = (unit: string | undefined) => (unit === undefined ? {} : { unit })

describe('charts count the rows that their drill-down lists', () => {
  it('customers by level and risk level', async () => {
    for (const [who, unit] of readers()) {
      const { items, ...known } = await who.call(charts.customersByLevel, { query: chosen(unit) })
      expect(known).toEqual({ asOf: '2026-11-20', readAt: now().toISOString(), unitId: unit ?? null })
      for (const { level, riskLevel, customers } of items) {
        const filter = { level: level ?? 'none', riskLevel: riskLevel ?? 'none', ...chosen(unit) }
        expect([filter, customers]).toEqual([filter, await customersUnder(who, filter)])
      }
      if (who === firm.ho && !unit) expect(items.length).toBeGreaterThan(30)
      expect(sumOf(items, (item) => item.customers)).toBe(await customersUnder(who, chosen(unit)))
    }
  })

  it('new customers by month, months without any included', async () => {
    for (const [who, unit] of readers()) {
      const { items } = await who.call(charts.newCustomersByMonth, { query: { ...chosen(unit), months: '24' } })
      expect([items.length, items[0]!.month, items.at(-1)!.month]).toEqual([24, '2024-12', '2026-11'])
      for (const { month, customers } of items) {
        const filter = { openedFrom: `${month}-01`, openedTo: lastDayOf(month), ...chosen(unit) }
        expect([filter, customers]).toEqual([filter, await customersUnder(who, filter)])
      }
      expect(sumOf(items, (item) => item.customers)).toBeGreaterThan(0)
      expect(items.some((item) => item.customers === 0)).toBe(true)
    }
  })

  it('visits by branch, week and outcome', async () => {
    for (const [who, unit] of readers()) {
      const { items } = await who.call(charts.visitsByBranchAndWeek, { query: chosen(unit) })
      for (const { unitId, week, outcome, visits } of items) {
        expect(new Date(week).getUTCDay()).toBe(1)
        const what = outcome === 'planned' || outcome === 'cancelled' ? { state: outcome } : { outcome }
        // Visits of a unit above all branches are its own; the list of that unit would hold those below it too.
        if (unitId === firm.units.west.id) continue
        const filter = { from: week, to: plusDays(week, 6), unit: unitId, ...what }
        const narrowed = unit === firm.units.team.id ? { ...filter, unit } : filter
        expect([narrowed, visits]).toEqual([narrowed, await visitsUnder(who, narrowed)])
      }
      const period = { from: '2026-09-28', to: '2026-11-22', ...chosen(unit) }
      expect(sumOf(items, (item) => item.visits)).toBe(await visitsUnder(who, period))
      expect(new Set(items.map((item) => item.outcome)).size).toBe(7)
    }
  })

  it('traded value and active customers by month', async () => {
    for (const [who, unit] of readers()) {
      const { items, currency, currencies } = await who.call(charts.tradedValueByMonth, { query: chosen(unit) })
      expect([currency, currencies, items.length]).toEqual(['CNY', ['CNY'], 13])
      for (const { month, tradedValue, activeCustomers, trades } of items) {
        const filter = { tradedIn: month, ...chosen(unit) }
        expect([filter, activeCustomers]).toEqual([filter, await customersUnder(who, filter)])
        expect([month, tradedValue, trades]).toEqual([month, ...(await tradedBy(who, month, unit))])
      }
      expect(items.at(-2)!.activeCustomers).toBeGreaterThan(0)
      expect(items.at(-1)).toEqual({ month: '2026-11', tradedValue: '0', activeCustomers: 0, trades: 0 })
    }
  })

  it('branches by traded value, with the rank of the month before', async () => {
    for (const [who, unit] of readers()) {
      const { month, items, asOf } = await who.call(charts.branchRanking, { query: chosen(unit) })
      expect([month, asOf]).toEqual(['2026-10', '2026-10-31'])
      const values = items.map((item) => Number(item.tradedValue))
      expect(values).toEqual(values.toSorted((one, other) => other - one))
      const before = items.map((item) => Number(item.tradedValueBefore)).filter((value) => value > 0)
      for (const item of items) {
        expect(item.rank).toBe(1 + values.filter((value) => value > Number(item.tradedValue)).length)
        const rankBefore = 1 + before.filter((value) => value > Number(item.tradedValueBefore)).length
        expect(item.rankBefore).toBe(item.tradedValueBefore === '0' ? null : rankBefore)
        if (item.unitId === firm.units.west.id) continue
        const at = { unit: unit === firm.units.team.id ? unit : item.unitId }
        expect(item.customers).toBe(await customersUnder(who, at))
        expect(item.activeCustomers).toBe(await customersUnder(who, { ...at, tradedIn: month }))
        expect([item.tradedValue]).toEqual((await tradedBy(who, month, at.unit)).slice(0, 1))
      }
      expect(sumOf(items, (item) => item.customers)).toBe(await customersUnder(who, chosen(unit)))
    }
  })
})

describe('charts', () => {
  it('are nested: a branch in its region, a region in the firm', async () => {
    const seen = async (who: Client, query = {}) => [
      sumOf((await who.call(charts.customersByLevel, { query })).items, (item) => item.customers),
      sumOf((await who.call(charts.visitsByBranchAndWeek, { query })).items, (item) => item.visits),
      sumOf((await who.call(charts.tradedValueByMonth, { query })).items, (item) => Number(item.tradedValue)),
    ]
    const [branch, region, firmwide] = await Promise.all([seen(firm.bm), seen(firm.regional), seen(firm.ho)])
    for (const n of [0, 1, 2]) {
      expect(branch![n]).toBeLessThan(region![n]!)
      expect(region![n]).toBeLessThan(firmwide![n]!)
    }
    expect(await seen(firm.ho, { unit: firm.units.north.id })).toEqual(branch)
    expect(await seen(firm.ho, { unit: firm.units.east.id })).toEqual(region)
  })

  it('of a unit out of sight, or of none, are not found', async () => {
    const promised = Object.values(charts)
    for (const { path } of promised) {
      expect((await firm.bm.send('GET', `${path}?unit=${firm.units.south.id}`)).status).toBe(404)
      expect((await firm.bm.send('GET', `${path}?unit=${firm.units.east.id}`)).status).toBe(404)
      expect((await firm.ho.send('GET', `${path}?unit=${newId()}`)).status).toBe(404)
      for (const who of [firm.am, firm.sa, firm.admin]) expect((await who.send('GET', path)).status).toBe(403)
    }
  })

  it('show their own customers to a role that sees only those', async () => {
    const { id: roleId } = await api.make((db) =>
      db.role.create({
        data: {
          id: newId(),
          code: 'own-charts',
          name: 'Own charts',
          nameZh: '本人图表',
          scope: 'own',
          permissions: ['chart.read', 'customer.read', 'care-visit.read'],
          clearance: [],
        },
      }),
    )
    await api.make((db) => db.user.update({ where: { id: firm.other.userId }, data: { roleId } }))
    const { items } = await firm.other.call(charts.tradedValueByMonth)
    const [value, trades] = await tradedBy(firm.other, '2026-10', undefined)
    const active = await customersUnder(firm.other, { tradedIn: '2026-10' })
    expect(items.at(-2)).toEqual({ month: '2026-10', tradedValue: value, activeCustomers: active, trades })
    expect(active).toBeGreaterThan(0)
    const ranking = (await firm.other.call(charts.branchRanking)).items
    expect(sumOf(ranking, (item) => item.customers)).toBe(await customersUnder(firm.other, {}))
  })

  it('take the most traded currency where there is no CNY, and the one asked for', async () => {
    const { items, currency } = await firm.ho.call(charts.tradedValueByMonth, { query: { currency: 'USD' } })
    expect([currency, sumOf(items, (item) => item.trades)]).toEqual(['USD', 0])
    await api.make((db) => db.rows('to-dollars', "update warehouse.unit_months set currency = 'USD'", []))
    const { currency: usual, currencies } = await firm.ho.call(charts.branchRanking)
    expect([usual, currencies]).toEqual(['USD', ['USD']])
    await api.make((db) => db.rows('to-yuan', "update warehouse.unit_months set currency = 'CNY'", []))
  })
})

const plusDays = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const lastDayOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)

/** Value and number of trades of the customers that this person sees, from the trades themselves. */
async function tradedBy(who: Client, month: string, unit: string | undefined) {
  const query = { limit: '200', ...chosen(unit) }
  const { items } = await who.call(customers.list, { query })
  return api.make(async (db) => {
    const [row] = await db.rows<{ value: string; trades: number }>(
      'traded-by',
      `select trim_scale(coalesce(sum(amount), 0)) as value, count(*) as trades from warehouse.trades
       where customer_id = any ($1::uuid[]) and to_char(traded_on, 'YYYY-MM') = $2`,
      [items.map(({ id }) => id), month],
    )
    return [row!.value, row!.trades] as const
  })
}
