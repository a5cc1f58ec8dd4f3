import type { ChartName } from '@rapport/contract/analytics/chart-catalogue'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { makeBranch, makeCustomer, makeHeadOffice, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let ho: Client
let region: { id: string }
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-11T02:00:00Z') })
  ;[ho, region] = await api
    .make(async (db) => {
      const office = await makeHeadOffice(db)
      return [office, await makeRegion(db)] as const
    })
    .then(async ([office, made]) => [await api.signIn('head-office', office), made])
})
afterAll(() => api.close())

const newBranch = () => api.make((db) => makeBranch(db, { region }))
const ask = (chart: ChartName, query: object) => ho.call(firmCharts.open, { params: { chart }, query: query as never })

describe('customers by age, type and region', () => {
  const told = (rows: { key: string; values: unknown[]; compared: { values: unknown[] }[] }[]) =>
    rows.map(({ key, values, compared }) => [key, ...values, ...compared.flatMap((one) => one.values)])

  it('are counted by whole years of today, beside those who were there at the end of last month and a year ago', async () => {
    const unit = await newBranch()
    await api.make(async (db) => {
      for (const [birthOn, openedOn, kind] of [
        // 17 until tomorrow, 18 today, 59 until tomorrow, 30 and born in a leap year, 30 today, unknown.
        ['2008-11-12', '2026-11-01'],
        ['2008-11-11', '2026-10-31'],
        ['1966-11-12', '2020-01-01'],
        ['1996-02-29', '2020-01-01'],
        ['1996-11-11', '2025-11-11'],
        [null, '2025-11-12'],
        [null, '2020-01-01', 'organisation'],
      ] as const)
        await makeCustomer(db, api.product.seal, { unit, birthOn, openedOn, kind: kind ?? 'person' } as never)
    })
    const byAge = await ask('customers-by-age', { unit: unit.id, compare: 'period,year' })
    expect(told(byAge.rows)).toEqual([
      ['0', '1', '0.16666667', '1', '0.2', '0', '0'],
      ['1', '1', '0.16666667', '1', '0.2', '2', '0.66666667'],
      ['2', '2', '0.33333333', '1', '0.2', '0', '0'],
      ['3', '0', '0', '0', '0', '0', '0'],
      ['4', '1', '0.16666667', '1', '0.2', '1', '0.33333333'],
      ['5', '0', '0', '0', '0', '0', '0'],
      ['6', '0', '0', '0', '0', '0', '0'],
      ['none', '1', '0.16666667', '1', '0.2', '0', '0'],
    ])
    const byKind = await ask('customers-by-kind', { unit: unit.id, compare: 'year' })
    expect(told(byKind.rows)).toEqual([
      ['person', '6', '0.85714286', '3', '0.75'],
      ['organisation', '1', '0.14285714', '1', '0.25'],
    ])
    expect(byKind.rows[0]!.compared[0]!.changes).toEqual(['1', '0.10714286'])
  })

  it('of regions lead a step down, and one without region is told by its unit', async () => {
    const [before, unit] = [await ask('customers-by-region', {}), await newBranch()]
    await api.make((db) => makeCustomer(db, api.product.seal, { unit, openedOn: '2026-01-05' }))
    const { rows } = await ask('customers-by-region', {})
    const of = (all: typeof rows) => Number(all.find(({ key }) => key === region.id)?.values[0] ?? 0)
    expect(of(rows)).toBe(of(before.rows) + 1)
    expect(rows.find(({ key }) => key === region.id)).toMatchObject({
      opens: region.id,
      list: { filter: { unit: region.id } },
    })
    expect(rows.every(({ label }) => label !== null)).toBe(true)
  })
})
