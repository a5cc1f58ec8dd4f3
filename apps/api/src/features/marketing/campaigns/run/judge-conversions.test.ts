import { campaignResults } from '@rapport/contract/marketing/campaign-results'
import { campaigns } from '@rapport/contract/marketing/campaigns'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRuns } from '#features/marketing/campaigns/testing.ts'
import { put } from '#features/service/moments/testing.ts'

let here: Awaited<ReturnType<typeof startRuns>>
beforeAll(async () => {
  here = await startRuns()
})
afterAll(() => here.api.close())

/** The clock stands on the evening of a day, and what is known of it was published. */
async function publish(day: string, stamp: string) {
  here.clock.at = new Date(`${day}T12:00:00Z`)
  await here.api.make((db) =>
    db.rows(
      '',
      `with v as (insert into warehouse.valuation_days (day) values ($2::date) on conflict do nothing)
       insert into warehouse.moment_days (day, stamp, late) values ($2::date, $1, false) on conflict (day) do update set stamp = excluded.stamp`,
      [stamp, day],
    ),
  )
}
const trades = (customer_id: string, ...days: string[]) =>
  here.api.make(async (db) => {
    for (const day of days) {
      const of = { customer_id, account_id: customer_id, security_id: customer_id }
      await put(db, 'trades', { ...of, side: 'buy', traded_on: day, traded_at: `${day}T02:00:00Z` })
    }
  })
const moves = (customer_id: string, moved_on: string, kind: string, amount: string) =>
  here.api.make((db) => put(db, 'cash_movements', { customer_id, account_id: customer_id, moved_on, kind, amount }))

describe('conversions', () => {
  it('are what the goal says, within the window and nowhere else, and so is what they brought', async () => {
    const [met, before, after, never] = (await here.people(4)) as [string, string, string, string]
    const all = [met, before, after, never]
    const goals = [
      { kind: 'traded', days: 5 },
      { kind: 'first-trade', days: 5 },
      { kind: 'funded', days: 5 },
      { kind: 'product-held', days: 5 },
      { kind: 'net-inflow', days: 5, amount: '5000' },
    ] as const
    const ids = []
    for (const goal of goals) ids.push(await here.approved(all, { goal, endsOn: '2026-12-04' }))
    await here.run()
    // Nothing was published yet: what came of it is not known, which is not 0.
    expect(await here.results(ids[0]!)).toMatchObject({ judgedThrough: null, uplift: null, gain: null, roi: null })
    await trades(met, '2026-12-03')
    // Traded before: within the window again, but not for the first time.
    await trades(before, '2026-11-03', '2026-12-06')
    await trades(after, '2026-12-07')
    await moves(met, '2026-12-02', 'deposit', '7000')
    await moves(met, '2026-12-03', 'withdrawal', '2000')
    await moves(before, '2026-12-02', 'deposit', '4999.99')
    await moves(after, '2026-12-07', 'deposit', '9000')
    await moves(met, '2026-12-01', 'product-purchase', '100')
    await moves(after, '2026-11-30', 'product-purchase', '100')
    await here.api.make(async (db) => {
      for (const [day, net_commission] of [
        ['2026-11-30', 1],
        ['2026-12-01', 20],
        ['2026-12-06', 300],
        ['2026-12-07', 4000],
      ])
        await put(db, 'customer_days', { customer_id: met, day, net_commission })
    })
    await publish('2026-12-10', '1')
    await here.run()
    const converted = await Promise.all(
      ids.map(async (id) => {
        const { items } = await here.bm.call(campaigns.members, { params: { id } })
        return items.flatMap((one) => (one.met ? [all.indexOf(one.customer.id)] : [])).sort()
      }),
    )
    expect(converted).toEqual([[0, 1], [0], [0, 1], [0], [0]])
    expect(await here.results(ids[0]!)).toMatchObject({
      gain: '320.00',
      window: { from: '2026-12-01', to: '2026-12-06' },
    })
  })

  it('are judged for whoever is treated and whoever is held out alike, within the window, until it has passed', async () => {
    // Who is held out is by chance: of twenty, both sides have somebody.
    const ids = await here.people(20)
    const id = await here.approved(ids, { holdoutPercent: 50 })
    await here.run()
    for (const one of ids) await trades(one, '2026-12-02')
    await publish('2026-12-02', '2')
    await here.run()
    const { uplift } = await here.results(id)
    expect(uplift!.treated + uplift!.heldOut).toBe(20)
    expect(uplift).toMatchObject({ treatedMet: uplift!.treated, heldOutMet: uplift!.heldOut, z: null })
    await publish('2027-01-20', '3')
    await here.run()
    expect(await here.open(id)).toMatchObject({ state: 'ended' })
    expect(await here.results(id)).toMatchObject({ window: { from: '2026-12-01', to: '2026-12-31' } })
  })

  it('cost what was entered, too, until it is struck out', async () => {
    const id = await here.approved(await here.people(1))
    const body = { on: '2026-12-01', what: 'Letters', amount: '20' }
    const entered = await here.bm.call(campaignResults.addCost, { params: { id }, body })
    expect(entered.cost).toEqual({ contacts: '0.00', entered: '20.00', total: '20.00', budget: '100000.00' })
    expect(entered.roi).toBeNull()
    const params = { id, cost: entered.costs[0]!.id }
    expect(await here.bm.call(campaignResults.removeCost, { params })).toMatchObject({ costs: [], roi: null })
  })
})
