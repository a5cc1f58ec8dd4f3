import { units, users } from '@rapport/contract/administration/organisation'
import { type Case, type CaseRow, cases } from '@rapport/contract/service/cases'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { CasesPage } from './cases-page.tsx'

const row = (n: number, over: Partial<CaseRow> = {}): CaseRow => ({
  id: idOf(n),
  version: 1,
  number: `20261120-AB${n}CD`,
  kind: 'complaint',
  class: { code: 'complaint', name: 'Complaint', nameZh: '一般投诉' },
  channel: 'phone',
  title: `Commission too high ${n}`,
  topic: 'Brokerage',
  cause: 'Fees',
  customer: { id: idOf(100 + n), name: `Customer ${n}`, customerNo: `C${n}` },
  callerName: null,
  unit: { id: idOf(2), name: 'Branch 1' },
  handler: { id: idOf(1), name: 'Li Na' },
  state: 'investigating',
  open: true,
  turn: 'answer',
  turnBy: { id: idOf(1), name: 'Li Na' },
  turnDueAt: '2199-11-27T09:30:00.000Z',
  waitingSince: null,
  receivedAt: '2026-11-20T02:00:00.000Z',
  finishDueAt: '2027-01-19T15:59:59.999Z',
  closedAt: null,
  onTime: null,
  breaches: ['acknowledge'],
  satisfaction: null,
  ...over,
})
const whole = (n: number, over: Partial<Case> = {}): Case => ({
  ...row(n),
  class: {
    id: idOf(500),
    code: 'complaint',
    validFrom: '2000-01-01',
    name: 'Complaint',
    nameZh: '一般投诉',
    kind: 'complaint',
    importance: 'normal',
    acknowledgeMinutes: 540,
    acceptDays: 15,
    finishDays: 60,
    extensionDays: 30,
    targetDays: 5,
    approval: true,
    skill: 'complaints',
    retired: false,
  },
  details: 'More than agreed',
  callerPhone: null,
  complainants: 1,
  reasonableness: null,
  subject: null,
  firstHandler: { id: idOf(1), name: 'Li Na' },
  answer: null,
  proposedBy: null,
  approvedBy: null,
  reason: null,
  escalatedTo: null,
  settlement: null,
  disputed: null,
  acknowledgeDueAt: '2026-11-23T02:00:00.000Z',
  acceptDueAt: '2026-12-05T15:59:59.999Z',
  targetDueAt: '2026-11-27T09:30:00.000Z',
  extendedDays: 0,
  answeredAt: null,
  responseMinutes: null,
  resolutionMinutes: null,
  waitedMinutes: 0,
  followUpOn: null,
  steps: ['answer', 'acknowledge', 'wait', 'extend', 'note'],
  approves: false,
  supervises: false,
  ...over,
})

function open(at: string, one: Case, viewer = aViewer()) {
  answering(units.list, () => ({ items: [] }))
  answering(users.colleagues, () => ({ items: [] }))
  answering(cases.history, () => ({
    items: [
      {
        id: idOf(900),
        at: '2026-11-20T02:00:00.000Z',
        what: 'received' as const,
        actor: 'Li Na',
        handler: 'Li Na',
        note: null,
        minutes: 0,
      },
      {
        id: idOf(901),
        at: '2026-11-20T03:15:00.000Z',
        what: 'accepted' as const,
        actor: 'Li Na',
        handler: 'Li Na',
        note: null,
        minutes: 75,
      },
    ],
  }))
  answering(cases.open, () => one)
  answering(cases.figures, () => ({
    received: 12,
    open: 3,
    overdue: 1,
    closed: 9,
    onTime: 8,
    onTimeShare: 0.8889,
    response: { counted: 9, mean: 27.3, median: 9, p90: 60, withinLimit: null, within30: 0.73 },
    resolution: { counted: 9, median: 540, p90: 1080 },
    repeatShare: null,
    firstContactShare: null,
    satisfaction: null,
  }))
  const asked = answering(cases.list, () => ({ items: [row(1), row(2)], total: 2, next: null }))
  return { asked, ...show(<CasesPage />, { path: '/cases', at, viewer }) }
}

test('open cases come by the time of their next step, with the limits they missed and how the firm keeps its own', async () => {
  const { asked } = open('/cases', whole(1))
  await screen.findByText('Commission too high 1')
  expect(asked[0]!.query).toMatchObject({ state: 'open', sort: 'due' })
  await screen.findByText(
    '3 open, 1 with an overdue step · closed in time 88.89% · first answer P50 9 min, P90 1 h 0 min',
  )
  expect(screen.getAllByText('First answer').length).toBeGreaterThan(0)
})

test('a case tells what comes next, by whom and until when, and the step that leads on is done in place', async () => {
  open(`/cases?case=${idOf(1)}`, whole(1))
  const panel = await screen.findByRole('complementary', { name: 'Commission too high 1' })
  await within(panel).findByText(/^Answer, Li Na, until /)
  await within(panel).findByText(/1 h 15 min later/)
  const sent = answering(cases.takeStep, () => whole(1, { state: 'proposed' }))
  fireEvent.click(within(panel).getByRole('button', { name: 'Answer' }))
  fireEvent.change(within(panel).getByRole('textbox', { name: 'Answer' }), { target: { value: 'We pay it back' } })
  fireEvent.click(within(panel).getByRole('button', { name: 'Answer' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({ step: 'answer', note: 'We pay it back' })
})

test('a case is closed with how it was settled and what the customer makes of it', async () => {
  open(`/cases?case=${idOf(1)}`, whole(1, { state: 'agreed', turn: 'close', steps: ['close', 'note'] }))
  const panel = await screen.findByRole('complementary', { name: 'Commission too high 1' })
  const sent = answering(cases.takeStep, () => whole(1, { state: 'closed', open: false }))
  fireEvent.click(await within(panel).findByRole('button', { name: 'Close case' }))
  fireEvent.click(within(panel).getByRole('combobox', { name: /Settled by/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'Compensation' }))
  fireEvent.change(within(panel).getByLabelText(/^Satisfaction/), { target: { value: '4' } })
  fireEvent.submit(
    within(panel)
      .getByRole('combobox', { name: /Settled by/ })
      .closest('form')!,
  )
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toMatchObject({
    step: 'close',
    settlement: 'compensation',
    satisfaction: 4,
    cause: 'Fees',
    followUpOn: null,
  })
})

test('whoever supervises approves an answer or returns it with what is missing', async () => {
  const waiting = whole(1, {
    state: 'proposed',
    turn: 'approve',
    answer: 'We pay it back',
    steps: ['note'],
    approves: true,
    supervises: true,
  })
  open(`/cases?case=${idOf(1)}`, waiting)
  const panel = await screen.findByRole('complementary', { name: 'Commission too high 1' })
  const sent = answering(cases.decide, () => whole(1))
  fireEvent.click(await within(panel).findByRole('button', { name: 'Approve answer' }))
  fireEvent.click(within(panel).getByRole('button', { name: 'Return…' }))
  fireEvent.change(within(panel).getByRole('textbox', { name: /What was said/ }), { target: { value: 'By when?' } })
  fireEvent.click(within(panel).getByRole('button', { name: 'Return' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({ verdict: 'returned', note: 'By when?' })
})
