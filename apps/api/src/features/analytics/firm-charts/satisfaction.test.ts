import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { makeBranch, makeRegion } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Surveys, startSurveys } from '#features/service/surveys/testing.ts'

let all: Surveys
let far: { id: string }
beforeAll(async () => {
  all = await startSurveys()
  far = await all.api.make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
  const { id: surveyId, versions } = await all.live()
  const answers = (unit: { id: string }, on: string, n: number, scores: { csat?: number; nps?: number }) =>
    all.api.make((db) =>
      db.surveyResponse.createMany({
        data: Array.from({ length: n }, () => ({
          id: newId(),
          surveyId,
          versionId: versions[0]!.id,
          unitId: unit.id,
          source: 'file',
          answeredOn: new Date(on),
          answers: [],
          ...scores,
        })),
      }),
    )
  // The worked examples of domain 8.1: 74 of 90 content; 52 promoters and 18 detractors of 100.
  await answers(all.branch, '2026-10-05', 74, { csat: 5 })
  await answers(all.branch, '2026-10-31', 16, { csat: 3 })
  await answers(all.branch, '2026-10-01', 52, { nps: 9 })
  await answers(all.branch, '2026-10-02', 30, { nps: 8 })
  await answers(all.branch, '2026-10-03', 18, { nps: 6 })
  await answers(all.branch, '2026-11-01', 9, { csat: 5, nps: 10 })
  await answers(far, '2026-11-02', 11, { csat: 1, nps: 0 })
})
afterAll(() => all.api.close())

const ask = async (chart: 'satisfaction' | 'recommendation', query: object = {}, who = all.ho) => {
  const { rows } = await who.call(firmCharts.open, {
    params: { chart },
    query: { to: '2026-11', months: '3', ...query },
  })
  return rows.map(({ key, values }) => [key, ...values])
}

describe('the trend of satisfaction', () => {
  it('is CSAT by month with Wilson’s interval and how many scores it is of; of none there is nothing', async () => {
    expect(await ask('satisfaction')).toEqual([
      ['2026-09', null, null, null, '0'],
      ['2026-10', '0.8222', '0.7306', '0.8875', '90'],
      ['2026-11', '0.45', '0.2582', '0.6579', '20'],
    ])
  })

  it('is NPS in points with its interval', async () => {
    expect((await ask('recommendation'))[1]).toEqual(['2026-10', '34', '19.0168', '48.9832', '100'])
  })

  it('has no figure of fewer than ten, in a branch and what lies below it', async () => {
    expect((await ask('satisfaction', { unit: all.branch.id }))[2]).toEqual(['2026-11', null, null, null, '9'])
    expect((await ask('recommendation', { unit: far.id }))[2]).toEqual(['2026-11', '-100', '-100', '-100', '11'])
    // A branch manager sees their own.
    expect((await ask('satisfaction', {}, all.bm))[2]).toEqual(['2026-11', null, null, null, '9'])
  })
})
