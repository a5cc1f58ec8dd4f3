import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encoded, encodingOf, type FeatureRow } from './encoding.ts'
import { fitLogistic, linear, logistic } from './logistic.ts'
import { matrixOf } from './matrix.ts'
import { Random } from './random.ts'
import { contributions, fitScorecard, probability, topReasons } from './scorecard.ts'

describe('logistic regression', () => {
  test('the simple score of domain 3.5 is z = −0.44 and p = 0.392', () => {
    const model = { intercept: -2.1, weights: [0.9, 0.8, 0.55] }
    const z = linear(model, [1.2, 1, -0.4])
    expect(z).toBeCloseTo(-0.44, 12)
    expect(logistic(z)).toBeCloseTo(0.392, 3)
  })

  test('finds the weights by which data were made', () => {
    const random = new Random('weights')
    const rows = Array.from({ length: 20_000 }, () => [random.next() * 4 - 2, random.next() * 4 - 2])
    const labels = rows.map(([x, y]) => Number(random.next() < logistic(-1 + 1.5 * x! - 0.7 * y!)))
    const model = fitLogistic(matrixOf(rows), labels)
    expect(model.intercept).toBeCloseTo(-1, 1)
    expect(model.weights[0]).toBeCloseTo(1.5, 1)
    expect(model.weights[1]).toBeCloseTo(-0.7, 1)
  })

  test('at the answer the mean prediction is the share that happened, and each gradient is the penalty', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.boolean()), { minLength: 4, maxLength: 40 })
    fc.assert(
      fc.property(cases, fc.constantFrom(0.1, 1, 10), (drawn, l2) => {
        const rows = drawn.map(([x]) => [x])
        const labels = drawn.map(([, y]) => Number(y))
        if (new Set(labels).size < 2) return
        const model = fitLogistic(matrixOf(rows), labels, l2)
        const errors = rows.map((row, i) => labels[i]! - logistic(linear(model, row)))
        expect(errors.reduce((sum, error) => sum + error)).toBeCloseTo(0, 5)
        const gradient = errors.reduce((sum, error, i) => sum + error * rows[i]![0]!, 0)
        expect(gradient).toBeCloseTo(l2 * model.weights[0]!, 5)
      }),
    )
  })

  test('separable data and labels that are all the same still end in finite weights', () => {
    const rows = matrixOf([[-2], [-1], [1], [2]])
    expect(fitLogistic(rows, [0, 0, 1, 1]).weights[0]).toSatisfy(Number.isFinite)
    expect(fitLogistic(rows, [0, 0, 0, 0]).intercept).toSatisfy(Number.isFinite)
    expect(() => fitLogistic(rows, [0, 0, 1, 1], 0)).toThrow('penalty')
  })
})

describe('what a model looks at', () => {
  const rows: FeatureRow[] = Array.from({ length: 60 }, (_, i) => ({
    age: i % 3 === 0 ? null : i,
    channel: ['app', 'branch', 'app', 'phone'][i % 4]!,
    secret: i,
  }))
  const features = { numbers: ['age'], categories: ['channel'] }

  test('is what is named and nothing else', () => {
    const columns = encodingOf(rows, features)
    expect(columns.map(({ feature, kind, is }) => [feature, kind, is])).toEqual([
      ['age', 'number', null],
      ['age', 'missing', null],
      ['channel', 'category', 'branch'],
      ['channel', 'category', 'phone'],
    ])
    expect(encoded(columns, { ...rows[4], secret: 1e9 })).toEqual(encoded(columns, rows[4]!))
  })

  test('a category never seen counts as the most frequent, a missing number as the mean with its own sign', () => {
    const columns = encodingOf(rows, features)
    expect(encoded(columns, { age: 7, channel: 'satellite' })).toEqual(encoded(columns, { age: 7, channel: 'app' }))
    const [age, missing] = encoded(columns, { age: null, channel: 'app' })
    expect(Math.abs(age!)).toBeLessThan(0.05)
    expect(missing).toBeGreaterThan(0)
    expect(encoded(columns, { age: Number.NaN, channel: 'app' })).toEqual(
      encoded(columns, { age: null, channel: 'app' }),
    )
  })
})

describe('a scorecard', () => {
  const random = new Random('card')
  const rows = Array.from({ length: 2_000 }, () => ({
    outflow: random.next(),
    visits: random.next(),
    noise: random.next(),
  }))
  const labels = rows.map(({ outflow, visits }) => Number(random.next() < logistic(5 * outflow - 4 * visits - 1)))
  const card = fitScorecard(rows, labels, { numbers: ['outflow', 'visits', 'noise'] })

  test('explains itself: intercept and contributions sum to z', () => {
    for (const row of rows.slice(0, 50)) {
      const z = contributions(card, row).reduce((sum, reason) => sum + reason.contribution, card.logistic.intercept)
      expect(logistic(z)).toBeCloseTo(probability(card, row), 12)
    }
  })

  test('names as reasons what moves this customer towards leaving, most first, and only that', () => {
    expect(
      topReasons(card, { outflow: 1, visits: 0, noise: 0.5 })
        .map(({ feature }) => feature)
        .slice(0, 2),
    ).toEqual(['outflow', 'visits'])
    expect(topReasons(card, { outflow: 0, visits: 1, noise: 0.5 }).map(({ feature }) => feature)).not.toContain(
      'visits',
    )
  })
})
