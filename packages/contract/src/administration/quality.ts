import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, day, decimal, id, instant, listOf, text } from '#shapes.ts'
import { Accuracy } from './quality-samples.ts'

/** What is counted when a file is staged. */
export const stagedIndicators = ['completeness', 'uniqueness', 'timeliness', 'consistency'] as const
/** And what people find who check a sample by hand. */
export const qualityIndicators = [...stagedIndicators, 'accuracy'] as const
/** And what they come to together. */
export const qualityMeasures = [...qualityIndicators, 'composite'] as const
export type QualityMeasure = (typeof qualityMeasures)[number]

/** What each must at least come to where an item says nothing else: parts of 1 (our own choice; domain.md 7 names none). */
export const usualThresholds = {
  completeness: '0.98',
  uniqueness: '0.99',
  timeliness: '0.99',
  consistency: '0.99',
  accuracy: '0.98',
  composite: '0.98',
} as const satisfies Record<QualityMeasure, string>

const share = z
  .string()
  .max(6)
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, { error: 'share.shape' })

/** Parts of 1 with four decimals (0.9860); null where there was nothing to count. */
export const QualityDay = z
  .strictObject({
    item: z.strictObject({ id, code: z.string(), name: z.string() }),
    owner: z.string().nullable(),
    day: z.string(),
    indicators: z.record(z.enum(qualityIndicators), decimal.nullable()),
    /** The sample of the day's last file that was closed last. */
    accuracy: Accuracy,
    /** Weighted 25/20/20/20/15 (domain 7), of those that there are. */
    composite: decimal.nullable(),
    /** What each must at least come to, and which do not. */
    thresholds: z.record(z.enum(qualityMeasures), decimal),
    below: z.array(z.enum(qualityMeasures)),
    rowsIn: count,
    refused: count,
  })
  .meta({ id: 'QualityDay' })
export type QualityDay = z.infer<typeof QualityDay>

/** What the indicators of an item must at least come to: parts of 1 with at most four decimals; null is as usual. */
export const QualityThresholds = z
  .strictObject({
    completeness: share.nullable(),
    uniqueness: share.nullable(),
    timeliness: share.nullable(),
    consistency: share.nullable(),
    accuracy: share.nullable(),
    composite: share.nullable(),
  })
  .meta({ id: 'QualityThresholds' })
export type QualityThresholds = z.infer<typeof QualityThresholds>

export const Reconciliation = z
  .strictObject({
    id,
    runId: id.nullable(),
    businessDate: z.string(),
    kind: z.string(),
    subject: z.string(),
    expected: decimal,
    found: decimal,
    difference: decimal,
    state: z.enum(['green', 'red', 'accepted']),
    acceptedBy: z.string().nullable(),
    acceptedAt: instant.nullable(),
    reason: z.string().nullable(),
    checkedAt: instant,
  })
  .meta({ id: 'Reconciliation' })
export type Reconciliation = z.infer<typeof Reconciliation>

export const quality = {
  thresholds: endpoint('GET /collection-items/:id/quality-thresholds', {
    summary: 'What the indicators of an item must at least come to, where it says so itself',
    permission: 'data-centre.read',
    params: byId,
    reply: QualityThresholds,
  }),
  setThresholds: endpoint('PUT /collection-items/:id/quality-thresholds', {
    summary: 'Say what the indicators of an item must at least come to; its owner is told of a day below',
    permission: 'data-centre.configure',
    params: byId,
    body: QualityThresholds,
    reply: QualityThresholds,
  }),
  days: endpoint('GET /quality-days', {
    summary: 'Quality indicators by item and day, for a trend',
    permission: 'data-centre.read',
    query: z.strictObject({ from: day, to: day, itemId: id.optional() }),
    reply: listOf(QualityDay),
  }),
  reconciliations: endpoint('GET /reconciliations', {
    summary: 'What was held against each other on a business date, and whether it agreed',
    permission: 'data-centre.read',
    query: z.strictObject({ businessDate: day }),
    reply: listOf(Reconciliation),
  }),
  accept: endpoint('PUT /reconciliations/:id/acceptance', {
    summary: 'Accept this very difference, with a reason: the day may go in with it',
    permission: 'data-centre.run',
    params: byId,
    body: z.strictObject({ reason: text(500) }),
    reply: Reconciliation,
  }),
}
