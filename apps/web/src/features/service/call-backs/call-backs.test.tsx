import { type CallBack, type CallBackRules, callBacks, type OpenCallBack } from '@rapport/contract/service/call-backs'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { CallBackOfTask } from './call-back-of-task.tsx'
import { CallBacksPage } from './call-backs-page.tsx'

const unit = { id: idOf(2), name: 'Branch 1' }
const row: CallBack = {
  id: idOf(5),
  kind: 'annual',
  sampleId: idOf(6),
  customer: { id: idOf(7), name: 'Customer 7', customerNo: 'C7' },
  unit,
  taskId: idOf(8),
  stratum: null,
  dueOn: '2026-12-20',
  outcome: null,
  doneAt: null,
  doneBy: null,
  scriptVersion: null,
  found: 0,
  suspicion: null,
  verdict: null,
}
const answer = (code: string, finding: boolean) => ({ code, text: code, textZh: code, finding })
const opened: OpenCallBack = {
  ...row,
  script: {
    id: idOf(9),
    kind: 'annual',
    version: 3,
    validFrom: '2026-11-01',
    opening: 'Good day',
    openingZh: '您好',
    questions: [
      {
        code: 'own',
        text: 'Own orders?',
        textZh: '本人操作？',
        verify: null,
        verifyZh: null,
        answers: [answer('Sure', false), answer('Never', true)],
      },
    ],
    createdAt: '2026-11-01T00:00:00.000Z',
    createdBy: null,
  },
  answers: [],
  recordingUrl: null,
  note: null,
  verdictNote: null,
  certifiedAt: null,
  certifiedBy: null,
  mine: true,
}
const rules: CallBackRules = {
  percent: 10,
  basis: 'year-end',
  newAccountDays: 28,
  validFrom: '2000-01-01',
  setBy: null,
  setAt: '2026-11-01T00:00:00.000Z',
}
const compliance = aViewer({ permissions: ['call-back.read', 'call-back.sample'] })
const agent = aViewer({ permissions: ['call-back.read', 'call-back.do'] })

test('coverage says by branch how many must be called and were; without a target there is no share', async () => {
  const counts = { customers: 0, target: 0, called: 0, opened: 0, openedDue: 0, openedInTime: 0 }
  answering(callBacks.coverage, () => ({
    items: [
      { ...counts, unit, customers: 95, target: 10, called: 5, opened: 4, openedDue: 3, openedInTime: 2 },
      { ...counts, unit: { id: idOf(3), name: 'Branch 2' } },
    ],
    rules,
  }))
  show(<CallBacksPage />, { path: '/call-backs', at: '/call-backs', viewer: agent })
  const [, all, one, two] = (await screen.findAllByRole('row')) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement]
  expect(all.textContent).toContain('All branches')
  within(one).getByRole('progressbar', { name: 'Branch 1: 5 of 10 called' })
  screen.getByText(/10.00% of last year-end’s customers.*within 28 days/)
  expect(one.textContent).toContain('50.00%')
  expect(one.textContent).toContain('2 / 3')
  expect(within(two).getAllByText('–')).toHaveLength(2)
  expect(screen.queryByRole('button', { name: 'Draw a sample' })).toBe(null)
})

test('who was reached answers every question; who was not is asked none', async () => {
  answering(callBacks.open, () => opened)
  const sent = answering(callBacks.record, () => ({
    ...opened,
    outcome: 'reached' as const,
    doneAt: '2026-11-20T02:00:00.000Z',
    mine: false,
  }))
  show(<CallBackOfTask id={opened.id} barred={false} />, { path: '/', viewer: agent })
  fireEvent.click(await screen.findByLabelText('Not reached'))
  expect(screen.queryByText(/Own orders/)).toBe(null)
  fireEvent.click(screen.getByLabelText('Reached'))
  await screen.findByText(/Own orders/)
  fireEvent.click(screen.getByRole('button', { name: 'Record the call' }))
  await screen.findByText('Fill this in.')
  expect(sent).toHaveLength(0)
  fireEvent.click(screen.getByLabelText('Never'))
  fireEvent.click(screen.getByRole('button', { name: 'Record the call' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toMatchObject({
    outcome: 'reached' as const,
    scriptId: idOf(9),
    answers: [{ question: 'own', answer: 'Never', note: null }],
  })
})

test('a customer’s own manager is asked for nothing of it', async () => {
  const asked = answering(callBacks.open, () => opened)
  show(<CallBackOfTask id={opened.id} barred />, { path: '/', viewer: agent })
  await screen.findByText('Only who may call this customer back sees what is asked.')
  expect(asked).toHaveLength(0)
})

test('compliance writes the next version of a script from the latest; answers keep their codes, new ones get theirs', async () => {
  answering(callBacks.scripts, () => ({ items: [opened.script] }))
  const sent = answering(callBacks.addScript, () => ({ ...opened.script, version: 4, validFrom: '2026-11-21' }))
  show(<CallBacksPage />, { path: '/call-backs', at: '/call-backs?view=scripts', viewer: compliance })
  fireEvent.click(await screen.findByRole('button', { name: 'Next version of the script: Yearly sample' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Add an answer' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save the version' }))
  expect(await screen.findAllByText('Fill this in.')).toHaveLength(2)
  expect(sent).toHaveLength(0)
  const last = (label: string) => screen.getAllByRole('textbox', { name: label }).at(-1)!
  fireEvent.change(last('Answer, in Chinese'), { target: { value: '不清楚' } })
  fireEvent.change(last('Answer, in English'), { target: { value: 'Unsure' } })
  fireEvent.click(screen.getAllByRole('switch', { name: 'Is a finding' }).at(-1)!)
  fireEvent.click(screen.getByRole('button', { name: 'Save the version' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toMatchObject({
    kind: 'annual',
    validFrom: '2026-11-21',
    questions: [
      { code: 'own', answers: [{ code: 'Sure' }, { code: 'Never' }, { code: 'a3', text: 'Unsure', finding: true }] },
    ],
  })
})

test('who may not sample reads scripts and rules and changes neither', async () => {
  answering(callBacks.rules, () => ({ items: [{ ...rules, validFrom: '2027-01-01', percent: 20 }, rules] }))
  answering(callBacks.scripts, () => ({ items: [opened.script] }))
  show(<CallBacksPage />, { path: '/call-backs', at: '/call-backs?view=rules', viewer: agent })
  const [, ahead, holds] = (await screen.findAllByRole('row')) as [HTMLElement, HTMLElement, HTMLElement]
  expect(ahead.textContent).toMatch(/To come.*20.00%/)
  expect(holds.textContent).toMatch(/Holds now.*10.00%/)
  expect(screen.queryByRole('button', { name: 'Change the rules' })).toBe(null)
  fireEvent.click(screen.getByRole('link', { name: 'Scripts' }))
  await screen.findByText(/Own orders/)
  expect(screen.queryByRole('button', { name: /Next version/ })).toBe(null)
})
