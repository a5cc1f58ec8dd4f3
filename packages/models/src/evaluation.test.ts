import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brier, calibration } from './calibration.ts'
import { confusion, measures } from './confusion.ts'
import { driftFrom, driftOf, populationOf, sharesIn, stabilityIndex } from './drift.ts'
import { lift } from './lift.ts'
import { ks, prAuc, rocAuc, rocCurve } from './roc.ts'

/** The tiny vector of domain 3.5: positives .9 .7 .4, negatives .8 .5 .3 .2. */
const SCORES = [0.9, 0.7, 0.4, 0.8, 0.5, 0.3, 0.2]
const LABELS = [1, 1, 1, 0, 0, 0, 0]

const scored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1 })), { minLength: 2, maxLength: 50 })
  .map((rows) => ({ scores: rows.map(([score]) => score / 12), labels: rows.map(([, label]) => label) }))

describe('how well a score tells who will leave', () => {
  test('AUC 0.75 and KS 0.50 on the vector of domain 3.5', () => {
    expect(rocAuc(SCORES, LABELS)).toBeCloseTo(0.75, 12)
    expect(ks(SCORES, LABELS)).toBeCloseTo(0.5, 12)
    // Precision where recall grows: 1/1, 2/3, 3/5.
    expect(prAuc(SCORES, LABELS)).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 3, 12)
  })

  test('the area is the share of pairs in the right order, ties half', () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const pairs = scores.flatMap((one, i) =>
          scores.flatMap((other, j) => (labels[i] === 1 && labels[j] === 0 ? [Math.sign(one - other)] : [])),
        )
        if (pairs.length === 0) expect(rocAuc(scores, labels)).toBeNull()
        else
          expect(rocAuc(scores, labels)).toBeCloseTo(
            pairs.reduce((sum: number, sign) => sum + (sign + 1) / 2, 0) / pairs.length,
            12,
          )
      }),
    )
  })

  test('a rising transform of the score changes neither AUC, KS, precision area nor lift', () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const moved = scores.map((score) => Math.exp(3 * score) - 7)
        for (const measure of [rocAuc, ks, prAuc]) expect(measure(moved, labels)).toBe(measure(scores, labels))
        expect(lift(moved, labels, 0.1)).toBe(lift(scores, labels, 0.1))
      }),
    )
  })

  test('the order of the rows changes nothing, also among equal scores', () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const [backScores, backLabels] = [scores.toReversed(), labels.toReversed()]
        for (const measure of [rocAuc, ks, prAuc, (s: number[], l: number[]) => lift(s, l, 0.2)]) {
          const [one, other] = [measure(scores, labels), measure(backScores, backLabels)]
          if (one === null) expect(other).toBeNull()
          else expect(other).toBeCloseTo(one, 12)
        }
      }),
    )
  })

  test('a score that is one for all tells nothing: area 0.5, lift 1, KS 0', () => {
    const same = LABELS.map(() => 0.3)
    expect(rocAuc(same, LABELS)).toBe(0.5)
    expect(ks(same, LABELS)).toBe(0)
    expect(lift(same, LABELS, 0.3)).toBeCloseTo(1, 12)
  })

  test('where all are the same there is no curve, and where nobody left no lift', () => {
    expect(rocCurve([0.1, 0.2], [1, 1])).toBeNull()
    expect(ks([0.1, 0.2], [0, 0])).toBeNull()
    expect([prAuc([0.1], [0]), lift([0.1], [0], 0.1), brier([], [])]).toEqual([null, null, null])
  })
})

describe('a campaign', () => {
  test('of 10,000 with 300 leavers that flags 500 and hits 180 is that of domain 3.5', () => {
    const labels = Array.from({ length: 10_000 }, (_, i) => Number(i < 180 || (i >= 500 && i < 620)))
    const scores = labels.map((_, i) => (i < 500 ? 1 : 0))
    const counts = confusion(scores, labels, 0.5)
    expect(counts).toEqual({ truePositives: 180, falsePositives: 320, falseNegatives: 120, trueNegatives: 9380 })
    const { precision, recall, f1, lift: lifted } = measures(counts)
    expect([precision, recall, f1, lifted]).toEqual([0.36, 0.6, 0.45, 12])
    expect(lift(scores, labels, 0.05)).toBeCloseTo(12, 12)
  })

  test('without anybody flagged or anybody leaving has no ratio', () => {
    const nothing = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 9 }
    expect(measures(nothing)).toEqual({ precision: null, recall: null, f1: null, lift: null })
  })
})

describe('calibration', () => {
  test('puts predicted beside observed by tenth, and the tenths hold everybody', () => {
    const probabilities = Array.from({ length: 95 }, (_, i) => i / 100)
    const labels = probabilities.map((_, i) => Number(i % 2 === 0))
    const bins = calibration(probabilities, labels)
    expect(bins).toHaveLength(10)
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(95)
    expect(bins[0]).toEqual({ count: 9, predicted: expect.closeTo(0.04, 12), observed: 5 / 9 })
  })

  test('the Brier score is the mean squared difference', () => {
    expect(brier([0.9, 0.2], [1, 0])).toBeCloseTo((0.01 + 0.04) / 2, 12)
  })
})

describe('drift', () => {
  test('is 0.0151 for the shares of domain 3.5, stable', () => {
    const psi = stabilityIndex([0.1, 0.2, 0.3, 0.25, 0.15], [0.12, 0.22, 0.27, 0.22, 0.17])
    expect(psi).toBeCloseTo(0.0151, 4)
    expect([psi, 0.2, 0.3].map(driftOf)).toEqual(['stable', 'watch', 'refit'])
  })

  test('of a population from itself is 0, of one that moved it is large, and never infinite', () => {
    const population = populationOf(Array.from({ length: 1_000 }, (_, i) => i / 1_000))
    expect(population.shares).toHaveLength(10)
    expect(
      driftFrom(
        population,
        Array.from({ length: 1_000 }, (_, i) => i / 1_000),
      ),
    ).toBeCloseTo(0, 12)
    const moved = driftFrom(population, [0.99, 0.98])!
    expect(moved).toBeGreaterThan(0.25)
    expect(Number.isFinite(moved)).toBe(true)
    expect(driftFrom(population, [])).toBeNull()
  })

  test('shares hold everybody, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.array(fc.integer(), { minLength: 1 }), (old, now) => {
        const { edges, shares } = populationOf(old)
        expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12)
        expect(sharesIn(edges, now).reduce((sum, share) => sum + share)).toBeCloseTo(1, 12)
        expect(driftFrom({ edges, shares }, now)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
