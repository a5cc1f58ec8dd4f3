import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byFactors } from './factorisation.ts'
import { best, holdersOf, holdingsOf } from './holdings.ts'
import { byNeighbours } from './item-neighbours.ts'
import { byGroup, byPopularity } from './popularity.ts'
import { meanNdcg, ndcg } from './ranking-quality.ts'

/** Two tastes: the first six customers hold of items 0 to 3, the other six of 4 to 7; nobody holds 8. */
const tastes = [
  [0, 1, 2],
  [0, 1, 3],
  [1, 2, 3],
  [0, 2, 3],
  [0, 1],
  [2, 3],
  [4, 5, 6],
  [4, 5, 7],
  [5, 6, 7],
  [4, 6, 7],
  [4, 5],
  [6, 7, 4],
]
const holdings = holdingsOf(
  tastes.flatMap((items, customer) => items.map((item) => [customer, item] as const)),
  tastes.length,
  9,
)
const groupOf: number[] = tastes.map((_, customer) => (customer < 6 ? 0 : 1))
const bestOf = (ranker: ReturnType<typeof byPopularity>, customer: number, count: number) =>
  best(ranker(customer), holdings.itemsOf[customer]!, count)

describe('holdings', () => {
  it('count a pair once', () => {
    const twice = holdingsOf(
      [
        [0, 1],
        [0, 1],
        [1, 1],
      ],
      2,
      3,
    )
    expect([...holdersOf(twice)]).toEqual([0, 2, 0])
    expect(twice.itemsOf[0]).toEqual(Int32Array.of(1))
  })

  it('are left out of what is best, and of equal items the first comes first', () => {
    expect(best(Float64Array.of(3, 5, 3, 4), Int32Array.of(1), 3)).toEqual([3, 0, 2])
  })
})

describe('rankers', () => {
  it('by popularity say the same to everybody', () => {
    const ranker = byPopularity(holdings)
    expect(ranker(0)).toBe(ranker(7))
    expect(bestOf(ranker, 4, 2)).toEqual([4, 2])
  })

  it('by group say what one’s own group holds, and a group of one follows all', () => {
    expect(bestOf(byGroup(holdings, groupOf, 2), 4, 2).sort()).toEqual([2, 3])
    const alone = byGroup(holdings, groupOf.with(4, 7), 10_000)
    expect(bestOf(alone, 4, 1)).toEqual([4])
  })

  it.each([
    ['neighbours', byNeighbours(holdings, { shrinkage: 0.5 })],
    ['factors', byFactors(holdings, { seed: 'test', factors: 2, unheld: 0.3, regularisation: 0.01, rounds: 20 })],
  ])('by %s find what goes with what a customer holds', (_, ranker) => {
    expect(bestOf(ranker, 4, 2).sort()).toEqual([2, 3])
    expect(bestOf(ranker, 10, 2).sort()).toEqual([6, 7])
  })

  it('by neighbours give the formula: 2 hold both of 3 and 4 holders, shrunk by 1', () => {
    const few = holdingsOf(
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 0],
        [3, 1],
        [4, 1],
      ],
      5,
      2,
    )
    const scores = byNeighbours(few, { exponent: 0.5, shrinkage: 1, popularity: 0 })(2)
    expect(scores[1]).toBeCloseTo(2 / (Math.sqrt(12) + 1), 12)
    expect(scores[0]).toBe(0)
    const popular = byNeighbours(few, { popularity: 0.5 })(2)
    expect(popular[0]).toBeCloseTo(0.5 * (3 / 4), 12)
  })

  it('by factors are the same for the same seed', () => {
    const of = (seed: string) => byFactors(holdings, { seed, factors: 4 })(3)
    expect(of('a')).toEqual(of('a'))
    expect(of('a')).not.toEqual(of('b'))
  })

  it('say nothing that is not a number of whoever holds nothing', () => {
    const none = holdingsOf([[0, 0]], 2, 3)
    for (const ranker of [byNeighbours(none), byFactors(none, { seed: 'x' }), byGroup(none, [0, 1])])
      expect([...ranker(1)].every(Number.isFinite)).toBe(true)
  })
})

describe('nDCG', () => {
  it('of places 1 and 3 of two bought', () => {
    expect(ndcg([7, 1, 8], new Set([7, 8]))).toBeCloseTo((1 + 0.5) / (1 + 1 / Math.log2(3)), 12)
  })

  it('is null where nothing was bought, and looks at so many places only', () => {
    expect(ndcg([1], new Set())).toBeNull()
    expect(ndcg([1, 2, 3], new Set([3]), 2)).toBe(0)
  })

  it('is between 0 and 1, and 1 exactly where the first places are what was bought', () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...Array(20).keys()], { minLength: 10 }),
        fc.integer({ min: 1, max: 15 }),
        (ranked, n) => {
          expect(ndcg(ranked, new Set(ranked.slice(0, n)))).toBeCloseTo(1, 12)
          const value = ndcg(ranked, new Set([...Array(n).keys()]))!
          expect(value >= 0 && value <= 1 + 1e-12).toBe(true)
        },
      ),
    ))

  it('is a mean over those who bought', () => {
    const bought = new Map([
      [4, new Set([2])],
      [10, new Set([8])],
    ])
    expect(meanNdcg(byGroup(holdings, groupOf, 2), holdings, bought, 1)).toBe(0.5)
    expect(meanNdcg(byPopularity(holdings), holdings, new Map())).toBeNull()
  })
})
