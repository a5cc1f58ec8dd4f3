import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, count, cursor, day, id, instant, listOf, pageOf, pageSize, text } from '#shapes.ts'
import { WrittenLanguage } from './messages.ts'
import {
  AfterContacts,
  Survey,
  SurveyAnswer,
  SurveyDraft,
  SurveyResults,
  SurveyRow,
  SurveySending,
} from './survey-shapes.ts'

/** So many answers are read from one file, and so many customers asked by one sending. */
export const MOST_ROWS = 20_000
export const MOST_ASKED = 10_000

const scope = { unit: id.optional(), segment: id.optional(), from: day.optional(), to: day.optional() }

export const surveys = {
  list: endpoint('GET /surveys', {
    summary: 'Surveys, the latest first, with how many were asked and answered in sight',
    permission: 'survey.read',
    reply: listOf(SurveyRow),
  }),
  open: endpoint('GET /surveys/:id', {
    summary: 'A survey with its versions',
    permission: 'survey.read',
    params: byId,
    reply: Survey,
  }),
  create: endpoint('POST /surveys', {
    summary: 'Begin a survey: its first version is a draft',
    permission: 'survey.build',
    body: SurveyDraft,
    reply: Survey,
  }),
  redraft: endpoint('PUT /surveys/:id/draft', {
    summary: 'Change the draft of a survey; of a live one, write its next version',
    permission: 'survey.build',
    params: byId,
    body: SurveyDraft,
    reply: Survey,
  }),
  goLive: endpoint('PUT /surveys/:id/live', {
    summary: 'Make the draft the version that is asked; 422 where a branch leads in a circle or nowhere',
    permission: 'survey.build',
    params: byId,
    reply: Survey,
  }),
  close: endpoint('PUT /surveys/:id/closing', {
    summary: 'Take no more answers',
    permission: 'survey.build',
    params: byId,
    reply: Survey,
  }),
  askAfterContacts: endpoint('PUT /surveys/:id/after-contacts', {
    summary: 'Ask a part of the customers after a contact, each at most once in thirty days; null asks nobody',
    permission: 'survey.send',
    params: byId,
    body: z.strictObject({ afterContacts: AfterContacts.nullable() }),
    reply: Survey,
  }),
  sendings: endpoint('GET /surveys/:id/sendings', {
    summary: 'To which segments a survey was sent, the latest first',
    permission: 'survey.read',
    params: byId,
    reply: listOf(SurveySending),
  }),
  send: endpoint('POST /surveys/:id/sendings', {
    summary: 'Ask a random sample of a segment, drawn from a seed, by an approved template with a link in it',
    permission: 'survey.send',
    params: byId,
    body: z.strictObject({
      segmentId: id,
      templateId: id,
      language: WrittenLanguage,
      seed: code(60),
      size: z.int().min(1).max(MOST_ASKED),
    }),
    reply: SurveySending,
  }),
  link: endpoint('POST /surveys/:id/links', {
    summary: 'A link for one customer, to be handed over by oneself; it is told once',
    permission: 'survey.send',
    params: byId,
    body: z.strictObject({ customerId: id }),
    reply: z.strictObject({ path: z.string(), expiresAt: instant }).meta({ id: 'SurveyLinkByHand' }),
  }),
  results: endpoint('GET /surveys/:id/results', {
    summary: 'What was answered, by question, month and unit, with intervals of 95 percent',
    permission: 'survey.read',
    params: byId,
    query: z.strictObject(scope),
    reply: SurveyResults,
  }),
  answers: endpoint('GET /surveys/:id/answers', {
    summary: 'Answers one by one, the latest first; `q` looks in what was written. Of an anonymous survey from ten on',
    permission: 'survey.read',
    params: byId,
    query: z.strictObject({ ...scope, q: text(100).optional(), after: cursor.optional(), limit: pageSize }),
    reply: pageOf(SurveyAnswer),
  }),
  load: endpoint('POST /surveys/:id/answer-files', {
    summary: 'Take over answers of another tool from a CSV file; what is there already is not taken again',
    permission: 'survey.build',
    params: byId,
    body: z.strictObject({
      /** The text of the file, with a row of names at its head. */
      content: z.string().min(1).max(900_000),
      columns: z.strictObject({
        date: z.string().min(1).max(80),
        score: z.string().min(1).max(80),
        text: z.string().min(1).max(80).nullable(),
        topic: z.string().min(1).max(80).nullable(),
      }),
      /** In which order the file writes a day. */
      dates: z.enum(['year-month-day', 'day-month-year', 'month-day-year']),
      /** Which questions of the live version the score and the words answer. */
      scoreQuestion: code(40),
      textQuestion: code(40).nullable(),
    }),
    reply: z
      .strictObject({
        rows: count,
        taken: count,
        known: count,
        /** The first that could not be read: line of the file, and why. */
        refused: z.array(z.strictObject({ line: count, code: z.string() })),
        refusedRows: count,
      })
      .meta({ id: 'SurveyAnswerFile' }),
  }),
  ofCustomer: endpoint('GET /customers/:id/survey-answers', {
    summary: 'What a customer answered under their name, the latest first, the last 100',
    permission: 'survey.read',
    params: byId,
    reply: listOf(SurveyAnswer),
  }),
}
