import { z } from 'zod'
import { code, count, day, id, instant, optionalText, text, UnitInRow } from '#shapes.ts'
import { languages, WrittenLanguage } from './messages.ts'
import { Jump, questionKinds, scoreKinds } from './survey-flow.ts'
import { SurveyOption } from './survey-questions.ts'

export const surveyStates = ['draft', 'live', 'closed'] as const
export const versionStates = ['draft', 'live', 'retired'] as const
export const quotaKinds = ['region', 'tier', 'age'] as const
/** Years of age, by the day of the question; who was born when is not known of everybody. */
export const ageGroups = ['under-30', '30-44', '45-59', '60-up', 'unknown'] as const
/** Fewer answers than this make no figure (domain 8.1). */
export const FEWEST = 10

const SurveyItem = z.strictObject({ questionId: id, required: z.boolean(), jumps: z.array(Jump).max(12) })
const SurveyQuota = z.strictObject({
  by: z.enum(quotaKinds),
  /** A region's id, the code of a tier, or a group of ages. */
  key: z.string().min(1).max(60),
  /** As many answers are taken, no more. */
  most: z.int().min(1).max(1_000_000),
})
export const SurveyDefinition = z
  .strictObject({
    languages: z.array(z.enum(languages)).min(1).max(2),
    intro: optionalText(600),
    introZh: optionalText(600),
    thanks: text(600),
    thanksZh: text(600),
    items: z.array(SurveyItem).min(1).max(40),
    quotas: z.array(SurveyQuota).max(60),
  })
  .meta({ id: 'SurveyDefinition' })
export type SurveyDefinition = z.infer<typeof SurveyDefinition>

export const SurveyDraft = z
  .strictObject({
    name: text(100),
    nameZh: text(100),
    /** Nobody ever learns who answered what: not the firm either. */
    anonymous: z.boolean(),
    definition: SurveyDefinition,
  })
  .meta({ id: 'SurveyDraft' })

/** A question as it is asked: words of its version, and where it stands. */
export const AskedQuestion = z
  .strictObject({
    code: code(40),
    kind: z.enum(questionKinds),
    text: z.string(),
    textZh: z.string(),
    options: z.array(SurveyOption),
    required: z.boolean(),
    jumps: z.array(Jump),
  })
  .meta({ id: 'AskedQuestion' })
export type AskedQuestion = z.infer<typeof AskedQuestion>

export const SurveyVersion = z
  .strictObject({
    id,
    number: count,
    state: z.enum(versionStates),
    definition: SurveyDefinition,
    questions: z.array(AskedQuestion),
    madeAt: instant,
    madeBy: z.string().nullable(),
    liveAt: instant.nullable(),
  })
  .meta({ id: 'SurveyVersion' })
export type SurveyVersion = z.infer<typeof SurveyVersion>

/** Asks a part of those with whom the firm was in contact, in the days after it. */
export const AfterContacts = z
  .strictObject({
    contacts: z.enum(['visit', 'task']),
    percent: z.number().min(0.01).max(100).multipleOf(0.01),
    seed: code(60),
    templateId: id,
    language: WrittenLanguage,
  })
  .meta({ id: 'SurveyAfterContacts' })
export type AfterContacts = z.infer<typeof AfterContacts>

const row = {
  id,
  name: z.string(),
  nameZh: z.string(),
  anonymous: z.boolean(),
  state: z.enum(surveyStates),
  /** Of those in sight: whom a link reached, how many of them answered, and all answers, also of files. */
  asked: count,
  answered: count,
  answers: count,
  createdAt: instant,
  createdBy: z.string().nullable(),
}
export const SurveyRow = z.strictObject(row).meta({ id: 'SurveyRow' })
export type SurveyRow = z.infer<typeof SurveyRow>
export const Survey = z
  .strictObject({ ...row, versions: z.array(SurveyVersion), afterContacts: AfterContacts.nullable() })
  .meta({ id: 'Survey' })
export type Survey = z.infer<typeof Survey>

export const SurveySending = z
  .strictObject({
    id,
    segmentId: id,
    segment: z.string().nullable(),
    template: z.string(),
    language: z.enum(languages).nullable(),
    seed: z.string(),
    size: count,
    /** Members in sight, who of them could not be asked and why, and how many were asked. */
    population: count,
    excluded: z.strictObject({ stopped: count, asked: count, closed: count }),
    drawn: count,
    sent: count,
    answered: count,
    askedBy: z.string(),
    askedAt: instant,
  })
  .meta({ id: 'SurveySending' })
export type SurveySending = z.infer<typeof SurveySending>

/** A score with its interval of 95 percent; null where fewer than ten answered. NPS is in points, CSAT a part of 1, CES a mean. */
export const SurveyScore = z
  .strictObject({
    kind: z.enum(scoreKinds),
    n: count,
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .meta({ id: 'SurveyScore' })
export type SurveyScore = z.infer<typeof SurveyScore>

export const SurveyResults = z
  .strictObject({
    asked: count,
    answered: count,
    answers: count,
    /** An anonymous survey with fewer than ten answers here: nothing of them is told. */
    hidden: z.boolean(),
    scores: z.array(SurveyScore),
    months: z.array(z.strictObject({ month: z.string(), scores: z.array(SurveyScore) })),
    units: z.array(z.strictObject({ unit: UnitInRow, answers: count, scores: z.array(SurveyScore) })),
    questions: z.array(
      z.strictObject({
        code: z.string(),
        kind: z.enum(questionKinds),
        text: z.string(),
        textZh: z.string(),
        n: count,
        mean: z.number().nullable(),
        counts: z.array(z.strictObject({ key: z.string(), text: z.string(), textZh: z.string(), n: count })),
      }),
    ),
  })
  .meta({ id: 'SurveyResults' })
export type SurveyResults = z.infer<typeof SurveyResults>

export const SurveyAnswer = z
  .strictObject({
    id,
    survey: z.strictObject({ id, name: z.string(), nameZh: z.string() }),
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }).nullable(),
    unit: UnitInRow,
    /** Of an anonymous one the first day of its month. */
    answeredOn: day,
    topic: z.string().nullable(),
    nps: z.number().nullable(),
    csat: z.number().nullable(),
    ces: z.number().nullable(),
    answers: z.array(
      z.strictObject({
        question: z.string(),
        text: z.string(),
        textZh: z.string(),
        score: z.number().nullable(),
        choices: z.array(SurveyOption),
        words: z.string().nullable(),
      }),
    ),
    /** The task that a low score opened. */
    taskId: id.nullable(),
  })
  .meta({ id: 'SurveyAnswer' })
export type SurveyAnswer = z.infer<typeof SurveyAnswer>
