import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { code, optionalText } from '#shapes.ts'
import { languages } from './messages.ts'
import { AskedQuestion } from './survey-shapes.ts'

/** Whatever stands in the address: one that was never given out and one that is none are told the same. */
const byToken = z.strictObject({ token: z.string().min(1).max(200) })

export const LinkAnswer = z.strictObject({
  question: code(40),
  score: z.int().min(0).max(10).nullable().default(null),
  choices: z.array(code(40)).max(20).default([]),
  text: optionalText(2000).default(null),
})
export type LinkAnswer = z.infer<typeof LinkAnswer>
const answers = { language: z.enum(languages), answers: z.array(LinkAnswer).max(40) }

/** What a link shows: no name, no number, nothing of the customer. */
export const SurveyLink = z
  .strictObject({
    state: z.enum(['open', 'answered', 'expired', 'closed', 'full']),
    name: z.string(),
    nameZh: z.string(),
    anonymous: z.boolean(),
    languages: z.array(z.enum(languages)),
    intro: z.string().nullable(),
    introZh: z.string().nullable(),
    thanks: z.string(),
    thanksZh: z.string(),
    /** Only while it is open. */
    questions: z.array(AskedQuestion),
    answers: z.array(LinkAnswer),
  })
  .meta({ id: 'SurveyLink' })
export type SurveyLink = z.infer<typeof SurveyLink>

export const surveyLinks = {
  open: endpoint('GET /survey-links/:token', {
    summary: 'The survey of a link, and what was answered so far; 404 for every link that was never given out',
    permission: 'anybody',
    params: byToken,
    reply: SurveyLink,
  }),
  save: endpoint('PUT /survey-links/:token/draft', {
    summary: 'Keep what was answered so far, sealed with the link itself',
    permission: 'anybody',
    params: byToken,
    body: z.strictObject(answers),
    reply: z.strictObject({ saved: z.literal(true) }).meta({ id: 'SurveySaved' }),
  }),
  answer: endpoint('PUT /survey-links/:token/response', {
    summary: 'Give the answers; a link takes them once',
    permission: 'anybody',
    params: byToken,
    body: z.strictObject({
      ...answers,
      /** Made by the page and known to nobody else: sent again with it, the answers are the same ones. */
      key: z
        .string()
        .max(80)
        .regex(/^[A-Za-z0-9_-]{22,80}$/, { error: 'survey.key' }),
    }),
    reply: SurveyLink,
  }),
}
