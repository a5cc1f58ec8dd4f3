import { type Holdings, holdersOf, type Ranker } from './holdings.ts'

/** Ranks by how many hold an item, for everybody alike. */
export function byPopularity(holdings: Holdings): Ranker {
  const holders = holdersOf(holdings)
  return () => holders
}

/**
 * Ranks by the share of one's own group that holds an item. Groups are small numbers; a group counts as if so many holdings (`prior`) of all
 * customers were added to it, so that a small one follows the rest.
 */
export function byGroup(holdings: Holdings, groupOf: readonly number[], prior = 200): Ranker {
  const holders = holdersOf(holdings)
  const all = holders.reduce((sum, one) => sum + one, 0) || 1
  const groups = new Map<number, Float64Array>()
  for (const group of new Set(groupOf))
    groups.set(
      group,
      holders.map((one) => (prior * one) / all),
    )
  holdings.itemsOf.forEach((held, customer) => {
    const counts = groups.get(groupOf[customer]!)!
    for (const item of held) counts[item]! += 1
  })
  return (customer) => groups.get(groupOf[customer]!)!
}
