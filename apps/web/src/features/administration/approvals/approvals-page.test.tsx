import { type ApprovalDelegation, approvalDelegations } from '@rapport/contract/administration/approval-delegations'
import { type Approval, type ApprovalStep, approvals } from '@rapport/contract/administration/approvals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ApprovalPage } from './approval-page.tsx'
import { ApprovalsPage } from './approvals-page.tsx'
import { WaitingApprovals } from './waiting-approvals.tsx'

const step = (over: Partial<ApprovalStep> = {}): ApprovalStep => ({
  position: 1,
  name: 'Second person',
  nameZh: '第二人复核',
  state: 'waiting',
  level: 'scope',
  needs: 'one',
  roles: [],
  hours: 9,
  dueAt: '2026-11-20T09:00:00Z',
  decisions: [],
  ...over,
})
const li = { id: idOf(3), name: 'Li Na' }
const wang = { id: idOf(4), name: 'Wang Fang' }
const submitted = {
  round: 1,
  step: null,
  action: 'submitted',
  by: li,
  forWhom: null,
  note: null,
  at: '2026-11-20T01:00:00Z',
} as const
const anApproval = (over: Partial<Approval> = {}): Approval => ({
  id: idOf(80),
  version: 3,
  number: '20261120-ABCDE',
  kind: 'moment-rule',
  title: 'M07 Large outflow',
  titleZh: 'M07 大额转出',
  subject: { id: idOf(81), code: 'M07' },
  customer: null,
  unit: null,
  requester: li,
  state: 'waiting',
  round: 1,
  submittedAt: '2026-11-20T01:00:00Z',
  decidedAt: null,
  dueAt: '2026-11-20T09:00:00Z',
  overdue: false,
  steps: [step()],
  decides: true,
  fields: { necessity: 'must', holdoutPercent: '10' },
  flow: 2,
  history: [submitted],
  deciders: [{ ...wang, forWhom: null }],
  withdraws: false,
  submits: false,
  ...over,
})
const at = `/approvals/${idOf(80)}`
const rowOf = ({ fields: _, flow, history, deciders, withdraws, submits, ...row }: Approval) => row
const viewer = aViewer({ permissions: ['approval.use', 'message.approve'] })
const page = (one: Approval) => {
  let now = one
  answering(approvals.open, () => now)
  show(<ApprovalPage />, { path: '/approvals/:id', at, viewer })
  return (next: Approval) => {
    now = next
    return next
  }
}

test('says what is asked for, with its facts in words, and leads to it', async () => {
  page(anApproval())
  const subject = await screen.findByRole('link', { name: 'M07 Large outflow' })
  expect(subject.getAttribute('href')).toBe('/moments/M07')
  for (const said of ['Must', '10 %', 'Version 2', 'May decide now: Wang Fang', 'The whole firm'])
    expect(screen.getByText(said)).toBeTruthy()
})

test('is approved with the version that was seen, and its line says who did and when', async () => {
  const becomes = page(anApproval())
  const sent = answering(approvals.decide, () =>
    becomes(
      anApproval({
        state: 'approved',
        decides: false,
        steps: [
          step({
            state: 'approved',
            decisions: [
              { ...submitted, step: 1, action: 'approved', by: wang, forWhom: { id: idOf(5), name: 'Zhao Lei' } },
            ],
          }),
        ],
      }),
    ),
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Approve' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Approve' }))
  const line = await screen.findByRole('list', { name: 'Steps' })
  await waitFor(() => expect(line.textContent).toContain('Wang Fang for Zhao Lei'))
  expect(sent).toHaveLength(1)
  expect(sent[0]?.body).toEqual({ verdict: 'approved', note: null })
  expect(sent[0]?.ifMatch).toBe('"3"')
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull()
})

test('is not returned without a word of why', async () => {
  page(anApproval())
  const sent = answering(approvals.decide, () => anApproval({ state: 'returned', decides: false }))
  fireEvent.click(await screen.findByRole('button', { name: 'Return' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Return' }))
  expect(await screen.findByText('Fill this in.')).toBeTruthy()
  expect(sent).toHaveLength(0)
  fireEvent.change(screen.getByRole('textbox', { name: /^Note/ }), { target: { value: 'Name the source' } })
  fireEvent.click(screen.getByRole('button', { name: 'Return' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ verdict: 'returned', note: 'Name the source' }))
})

test('whoever asked is offered to withdraw or submit again, and nothing else; where nobody may decide, it says so', async () => {
  page(
    anApproval({
      decides: false,
      withdraws: true,
      submits: true,
      state: 'returned',
      steps: [step({ state: 'returned' })],
    }),
  )
  const sent = answering(approvals.submitAgain, () => anApproval({ decides: false, deciders: [], round: 2 }))
  expect(await screen.findByRole('button', { name: 'Withdraw' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Submit again' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Submit again' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ note: null }))
})

test('one that no step applied to says that it was approved at once', async () => {
  page(anApproval({ decides: false, state: 'approved', steps: [step({ state: 'skipped', dueAt: null })] }))
  expect(await screen.findByText('No step applied: approved at once.')).toBeTruthy()
})

test('lists what waits, asks for other views, and shows all in sight only to whoever looks after units', async () => {
  const asked = answering(approvals.list, () => ({ items: [rowOf(anApproval())], total: 1, next: null }))
  show(<ApprovalsPage />, { path: '/approvals', at: '/approvals', viewer })
  expect(await screen.findByText('M07 Large outflow')).toBeTruthy()
  expect(asked[0]?.query).toMatchObject({ view: 'waiting' })
  const views = screen.getByRole('navigation', { name: 'Which approvals' })
  expect(within(views).queryByText('All in sight')).toBeNull()
  fireEvent.click(within(views).getByText('Asked by me'))
  await waitFor(() => expect(asked.at(-1)?.query).toMatchObject({ view: 'mine' }))
})

test('somebody is let decide for some days, and ended', async () => {
  const delegation: ApprovalDelegation = {
    id: idOf(90),
    from: li,
    to: wang,
    kinds: [],
    fromOn: '2026-11-20',
    untilOn: '2026-11-21',
    reason: 'Leave',
    endedAt: null,
    state: 'running',
    mine: true,
  }
  let items: ApprovalDelegation[] = []
  answering(approvalDelegations.list, () => ({ items }))
  answering(approvalDelegations.people, () => ({ items: [{ ...wang, unit: 'Branch 1' }] }))
  const sent = answering(approvalDelegations.create, () => {
    items = [delegation]
    return delegation
  })
  const ended = answering(approvalDelegations.end, () => delegation)
  show(<ApprovalsPage />, { path: '/approvals', at: '/approvals?view=delegations', viewer })
  fireEvent.click(await screen.findByRole('button', { name: 'Let somebody decide for me' }))
  fireEvent.click(await screen.findByRole('combobox', { name: /^Who decides for me/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'Wang Fang · Branch 1', hidden: true }))
  fireEvent.change(screen.getByRole('textbox', { name: /^Reason/ }), { target: { value: 'Leave' } })
  fireEvent.click(screen.getByRole('button', { name: 'Let somebody decide for me' }))
  await waitFor(() => expect(sent[0]?.body).toMatchObject({ toId: wang.id, kinds: [], reason: 'Leave' }))
  expect(await screen.findByText('Wang Fang for Li Na')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'End now' }))
  await waitFor(() => expect(ended).toHaveLength(1))
})

test('the first page names who waits, and nothing where nobody does', async () => {
  answering(approvals.list, () => ({ items: [rowOf(anApproval())], total: 1, next: null }))
  show(<WaitingApprovals />, { viewer })
  expect((await screen.findByRole('link', { name: 'M07 Large outflow' })).getAttribute('href')).toBe(at)
})
