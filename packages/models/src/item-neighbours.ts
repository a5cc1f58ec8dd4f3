import { type Holdings, holdersOf, type Ranker } from './holdings.ts'

export interface NeighbourOptions {
  /** Of the cosine's two roots: 0.5 is the cosine, less lets items that many hold through. */
  exponent?: number
  /** Added below, so that a pair which few hold together counts for little. */
  shrinkage?: number
  /** How much an item's holders, as a share of the most that one item has, count beside its neighbours. */
  popularity?: number
}

/**
 * Ranks items by how often they are held together with those that a customer holds: Σ n(i,j) / ((n(i)·n(j))^exponent + shrinkage) over
 * the items j of the customer (Sarwar et al. 2001, shrunk as by Bell and Koren 2007), and a little by how many hold them.
 */
export function byNeighbours(
  holdings: Holdings,
  { exponent = 0.3, shrinkage = 20, popularity = 0.3 }: NeighbourOptions = {},
): Ranker {
  const { items, itemsOf } = holdings
  const holders = holdersOf(holdings)
  const likeness = likenessOf(holdings, heldTogether(holdings), { exponent, shrinkage })
  const most = holders.reduce((one, other) => Math.max(one, other), 1)
  const start = holders.map((one) => (popularity * one) / most)
  return (customer) => {
    const scores = start.slice()
    for (const held of itemsOf[customer]!)
      for (let item = 0; item < items; item++) scores[item]! += likeness[held * items + item]!
    return scores
  }
}

/** An item beside one that is held: how alike they are, and how many customers hold both. */
export interface Neighbour {
  held: number
  item: number
  weight: number
  together: number
}
interface Choice extends Pick<NeighbourOptions, 'exponent' | 'shrinkage'> {
  /** Only these are neighbours, of everything that is held. */
  among: ReadonlySet<number>
  /** So many of each held item, the most alike first. */
  most: number
  /** Pairs that fewer customers hold together are nobody's business. */
  leastTogether: number
}

/** Of each item its neighbours by the likeness that `byNeighbours` ranks by; of equal ones the first. */
export function neighboursOf(
  holdings: Holdings,
  { among, most, leastTogether, exponent = 0.3, shrinkage = 20 }: Choice,
): Neighbour[] {
  const { items } = holdings
  const together = heldTogether(holdings)
  const likeness = likenessOf(holdings, together, { exponent, shrinkage })
  return Array.from({ length: items }, (_, held) =>
    [...among]
      .map((item) => ({ held, item, weight: likeness[held * items + item]!, together: together[held * items + item]! }))
      .filter((one) => one.together >= leastTogether)
      .sort((one, other) => other.weight - one.weight || one.item - other.item)
      .slice(0, most),
  ).flat()
}

function likenessOf(
  holdings: Holdings,
  together: Float64Array,
  { exponent, shrinkage }: Required<Pick<NeighbourOptions, 'exponent' | 'shrinkage'>>,
): Float64Array {
  const { items } = holdings
  const holders = holdersOf(holdings)
  return together.map((count, place) => {
    const [one, other] = [Math.floor(place / items), place % items]
    return count === 0 ? 0 : count / ((holders[one]! * holders[other]!) ** exponent + shrinkage)
  })
}

/** How many customers hold both of two items, row after row; 0 of an item with itself. */
function heldTogether({ items, itemsOf }: Holdings): Float64Array {
  const together = new Float64Array(items * items)
  for (const held of itemsOf)
    for (let one = 0; one < held.length; one++)
      for (let other = one + 1; other < held.length; other++) {
        together[held[one]! * items + held[other]!]! += 1
        together[held[other]! * items + held[one]!]! += 1
      }
  return together
}
