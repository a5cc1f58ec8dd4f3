import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { byFactors } from './factorisation.ts'
import type { Holdings, Ranker } from './holdings.ts'
import { byNeighbours } from './item-neighbours.ts'
import { byGroup, byPopularity } from './popularity.ts'
import { meanNdcg } from './ranking-quality.ts'
import { FAR_TRANS, firstPurchaseSplits, type Split } from './testing-first-purchases.ts'

const ABSENT = `the public first purchases are not here (${FAR_TRANS}); RAPPORT_SHARED_DATA says where they lie`

/** The mean of nDCG@10 over splits. */
function measured(splits: readonly Split[], rankerOf: (holdings: Holdings, groupOf: number[]) => Ranker): number {
  const values = splits.map(({ holdings, bought, groupOf }) => meanNdcg(rankerOf(holdings, groupOf), holdings, bought)!)
  return values.reduce((sum, one) => sum + one, 0) / values.length
}

describe.skipIf(!existsSync(FAR_TRANS))(`first purchases of FAR-Trans; skipped: ${ABSENT}`, () => {
  test('are found: neighbours better than factors, factors better than groups, groups better than popularity', () => {
    const splits = firstPurchaseSplits()
    expect(splits).toHaveLength(33)
    const popularity = measured(splits, byPopularity)
    // Published: about 0.27.
    expect(popularity).toBeCloseTo(0.277, 3)
    const some = splits.filter((_, place) => place % 8 === 4)
    const groups = measured(some, (holdings, groupOf) => byGroup(holdings, groupOf))
    expect(groups).toBeGreaterThan(measured(some, byPopularity) + 0.02)
    const neighbours = measured(some, (holdings) => byNeighbours(holdings))
    // The best that was published, on the whole benchmark: 0.34. `npm run bench -- recommendation` takes all splits.
    expect(neighbours).toBeGreaterThan(0.34)
    const [one] = some.slice(1)
    const factors = measured([one!], (holdings) => byFactors(holdings, { seed: 'far-trans' }))
    expect(factors).toBeGreaterThan(measured([one!], byPopularity) + 0.03)
  })
})
