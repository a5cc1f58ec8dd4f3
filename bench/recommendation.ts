import { existsSync } from 'node:fs'
import { byFactors } from '../packages/models/src/factorisation.ts'
import type { Ranker } from '../packages/models/src/holdings.ts'
import { byNeighbours } from '../packages/models/src/item-neighbours.ts'
import { byGroup, byPopularity } from '../packages/models/src/popularity.ts'
import { meanNdcg } from '../packages/models/src/ranking-quality.ts'
import { FAR_TRANS, firstPurchaseSplits, type Split } from '../packages/models/src/testing-first-purchases.ts'
import { table } from './measure.ts'

/** Factors take longest to fit: they are measured on every so many splits. */
const EVERY = 4

/** How good each ranker is on the published splits of FAR-Trans, beside popularity, and how long it takes to fit on one. */
export function benchRecommendation() {
  if (!existsSync(FAR_TRANS)) {
    console.log(`\nRecommendation: ${FAR_TRANS} is not here (RAPPORT_SHARED_DATA says where the public data lie)`)
    return
  }
  const splits = firstPurchaseSplits()
  const rankers: [string, readonly Split[], (split: Split) => Ranker][] = [
    ['popularity (baseline)', splits, ({ holdings }) => byPopularity(holdings)],
    ['popularity by type and class', splits, ({ holdings, groupOf }) => byGroup(holdings, groupOf)],
    ['item neighbours', splits, ({ holdings }) => byNeighbours(holdings)],
    [
      `matrix factorisation, every ${EVERY}th split`,
      splits.filter((_, place) => place % EVERY === 0),
      ({ holdings }) => byFactors(holdings, { seed: 'far-trans' }),
    ],
  ]
  console.log(
    `\nFirst purchases of FAR-Trans, ${splits.length} splits in time (goal: nDCG@10 of 0.30, fit below 300 s)\n`,
  )
  const rows = rankers.map(([name, of, rankerOf]) => [name, ...measured(of, splits, rankerOf)])
  console.log(table(['', 'nDCG@10', 'of popularity', 'fit s'], rows))
}

function measured(of: readonly Split[], all: readonly Split[], rankerOf: (split: Split) => Ranker): string[] {
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const quality = (ranker: Ranker, { holdings, bought }: Split) => meanNdcg(ranker, holdings, bought)!
  const seconds: number[] = []
  const values = of.map((split) => {
    const started = performance.now()
    const ranker = rankerOf(split)
    seconds.push((performance.now() - started) / 1000)
    return quality(ranker, split)
  })
  const popularity = mean(
    all.filter((split) => of.includes(split)).map((split) => quality(byPopularity(split.holdings), split)),
  )
  return [mean(values).toFixed(4), (mean(values) / popularity).toFixed(2), Math.max(...seconds).toFixed(2)]
}
