import { z } from 'zod'
import { count } from '#shapes.ts'

export const modelKinds = ['churn', 'value', 'clusters', 'rfm', 'lifetime-value', 'recommendation'] as const
export type ModelKind = (typeof modelKinds)[number]

const ratio = z.number().nullable()

/** How well leaving was told, on customers as of a later day than any it was learnt from. */
const ChurnReport = z.strictObject({
  kind: z.literal('churn'),
  trained: z.strictObject({ customers: count, left: count }),
  tested: z.strictObject({ customers: count, left: count }),
  auc: ratio,
  prAuc: ratio,
  ks: ratio,
  brier: ratio,
  lift5: ratio,
  lift10: ratio,
  roc: z.array(z.strictObject({ falsePositives: z.number(), truePositives: z.number() })),
  calibration: z.array(z.strictObject({ count, predicted: z.number(), observed: z.number() })),
  /** Weights of the standardised inputs, largest first. */
  coefficients: z.array(z.strictObject({ feature: z.string(), is: z.string().nullable(), weight: z.number() })),
  intercept: z.number(),
})

const ClustersReport = z.strictObject({
  kind: z.literal('clusters'),
  tried: z.array(
    z.strictObject({
      clusters: count,
      silhouette: z.number(),
      stability: z.number(),
      smallest: z.number(),
      usable: z.boolean(),
    }),
  ),
  chosen: count,
  clusters: z.array(
    z.strictObject({
      name: z.string(),
      customers: count,
      share: z.number(),
      /** Means of what was looked at, and how many deviations from all customers. */
      centroid: z.array(z.strictObject({ feature: z.string(), mean: z.number(), deviations: z.number() })),
    }),
  ),
})

const RfmReport = z.strictObject({
  kind: z.literal('rfm'),
  /** How many customers, and the mean of the monetary score, by recency and frequency. */
  cells: z.array(z.strictObject({ recency: count, frequency: count, customers: count, monetary: z.number() })),
})

const LifetimeReport = z.strictObject({
  kind: z.literal('lifetime-value'),
  bgNbd: z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number(), logLikelihood: z.number() }),
  gammaGamma: z.strictObject({ p: z.number(), q: z.number(), gamma: z.number(), correlation: z.number() }),
  /** Fitted on what was before: active weeks expected and counted in the weeks after, and the mean error beside "as before". */
  holdout: z
    .strictObject({
      weeks: count,
      customers: count,
      expected: z.number(),
      actual: z.number(),
      meanError: z.number(),
      naiveError: z.number(),
    })
    .nullable(),
  total: z.number(),
})

const ValueReport = z.strictObject({
  kind: z.literal('value'),
  weights: z.array(z.strictObject({ part: z.string(), weight: z.number() })),
  contribution: z.number(),
  cost: z.number(),
  /** How many customers have so many points, by ten. */
  bands: z.array(z.strictObject({ from: count, customers: count })),
})

/** How well neighbours ranked what customers first bought in the days held back, beside popularity. */
const RecommendationReport = z.strictObject({
  kind: z.literal('recommendation'),
  customers: count,
  /** Products on the shelf whose holders are known. */
  products: count,
  /** Pairs of something that is held and a product that goes with it. */
  neighbours: count,
  /** Customers who first bought a product in the days held back; null: nobody did. */
  holdout: z.strictObject({ days: count, customers: count, neighbours: z.number(), popularity: z.number() }).nullable(),
})

/** What a version is made of and how well it did, as its kind has it. */
export const ModelReport = z
  .discriminatedUnion('kind', [
    ChurnReport,
    ClustersReport,
    RfmReport,
    LifetimeReport,
    ValueReport,
    RecommendationReport,
  ])
  .meta({ id: 'ModelReport' })
export type ModelReport = z.infer<typeof ModelReport>
export type ReportOf<Kind extends ModelKind> = Extract<ModelReport, { kind: Kind }>
