import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import { type MomentRule, moments } from '@rapport/contract/service/moments'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { EditMomentPage } from './edit-moment-page.tsx'
import { MomentRulePage } from './moment-rule-page.tsx'
import { MomentsPage } from './moments-page.tsx'

const definition: MomentDefinition = {
  name: 'Large deposit',
  nameZh: '大额转入',
  trigger: { kind: 'large-deposit', amount: '200000', share: 0.5 },
  audience: { is: 'at-least', field: 'assets', value: '10000' },
  coolDownDays: 5,
  necessity: 'must',
  limit: { clock: 'working', minutes: 120 },
  skill: null,
  script: 'Dear {salutation}',
  scriptZh: '{salutation}您好',
  action: 'task',
  message: null,
  notice: 'care',
  holdoutPercent: 10,
  goal: { kind: 'assets-kept', days: 30 },
}
const rule = (over: Partial<MomentRule> = {}): MomentRule => ({
  id: idOf(6),
  version: 1,
  code: 'M06',
  name: definition.name,
  nameZh: definition.nameZh,
  state: 'live',
  error: null,
  trigger: 'large-deposit',
  clock: 'published',
  necessity: 'must',
  holdoutPercent: 10,
  number: 2,
  drafted: false,
  lastRun: { day: '2026-11-19', judgedAt: '2026-11-19T12:00:00.000Z', tookMs: 12 },
  counts: { found: 7, tasks: 4, merged: 1, messages: 0, suppressed: 1, heldOut: 1 },
  definition,
  draft: null,
  rates: {
    issued: 500,
    done: 460,
    onTime: 430,
    reached: 368,
    effective: 129,
    completion: 92,
    punctuality: 86,
    reach: 80,
    effectiveness: 28,
  },
  messages: { written: 8, waiting: 1, sent: 5, keptBack: 2, failed: 0 },
  effect: {
    goal: 'assets-kept',
    treated: 70,
    treatedMet: 56,
    heldOut: 80,
    heldOutMet: 48,
    treatedRate: 80,
    heldOutRate: 60,
    difference: 20,
    low: 5.2,
    high: 33.4,
  },
  ...over,
})
const inRow = ({ definition: _, draft: __, rates: ___, effect: ____, messages: _____, ...row }: MomentRule) => row
const opened = (value: MomentRule, viewer = aViewer()) => {
  answering(moments.openRule, () => value)
  return show(<MomentRulePage />, { path: '/moments/:code', at: `/moments/${value.code}`, viewer })
}

test('rules stand with their state and what became of the last day; one that failed says so', async () => {
  answering(moments.rules, () => ({
    items: [
      inRow(rule()),
      inRow(rule({ id: idOf(7), code: 'M07', name: 'Other', state: 'parked', error: 'division by zero' })),
    ],
  }))
  show(<MomentsPage />, { path: '/moments', at: '/moments' })
  expect(await screen.findByRole('link', { name: 'Large deposit' })).toHaveProperty(
    'href',
    expect.stringContaining('/moments/M06'),
  )
  expect(screen.getByText('stopped by a fault').closest('[title]')?.getAttribute('title')).toBe('division by zero')
  expect(screen.getAllByText('7').length).toBeGreaterThan(0)
})

test('a rule says in words when it speaks and what it brought about', async () => {
  opened(rule())
  expect(await screen.findByText(/a large deposit; amount at least \(CNY\) 200000/)).toBeTruthy()
  expect(screen.getByText('92.0 % (460)')).toBeTruthy()
  expect(screen.getByText('+20.0 percentage points (95 %: +5.2 to +33.4)')).toBeTruthy()
})

test('whoever wrote a draft is not offered to let it live; somebody else is', async () => {
  const draft = { definition, madeBy: 'Li Na', madeAt: '2026-11-20T01:00:00.000Z', mine: true }
  const first = opened(rule({ drafted: true, draft }))
  expect(await screen.findByText(/a second person lets it live/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Let it live' })).toBeNull()
  first.unmount()
  opened(rule({ drafted: true, draft: { ...draft, mine: false } }))
  expect(await screen.findByRole('button', { name: 'Let it live' })).toBeTruthy()
})

test('nobody who only reads is offered to change anything', async () => {
  opened(rule(), aViewer({ permissions: ['moment.read'] }))
  expect(await screen.findByText('92.0 % (460)')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull()
  expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull()
})

test('a change is saved as a draft, with thresholds as they were written', async () => {
  answering(moments.openRule, () => rule({ definition: { ...definition, audience: null } }))
  const saved = answering(moments.saveDraft, () => rule({ drafted: true }))
  show(<EditMomentPage />, { path: '/moments/:code/edit', at: '/moments/M06/edit' })
  fireEvent.change(await screen.findByLabelText(/amount at least/), { target: { value: '300000' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save as draft' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]!.body).toMatchObject({
    trigger: { kind: 'large-deposit', amount: '300000', share: 0.5 },
    limit: { clock: 'working', minutes: 120 },
  })
})
