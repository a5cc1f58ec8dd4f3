import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { RecordOutcomePage } from './record-outcome-page.tsx'

const visit = (over: Partial<CareVisit> = {}): CareVisit => ({
  id: idOf(50),
  version: 3,
  customer: { id: idOf(100), name: 'Wang Fang', customerNo: 'C100' },
  unit: { id: idOf(2), name: 'Branch 1' },
  staff: { id: idOf(1), name: 'Li Na' },
  kind: 'review',
  channel: 'phone',
  plannedOn: '2026-11-19',
  plannedTime: '10:30',
  purpose: 'Talk about the bond fund',
  state: 'planned',
  outcome: null,
  content: null,
  minutes: null,
  security: null,
  recordedAt: null,
  recordedBy: null,
  ...over,
})

function open(over: Partial<CareVisit> = {}) {
  answering(careVisits.open, () => visit(over))
  return show(<RecordOutcomePage />, { path: '/care-visits/:id/record', at: `/care-visits/${idOf(50)}/record` })
}
const send = () =>
  fireEvent.keyDown(screen.getByRole('textbox', { name: /What was said/ }), { key: 'Enter', ctrlKey: true })

test('what is missing is said at its field, and nothing is sent', async () => {
  const asked = answering(careVisits.recordOutcome, () => visit({ state: 'recorded', outcome: 'reached' }))
  open()
  await screen.findByText('Talk about the bond fund')
  send()
  expect(await screen.findAllByText('Fill this in.')).toHaveLength(2)
  expect(asked).toEqual([])
})

test('Ctrl+Enter records outcome, content and minutes once, and leads back to the visits', async () => {
  const asked = answering(careVisits.recordOutcome, () => visit({ state: 'recorded', outcome: 'follow-up' }))
  const { router } = open()
  fireEvent.click(await screen.findByRole('radio', { name: 'Follow up' }))
  fireEvent.change(screen.getByRole('textbox', { name: /What was said/ }), {
    target: { value: ' Call again on Monday ' },
  })
  fireEvent.click(screen.getByRole('button', { name: '15 min' }))
  send()
  await waitFor(() => expect(router.state.location.pathname).toBe('/care-visits'))
  expect(asked.map(({ body }) => body)).toEqual([
    { outcome: 'follow-up', content: 'Call again on Monday', minutes: 15 },
  ])
})

test('recorded by somebody else meanwhile: it says so, what to do, and keeps what was typed', async () => {
  answering(careVisits.recordOutcome, () => {
    throw new Refuse(409, 'care-visit.already-recorded')
  })
  const { router } = open()
  fireEvent.click(await screen.findByRole('radio', { name: 'Reached' }))
  const content = screen.getByRole('textbox', { name: /What was said/ }) as HTMLTextAreaElement
  fireEvent.change(content, { target: { value: 'She wants to wait' } })
  send()
  expect((await screen.findByRole('alert')).textContent).toContain('Somebody has recorded this visit already.')
  expect(screen.getByRole('alert').textContent).toContain('Copy what you typed')
  expect(content.value).toBe('She wants to wait')
  expect(router.state.location.pathname).toContain('/record')
})

test('a visit of a later day cannot be recorded, but moved to today', async () => {
  const changed = answering(careVisits.change, () => visit({ plannedOn: '2026-11-20' }))
  open({ plannedOn: '2026-11-25' })
  await screen.findByText('This visit is planned for 2026-11-25')
  expect(screen.queryByRole('radio')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Move to today' }))
  await waitFor(() => expect(changed).toMatchObject([{ body: { plannedOn: '2026-11-20' }, ifMatch: '"3"' }]))
})

test('a recorded visit is not asked for an outcome again', async () => {
  open({ state: 'recorded', outcome: 'reached', content: 'Done', recordedAt: '2026-11-19T03:00:00Z' })
  await screen.findByText('This visit is already recorded')
  expect(screen.queryByRole('radio')).toBeNull()
})
