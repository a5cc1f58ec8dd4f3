import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, id, instant, listOf, optionalText, PersonInRow, text } from '#shapes.ts'
import {
  initiatives,
  suitabilityDimensions,
  suitabilityRegimes,
  suitabilitySteps,
  suitabilityTests,
} from './suitability-rules.ts'
import { investorClasses, riskLevels } from './vocabulary.ts'

export const suitabilityOutcomes = [
  'match',
  'not-tested',
  'mismatch-risk',
  'mismatch-term',
  'mismatch-type',
  'mismatch-knowledge',
  'blocked',
] as const
export const suitabilityReasons = [
  'not-admitted',
  'not-rated',
  'no-test',
  'no-licence',
  'lowest-class',
  'no-assessment',
  'assessment-expired',
  'unknown-class',
  'mismatch-risk',
  'mismatch-term',
  'mismatch-type',
  'mismatch-knowledge',
] as const
/** `confirmed`: an earlier check of the same product was confirmed, and class and rating are the same since. */
export const suitabilityStates = ['blocked', 'confirmed', 'step', 'cooling', 'ready', 'proceeded', 'declined'] as const
/** Why a check no longer stands. */
export const suitabilityEnds = ['class', 'rating', 'expired', 'not-offered'] as const
export const suitabilityChannels = ['counter', 'online', 'telephone'] as const

const doneSteps = suitabilitySteps.filter((one) => one !== 'cooling-off' && one !== 'call-back')
type DoneStep = Exclude<(typeof suitabilitySteps)[number], 'cooling-off' | 'call-back'>

const riskLevel = z.enum(riskLevels)
const rulesInRow = z.strictObject({
  id,
  regime: z.enum(suitabilityRegimes),
  number: z.int(),
  name: z.string(),
  nameZh: z.string(),
})

export const SuitabilityCheckRow = z
  .strictObject({
    id,
    customer: z.strictObject({ id, name: z.string() }),
    product: z.strictObject({ id, code: z.string(), name: z.string(), nameZh: z.string() }),
    initiative: z.enum(initiatives),
    madeBy: PersonInRow.nullable(),
    madeAt: instant,
    class: riskLevel.nullable(),
    grade: z.int().nullable(),
    test: z.enum(suitabilityTests).nullable(),
    outcome: z.enum(suitabilityOutcomes),
    reasons: z.array(z.enum(suitabilityReasons)),
    state: z.enum(suitabilityStates),
    /** Why it no longer stands; null while it does, and of what is blocked. */
    ended: z.enum(suitabilityEnds).nullable(),
    rules: rulesInRow,
  })
  .meta({ id: 'SuitabilityCheckRow' })
export type SuitabilityCheckRow = z.infer<typeof SuitabilityCheckRow>

export const SuitabilityInputs = z
  .strictObject({
    on: z.string(),
    initiative: z.enum(initiatives),
    client: z.strictObject({
      investor: z.enum(investorClasses),
      class: z.string().nullable(),
      classValidTo: z.string().nullable(),
      horizonDays: z.union([z.int(), z.literal('unlimited')]).nullable(),
      intends: z.array(z.string()).nullable(),
      knows: z.array(z.string()).nullable(),
    }),
    product: z.strictObject({
      admitted: z.boolean(),
      grade: z.int().nullable(),
      termDays: z.int().nullable(),
      kind: z.string(),
      complex: z.boolean(),
    }),
    licences: z.array(z.string()),
  })
  .meta({ id: 'SuitabilityInputs' })

export const SuitabilityDifference = z
  .strictObject({ at: z.string(), kept: z.string().nullable(), now: z.string().nullable() })
  .meta({ id: 'SuitabilityDifference' })
export const SuitabilityReplay = z
  .strictObject({
    id,
    at: instant,
    by: PersonInRow.nullable(),
    same: z.boolean(),
    sha256: z.string(),
    /** Where what comes of it now differs from what is kept. */
    differences: z.array(SuitabilityDifference),
  })
  .meta({ id: 'SuitabilityReplay' })

export const SuitabilityDone = z
  .strictObject({
    code: z.enum([...suitabilitySteps, 'proceeded', 'declined']),
    channel: z.enum(suitabilityChannels),
    seconds: z.int().nullable(),
    evidence: z.string().nullable(),
    at: instant,
    by: PersonInRow.nullable(),
  })
  .meta({ id: 'SuitabilityDone' })

export const SuitabilityCheck = SuitabilityCheckRow.extend({
  assessmentId: id.nullable(),
  ratingId: id.nullable(),
  inputs: SuitabilityInputs,
  /** Each regard in which the product was held against the customer. */
  dimensions: z.array(z.strictObject({ dimension: z.enum(suitabilityDimensions), fits: z.boolean() })),
  steps: z.array(
    z.strictObject({
      code: z.enum(suitabilitySteps),
      hours: z.int().nullable(),
      seconds: z.int().nullable(),
    }),
  ),
  done: z.array(SuitabilityDone),
  /** The step that waits; null where none does. */
  next: z.enum(suitabilitySteps).nullable(),
  /** When the pause is over. */
  until: instant.nullable(),
  confirmation: z.strictObject({ id, at: instant }).nullable(),
  /** The bytes that are proof, and their SHA-256. */
  proof: z.string(),
  sha256: z.string(),
  retainedUntil: z.string(),
  replays: z.array(SuitabilityReplay),
}).meta({ id: 'SuitabilityCheck' })
export type SuitabilityCheck = z.infer<typeof SuitabilityCheck>

export const suitabilityChecks = {
  make: endpoint('POST /customers/:id/suitability-checks', {
    summary: 'Hold a product against a customer by the rules of today, and keep what came of it with its proof',
    permission: 'customer.edit',
    params: byId,
    body: z.strictObject({ productId: id, initiative: z.enum(initiatives) }).meta({ id: 'SuitabilityCheckDraft' }),
    reply: SuitabilityCheck,
  }),
  list: endpoint('GET /customers/:id/suitability-checks', {
    summary: 'Checks of a customer, the latest first, at most 200',
    permission: 'customer.read',
    params: byId,
    reply: listOf(SuitabilityCheckRow),
  }),
  ofProduct: endpoint('GET /products/:id/suitability-checks', {
    summary: 'Checks of a product with customers within sight, the latest first, at most 200',
    permission: 'product.read',
    params: byId,
    reply: listOf(SuitabilityCheckRow),
  }),
  open: endpoint('GET /suitability-checks/:id', {
    summary: 'A check with what was given, what was done of its steps, its proof and its replays',
    permission: 'customer.read',
    params: byId,
    reply: SuitabilityCheck,
  }),
  replay: endpoint('POST /suitability-checks/:id/replays', {
    summary: 'Do a check again from what is kept: the same bytes, or where they differ; each time is kept',
    permission: 'customer.read',
    params: byId,
    reply: SuitabilityReplay,
  }),
  step: endpoint('POST /suitability-checks/:id/steps', {
    summary: 'Record that the next step of a check was done, with its evidence; online also for how long it was read',
    permission: 'customer.edit',
    params: byId,
    body: z
      .strictObject({
        code: z.enum(doneSteps as [DoneStep, ...DoneStep[]]),
        channel: z.enum(['counter', 'online']),
        evidence: text(200),
        seconds: z.int().min(0).max(86_400).nullable().default(null),
      })
      .meta({ id: 'SuitabilityStepDone' }),
    reply: SuitabilityCheck,
  }),
  callBack: endpoint('POST /suitability-checks/:id/call-backs', {
    summary:
      'Record the call-back before a check takes effect; by neither the manager of the customer nor who made the check',
    permission: 'call-back.do',
    params: byId,
    body: z.strictObject({ evidence: text(200) }).meta({ id: 'SuitabilityCallBack' }),
    reply: SuitabilityCheck,
  }),
  end: endpoint('PUT /suitability-checks/:id/end', {
    summary: 'Whether the customer went on, when all steps are done, or did not',
    permission: 'customer.edit',
    params: byId,
    body: z
      .strictObject({
        outcome: z.enum(['proceeded', 'declined']),
        channel: z.enum(suitabilityChannels),
        evidence: optionalText(200).default(null),
      })
      .meta({ id: 'SuitabilityEnd' }),
    reply: SuitabilityCheck,
  }),
}
