import { chooseClusters, sizesOf } from '@rapport/models/choose-clusters'
import { assign } from '@rapport/models/k-means'
import { type Matrix, matrixOf, rowOf, rowsOf } from '@rapport/models/matrix'
import { Random } from '@rapport/models/random'
import { type ColumnScale, scaledMatrix, scalesOf, unscaled } from '@rapport/models/scaling'
import { type CustomerAt, customersAt } from './customer-features.ts'
import { dayAfter } from './days.ts'
import { type Fitter, Unfit } from './fitting.ts'

/** What clusters are made by (domain 3.6). */
export const CLUSTER_FEATURES = [
  ...(['logAssets', 'logCommission', 'trade_days_12m', 'turnover', 'equityShare', 'margin', 'idleDays'] as const),
]
/** Clusters are found on so many customers and everybody is put to the nearest. */
const SAMPLE = 5_000
const letters = 'ABCDEFGHIJKL'

export const fitClusters: Fitter<'clusters'> = async ({ settings, asOf, seed, read, says }) => {
  await says('read', 0.05)
  const everybody = await read((db) => customersAt(db, asOf))
  const customers = everybody.filter(({ features }) => features.assets > 0 || (features.commission_12m ?? 0) > 0)
  if (customers.length < 50 * settings.from) throw new Unfit('too-few-customers')
  const raw = matrixOf(customers.map(valuesOf))
  const scales = scalesOf(raw, 0.01)
  const scaled = scaledMatrix(raw, scales)
  const sample = rowsOf(scaled, new Random(seed).sample(scaled.rows, SAMPLE))
  const { from, to } = settings
  const onTry = (clusters: number) => says('fit', 0.1 + (0.8 * (clusters - from)) / (to - from + 1))
  const { tried, chosen, clustering } = await chooseClusters(sample, {
    from,
    to,
    seed,
    starts: 20,
    bootstraps: 5,
    onTry,
  })
  await says('score', 0.9)
  const { clusters } = assign(scaled, clustering.centroids)
  return {
    parameters: { scales, centroids: [...clustering.centroids.values], clusters: chosen.clusters },
    report: {
      kind: 'clusters',
      tried: tried.map(({ inertia: _, ...count }) => count),
      chosen: chosen.clusters,
      clusters: described(clustering.centroids, scales, sizesOf(clusters, chosen.clusters), customers.length),
    },
    trained: [dayAfter(asOf, -365), asOf],
    validated: null,
    scores: customers.map(({ customerId }, place) => ({
      customerId,
      score: null,
      class: letters[clusters[place]!]!,
      reasons: CLUSTER_FEATURES.map((feature, column) => ({
        feature,
        amount: rowOf(scaled, place)[column]!,
        value: rowOf(raw, place)[column]!,
      })),
    })),
    drift: null,
  }
}

const valuesOf = ({ features }: CustomerAt) => CLUSTER_FEATURES.map((feature) => features[feature] ?? 0)

const described = (centroids: Matrix, scales: readonly ColumnScale[], sizes: readonly number[], all: number) =>
  sizes.map((customers, cluster) => ({
    name: letters[cluster]!,
    customers,
    share: customers / all,
    centroid: CLUSTER_FEATURES.map((feature, column) => {
      const deviations = rowOf(centroids, cluster)[column]!
      return { feature, mean: unscaled(deviations, scales[column]!), deviations }
    }),
  }))
