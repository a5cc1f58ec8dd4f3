import { type ChartName, chartCatalogue, chartNames } from '@rapport/contract/analytics/chart-catalogue'
import { type ChartAnswer, firmCharts } from '@rapport/contract/analytics/firm-charts'
import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChartFirm, makeChartFirm, now } from '#features/analytics/charts/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: ChartFirm
beforeAll(async () => {
  api = await startApi({ now })
  firm = await makeChartFirm(api)
  await renewWhatImportsTouched(api.product)
})
afterAll(() => api.close())

const ask = (who: Client, chart: ChartName, query: object = {}) =>
  who.call(firmCharts.open, { params: { chart }, query: query as never })
const column = (answer: ChartAnswer, name: string) => {
  const at = answer.columns.findIndex((one) => one.name === name)
  return answer.rows.map(({ values }) => values[at] ?? null)
}
const of = (unit: string | undefined, more: object = {}) => (unit === undefined ? more : { unit, ...more })
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
/** What a list counts, by the chart that leads there. */
const counts: Partial<Record<ChartName, string>> = {
  'active-ratio': 'active',
  'new-accounts': 'opened',
  'asset-bands': 'customers',
  'customers-by-age': 'customers',
  'customers-by-kind': 'customers',
  'customers-by-region': 'customers',
  cohorts: 'active',
  suitability: 'customers',
  'churn-warnings': 'high',
  'tier-migration': 'customers',
  units: 'customers',
  staff: 'customers',
  workload: 'visits',
}

describe('a chart', () => {
  it('answers every reader with a row as wide as its columns, each of an indicator of the catalogue', async () => {
    for (const [who, unit] of readers())
      for (const chart of chartNames) {
        const answer = await ask(who, chart, of(unit, { compare: 'period,year' }))
        expect(answer.columns.map(({ name }) => name)).toEqual(Object.keys(chartCatalogue[chart].columns))
        expect(answer.unitId).toBe(unit ?? null)
        for (const { values, compared } of answer.rows) {
          expect([chart, values.length]).toEqual([chart, answer.columns.length])
          for (const one of compared)
            expect([one.values.length, one.changes.length]).toEqual([values.length, values.length])
        }
      }
  })

  it('leads from each figure to a list of as many customers or visits', async () => {
    let looked = 0
    for (const [who, unit] of readers())
      for (const [chart, counted] of Object.entries(counts) as [ChartName, string][]) {
        const answer = await ask(who, chart, of(unit))
        const told = column(answer, counted)
        for (const [i, { key, group, list }] of answer.rows.entries()) {
          if (!list || told[i] === null) continue
          const query = { ...list.filter, limit: '1' } as never
          const { total } = await who.call(list.of === 'customers' ? customers.list : careVisits.list, { query })
          expect([chart, key, group, list.filter, told[i]]).toEqual([chart, key, group, list.filter, String(total)])
          looked += total > 0 ? 1 : 0
        }
      }
    expect(looked).toBeGreaterThan(150)
  })

  it('of a unit out of sight is not found, and nobody without the right reads one', async () => {
    for (const chart of chartNames) {
      expect((await firm.bm.send('GET', `/charts/${chart}?unit=${firm.units.south.id}`)).status).toBe(404)
      expect((await firm.am.send('GET', `/charts/${chart}`)).status).toBe(403)
    }
    expect((await firm.ho.send('GET', '/charts/none-such')).status).toBe(400)
  })

  it('shows months that nobody valued as not known, never as nothing', async () => {
    const { rows, missing } = await ask(firm.ho, 'assets', { to: '2026-08' })
    expect([rows.length, missing]).toEqual([13, ['valuation', 'index']])
    expect(rows.every(({ values }) => values[0] === null)).toBe(true)
    const after = await ask(firm.ho, 'assets')
    expect(
      column(after, 'assets')
        .slice(-4, -1)
        .map((value) => value === null),
    ).toEqual([true, false, false])
  })
})

describe('client assets', () => {
  it('are those of the customers in sight at their last valued day, in nested units', async () => {
    const total = async (who: Client, query: object = {}) =>
      Number(column(await ask(who, 'assets', query), 'assets').at(-2))
    const [branch, region, whole] = await Promise.all([total(firm.bm), total(firm.regional), total(firm.ho)])
    expect(branch).toBeLessThan(region)
    expect(region).toBeLessThan(whole)
    expect(await total(firm.ho, { unit: firm.units.north.id })).toBe(branch)
    const [kept] = await api.make((db) =>
      db.rows<{ assets: string }>(
        '',
        `select sum(d.assets)::text as assets from warehouse.customer_days d join customers c on c.id = d.customer_id
         where c.deleted_at is null and d.day = (select max(day) from warehouse.valuation_days where day < '2026-11-01')`,
        [],
      ),
    )
    expect(whole).toBe(Number(kept!.assets))
  })

  it('are bridged from their beginning to their end without a rest, and made of parts that add up', async () => {
    for (const [who, unit] of readers()) {
      const { rows } = await ask(who, 'asset-bridge', of(unit, { to: '2026-10' }))
      const step = (key: string) => Number(rows.find((row) => row.key === key)?.values[0] ?? 0)
      expect(step('begin') + step('inflow') + step('profit') + step('gap')).toBeCloseTo(step('end'), 2)
      const mix = (await ask(who, 'asset-mix', of(unit, { to: '2026-10' }))).rows.at(-1)!.values.map(Number)
      expect(mix[0]! + mix[1]! + mix[2]! - mix[3]!).toBeCloseTo(step('end'), 2)
      const flows = await ask(who, 'net-inflow', of(unit, { to: '2026-10' }))
      expect(Number(column(flows, 'running').at(-1))).toBeCloseTo(step('inflow'), 2)
    }
  })
})
