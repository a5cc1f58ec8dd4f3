import { type MessageTemplate, messageTemplates } from '@rapport/contract/service/message-templates'
import { messages } from '@rapport/contract/service/messages'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { WriteMessage } from './write-message.tsx'

const template: MessageTemplate = {
  id: idOf(1),
  code: 'offer',
  number: 1,
  channel: 'sms',
  class: 'MARKETING',
  urgent: false,
  name: 'An offer',
  nameZh: '优惠',
  subject: null,
  subjectZh: null,
  body: 'Until {date}',
  bodyZh: '至{date}',
  state: 'approved',
  madeBy: 'Li Na',
  madeAt: '2026-11-01T01:00:00.000Z',
  approvedBy: 'Wang Wei',
  approvedAt: '2026-11-02T01:00:00.000Z',
  asks: ['date'],
  approves: false,
}
const draft = { ...template, id: idOf(2), name: 'A draft', state: 'draft' as const }

async function open() {
  answering(messageTemplates.list, () => ({ items: [template, draft] }))
  const previewed = answering(messages.preview, () => ({
    subject: null,
    body: 'Until tomorrow',
    verdict: { is: 'suppress' as const, reason: 'NO_CONSENT' as const },
    to: '139****0001',
    missing: [],
  }))
  show(<WriteMessage customerId={idOf(9)} done={() => undefined} />, { path: '/', at: '/' })
  const field = await screen.findByRole('combobox', { name: /Template/ })
  fireEvent.click(field)
  fireEvent.click(await screen.findByRole('option', { name: /An offer/, hidden: true }))
  return { previewed }
}

test('only approved words are offered, and at once it is said how they read and why they would not go', async () => {
  await open()
  expect(screen.queryByRole('option', { name: /A draft/, hidden: true })).toBeNull()
  await screen.findByText('Until tomorrow')
  await screen.findByText('Would not be sent: No consent to marketing.')
})

test('a letter with holes cannot be sent; what the server refuses is said', async () => {
  const sent = answering(messages.send, () => {
    throw new Refuse(422, 'message.no-channel')
  })
  await open()
  const send = screen.getByRole('button', { name: 'Send' })
  expect((send as HTMLButtonElement).disabled).toBe(true)
  fireEvent.change(screen.getByLabelText(/Text for date/), { target: { value: 'tomorrow' } })
  expect((send as HTMLButtonElement).disabled).toBe(false)
  fireEvent.click(send)
  await screen.findByText(/This channel is not set up/)
  await waitFor(() => expect(sent[0]!.body).toMatchObject({ templateId: idOf(1), variables: { date: 'tomorrow' } }))
})
