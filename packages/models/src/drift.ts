import { quantile } from './scaling.ts'

/** Shares below this count as this: an empty bin is a large shift and not an infinite one. */
const LEAST = 1e-4

/** Population stability index Σ (a − e)·ln(a/e) of shares by bin: below 0.1 stable, above 0.25 fit anew (domain 3.5). */
export function stabilityIndex(expected: readonly number[], actual: readonly number[]): number {
  if (expected.length !== actual.length) throw new RangeError('shares of the same bins')
  return expected.reduce((sum, share, bin) => {
    const [e, a] = [Math.max(share, LEAST), Math.max(actual[bin]!, LEAST)]
    return sum + (a - e) * Math.log(a / e)
  }, 0)
}

export type Drift = 'stable' | 'watch' | 'refit'

export const driftOf = (psi: number): Drift => (psi < 0.1 ? 'stable' : psi <= 0.25 ? 'watch' : 'refit')

/** How a population lay at training: ascending upper edges of its bins (the last one is open) and the share in each. */
export interface Population {
  edges: number[]
  shares: number[]
}

/** Tenths of the training population; values that many share make fewer bins. */
export function populationOf(values: ArrayLike<number>, bins = 10): Population {
  const ascending = Float64Array.from(values).sort()
  const edges = Array.from({ length: bins - 1 }, (_, bin) => quantile(ascending, (bin + 1) / bins))
  const distinct = ascending.length === 0 ? [] : [...new Set(edges)]
  return { edges: distinct, shares: sharesIn(distinct, ascending) }
}

/** The share of values in each bin: at most the first edge, at most the second …, above the last; zeros of none. */
export function sharesIn(edges: readonly number[], values: ArrayLike<number>): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0)
  for (let place = 0; place < values.length; place++) {
    const bin = edges.findIndex((edge) => values[place]! <= edge)
    counts[bin === -1 ? edges.length : bin]! += 1
  }
  return counts.map((count) => count / Math.max(values.length, 1))
}

/** How far values lie from the population a model was fitted on; null of none. */
export const driftFrom = ({ edges, shares }: Population, values: ArrayLike<number>): number | null =>
  values.length === 0 ? null : stabilityIndex(shares, sharesIn(edges, values))
