/** Who holds what: customers and items by their places, of each customer the items in rising order, each once. */
export interface Holdings {
  readonly items: number
  readonly itemsOf: readonly Int32Array[]
}

/** A score of every item for a customer; more is better. */
export type Ranker = (customer: number) => Float64Array

/** Holdings from pairs in any order; a pair that comes twice counts once. */
export function holdingsOf(pairs: Iterable<readonly [number, number]>, customers: number, items: number): Holdings {
  const held = Array.from({ length: customers }, () => new Set<number>())
  for (const [customer, item] of pairs) held[customer]!.add(item)
  return { items, itemsOf: held.map((one) => Int32Array.from(one).sort()) }
}

/** By item, how many hold it. */
export function holdersOf({ items, itemsOf }: Holdings): Float64Array {
  const holders = new Float64Array(items)
  for (const held of itemsOf) for (const item of held) holders[item]! += 1
  return holders
}

/** The places of the best so many items that a customer does not hold, best first; of equal ones the first. */
export function best(scores: Float64Array, held: Int32Array, count: number): number[] {
  const owned = new Set(held)
  const open = [...scores.keys()].filter((item) => !owned.has(item))
  return open.sort((one, other) => scores[other]! - scores[one]! || one - other).slice(0, count)
}
