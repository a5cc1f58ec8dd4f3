import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { FeatureRow } from './encoding.ts'
import { Random } from './random.ts'
import { fitScorecard, probability, type Scorecard } from './scorecard.ts'
import { measured, rowsIn, SHARED } from './testing.ts'

const FILE = join(SHARED, 'churn', 'Churn_Modelling.csv.gz')
const ABSENT = `the public bank customers are not here (${FILE}); RAPPORT_SHARED_DATA says where they lie`

/** Neither ids and names, which identify, nor sex and age, which are protected; what was not asked for is never seen. */
const FEATURES = {
  numbers: ['CreditScore', 'Tenure', 'Balance', 'EstimatedSalary', 'HasCrCard', 'IsActiveMember'],
  categories: ['Geography', 'NumOfProducts'],
}

describe.skipIf(!existsSync(FILE))(`leaving, on public bank customers (skipped where absent: ${ABSENT})`, () => {
  const rows = existsSync(FILE) ? rowsIn(FILE, ',') : []
  const held = new Set(new Random('churn').sample(rows.length, Math.round(rows.length * 0.3)))
  const part = (isHeld: boolean) => rows.filter((_, place) => held.has(place) === isHeld)
  const labelsOf = (of: readonly FeatureRow[]) => of.map(({ Exited }) => Number(Exited))
  const [train, others] = [part(false), part(true)]
  let card: Scorecard
  let found: ReturnType<typeof measured>
  beforeAll(() => {
    card = fitScorecard(train, labelsOf(train), FEATURES)
    found = measured(card, others, labelsOf(others))
  })

  test('customers not seen are told apart: AUC above 0.75, KS above 0.4, the top tenth 2.5 times as often', () => {
    expect(found.auc).toBeGreaterThan(0.75)
    expect(found.ks).toBeGreaterThan(0.4)
    expect(found.lift10).toBeGreaterThan(2.5)
  })

  test('probabilities are what happens: by tenth within 8 points, altogether within 2', () => {
    for (const { predicted, observed } of found.calibration) expect(Math.abs(predicted - observed)).toBeLessThan(0.08)
    const mean = (of: 'predicted' | 'observed') =>
      found.calibration.reduce((sum, bin) => sum + bin[of] * bin.count, 0) / others.length
    expect(Math.abs(mean('predicted') - mean('observed'))).toBeLessThan(0.02)
  })

  test('nothing leaks: another name, number, row or outcome of a customer changes no probability', () => {
    for (const row of others.slice(0, 20)) {
      const other = { ...row, CustomerId: 1, Surname: 'Other', RowNumber: 2, Gender: '', Age: null, Exited: 1 }
      expect(probability(card, other)).toBe(probability(card, row))
    }
  })

  test('with age, which the product leaves out, the same regression reaches what is published (0.83 to 0.85)', () => {
    const features = { numbers: [...FEATURES.numbers, 'Age', 'AgeSquared'], categories: FEATURES.categories }
    const aged = (of: readonly FeatureRow[]) => of.map((row) => ({ ...row, AgeSquared: Number(row.Age) ** 2 }))
    const { auc } = measured(fitScorecard(aged(train), labelsOf(train), features), aged(others), labelsOf(others))
    expect(auc).toBeGreaterThan(0.82)
  })
})
