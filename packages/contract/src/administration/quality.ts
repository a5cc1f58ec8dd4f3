import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  count,
  cursor,
  day,
  decimal,
  id,
  instant,
  listOf,
  optionalText,
  pageOf,
  pageSize,
  text,
  version,
} from '#shapes.ts'
import { SumOf } from './collection-layout.ts'
import { EtlRun } from './etl-runs.ts'
import { Accuracy } from './quality-samples.ts'

/** What a person writes into a cell: text as a file could have it. */
const cell = z
  .string()
  .max(4000)
  .refine((said) => !/[\p{Cc}\p{Cs}]/u.test(said.replace(/[\t\r\n]/g, '')), { error: 'text.characters' })
const field = z.string().min(1).max(200)
const bound = z.string().max(40).nullable().default(null)
/** What a field may refer to. */
export const referenced = ['customers', 'accounts', 'securities', 'units', 'staff'] as const

/** What a rule demands of rows, or of all rows of a file together (unique, balance). Conditions are CEL, never SQL. */
export const RuleSettings = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('null'), field }),
    z
      .strictObject({ kind: z.literal('range'), field, from: bound, to: bound })
      .refine(({ from, to }) => from !== null || to !== null, { error: 'range.open' }),
    /** A picture: 9 a digit, A and a a letter, X either, * anything (at the end), all else itself. */
    z.strictObject({
      kind: z.literal('format'),
      field,
      pattern: z
        .string()
        .min(1)
        .max(100)
        .regex(/^[^*]+\*?$/, { error: 'pattern.shape' }),
    }),
    /** `item:<code>` is the key of the rows that another collection item has brought. */
    z.strictObject({
      kind: z.literal('reference'),
      field,
      to: z.union([z.enum(referenced), z.templateLiteral(['item:', z.string().min(1).max(60)])]),
    }),
    z.strictObject({ kind: z.literal('unique'), fields: z.array(field).min(1).max(10) }),
    /** Two sums of the file that must be equal, or a sum and what it must come to. */
    z
      .strictObject({ kind: z.literal('balance'), sum: SumOf, equals: SumOf.optional(), amount: decimal.optional() })
      .refine(({ equals, amount }) => (equals === undefined) !== (amount === undefined), { error: 'balance.one-side' }),
    z.strictObject({ kind: z.literal('condition'), condition: z.string().min(1).max(1000) }),
  ])
  .meta({ id: 'RuleSettings' })
export type RuleSettings = z.infer<typeof RuleSettings>
export const ruleEffects = ['hold-row', 'hold-day', 'count'] as const

export const QualityRule = z
  .strictObject({
    id,
    version,
    item: z.strictObject({ id, code: z.string(), name: z.string() }),
    code: z.string(),
    name: z.string(),
    settings: RuleSettings,
    effect: z.enum(ruleEffects),
    owner: z.strictObject({ id, name: z.string() }).nullable(),
    active: z.boolean(),
  })
  .meta({ id: 'QualityRule' })
export type QualityRule = z.infer<typeof QualityRule>

const ruleFields = {
  code: code(60),
  name: text(120),
  settings: RuleSettings,
  effect: z.enum(ruleEffects).default('hold-row'),
  ownerId: id.nullable().default(null),
}

export const qualityRules = {
  list: endpoint('GET /quality-rules', {
    summary: 'Rules that rows of collection items must keep',
    permission: 'data-centre.read',
    query: z.strictObject({ itemId: id.optional() }),
    reply: listOf(QualityRule),
  }),
  create: endpoint('POST /quality-rules', {
    summary: 'Add a rule; it holds from the next staging on',
    permission: 'data-centre.configure',
    body: z.strictObject({ itemId: id, ...ruleFields }),
    reply: QualityRule,
  }),
  change: endpoint('PATCH /quality-rules/:id', {
    summary: 'Change, pause or resume a rule',
    permission: 'data-centre.configure',
    params: byId,
    body: z
      .strictObject({
        name: ruleFields.name,
        settings: RuleSettings,
        effect: z.enum(ruleEffects),
        ownerId: id.nullable(),
        active: z.boolean(),
      })
      .partial()
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: QualityRule,
    versioned: true,
  }),
}

export const issueStates = ['held', 'fixed', 'replayed', 'dismissed'] as const

export const QualityIssue = z
  .strictObject({
    id,
    version,
    item: z.strictObject({ id, code: z.string(), name: z.string() }),
    batchId: id,
    businessDate: z.string(),
    line: z.int(),
    reasons: z.array(z.strictObject({ field: z.string(), code: z.string() })),
    state: z.enum(issueStates),
    note: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'QualityIssue' })
export type QualityIssue = z.infer<typeof QualityIssue>

/** With what the row says: personal cells are masked for whoever may not read them, and cannot be changed by them. */
export const QualityIssueDetails = z
  .strictObject({
    ...QualityIssue.shape,
    cells: z.array(
      z.strictObject({ column: z.string(), said: z.string(), fixed: z.string().nullable(), masked: z.boolean() }),
    ),
  })
  .meta({ id: 'QualityIssueDetails' })
export type QualityIssueDetails = z.infer<typeof QualityIssueDetails>

const issueFilter = { itemId: id.optional(), state: z.enum(issueStates).optional(), businessDate: day.optional() }

export const qualityIssues = {
  list: endpoint('GET /quality-issues', {
    summary: 'Rows in quarantine, latest first',
    permission: 'data-quality.read',
    query: z.strictObject({ ...issueFilter, after: cursor.optional(), limit: pageSize }),
    reply: pageOf(QualityIssue),
  }),
  open: endpoint('GET /quality-issues/:id', {
    summary: 'A row in quarantine with what it says',
    permission: 'data-quality.read',
    params: byId,
    reply: QualityIssueDetails,
    noted: true,
  }),
  fix: endpoint('PUT /quality-issues/:id/fix', {
    summary:
      'Say what the row should have said; cells that are left out stay as they are. It goes in when it is replayed',
    permission: 'data-quality.fix',
    params: byId,
    body: z.strictObject({
      cells: z
        .record(z.string().max(200), cell)
        .refine((cells) => Object.keys(cells).length > 0, { error: 'edit.empty' }),
      note: optionalText(500).default(null),
    }),
    reply: QualityIssueDetails,
    versioned: true,
  }),
  dismiss: endpoint('PUT /quality-issues/:id/dismissal', {
    summary: 'Leave the row out for good, with a reason',
    permission: 'data-quality.fix',
    params: byId,
    body: z.strictObject({ note: text(500) }),
    reply: QualityIssueDetails,
    versioned: true,
  }),
  replay: endpoint('POST /quality-issues/replays', {
    summary: 'Put the fixed rows of a batch in: a run of its task from the stage on',
    permission: 'data-centre.run',
    body: z.strictObject({ batchId: id }),
    reply: EtlRun,
    status: 202,
  }),
}

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
