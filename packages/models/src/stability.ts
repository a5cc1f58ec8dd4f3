import { assign, type Clustering, kMeans } from './k-means.ts'
import { type Matrix, rowsOf } from './matrix.ts'
import { Random } from './random.ts'

/** Adjusted Rand index: 1 for two clusterings that say the same, about 0 for chance (Hubert, Arabie 1985). */
export function adjustedRand(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [cells, rows, columns] = [new Map<string, number>(), new Map<number, number>(), new Map<number, number>()]
  for (let place = 0; place < one.length; place++) {
    add(cells, `${one[place]}/${other[place]}`)
    add(rows, one[place]!)
    add(columns, other[place]!)
  }
  const [together, inOne, inOther] = [pairsIn(cells), pairsIn(rows), pairsIn(columns)]
  const byChance = (inOne * inOther) / pairs(one.length)
  const most = (inOne + inOther) / 2
  // Both are one cluster, or both are single rows: they agree.
  return one.length < 2 || most === byChance ? 1 : (together - byChance) / (most - byChance)
}

const add = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)
const pairs = (count: number) => (count * (count - 1)) / 2
const pairsIn = (counts: ReadonlyMap<unknown, number>) => [...counts.values()].reduce((sum, n) => sum + pairs(n), 0)

/** Mean agreement (adjusted Rand) of a clustering with those fitted on rows drawn with replacement; 0.8 is stable. */
export function stability(matrix: Matrix, found: Clustering, seed: string, bootstraps = 10): number {
  let sum = 0
  for (let turn = 0; turn < bootstraps; turn++) {
    const random = new Random(`${seed}/bootstrap/${turn}`)
    const places = Array.from({ length: matrix.rows }, () => random.below(matrix.rows))
    const options = { clusters: found.centroids.rows, seed: `${seed}/${turn}`, starts: 5 }
    const again = kMeans(rowsOf(matrix, places), options)
    sum += adjustedRand(found.clusters, assign(matrix, again.centroids).clusters)
  }
  return sum / bootstraps
}
