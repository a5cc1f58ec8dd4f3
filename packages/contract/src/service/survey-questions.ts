import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { code, count, id, instant, listOf, text } from '#shapes.ts'
import { END, questionKinds } from './survey-flow.ts'

export const SurveyOption = z.strictObject({ code: code(40), text: text(200), textZh: text(200) })

const words = {
  code: code(40).refine((name) => name !== END, { error: 'survey.code-taken' }),
  kind: z.enum(questionKinds),
  text: text(400),
  textZh: text(400),
  /** Of one or several choices; none of anything else. */
  options: z.array(SurveyOption).max(20),
}
export const SurveyQuestionDraft = z
  .strictObject(words)
  .superRefine(({ kind, options }, context) => {
    const listed = kind === 'single' || kind === 'multiple'
    if (listed ? options.length < 2 : options.length > 0)
      context.addIssue({ code: 'custom', path: ['options'], message: 'survey.options' })
    if (new Set(options.map((option) => option.code)).size !== options.length)
      context.addIssue({ code: 'custom', path: ['options'], message: 'survey.option-twice' })
  })
  .meta({ id: 'SurveyQuestionDraft' })
export const SurveyQuestion = z
  .strictObject({
    ...words,
    id,
    code: z.string(),
    version: count,
    createdAt: instant,
    createdBy: z.string().nullable(),
  })
  .meta({ id: 'SurveyQuestion' })
export type SurveyQuestion = z.infer<typeof SurveyQuestion>

export const surveyQuestions = {
  list: endpoint('GET /survey-questions', {
    summary: 'The bank of questions, every version, by code, the latest first',
    permission: 'survey.read',
    reply: listOf(SurveyQuestion),
  }),
  add: endpoint('POST /survey-questions', {
    summary: 'A new question of the bank, or the next version of one; its kind never changes',
    permission: 'survey.build',
    body: SurveyQuestionDraft,
    reply: SurveyQuestion,
  }),
}
