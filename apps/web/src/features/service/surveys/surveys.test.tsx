import { units } from '@rapport/contract/administration/organisation'
import { segments } from '@rapport/contract/analytics/segments'
import { type SurveyLink, surveyLinks } from '@rapport/contract/service/survey-links'
import type { AskedQuestion, Survey, SurveyResults } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { AnswerSurveyPage } from './answer-survey-page.tsx'
import { SurveyPage } from './survey-page.tsx'

const question = (code: string, kind: AskedQuestion['kind'], more: Partial<AskedQuestion> = {}): AskedQuestion => ({
  code,
  kind,
  text: `${code}?`,
  textZh: `${code}？`,
  options: [],
  required: true,
  jumps: [],
  ...more,
})
const questions = [
  question('nps', 'nps', { jumps: [{ when: { is: 'score', from: 9, to: 10 }, to: 'end' }] }),
  question('why', 'text'),
]
const names = { name: 'Service', nameZh: '服务' }
const open: SurveyLink = {
  ...names,
  languages: ['en', 'zh-CN'],
  state: 'open',
  anonymous: true,
  intro: 'One minute',
  introZh: '一分钟',
  thanks: 'Thanks a lot',
  thanksZh: '谢谢',
  questions,
  answers: [],
}
const at = { path: '/s/:token', at: '/s/abc' }

test('a link asks what the answers lead to, wants what is required, and sends the same answers by the same key', async () => {
  answering(surveyLinks.open, () => open)
  answering(surveyLinks.save, () => ({ saved: true as const }))
  const sent: { key: string; answers: { question: string }[] }[] = []
  let broken = true
  answering(surveyLinks.answer, ({ body }) => {
    sent.push(body as never)
    if (!broken) return { ...open, state: 'answered' as const, questions: [] }
    broken = false
    throw new Refuse(503, 'database-away')
  })
  show(<AnswerSurveyPage />, at)
  await screen.findByText(/anonymous/)
  expect(screen.getAllByRole('group')).toHaveLength(2)
  fireEvent.click(screen.getByRole('button', { name: 'Send answers' }))
  expect(screen.getAllByText('Please answer this question.')).toHaveLength(2)
  fireEvent.click(screen.getByRole('radio', { name: '10' }))
  expect(screen.getAllByRole('group')).toHaveLength(1)
  await screen.findByText(/Saved/)
  fireEvent.click(screen.getByRole('button', { name: 'Send answers' }))
  await screen.findByRole('alert')
  fireEvent.click(screen.getByRole('button', { name: 'Send answers' }))
  await screen.findByText('Thanks a lot')
  expect(sent.map(({ answers }) => answers)).toEqual([sent[0]!.answers, sent[0]!.answers])
  expect(sent[0]!.key).toMatch(/^[0-9a-f]{32}$/)
  expect(sent[1]!.key).toBe(sent[0]!.key)
})

test.each(['expired', 'closed', 'full'] as const)(
  'a link that is %s says so politely and asks nothing',
  async (state) => {
    answering(surveyLinks.open, () => ({ ...open, state, questions: [] }))
    show(<AnswerSurveyPage />, at)
    expect((await screen.findByRole('status')).textContent).toMatch(/Thank you/)
    expect(screen.queryByRole('button', { name: 'Send answers' })).toBeNull()
  },
)

test('a link that was never given out leads back to the message, and says nothing else', async () => {
  answering(surveyLinks.open, () => {
    throw new Refuse(404, 'not-found')
  })
  show(<AnswerSurveyPage />, at)
  expect((await screen.findByRole('alert')).textContent).toMatch(/does not lead to a survey/)
})

const survey: Survey = {
  ...names,
  id: idOf(3),
  anonymous: false,
  state: 'live',
  asked: 40,
  answered: 20,
  answers: 20,
  createdAt: '2026-11-01T00:00:00.000Z',
  createdBy: null,
  afterContacts: null,
  versions: [],
}
const results: SurveyResults = {
  asked: 40,
  answered: 20,
  answers: 20,
  hidden: false,
  scores: [
    { kind: 'nps', n: 20, value: 34, low: 19.02, high: 48.98 },
    { kind: 'csat', n: 9, value: null, low: null, high: null },
  ],
  months: [],
  units: [],
  questions: [
    {
      code: 'channel',
      kind: 'single',
      text: 'Which way?',
      textZh: '',
      n: 4,
      mean: null,
      counts: [{ key: 'app', text: 'In the app', textZh: '', n: 3 }],
    },
  ],
}
const page = { path: '/surveys/:id', at: `/surveys/${survey.id}` }

test('results have the interval and the number beside each score, and none of fewer than ten answers', async () => {
  answering(surveys.open, () => survey)
  answering(surveys.results, () => results)
  answering(units.list, () => ({ items: [] }))
  answering(segments.list, () => ({ items: [] }))
  show(<SurveyPage />, page)
  await screen.findByText('+34.0')
  expect(screen.getByText(/\+19\.0 – \+49\.0 · n = 20/)).toBeTruthy()
  expect(screen.getByText(/Shown from ten answers on · n = 9/)).toBeTruthy()
  expect(screen.getByText('20 of 40')).toBeTruthy()
  expect(screen.getByText('3 · 75.00%')).toBeTruthy()
})

test('an anonymous survey with few answers shows nothing of them', async () => {
  answering(surveys.open, () => ({ ...survey, anonymous: true }))
  answering(surveys.results, () => ({ ...results, answers: 4, hidden: true, scores: [], questions: [] }))
  answering(units.list, () => ({ items: [] }))
  answering(segments.list, () => ({ items: [] }))
  show(<SurveyPage />, page)
  await screen.findByText(/its 4 answers are shown when there are ten/)
  await waitFor(() => expect(screen.queryByText('Response rate')).toBeNull())
})
