import { solveSymmetric } from './cholesky.ts'
import { type Holdings, holdersOf, type Ranker } from './holdings.ts'
import { Random } from './random.ts'

export interface FactorOptions {
  seed: string
  factors?: number
  /** How much what is not held counts beside what is. */
  unheld?: number
  /** Held against large factors, in proportion to how much is known of a customer or an item. */
  regularisation?: number
  rounds?: number
}

/**
 * Ranks by the product of factors of customers and items that reproduce who holds what: alternating least squares over all pairs, those
 * not held with a small weight (Hu, Koren, Volinsky 2008; weights by frequency as Rendle et al. 2022). The same for the same seed.
 */
export function byFactors(
  holdings: Holdings,
  { seed, factors = 16, unheld = 0.1, regularisation = 0.1, rounds = 8 }: FactorOptions,
): Ranker {
  const random = new Random(seed)
  const { items, itemsOf } = holdings
  const ofItems = Float64Array.from({ length: items * factors }, () => (random.next() - 0.5) / Math.sqrt(factors))
  const ofCustomers = new Float64Array(itemsOf.length * factors)
  const customersOf = reversed(holdings)
  const solve = (held: readonly Int32Array[], fixed: Float64Array, found: Float64Array) =>
    solveSide(held, fixed, found, { factors, unheld, regularisation })
  for (let round = 0; round < rounds; round++) {
    solve(itemsOf, ofItems, ofCustomers)
    solve(customersOf, ofCustomers, ofItems)
  }
  solve(itemsOf, ofItems, ofCustomers)
  return (customer) => {
    const own = ofCustomers.subarray(customer * factors, (customer + 1) * factors)
    return Float64Array.from({ length: items }, (_, item) => product(own, ofItems, item * factors))
  }
}

type Weights = Required<Pick<FactorOptions, 'factors' | 'unheld' | 'regularisation'>>

/** The factors of one side that fit the other's best, the other held fast. */
function solveSide(
  held: readonly Int32Array[],
  fixed: Float64Array,
  found: Float64Array,
  { factors, unheld, regularisation }: Weights,
) {
  const others = fixed.length / factors
  const everywhere = new Float64Array(factors * factors)
  for (let other = 0; other < others; other++) addSquare(everywhere, fixed, other * factors, factors, unheld)
  held.forEach((ones, place) => {
    if (ones.length === 0) return
    const square = everywhere.slice()
    const sum = new Float64Array(factors)
    for (const one of ones) {
      addSquare(square, fixed, one * factors, factors, 1)
      for (let k = 0; k < factors; k++) sum[k]! += fixed[one * factors + k]!
    }
    const against = regularisation * (ones.length + unheld * others)
    for (let k = 0; k < factors; k++) square[k * factors + k]! += against
    found.set(solveSymmetric(square, sum), place * factors)
  })
}

function addSquare(square: Float64Array, of: Float64Array, from: number, factors: number, weight: number) {
  for (let row = 0; row < factors; row++)
    for (let column = 0; column < factors; column++)
      square[row * factors + column]! += weight * of[from + row]! * of[from + column]!
}

function product(own: Float64Array, of: Float64Array, from: number): number {
  return own.reduce((sum, one, k) => sum + one * of[from + k]!, 0)
}

/** Of each item those who hold it. */
function reversed(holdings: Holdings): Int32Array[] {
  const customersOf = [...holdersOf(holdings)].map((holders) => new Int32Array(holders))
  const places = new Int32Array(holdings.items)
  holdings.itemsOf.forEach((held, customer) => {
    for (const item of held) customersOf[item]![places[item]!++] = customer
  })
  return customersOf
}
