import { describe, expect, test } from 'vitest'
import { fitBgNbd } from './bg-nbd.ts'
import { latestOf } from './purchase-histories.ts'
import { ks, rocAuc } from './roc.ts'

/** More than one call takes as arguments. */
const MANY = 300_000

describe('a firm with hundreds of thousands of customers', () => {
  test('has an area and a KS, of as many scores as customers', () => {
    const scores = Float64Array.from({ length: MANY }, (_, n) => n / MANY)
    const labels = scores.map((score) => Number(score >= 0.75))
    expect([rocAuc(scores, labels), ks(scores, labels)]).toEqual([1, 1])
  })

  test('has a last purchase, of millions', () => {
    expect(latestOf(Array.from({ length: MANY }, (_, n) => ({ at: n % 100 })))).toBe(99)
    expect(latestOf([])).toBe(0)
  })

  test('has parameters of BG/NBD, those of its histories taken once', () => {
    const some = [
      { repeats: 2, last: 30, age: 39 },
      { repeats: 0, last: 0, age: 39 },
      { repeats: 5, last: 20, age: 36 },
    ]
    const many = Array.from({ length: MANY }, (_, n) => some[n % 3]!)
    const [one, all] = [fitBgNbd(some), fitBgNbd(many)]
    for (const name of ['r', 'alpha', 'a', 'b'] as const) expect(all[name] / one[name]).toBeCloseTo(1, 1)
  })
})
