import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, count, day, id, instant, listOf, PersonInRow, text, version } from '#shapes.ts'
import { investorClasses, riskLevels } from './vocabulary.ts'

export const suitabilityRegimes = ['csrc', 'mifid-ii'] as const
export const suitabilityTests = ['matching', 'suitability', 'appropriateness', 'execution-only'] as const
export const suitabilityDimensions = ['risk', 'term', 'type', 'knowledge'] as const
/** Who began: the firm offers, or the customer asks of their own accord. */
export const initiatives = ['firm', 'customer'] as const
/** What is done before a customer goes on, in the order of the rules. */
export const suitabilitySteps = [
  'match-opinion',
  'risk-warning',
  'mismatch-confirmation',
  'extra-information',
  'cooling-off',
  'call-back',
  'no-test-warning',
  'suitability-report',
] as const

export const SuitabilityStep = z
  .strictObject({
    code: z.enum(suitabilitySteps),
    /** The least that passes after the step before. */
    hours: z.int().min(1).max(2_000).optional(),
    /** The least for which it is read online. */
    seconds: z.int().min(1).max(3_600).optional(),
  })
  .meta({ id: 'SuitabilityStep' })
const steps = z.array(SuitabilityStep).max(10)
const grade = z.int().min(1).max(5)

export const SuitabilityDefinition = z
  .strictObject({
    /** Lowest first. A hard stop is never gone round: nothing above its highest grade, whoever asks. */
    classes: z
      .array(z.strictObject({ code: z.enum(riskLevels), highestGrade: grade, hardStop: z.boolean() }))
      .min(1)
      .max(riskLevels.length),
    /** The first that fits investor, initiative and product is the one that is made. */
    tests: z
      .array(
        z.strictObject({
          code: z.enum(suitabilityTests),
          investors: z.array(z.enum(investorClasses)).min(1).max(2),
          initiatives: z.array(z.enum(initiatives)).min(1).max(2),
          /** Only of products that are complex, or are not; null for both. */
          complex: z.boolean().nullable(),
          assessed: z.boolean(),
          dimensions: z.array(z.enum(suitabilityDimensions)).max(4),
          onMismatch: z.enum(['block', 'confirm']),
          /** The kind of licence that an adviser has to hold. */
          licence: code(40).nullable(),
          steps: z.strictObject({
            match: steps,
            mismatch: steps,
            fromGrade: z.array(z.strictObject({ grade, steps })).max(5),
          }),
        }),
      )
      .min(1)
      .max(40),
    /** Proof is kept for so many years. */
    retentionYears: z.int().min(1).max(99),
  })
  .meta({ id: 'SuitabilityDefinition' })
export type SuitabilityDefinition = z.infer<typeof SuitabilityDefinition>

const head = { regime: z.enum(suitabilityRegimes), name: text(120), nameZh: text(120) }

export const SuitabilityRulesRow = z
  .strictObject({
    id,
    version,
    ...head,
    number: z.int(),
    state: z.enum(['draft', 'live']),
    /** The first day on which it may hold; null of a draft. */
    effectiveFrom: z.string().nullable(),
    /** Whether it holds today. */
    inForce: z.boolean(),
    tests: count,
    madeBy: PersonInRow.nullable(),
    madeAt: instant,
    approvedBy: PersonInRow.nullable(),
    liveAt: instant.nullable(),
  })
  .meta({ id: 'SuitabilityRulesRow' })
export type SuitabilityRulesRow = z.infer<typeof SuitabilityRulesRow>

export const SuitabilityRules = SuitabilityRulesRow.extend({ definition: SuitabilityDefinition }).meta({
  id: 'SuitabilityRules',
})
export type SuitabilityRules = z.infer<typeof SuitabilityRules>

export const SuitabilityRulesDraft = z
  .strictObject({ ...head, definition: SuitabilityDefinition })
  .meta({ id: 'SuitabilityRulesDraft' })

export const suitabilityRules = {
  list: endpoint('GET /suitability-rules', {
    summary: 'Rules of suitability in all their versions, by regime, the latest first',
    permission: 'customer.read',
    reply: listOf(SuitabilityRulesRow),
  }),
  open: endpoint('GET /suitability-rules/:id', {
    summary: 'A version of the rules of suitability with its classes, tests and steps',
    permission: 'customer.read',
    params: byId,
    reply: SuitabilityRules,
  }),
  draft: endpoint('POST /suitability-rules', {
    summary: 'A draft of the next version of the rules of a regime; one draft at a time',
    permission: 'suitability.configure',
    body: SuitabilityRulesDraft,
    reply: SuitabilityRules,
  }),
  redraft: endpoint('PUT /suitability-rules/:id', {
    summary: 'Change a draft',
    permission: 'suitability.configure',
    params: byId,
    body: SuitabilityRulesDraft,
    reply: SuitabilityRules,
    versioned: true,
  }),
  goLive: endpoint('PUT /suitability-rules/:id/live', {
    summary: 'Put a draft into force from a day on, not before today; by somebody else than who wrote it',
    permission: 'suitability.approve',
    params: byId,
    body: z.strictObject({ effectiveFrom: day }),
    reply: SuitabilityRules,
    versioned: true,
  }),
}
