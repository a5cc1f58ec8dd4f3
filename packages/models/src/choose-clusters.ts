import { type Clustering, kMeans } from './k-means.ts'
import type { Matrix } from './matrix.ts'
import { meanSilhouette } from './silhouette.ts'
import { stability } from './stability.ts'

/** How well the population falls into so many clusters. */
export interface ClusterCount {
  clusters: number
  silhouette: number
  /** Mean adjusted Rand index over bootstraps. */
  stability: number
  /** Share of the smallest cluster. */
  smallest: number
  inertia: number
  /** Stable (0.8 or more) and no cluster below 2 % of the customers (domain 3.6). */
  usable: boolean
}

export interface ClusterChoice {
  tried: ClusterCount[]
  /** The usable count with the best silhouette; where none is usable, the best silhouette of all. */
  chosen: ClusterCount
  clustering: Clustering
}

export interface ChoiceOptions {
  from?: number
  to?: number
  seed: string
  starts?: number
  bootstraps?: number
  /** Called before each count, so that a long choice can show where it is and let others run. */
  onTry?: (clusters: number) => Promise<void> | void
}

/** Clusters for each count from 4 to 10 and the one to use, by silhouette, stability and smallest cluster (domain 3.6). */
export async function chooseClusters(matrix: Matrix, options: ChoiceOptions): Promise<ClusterChoice> {
  const { from = 4, to = 10, seed, starts = 20, bootstraps = 10 } = options
  let best: { count: ClusterCount; clustering: Clustering } | undefined
  const tried: ClusterCount[] = []
  for (let clusters = from; clusters <= Math.min(to, matrix.rows); clusters++) {
    await options.onTry?.(clusters)
    const clustering = kMeans(matrix, { clusters, seed, starts })
    const count = judged(matrix, clustering, seed, bootstraps)
    tried.push(count)
    if (best === undefined || better(count, best.count)) best = { count, clustering }
  }
  if (best === undefined) throw new RangeError(`${matrix.rows} rows do not make ${from} clusters`)
  return { tried, chosen: best.count, clustering: best.clustering }
}

function judged(matrix: Matrix, clustering: Clustering, seed: string, bootstraps: number): ClusterCount {
  const clusters = clustering.centroids.rows
  const smallest = Math.min(...sizesOf(clustering.clusters, clusters)) / matrix.rows
  const agreement = stability(matrix, clustering, seed, bootstraps)
  return {
    clusters,
    silhouette: meanSilhouette(matrix, clustering.clusters, seed),
    stability: agreement,
    smallest,
    inertia: clustering.inertia,
    usable: agreement >= 0.8 && smallest >= 0.02,
  }
}

const better = (one: ClusterCount, other: ClusterCount) =>
  one.usable === other.usable ? one.silhouette > other.silhouette : one.usable

/** How many rows each cluster has. */
export function sizesOf(clusters: ArrayLike<number>, count: number): number[] {
  const sizes = new Array<number>(count).fill(0)
  for (let row = 0; row < clusters.length; row++) sizes[clusters[row]!]! += 1
  return sizes
}
