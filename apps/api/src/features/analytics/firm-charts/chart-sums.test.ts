import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChartFirm, makeChartFirm, now } from '#features/analytics/charts/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: ChartFirm
beforeAll(async () => {
  api = await startApi({ now })
  firm = await makeChartFirm(api)
  await renewWhatImportsTouched(api.product)
})
afterAll(() => api.close())

const tables = {
  band_months: 'customers',
  cohort_months: 'active',
  visit_days: 'planned',
}
/** All that is kept, without what has come to nothing. */
const kept = () =>
  api.make(async (db) => {
    const found: Record<string, object[]> = {}
    for (const [table, count] of Object.entries(tables))
      found[table] = await db.rows('', `select * from warehouse.${table} where ${count} <> 0 order by 1, 2, 3, 4`, [])
    return found
  })
const remade = async () => {
  await api.make((db) => db.rows('', 'select warehouse.remake_chart_sums()', []))
  return kept()
}

describe('the sums that charts read', () => {
  it('are what they would be made anew, after all that was made, traded, valued, removed and handed over', async () => {
    const before = await kept()
    for (const table of Object.keys(tables)) expect([table, before[table]!.length > 5]).toEqual([table, true])
    expect(await remade()).toEqual(before)
  })

  it('follow a customer whose day of opening is corrected while somebody else takes over', async () => {
    const [trader] = await api.make((db) =>
      db.rows<{ id: string }>(
        '',
        `select c.id from customers c join warehouse.customer_months m on m.customer_id = c.id
         where m.trades > 0 and c.opened_on is not null and c.deleted_at is null and c.unit_id = $1 limit 1`,
        [firm.units.north.id],
      ),
    )
    await api.make((db) =>
      db.customer.update({
        where: { id: trader!.id },
        data: { openedOn: new Date('2026-08-09'), unitId: firm.units.far.id, ownerId: firm.other.userId },
      }),
    )
    const moved = await kept()
    expect(moved.cohort_months!.some((row) => JSON.stringify(row).includes(firm.units.far.id))).toBe(true)
    expect(await remade()).toEqual(moved)
  })

  it('follow visits that are planned, recorded, moved and cancelled', async () => {
    const { items } = await firm.am.call(customers.list, { query: { limit: '1' } })
    const day = '2026-11-20'
    const visit = await firm.am.call(careVisits.plan, {
      body: { customerId: items[0]!.id, kind: 'care', channel: 'phone', plannedOn: day },
    } as never)
    const planned = await kept()
    expect(await remade()).toEqual(planned)
    await firm.am.call(careVisits.recordOutcome, {
      params: { id: visit.id },
      body: { outcome: 'reached', content: 'spoke', minutes: 7 },
      version: visit.version,
    } as never)
    const recorded = await kept()
    expect(recorded).not.toEqual(planned)
    expect(await remade()).toEqual(recorded)
  })
})
