import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp, makeIncome } from '#features/analytics/contributions/testing.ts'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await makeFirm(api)
  const [here, there] = [await firm.customerOf(firm.am), await firm.customerOf(firm.stranger)]
  await makeIncome(api, here, [
    ['2026-10-10', 'interest', '100.10'],
    ['2026-10-11', 'margin-interest', '50.05'],
    ['2026-09-12', 'advisory-fee', '40.00'],
  ])
  await makeIncome(api, there, [
    ['2026-10-10', 'interest', '9.90'],
    ['2026-10-10', 'product-fee', '20.00'],
    ['2026-10-10', 'other', '-1.50'],
  ])
  await api.make((db) =>
    makeVisit(db, {
      customer: here,
      staff: { id: firm.am.userId },
      plannedOn: '2026-10-13',
      outcome: 'reached',
      minutes: 8,
    }),
  )
  await addUp(api)
})
afterAll(() => api.close())

const ask = (who: Client, chart: 'income-mix' | 'contribution', query: object = {}) =>
  who.call(firmCharts.open, { params: { chart }, query: { to: '2026-11', months: '4', ...query } })

describe('the mix of income', () => {
  it('is the sum of each kind by month, nothing where a kind brought nothing, and not known of months of which none was told', async () => {
    const { rows, missing } = await ask(firm.ho, 'income-mix')
    expect(rows.map(({ key, values }) => [key, ...values])).toEqual([
      ['2026-08', '0', null, null, null, null, null],
      ['2026-09', '0', '0', '0', '0', '40', '0'],
      ['2026-10', '0', '110', '50.05', '20', '0', '-1.5'],
      ['2026-11', '0', null, null, null, null, null],
    ])
    expect(missing).toEqual([])
  })

  it('is of the unit that is looked at, and of whom one sees', async () => {
    const october = async (who: Client, query: object = {}) => (await ask(who, 'income-mix', query)).rows[2]!.values
    const here = ['0', '100.1', '50.05', '0', '0', '0']
    expect(await october(firm.bm)).toEqual(here)
    expect(await october(firm.ho, { unit: firm.branch.id })).toEqual(here)
    expect(await october(firm.ho, { unit: firm.elsewhere.id })).toEqual(['0', '9.9', '0', '20', '0', '-1.5'])
  })

  it('is compared with the month before where both are known', async () => {
    const { rows } = await ask(firm.ho, 'income-mix', { compare: 'period', to: '2026-10' })
    const [september, october] = rows.slice(-2)
    expect(september!.compared[0]).toMatchObject({ values: ['0', null, null, null, null, null] })
    expect(october!.compared[0]!.values).toEqual(['0', '0', '0', '0', '40', '0'])
    expect(october!.compared[0]!.changes.slice(1)).toEqual([null, null, null, '-1', null])
    expect(september!.compared[0]!.changes).toEqual([null, null, null, null, null, null])
  })

  it('says that nothing is loaded where no month is known', async () => {
    const { rows, missing } = await ask(firm.ho, 'income-mix', { to: '2026-08' })
    expect(missing).toEqual(['income'])
    expect(rows.every(({ values }) => values.slice(1).every((value) => value === null))).toBe(true)
  })
})

describe('contribution by month', () => {
  it('is income less what serving cost', async () => {
    const { rows } = await ask(firm.ho, 'contribution')
    // October: two customers at 5.00, and 8 minutes at 2.00.
    expect(rows.map(({ key, values }) => [key, ...values])).toEqual([
      ['2026-08', '0', '0', '0'],
      ['2026-09', '40', '5', '35'],
      ['2026-10', '178.55', '26', '152.55'],
      ['2026-11', '0', '0', '0'],
    ])
  })
})
