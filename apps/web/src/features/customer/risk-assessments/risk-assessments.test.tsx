import { type Questionnaire, type QuestionnaireRow, questionnaires } from '@rapport/contract/customer/questionnaires'
import { type RiskAssessment, riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { QuestionnairePage } from '#features/customer/questionnaires/questionnaire-page.tsx'
import { QuestionnairesPage } from '#features/customer/questionnaires/questionnaires-page.tsx'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { AssessCustomer } from './assess-customer.tsx'
import { AssessmentList } from './assessment-list.tsx'

const row: QuestionnaireRow = {
  ...{ id: idOf(1), version: 1, code: 'small', kind: 'person', name: 'Two questions', nameZh: '两道题', number: 3 },
  ...{ state: 'live', effectiveFrom: '2026-11-01', asked: true, questions: 2, assessments: 7 },
  ...{ madeBy: { id: idOf(90), name: 'Writer' }, madeAt: '2026-11-01T00:00:00.000Z' },
  ...{ approvedBy: { id: idOf(91), name: 'Checker' }, liveAt: '2026-11-01T00:00:00.000Z' },
}
const option = (code: string, points: number) => ({ code, text: `Answer ${code}`, textZh: `答案${code}`, points })
const questionnaire: Questionnaire = {
  ...row,
  definition: {
    questions: [
      {
        ...{ code: 'q1', block: 'risk', text: 'How much?', textZh: '多少？', many: false },
        options: [option('a', 1), { ...option('b', 2), lowest: true }],
      },
      {
        ...{ code: 'q2', block: 'other', text: 'Which?', textZh: '哪些？', many: true },
        options: [option('c', 3), option('d', 4)],
      },
    ],
    scales: [
      {
        ...{ code: 'risk', questions: ['q1', 'q2'] },
        bands: [
          { from: 0, class: 'C1' },
          { from: 5, class: 'C2' },
          { from: 9, class: 'C3' },
        ],
      },
    ],
    contradictions: [],
    lowestClass: 'C1-min',
    validity: { years: 2 },
    throttle: { perDay: 2, inDays: { days: 365, times: 8 } },
  },
}
const assessment: RiskAssessment = {
  ...{ id: idOf(5), questionnaire: { id: idOf(1), code: 'small', number: 3, name: 'Two questions', nameZh: '两道题' } },
  ...{ assessedOn: '2026-11-18', assessedAt: '2026-11-18T02:00:00.000Z', channel: 'paper', evidence: 'B-118' },
  ...{ class: 'C4', classBefore: 'C2', total: 61, scales: [], lowest: false, horizonDays: null, unlimited: true },
  ...{
    intends: [],
    knows: [],
    validTo: '2028-11-18',
    care: null,
    review: 'waiting',
    reviewedBy: null,
    reviewNote: null,
  },
  recordedBy: { id: idOf(92), name: 'Manager' },
}
const asked = { questionnaires: [questionnaire], care: null, throttled: null, madeToday: 0 }
const manager = aViewer({ permissions: ['customer.read', 'customer.edit'] })
const compliance = aViewer({ permissions: ['customer.read', 'suitability.approve'] })

test('an assessment is recorded with every answer and where the sheet is; what is missing is said at its place first', async () => {
  answering(riskAssessments.asked, () => asked)
  const sent = answering(riskAssessments.record, () => assessment)
  show(<AssessCustomer customerId={idOf(7)} onDone={() => {}} />, { viewer: manager })
  const first = await screen.findByRole('group', { name: /How much\?/ })
  const send = screen.getByRole('button', { name: 'Record assessment' })
  fireEvent.click(send)
  await within(first).findByText('Choose an answer.')
  expect(document.activeElement).toBe(first)
  expect(sent).toHaveLength(0)
  fireEvent.click(within(first).getByRole('radio', { name: 'Answer a' }))
  for (const name of ['Answer c', 'Answer d', 'Answer c']) fireEvent.click(screen.getByRole('checkbox', { name }))
  screen.getByText('2 of 2 questions answered')
  fireEvent.change(screen.getByLabelText(/Signed sheet/), { target: { value: 'B-118' } })
  fireEvent.click(send)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({
    ...{ questionnaireId: idOf(1), answers: { q1: ['a'], q2: ['d'] }, evidence: 'B-118', cared: false },
  })
})

test('answers that contradict are told at the question', async () => {
  answering(riskAssessments.asked, () => ({ ...asked, care: 'confirmation' as const }))
  answering(riskAssessments.record, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'answers.q2', code: 'answer.contradiction' }] })
  })
  show(<AssessCustomer customerId={idOf(7)} onDone={() => {}} />, { viewer: manager })
  fireEvent.click(await screen.findByRole('radio', { name: 'Answer b' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'Answer c' }))
  fireEvent.change(screen.getByLabelText(/Signed sheet/), { target: { value: 'B-118' } })
  fireEvent.click(screen.getByRole('button', { name: 'Record assessment' }))
  await screen.findByText('Above 70 the answers have to be confirmed a second time.')
  fireEvent.click(screen.getByLabelText(/confirmed a second time \(/))
  fireEvent.click(screen.getByRole('button', { name: 'Record assessment' }))
  await within(screen.getByRole('group', { name: /Which\?/ })).findByText(/cannot be true together/)
})

test('whoever was assessed often enough today is not asked', async () => {
  answering(riskAssessments.asked, () => ({ ...asked, throttled: 'day' as const, madeToday: 2 }))
  show(<AssessCustomer customerId={idOf(7)} onDone={() => {}} />, { viewer: manager })
  await screen.findByText(/often enough today/)
  expect(screen.queryByRole('button', { name: 'Record assessment' })).toBe(null)
})

test('the history shows from what a class changed, and the answers when they are asked for', async () => {
  answering(riskAssessments.list, () => ({ items: [assessment] }))
  const opened = answering(riskAssessments.open, () => ({
    ...assessment,
    answers: [
      {
        code: 'q1',
        text: 'How much?',
        textZh: '多少？',
        chosen: [{ code: 'a', text: 'Little', textZh: '少' }],
        points: 1,
      },
    ],
  }))
  show(<AssessmentList customerId={idOf(7)} none="" />, { viewer: manager })
  const entry = (await screen.findByText('61 points')).closest('details')!
  expect(entry.textContent).toMatch(/C2.* → C4/)
  expect(opened).toHaveLength(0)
  entry.open = true
  fireEvent(entry, new Event('toggle'))
  await screen.findByText('Little')
  within(entry).getByText('1 point')
})

test('compliance sets aside what waits, with a reason', async () => {
  answering(questionnaires.list, () => ({ items: [row] }))
  answering(riskAssessments.waiting, () => ({ items: [{ ...assessment, customer: { id: idOf(7), name: 'Zhang' } }] }))
  const sent = answering(riskAssessments.review, () => ({ ...assessment, review: 'set-aside' as const }))
  show(<QuestionnairesPage />, { path: '/questionnaires', at: '/questionnaires?view=reviews', viewer: compliance })
  fireEvent.click(await screen.findByRole('button', { name: 'Set aside: Zhang' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Recording shows another answer' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Set aside' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ decision: 'set-aside', note: 'Recording shows another answer' }))
})

test('a version shows what each answer is worth and where classes begin; its author cannot put it into force', async () => {
  const draft = {
    ...questionnaire,
    state: 'draft' as const,
    asked: false,
    effectiveFrom: null,
    liveAt: null,
    approvedBy: null,
  }
  answering(questionnaires.open, () => ({ ...draft, madeBy: { id: compliance.id, name: 'Li Na' } }))
  show(<QuestionnairePage />, { path: '/questionnaires/:id', at: `/questionnaires/${row.id}`, viewer: compliance })
  await screen.findByText(/≤ 4 · .*5–8 · .*≥ 9/)
  expect(screen.getByText('Answer b').closest('li')!.textContent).toMatch(/2 points.*Lowest class/)
  expect(screen.getByRole('button', { name: 'Put into force' })).toHaveProperty('disabled', true)
})

test('a draft of somebody else is put into force from a day on', async () => {
  const draft = {
    ...questionnaire,
    version: 4,
    state: 'draft' as const,
    asked: false,
    effectiveFrom: null,
    liveAt: null,
  }
  answering(questionnaires.open, () => draft)
  const sent = answering(questionnaires.goLive, () => questionnaire)
  show(<QuestionnairePage />, { path: '/questionnaires/:id', at: `/questionnaires/${row.id}`, viewer: compliance })
  fireEvent.click(await screen.findByRole('button', { name: 'Put into force' }))
  const from = await screen.findByLabelText(/Asked from/)
  fireEvent.click(within(from.closest('form')!).getByRole('button', { name: 'Put into force' }))
  await waitFor(() => expect(sent[0]).toMatchObject({ body: { effectiveFrom: '2026-11-20' }, ifMatch: '"4"' }))
})

test('a plain text becomes a draft with points by the letter and even bands', async () => {
  answering(questionnaires.list, () => ({ items: [] }))
  answering(questionnaires.read, () => ({ questions: questionnaire.definition.questions, sections: [] }))
  const sent = answering(questionnaires.draft, () => questionnaire)
  const writer = aViewer({ permissions: ['customer.read', 'suitability.configure'] })
  show(<QuestionnairesPage />, { path: '/questionnaires', at: '/questionnaires?view=draft', viewer: writer })
  await screen.findByText(/numbered questions/)
  const file = document.querySelector<HTMLInputElement>('input[type=file]')!
  fireEvent.change(file, { target: { files: [new File(['1. How much?'], 'form.txt', { type: 'text/plain' })] } })
  await screen.findByText('2 questions read')
  for (const [label, value] of [
    ['Code', 'mifid'],
    ['Name in English', 'Other questions'],
    ['Name in Chinese', '另一份问卷'],
  ] as const)
    fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } })
  fireEvent.click(screen.getByRole('button', { name: 'Keep as a draft' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  const body = sent[0]!.body as { code: string; definition: Questionnaire['definition'] }
  expect(body.code).toBe('mifid')
  expect(body.definition.scales[0]!.bands.map(({ from }) => from)).toEqual([0, 1, 2, 4, 5])
})
