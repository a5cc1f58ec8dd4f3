import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, id, instant, listOf, PersonInRow, pageOf, pageSize, UnitInRow } from '#shapes.ts'
import { type ModelKind, ModelReport, modelKinds } from './model-reports.ts'

const kind = z.enum(modelKinds)
const share = z.number().min(0).max(1)

/** How each kind is fitted. Shares are of 1, amounts in the firm's currency. */
export const modelSettings = {
  rfm: z.strictObject({ peers: z.enum(['firm', 'unit']) }),
  clusters: z.strictObject({ from: z.int().min(2).max(12), to: z.int().min(2).max(12) }),
  churn: z.strictObject({
    horizonDays: z.int().min(20).max(365),
    leastAssets: z.number().min(0).max(1e12),
    penalty: z.number().min(0.001).max(1_000),
  }),
  'lifetime-value': z.strictObject({
    months: z.int().min(1).max(60),
    discount: share,
    holdoutWeeks: z.int().min(4).max(104),
  }),
  value: z.strictObject({
    weights: z.strictObject({
      contribution: z.number().min(0).max(100),
      assets: z.number().min(0).max(100),
      activity: z.number().min(0).max(100),
      growth: z.number().min(0).max(100),
      loyalty: z.number().min(0).max(100),
    }),
  }),
  recommendation: z.strictObject({
    /** What customers first bought in the last so many days is held back to try the model on. */
    holdoutDays: z.int().min(20).max(365),
    neighbours: z.int().min(5).max(200),
  }),
} as const satisfies Record<ModelKind, z.ZodType>
export type SettingsOf<Kind extends ModelKind> = z.infer<(typeof modelSettings)[Kind]>

const period = z.strictObject({ from: z.string(), to: z.string() }).nullable()

/** One fit of a model: on what, measured on what came after it, by whom, and how far customers have moved since. */
export const ModelVersion = z
  .strictObject({
    id,
    kind,
    number: count,
    state: z.enum(['waiting', 'running', 'fitted', 'failed']),
    /** What is being done and how much is done, 0 to 1. */
    step: z.string().nullable(),
    done: z.number(),
    failure: z.string().nullable(),
    trained: period,
    validated: period,
    /** As of which day customers were last scored, and how many. */
    scoredOn: z.string().nullable(),
    customers: count.nullable(),
    /** Population stability index of the scores against those at the fit: below 0.1 stable, above 0.25 fit anew. */
    drift: z.number().nullable(),
    inUse: z.boolean(),
    askedBy: PersonInRow.nullable(),
    askedAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'ModelVersion' })
export type ModelVersion = z.infer<typeof ModelVersion>

export const ModelVersionInFull = ModelVersion.extend({
  settings: z.record(z.string(), z.unknown()),
  report: ModelReport.nullable(),
}).meta({ id: 'ModelVersionInFull' })
export type ModelVersionInFull = z.infer<typeof ModelVersionInFull>

export const Model = z
  .strictObject({
    kind,
    settings: z.record(z.string(), z.unknown()),
    inUse: ModelVersion.nullable(),
    /** The version asked for last, under way or not. */
    latest: ModelVersion.nullable(),
  })
  .meta({ id: 'Model' })
export type Model = z.infer<typeof Model>

/** What moved a score: a feature and how far it moves it (log odds, or points of the value score), with its own value. */
export const ScoreReason = z.strictObject({ feature: z.string(), amount: z.number(), value: z.number().nullable() })
export type ScoreReason = z.infer<typeof ScoreReason>

/** What a version says of a customer as of a day: a dated tag. */
export const CustomerScore = z
  .strictObject({
    kind,
    versionId: id,
    version: count,
    inUse: z.boolean(),
    asOf: z.string(),
    /** A probability, a value in the firm's currency, or points from 0 to 100, as the kind has it. */
    score: z.number().nullable(),
    class: z.string().nullable(),
    reasons: z.array(ScoreReason),
    signals: z.array(z.string()),
  })
  .meta({ id: 'CustomerScore' })
export type CustomerScore = z.infer<typeof CustomerScore>

export const CustomerAtRisk = z
  .strictObject({
    id,
    customerNo: z.string(),
    name: z.string(),
    level: z.string().nullable(),
    owner: PersonInRow.nullable(),
    unit: UnitInRow,
    asOf: z.string(),
    version: count,
    /** The probability of leaving within the model's horizon. */
    probability: z.number(),
    /** What the customer has with the firm, in its currency. */
    assets: z.number(),
    reasons: z.array(ScoreReason),
    signals: z.array(z.string()),
  })
  .meta({ id: 'CustomerAtRisk' })
export type CustomerAtRisk = z.infer<typeof CustomerAtRisk>

export const models = {
  list: endpoint('GET /models', {
    summary: 'Kinds of models with the version in use and the one asked for last',
    permission: 'chart.read',
    reply: listOf(Model),
  }),
  versions: endpoint('GET /models/:kind/versions', {
    summary: 'Versions of a model, latest first',
    permission: 'chart.read',
    params: z.strictObject({ kind }),
    reply: listOf(ModelVersion),
  }),
  fit: endpoint('POST /models/:kind/versions', {
    summary: 'Ask for a version fitted on what the warehouse holds; a worker fits it and scores all customers',
    permission: 'model.fit',
    params: z.strictObject({ kind }),
    reply: ModelVersion,
    status: 202,
  }),
  configure: endpoint('PUT /models/:kind/settings', {
    summary: 'Set how versions of a model are fitted from now on',
    permission: 'model.fit',
    params: z.strictObject({ kind }),
    body: z.strictObject({ settings: z.record(z.string().max(40), z.unknown()) }),
    reply: Model,
  }),
  open: endpoint('GET /model-versions/:id', {
    summary: 'A version with its settings, what it is made of and how well it did on what came after',
    permission: 'chart.read',
    params: byId,
    reply: ModelVersionInFull,
  }),
  use: endpoint('PUT /model-versions/:id/use', {
    summary: 'Make a fitted version the one in use',
    permission: 'model.fit',
    params: byId,
    reply: ModelVersion,
  }),
  scores: endpoint('GET /customers/:id/scores', {
    summary: 'What models say of a customer: of each the version in use, latest first; the whole history on request',
    permission: 'customer.read',
    params: byId,
    query: z.strictObject({ history: z.enum(['true']).optional() }),
    reply: listOf(CustomerScore),
  }),
  atRisk: endpoint('GET /customers-at-risk', {
    summary: 'Customers in sight whom the version in use holds most likely to leave, most likely first',
    permission: 'customer.read',
    query: z.strictObject({ after: cursor.optional(), limit: pageSize }),
    reply: pageOf(CustomerAtRisk),
  }),
}
