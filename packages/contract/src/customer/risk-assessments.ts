import { z } from 'zod'
import { productKinds } from '#administration/product-classes.ts'
import { endpoint } from '#endpoint.ts'
import { byId, code, count, id, instant, listOf, optionalText, PersonInRow, text } from '#shapes.ts'
import { Questionnaire, scaleCodes } from './questionnaires.ts'
import { riskLevels } from './vocabulary.ts'

export const assessmentChannels = ['paper', 'portal'] as const
/** What an age asks for: a guardian below 18, a second confirmation above 70. */
export const assessmentCares = ['guardian', 'confirmation'] as const
/** Two classes up or down within a day wait for compliance. */
export const reviewStates = ['waiting', 'upheld', 'set-aside'] as const

const riskLevel = z.enum(riskLevels)
const kinds = z.array(z.enum(productKinds))

export const RiskAssessment = z
  .strictObject({
    id,
    questionnaire: z.strictObject({ id, code: z.string(), number: z.int(), name: z.string(), nameZh: z.string() }),
    assessedOn: z.string(),
    assessedAt: instant,
    channel: z.enum(assessmentChannels),
    evidence: z.string().nullable(),
    class: riskLevel,
    classBefore: riskLevel.nullable(),
    total: z.int(),
    scales: z.array(z.strictObject({ scale: z.enum(scaleCodes), total: z.int(), class: z.string() })),
    /** An answer put the customer into the lowest class. */
    lowest: z.boolean(),
    /** How long money may be bound, in days; null where nothing was asked, or without an end. */
    horizonDays: z.int().nullable(),
    unlimited: z.boolean(),
    intends: kinds,
    knows: kinds,
    validTo: z.string(),
    care: z.enum(assessmentCares).nullable(),
    review: z.enum(reviewStates).nullable(),
    reviewedBy: PersonInRow.nullable(),
    reviewNote: z.string().nullable(),
    recordedBy: PersonInRow.nullable(),
  })
  .meta({ id: 'RiskAssessment' })
export type RiskAssessment = z.infer<typeof RiskAssessment>

export const AnsweredQuestion = z
  .strictObject({
    code: z.string(),
    text: z.string(),
    textZh: z.string(),
    chosen: z.array(z.strictObject({ code: z.string(), text: z.string(), textZh: z.string() })),
    points: z.int(),
  })
  .meta({ id: 'AnsweredQuestion' })

export const AssessmentDraft = z
  .strictObject({
    questionnaireId: id,
    /** Codes of the chosen options by code of the question. */
    answers: z.record(code(12), z.array(code(12)).max(12)),
    /** Where the signed sheet lies. */
    evidence: text(120),
    /** That a guardian signed, or that the answers were confirmed a second time. */
    cared: z.boolean().default(false),
  })
  .meta({ id: 'AssessmentDraft' })

export const riskAssessments = {
  list: endpoint('GET /customers/:id/risk-assessments', {
    summary: 'Assessments of a customer, the latest first',
    permission: 'customer.read',
    params: byId,
    reply: listOf(RiskAssessment),
  }),
  asked: endpoint('GET /customers/:id/questionnaire', {
    summary:
      'The questionnaires that are asked of such a customer today, what care their age asks for, and whether another assessment may be made',
    permission: 'customer.read',
    params: byId,
    reply: z
      .strictObject({
        questionnaires: z.array(Questionnaire),
        care: z.enum(assessmentCares).nullable(),
        /** Why another assessment is refused today; null where it is not. */
        throttled: z.enum(['day', 'period']).nullable(),
        madeToday: count,
      })
      .meta({ id: 'QuestionnairesAsked' }),
  }),
  open: endpoint('GET /risk-assessments/:id', {
    summary: 'An assessment with every answer and its points',
    permission: 'customer.read',
    params: byId,
    reply: RiskAssessment.extend({ answers: z.array(AnsweredQuestion) }).meta({ id: 'AssessmentWithAnswers' }),
  }),
  record: endpoint('POST /customers/:id/risk-assessments', {
    summary: 'Record what a customer answered and signed; the class that comes of it is theirs from today',
    permission: 'customer.edit',
    params: byId,
    body: AssessmentDraft,
    reply: RiskAssessment,
  }),
  waiting: endpoint('GET /risk-assessments', {
    summary: 'Assessments that wait for a review, the oldest first, at most 200',
    permission: 'suitability.approve',
    reply: z.strictObject({
      items: z.array(RiskAssessment.extend({ customer: z.strictObject({ id, name: z.string() }) })),
    }),
  }),
  review: endpoint('PUT /risk-assessments/:id/review', {
    summary: 'Uphold an assessment that waits, or set it aside: the class before it holds again',
    permission: 'suitability.approve',
    params: byId,
    body: z.strictObject({ decision: z.enum(['upheld', 'set-aside']), note: optionalText(500).default(null) }),
    reply: RiskAssessment,
  }),
}
