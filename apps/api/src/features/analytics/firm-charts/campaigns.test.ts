import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { campaignResults } from '@rapport/contract/marketing/campaign-results'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRuns } from '#features/marketing/campaigns/testing.ts'
import type { Client } from '#http/testing.ts'

let here: Awaited<ReturnType<typeof startRuns>>
let segmentId: string
beforeAll(async () => {
  here = await startRuns()
  segmentId = await here.segment([])
})
afterAll(() => here.api.close())

type Chart = 'campaign-funnel' | 'campaign-uplift'
const ask = (chart: Chart, to: string, who: Client = here.ho, query: object = {}) =>
  who.call(firmCharts.open, { params: { chart }, query: { to, months: '1', ...query } })
const valuesOf = async (...asked: Parameters<typeof ask>) =>
  Object.fromEntries((await ask(...asked)).rows.map(({ key, values }) => [key, values]))
const counted = new Date('2026-11-19T03:00:00Z')
const judged = { converted: 0, treatedMet: 0, heldOut: 0, heldOutMet: 0, gain: '0' }
const none = { treated: 0, sent: 0, delivered: 0, reached: 0, interested: 0, cost: '0', countedAt: counted }

/** A campaign of a unit that began on a day, with what was counted of it. */
async function campaign(startsOn: string, sums: object, unitId = here.branch.id) {
  const id = newId()
  await here.api.make(async (db) => {
    const [starts, ends] = [new Date(startsOn), new Date('2027-01-31')]
    await db.campaign.create({
      data: {
        ...{ id, name: 'Spring', nameZh: '春季', unitId, segmentId, goal: { kind: 'traded', days: 30 }, budget: '1' },
        ...{ holdoutPercent: 50, startsOn: starts, endsOn: ends },
      },
    })
    await db.campaignSum.create({ data: { campaignId: id, ...none, ...sums } })
  })
  return id
}

describe('the funnel of campaigns', () => {
  it('of 20 000 sent, 18 600, 5 580, 1 116 and 223 is 93, 30, 20 and 19.98 %, 1.115 % overall, over campaigns together', async () => {
    const half = { treated: 10_000, sent: 10_000, delivered: 9_300, reached: 2_790, interested: 558 }
    await campaign('2026-03-02', { ...half, ...judged, converted: 111 })
    await campaign('2026-03-20', { ...half, ...judged, converted: 112 })
    await campaign('2026-04-01', { ...half, ...judged, converted: 500 })
    const answer = await ask('campaign-funnel', '2026-03')
    expect(answer.asOf).toBe('2026-11-19')
    expect(answer.rows.map(({ key, values }) => [key, ...values])).toEqual([
      ['sent', '20000', '1', '1'],
      ['delivered', '18600', '0.93', '0.93'],
      ['reached', '5580', '0.3', '0.279'],
      ['interested', '1116', '0.2', '0.0558'],
      ['converted', '223', '0.1998', '0.01115'],
    ])
  })

  it('sets conversions against campaigns that were judged, and knows none where none was', async () => {
    const half = { treated: 100, sent: 100, delivered: 80, reached: 40, interested: 20 }
    await campaign('2026-05-04', half)
    expect((await valuesOf('campaign-funnel', '2026-05')).converted).toEqual([null, null, null])
    await campaign('2026-05-05', { ...half, ...judged, converted: 10 })
    const after = await valuesOf('campaign-funnel', '2026-05')
    expect([after.interested, after.converted]).toEqual([
      ['40', '0.5', '0.2'],
      ['10', '0.5', '0.1'],
    ])
    // Nobody was sent to: no rate of nobody.
    expect((await valuesOf('campaign-funnel', '2020-01')).delivered).toEqual(['0', null, null])
  })
})

describe('uplift and return of campaigns', () => {
  const worked = { treated: 5_000, treatedMet: 310, heldOut: 5_000, heldOutMet: 205, converted: 300 }
  it('of 6.2 % against 4.1 % of 5 000 each is 2.1 points, 105 more and z = 4.75; 86 000 for 52 000 is 65.4 %', async () => {
    const id = await campaign('2026-06-01', { ...worked, cost: '52000', gain: '86000' })
    const open = await campaign('2026-06-02', { treated: 9, cost: '45' })
    const { rows, currency } = await ask('campaign-uplift', '2026-06')
    expect(currency).toBe('CNY')
    expect(rows.map(({ key, label, values }) => [key, label, ...values])).toEqual([
      // What was not judged is not known, which is not 0.
      [open, '春季', null, null, null, null, null, null, null, null, '45.00', null],
      [id, '春季', '2.1', '1.2', '3', '0.062', '0.041', '105', '4.75', '86000.00', '52000.00', '0.654'],
    ])
  })

  it('are of campaigns in sight, of a unit and those below', async () => {
    const mine = await campaign('2026-07-01', { ...worked, gain: '1' })
    const theirs = await campaign('2026-07-02', { ...worked, gain: '1' }, here.elsewhere.id)
    const keys = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).rows.map(({ key }) => key)
    expect(await keys('campaign-uplift', '2026-07')).toEqual([theirs, mine])
    expect(await keys('campaign-uplift', '2026-07', here.bm)).toEqual([mine])
    expect(await keys('campaign-uplift', '2026-07', here.ho, { unit: here.elsewhere.id })).toEqual([theirs])
    expect((await valuesOf('campaign-funnel', '2026-07', here.bm)).converted![0]).toBe('300')
  })
})

describe('what is kept of campaigns', () => {
  it('is what the results say, counted by the worker again after a while and after another cost', async () => {
    const people = await here.people(3)
    const id = await here.approved(people)
    await here.run()
    const kept = () => here.api.make((db) => db.campaignSum.findUnique({ where: { campaignId: id } }))
    const { treated, funnel, cost } = await here.results(id)
    expect(treated).toBe(3)
    expect(await kept()).toMatchObject({ treated, sent: funnel[0]!.count, converted: null, gain: null })
    expect((await kept())!.cost.toFixed(2)).toBe(cost.total)
    const first = (await kept())!.countedAt
    await here.run()
    expect((await kept())!.countedAt).toEqual(first)
    const body = { on: '2026-12-01', what: 'Hall', amount: '300' }
    await here.bm.call(campaignResults.addCost, { params: { id }, body })
    await here.run()
    expect((await kept())!.cost.toFixed(2)).toBe((Number(cost.total) + 300).toFixed(2))
    here.clock.at = new Date(here.clock.at.getTime() + 16 * 60_000)
    await here.run()
    expect((await kept())!.countedAt).toEqual(here.clock.at)
    // Long after its window nothing is counted any more.
    here.clock.at = new Date('2027-06-01T02:00:00Z')
    await here.run()
    const last = (await kept())!.countedAt
    here.clock.at = new Date('2027-06-02T02:00:00Z')
    await here.run()
    expect((await kept())!.countedAt).toEqual(last)
  })
})
