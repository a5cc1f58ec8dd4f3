import { type ApprovalFlow, approvalFlows } from '@rapport/contract/administration/approval-flows'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, show } from '#testing/show.tsx'
import { FlowsPage } from './flows-page.tsx'

const look = {
  name: 'Branch',
  nameZh: '营业部',
  roles: ['branch-manager'],
  level: 'branch',
  needs: 'one',
  hours: 9,
  conditions: [],
} as const
const aFlow = (over: Partial<ApprovalFlow> = {}): ApprovalFlow => ({
  kind: 'case-answer',
  live: {
    number: 1,
    steps: [{ ...look, roles: [...look.roles], conditions: [] }],
    liveAt: '2026-11-20T01:00:00Z',
    madeBy: null,
    approvedBy: null,
  },
  draft: null,
  running: [{ number: 1, count: 2 }],
  ...over,
})
const draft = (mine: boolean) => ({
  number: 2,
  version: 4,
  madeBy: 'Li Na',
  madeAt: '2026-11-20T02:00:00Z',
  mine,
  steps: [
    {
      ...look,
      roles: [],
      level: 'head-office' as const,
      needs: 'all' as const,
      conditions: [
        { field: 'importance', is: 'in' as const, values: ['important', 'difficult'] },
        { field: 'complainants', is: 'at-least' as const, value: '10' },
      ],
    },
  ],
})
const open = (flow: ApprovalFlow, at = '/approval-flows') => {
  answering(approvalFlows.list, () => ({ items: [flow] }))
  answering(approvalFlows.roles, () => ({
    items: [{ code: 'branch-manager', name: 'Branch manager', nameZh: '营业部经理', kinds: ['case-answer' as const] }],
  }))
  show(<FlowsPage />, { path: '/approval-flows', at, viewer: aViewer({ permissions: ['approval.configure'] }) })
}

test('says in words who decides what, within which time, and when a step applies', async () => {
  open(aFlow({ draft: draft(false) }))
  expect(await screen.findByText('Only if:')).toBeTruthy()
  const said = document.body.textContent ?? ''
  for (const words of [
    'Branch manager · in its branch',
    'One of them is enough · within 9 working hours',
    'any role that may decide it · at head office',
    'Importance is Important, Difficult',
    'People who complain is at least 10 people',
    '2 approvals run by version 1',
  ])
    expect(said).toContain(words)
})

test('a draft is let live by somebody who did not write it, with the version that was seen', async () => {
  open(aFlow({ draft: draft(false) }))
  const sent = answering(approvalFlows.goLive, () => aFlow())
  fireEvent.click(await screen.findByRole('button', { name: 'Let it live' }))
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Let it live' }))
  await waitFor(() => expect(sent[0]?.ifMatch).toBe('"4"'))
})

test('whoever wrote the draft is not offered that', async () => {
  open(aFlow({ draft: draft(true) }))
  expect(await screen.findByText(/yours: somebody else lets it live/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Let it live' })).toBeNull()
})

test('steps and their conditions are written, and sent as the contract has them', async () => {
  open(aFlow(), '/approval-flows?edit=case-answer')
  const sent = answering(approvalFlows.saveDraft, () => aFlow({ draft: draft(true) }))
  fireEvent.click(await screen.findByRole('button', { name: 'Step 1 only if: People who complain' }))
  fireEvent.change(await screen.findByRole('textbox', { name: /^Value/ }), { target: { value: '10' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add a step' }))
  const names = screen.getAllByRole('textbox', { name: /^Name in/ })
  fireEvent.change(names[2]!, { target: { value: '总部复核' } })
  fireEvent.change(names[3]!, { target: { value: 'Head office' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({
    steps: [
      { ...look, conditions: [{ field: 'complainants', is: 'at-least', value: '10' }] },
      { name: 'Head office', nameZh: '总部复核', roles: [], level: 'scope', needs: 'one', hours: 9, conditions: [] },
    ],
  })
})
