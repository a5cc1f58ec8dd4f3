import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import { keepIndicators } from '#warehouse/indicators/customer-indicators.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'
import { keepTiers, tiersAnew } from './keep-tiers.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const customers = ['C1', 'C2', 'C3', 'C4']
const plusDays = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const columns = ['customerNo', 'accountNumber', 'movedOn', 'kind', 'amount', 'serialNo']

/** Ten thousands that one brings or takes on a day, and after how many days the next comes. */
const aDay = fc.record({
  ahead: fc.integer({ min: 1, max: 17 }),
  who: fc.constantFrom(...customers),
  amount: fc.constantFrom(-80, -20, -5, 1, 4, 9, 30, 60, 120),
  thresholds: fc.constantFrom(false, false, false, false, false, true),
})

/** Halves or doubles where every tier but the lowest begins. */
async function otherThresholds(version: number, on: string) {
  const factor = version % 2 === 0 ? 2 : 0.5
  await warehouse.ask('insert into tier_ladders (id, version, from_day) values (uuid_v7(), $1::int, $2::date)', [
    version + 1,
    on,
  ])
  await warehouse.ask(
    `insert into tiers (id, ladder_version, code, name, name_zh, floor, position)
     select uuid_v7(), $1::int + 1, code, name, name_zh, floor * $2::numeric, position from tiers where ladder_version = $1::int`,
    [version, factor],
  )
}

describe('tiers by rule', () => {
  it('that are kept day by day are those worked out anew from the months, whatever came and whatever the thresholds', async () => {
    await warehouse.manager()
    const cash = warehouse.item('cash-movements', columns)
    const prices = warehouse.item('prices', ['securityCode', 'day', 'price'])
    await warehouse.load([
      {
        item: warehouse.item('securities', ['securityCode', 'market', 'category', 'currency']),
        businessDate: '2025-01-01',
        text: 'securityCode,market,category,currency\nS1,SSE,Stock,CNY\n',
      },
    ])
    let on = '2025-11-05'
    let version = 1
    for (const [n, { ahead, who, amount, thresholds }] of fc.sample(aDay, { numRuns: 40, seed: 5 }).entries()) {
      const works = { ...warehouse.works, now: () => new Date(`${on}T08:00:00Z`) }
      const line = [who, `A${who}`, on, amount > 0 ? 'deposit' : 'withdrawal', amount * 10_000, `S${n}`].join(',')
      await warehouse.load([
        { item: cash, businessDate: on, text: `${columns.join(',')}\n${line}\n` },
        { item: prices, businessDate: on, text: `securityCode,day,price\nS1,${on},10\n` },
      ])
      await renewWhatImportsTouched(works)
      if (thresholds) await otherThresholds(version++, on)
      while (await renewSegments(works));
      on = plusDays(on, ahead)
      while (await renewSegments(works));
      const anew = await warehouse.make((db) => tiersAnew(db, on))
      const since = anew.map(({ validFrom }) => validFrom).sort()[0]
      const kept = await warehouse.ask(
        `select customer_id as "customerId", tier, valid_from::text as "validFrom", valid_to::text as "validTo"
         from warehouse.customer_tiers where valid_to is null or valid_to > $1::date order by customer_id, valid_from`,
        [since],
      )
      expect([on, kept]).toEqual([on, anew])
    }
    const [seen] = await warehouse.ask<{ tiers: number; rows: number; versions: number }>(
      `select count(distinct tier)::int as tiers, count(*)::int as rows, count(distinct ladder_version)::int as versions
       from warehouse.customer_tiers`,
    )
    // Nothing is proved of tiers that never changed.
    expect(seen!.tiers).toBeGreaterThan(4)
    expect(seen!.rows).toBeGreaterThan(20)
    expect(seen!.versions).toBeGreaterThan(2)
  })

  it('rise when the month turns and fall after three months below', async () => {
    const [{ id }] = (await warehouse.ask<{ id: string }>("select id from customers where customer_no = 'C1'")) as [
      { id: string },
    ]
    await warehouse.ask('delete from warehouse.customer_months where customer_id = $1', [id])
    await warehouse.ask('delete from warehouse.customer_tiers where customer_id = $1', [id])
    const averages = { '01': 5_000, '02': 150_000, '03': 20_000, '04': 20_000, '05': 20_000, '06': 20_000 }
    for (const [month, assets] of Object.entries(averages)) {
      await warehouse.ask('insert into warehouse.valuation_days (day) values ($1::date)', [`2024-${month}-15`])
      await warehouse.ask(
        `insert into warehouse.customer_months (customer_id, month, currency, days, asset_days, owner_id, unit_id, live)
         select customer_id, $2::date, 'CNY', 1, $3::numeric, owner_id, unit_id, live from warehouse.customer_scope where customer_id = $1`,
        [id, `2024-${month}-01`, assets],
      )
    }
    for (const month of ['02', '03', '04', '05', '06', '07'])
      await warehouse.make(async (db) => {
        await keepIndicators(db, [id], `2024-${month}-02`)
        await keepTiers(db, [id], `2024-${month}-02`)
      })
    const rows = await warehouse.ask<{ tier: string; from: string; to: string | null }>(
      'select tier, valid_from::text as "from", valid_to::text as "to" from warehouse.customer_tiers where customer_id = $1 order by 2',
      [id],
    )
    expect(rows).toEqual([
      { tier: 'long-tail', from: '2024-02-01', to: '2024-03-01' },
      { tier: 'growth', from: '2024-03-01', to: '2024-06-01' },
      { tier: 'ordinary', from: '2024-06-01', to: null },
    ])
  })

  it('are none of whoever never had anything', async () => {
    const rows = await warehouse.ask(
      `select from warehouse.customer_tiers t
       where not exists (select from warehouse.customer_months m where m.customer_id = t.customer_id)`,
    )
    expect(rows).toEqual([])
  })
})
