import { type Matrix, rowOf, rowsOf } from './matrix.ts'
import { Random } from './random.ts'

export interface Clustering {
  /** One row a cluster. */
  centroids: Matrix
  /** Cluster of each row. */
  clusters: Int32Array
  /** Sum of squared distances to the nearest centroid. */
  inertia: number
  /** Inertia after each assignment; it never rises. */
  inertias: number[]
}

export interface KMeansOptions {
  clusters: number
  seed: string
  /** Starts, of which the best is kept. */
  starts?: number
  iterations?: number
}

/** The best of several runs of Lloyd's algorithm from k-means++ starts; the same for the same seed. */
export function kMeans(matrix: Matrix, { clusters, seed, starts = 20, iterations = 100 }: KMeansOptions): Clustering {
  if (clusters < 1 || matrix.rows < clusters)
    throw new RangeError(`${matrix.rows} rows do not make ${clusters} clusters`)
  let best: Clustering | undefined
  for (let start = 0; start < starts; start++) {
    const found = lloyd(matrix, plusPlus(matrix, clusters, new Random(`${seed}/${start}`)), iterations)
    if (best === undefined || found.inertia < best.inertia) best = found
  }
  return best!
}

/** The nearest centroid of each row, the first of equally near ones, and the sum of squared distances to them. */
export function assign(matrix: Matrix, centroids: Matrix): { clusters: Int32Array; inertia: number } {
  const clusters = new Int32Array(matrix.rows)
  let inertia = 0
  for (let row = 0; row < matrix.rows; row++) {
    let nearest = Number.POSITIVE_INFINITY
    for (let cluster = 0; cluster < centroids.rows; cluster++) {
      const distance = squaredDistance(matrix, row, centroids, cluster)
      if (distance >= nearest) continue
      nearest = distance
      clusters[row] = cluster
    }
    inertia += nearest
  }
  return { clusters, inertia }
}

/** Squared Euclidean distance of a row of one matrix to a row of another. */
export function squaredDistance(one: Matrix, row: number, other: Matrix, otherRow: number): number {
  const [at, otherAt] = [row * one.columns, otherRow * other.columns]
  let sum = 0
  for (let column = 0; column < one.columns; column++) {
    const difference = one.values[at + column]! - other.values[otherAt + column]!
    sum += difference * difference
  }
  return sum
}

/** First centroids: each next one with a chance in proportion to its squared distance to those there are. */
function plusPlus(matrix: Matrix, count: number, random: Random): Matrix {
  const places = [random.below(matrix.rows)]
  const distances = new Float64Array(matrix.rows).fill(Number.POSITIVE_INFINITY)
  while (places.length < count) {
    let total = 0
    for (let row = 0; row < matrix.rows; row++) {
      distances[row] = Math.min(distances[row]!, squaredDistance(matrix, row, matrix, places.at(-1)!))
      total += distances[row]!
    }
    places.push(drawn(distances, total, random))
  }
  return rowsOf(matrix, places)
}

function drawn(weights: Float64Array, total: number, random: Random): number {
  let left = random.next() * total
  for (let row = 0; row < weights.length; row++) {
    left -= weights[row]!
    if (left < 0) return row
  }
  // All rows lie on centroids already.
  return random.below(weights.length)
}

function lloyd(matrix: Matrix, start: Matrix, iterations: number): Clustering {
  let centroids = start
  let assigned = assign(matrix, centroids)
  const inertias = [assigned.inertia]
  for (let turn = 1; turn < iterations; turn++) {
    centroids = means(matrix, assigned.clusters, centroids)
    const next = assign(matrix, centroids)
    inertias.push(next.inertia)
    const settled = next.inertia >= assigned.inertia * (1 - 1e-9)
    assigned = next
    if (settled) break
  }
  return { centroids, ...assigned, inertias }
}

/** The mean of each cluster; a cluster without rows stays where it was. */
function means(matrix: Matrix, clusters: Int32Array, before: Matrix): Matrix {
  const sums = new Float64Array(before.values.length)
  const sizes = new Float64Array(before.rows)
  for (let row = 0; row < matrix.rows; row++) {
    const cluster = clusters[row]!
    sizes[cluster]! += 1
    for (let column = 0; column < matrix.columns; column++)
      sums[cluster * matrix.columns + column]! += matrix.values[row * matrix.columns + column]!
  }
  for (let cluster = 0; cluster < before.rows; cluster++) {
    const size = sizes[cluster]!
    if (size === 0) sums.set(rowOf(before, cluster), cluster * before.columns)
    else for (let column = 0; column < before.columns; column++) sums[cluster * before.columns + column]! /= size
  }
  return { ...before, values: sums }
}
