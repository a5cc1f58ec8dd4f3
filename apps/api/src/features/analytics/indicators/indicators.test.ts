import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { indicatorCodes } from '@rapport/contract/analytics/indicator-catalogue'
import { indicators } from '@rapport/contract/analytics/indicators'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const edit = (who: Firm['ho'], code: 'market-share' | 'net-inflow', version: number, body: object) =>
  who.call(indicators.edit, { params: { code }, version, body })

describe('the catalogue of indicators', () => {
  it('tells everybody of every indicator its formula, its charts and how far it can be trusted', async () => {
    for (const who of [firm.am, firm.ho, firm.admin]) {
      const { items } = await who.call(indicators.list)
      expect(items.map(({ code }) => code)).toEqual([...indicatorCodes])
      const rate = items.find(({ code }) => code === 'net-commission-rate')!
      expect(rate).toMatchObject({ unit: 'permille', charts: ['commission-rate', 'units'], version: 0, owner: null })
      expect(rate.trust).toEqual({ state: 'unfed', asOf: null, brokenSince: null })
      expect(items.find(({ code }) => code === 'visits-late')!.trust).toBeNull()
    }
  })

  it('keeps what head office says of one, part by part, each from the version it was made from', async () => {
    const first = await edit(firm.ho, 'market-share', 0, {
      ownerId: firm.am.userId,
      target: '0.0125',
      freshBy: '09:30',
    })
    expect(first).toMatchObject({ target: '0.0125', freshBy: '09:30', version: 1, owner: { id: firm.am.userId } })
    const second = await edit(firm.ho, 'market-share', 1, { nameZh: '市占率', target: null })
    expect(second).toMatchObject({ target: null, freshBy: '09:30', nameZh: '市占率', version: 2 })
    expect(await refusalOf(edit(firm.ho, 'market-share', 1, { note: 'late' }))).toMatchObject({ status: 412 })
    expect(await refusalOf(edit(firm.ho, 'net-inflow', 3, { note: 'never was' }))).toMatchObject({ status: 412 })
    expect(await refusalOf(edit(firm.ho, 'net-inflow', 0, { ownerId: newId() }))).toMatchObject({ status: 422 })
    expect(await firm.am.call(indicators.open, { params: { code: 'market-share' } })).toEqual(second)
    const notes = await api.make((db) =>
      db.auditEvent.findMany({ where: { objectType: 'indicators', action: 'update' } }),
    )
    expect(notes.map(({ actorId }) => actorId)).toEqual([firm.ho.userId, firm.ho.userId])
  })

  it('has its targets on the charts: a ratio’s everywhere, an amount’s where all of the firm is shown', async () => {
    await edit(firm.ho, 'net-inflow', 0, { target: '5000000' })
    await edit(firm.ho, 'market-share', 2, { target: '0.0125' })
    const targetOf = async (who: Firm['ho'], chart: 'net-inflow' | 'market-share', query: object) =>
      (await who.call(firmCharts.open, { params: { chart }, query: query as never })).columns.map(
        ({ target }) => target,
      )
    expect(await targetOf(firm.ho, 'net-inflow', {})).toEqual(['5000000', null])
    expect(await targetOf(firm.ho, 'net-inflow', { unit: firm.branch.id })).toEqual([null, null])
    expect(await targetOf(firm.bm, 'net-inflow', {})).toEqual([null, null])
    expect(await targetOf(firm.bm, 'market-share', {})).toEqual([null, '0.0125'])
  })
})
