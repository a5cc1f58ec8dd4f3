import { z } from 'zod'
import { productKinds } from '#administration/product-classes.ts'
import { endpoint } from '#endpoint.ts'
import { byId, code, count, day, id, instant, listOf, PersonInRow, text, version } from '#shapes.ts'
import { customerKinds, investmentCapacities, riskLevels } from './vocabulary.ts'

export const questionBlocks = ['finance', 'knowledge', 'experience', 'objective', 'risk', 'other'] as const
export const questionnaireStates = ['draft', 'live', 'withdrawn'] as const
/** What an investor bears, and how much may be invested. */
export const scaleCodes = ['risk', 'capacity'] as const

const words = { text: text(400), textZh: text(400) }
const points = z.int().min(-100).max(100)
const kinds = z.array(z.enum(productKinds)).max(productKinds.length)

export const QuestionOption = z
  .strictObject({
    code: code(12),
    ...words,
    points,
    /** Whoever chooses it is of the lowest class. */
    lowest: z.boolean().optional(),
    /** It may not be chosen with another one. */
    alone: z.boolean().optional(),
    /** How long money may be bound, in days; null without an end. */
    horizonDays: z.int().min(0).max(36_500).nullable().optional(),
    intends: kinds.optional(),
    knows: kinds.optional(),
  })
  .meta({ id: 'QuestionOption' })

const choice = { question: code(12), option: code(12) }
export const QuestionnaireDefinition = z
  .strictObject({
    questions: z
      .array(
        z.strictObject({
          code: code(12),
          block: z.enum(questionBlocks),
          ...words,
          many: z.boolean(),
          options: z.array(QuestionOption).min(2).max(12),
        }),
      )
      .min(1)
      .max(60),
    /** The first is `risk`; its bands are classes C1 to C5, lowest first. */
    scales: z
      .array(
        z.strictObject({
          code: z.enum(scaleCodes),
          questions: z.array(code(12)).min(1).max(60),
          bands: z
            .array(z.strictObject({ from: z.int().min(-10_000).max(10_000), class: code(20) }))
            .min(1)
            .max(10),
        }),
      )
      .min(1)
      .max(2),
    contradictions: z.array(z.strictObject({ ...choice, with: z.strictObject(choice) })).max(60),
    lowestClass: z.literal('C1-min').nullable(),
    validity: z.union([
      z.strictObject({ years: z.int().min(1).max(10) }),
      z.strictObject({ days: z.int().min(1).max(3_650) }),
    ]),
    throttle: z.strictObject({
      perDay: z.int().min(1).max(50),
      inDays: z.strictObject({ days: z.int().min(1).max(3_650), times: z.int().min(1).max(100) }),
    }),
  })
  .meta({ id: 'QuestionnaireDefinition' })
export type QuestionnaireDefinition = z.infer<typeof QuestionnaireDefinition>

/** Classes that a scale may come to. */
export const classesOf = { risk: riskLevels, capacity: investmentCapacities } as const

const head = { code: code(40), kind: z.enum(customerKinds), name: text(120), nameZh: text(120) }

export const QuestionnaireRow = z
  .strictObject({
    id,
    version,
    ...head,
    number: z.int(),
    state: z.enum(questionnaireStates),
    /** The first day on which it is asked; null of a draft. */
    effectiveFrom: z.string().nullable(),
    /** Whether it is the one that is asked today. */
    asked: z.boolean(),
    questions: count,
    assessments: count,
    madeBy: PersonInRow.nullable(),
    madeAt: instant,
    approvedBy: PersonInRow.nullable(),
    liveAt: instant.nullable(),
  })
  .meta({ id: 'QuestionnaireRow' })
export type QuestionnaireRow = z.infer<typeof QuestionnaireRow>

export const Questionnaire = QuestionnaireRow.extend({ definition: QuestionnaireDefinition }).meta({
  id: 'Questionnaire',
})
export type Questionnaire = z.infer<typeof Questionnaire>

export const QuestionnaireDraft = z
  .strictObject({ ...head, definition: QuestionnaireDefinition })
  .meta({ id: 'QuestionnaireDraft' })

export const questionnaires = {
  list: endpoint('GET /questionnaires', {
    summary: 'Questionnaires of suitability in all their versions, the latest first',
    permission: 'customer.read',
    reply: listOf(QuestionnaireRow),
  }),
  open: endpoint('GET /questionnaires/:id', {
    summary: 'A version of a questionnaire with its questions, points and bands',
    permission: 'customer.read',
    params: byId,
    reply: Questionnaire,
  }),
  draft: endpoint('POST /questionnaires', {
    summary: 'A draft of the next version of a questionnaire, or of a new one; one draft at a time',
    permission: 'suitability.configure',
    body: QuestionnaireDraft,
    reply: Questionnaire,
  }),
  redraft: endpoint('PUT /questionnaires/:id', {
    summary: 'Change a draft',
    permission: 'suitability.configure',
    params: byId,
    body: QuestionnaireDraft,
    reply: Questionnaire,
    versioned: true,
  }),
  goLive: endpoint('PUT /questionnaires/:id/live', {
    summary: 'Ask a draft from a day on, not before today; by somebody else than who wrote it',
    permission: 'suitability.approve',
    params: byId,
    body: z.strictObject({ effectiveFrom: day }),
    reply: Questionnaire,
    versioned: true,
  }),
  read: endpoint('POST /questionnaires/text', {
    summary:
      'Read questions from a text: a heading a section, numbered questions, lettered options; points rise with the letter. Nothing is kept',
    permission: 'suitability.configure',
    body: z.strictObject({ content: z.string().min(1).max(200_000) }),
    reply: z
      .strictObject({ questions: QuestionnaireDefinition.shape.questions, sections: z.array(z.string()) })
      .meta({ id: 'QuestionsRead' }),
  }),
}
