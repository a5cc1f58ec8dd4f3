import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { driftFrom, driftOf, populationOf } from './drift.ts'
import type { FeatureRow } from './encoding.ts'
import { fitScorecard, probability, type Scorecard } from './scorecard.ts'
import { measured, rowsIn, SHARED } from './testing.ts'

const FOLDER = join(SHARED, 'bank-marketing')
const ABSENT = `the public campaign is not here (${FOLDER}); RAPPORT_SHARED_DATA says where it lies`

/**
 * `duration` is known only after the call and is not named. Neither are the state of the economy, the month and the kind of
 * telephone: they are one for all calls of a time, so they tell times apart and not customers, and turn round when times do.
 */
const FEATURES = {
  numbers: ['age', 'campaign', 'previous'],
  categories: ['job', 'education', 'marital', 'default', 'housing', 'loan', 'poutcome'],
}

describe.skipIf(!existsSync(FOLDER))(`a campaign, in time order (skipped where absent: ${ABSENT})`, () => {
  const [name] = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.csv.gz')) : []
  const rows = name === undefined ? [] : rowsIn(join(FOLDER, name), ';')
  const labelsOf = (of: readonly FeatureRow[]) => of.map(({ y }) => Number(y === 'yes'))
  // The rows are in the order of the calls: what is learnt from the first is tried on those that came later.
  const part = (from: number, to: number) => rows.slice(Math.round(rows.length * from), Math.round(rows.length * to))
  const [train, later] = [part(0, 0.7), part(0.7, 1)]
  let card: Scorecard
  beforeAll(() => {
    card = fitScorecard(train, labelsOf(train), FEATURES)
  })

  test('who says yes to later calls is told better than by chance: AUC above 0.55, the top tenth 1.5 times as often', () => {
    const found = measured(card, later, labelsOf(later))
    expect(found.auc).toBeGreaterThan(0.55)
    expect(found.lift10).toBeGreaterThan(1.5)
    expect(found.lift5).toBeGreaterThan(1.5)
  })

  test('on average so it is for each tenth of the second half, learnt from all that was before it', () => {
    const areas = [0.5, 0.6, 0.7, 0.8, 0.9].map((from) => {
      const [before, next] = [part(0, from), part(from, from + 0.1)]
      return measured(fitScorecard(before, labelsOf(before), FEATURES), next, labelsOf(next)).auc
    })
    expect(areas.reduce((sum, area) => sum + area, 0) / areas.length).toBeGreaterThan(0.53)
  })

  test('that times have changed is noticed: the interest rate has drifted, the customers have not', () => {
    const drift = (feature: string) => {
      const values = (of: readonly FeatureRow[]) => of.map((row) => Number(row[feature]))
      return driftOf(driftFrom(populationOf(values(train)), values(later))!)
    }
    expect(drift('euribor3m')).toBe('refit')
    expect(drift('age')).toBe('stable')
  })

  test('the length of the call, known only after it, is not looked at', () => {
    for (const row of later.slice(0, 20))
      expect(probability(card, { ...row, duration: 4_000 })).toBe(probability(card, row))
  })

  test('a job or an outcome that training never saw still gives a probability', () => {
    const p = probability(card, { ...later[0], job: 'astronaut', poutcome: 'postponed', age: null })
    expect(p).toBeGreaterThan(0)
    expect(p).toBeLessThan(1)
  })
})
