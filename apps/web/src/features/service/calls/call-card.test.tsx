import { notifications } from '@rapport/contract/administration/notifications'
import { type CurrentCall, calls } from '@rapport/contract/service/calls'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { Ringing } from './ringing.tsx'

const wang = { id: idOf(6), name: 'Wang', customerNo: 'C6' }
const wu = { id: idOf(7), name: 'Wu', customerNo: 'C7' }
const call: CurrentCall['call'] = {
  id: idOf(5),
  version: 1,
  kind: 'phone',
  direction: 'in',
  number: '138****5678',
  customer: wang,
  unit: { id: idOf(2), name: 'Branch 1' },
  agent: { id: idOf(1), name: 'Li Na' },
  rangAt: '2026-11-20T02:00:00.000Z',
  answeredAt: '2026-11-20T02:00:05.000Z',
  endedAt: null,
  outcome: null,
  minutes: null,
  note: null,
  recordingUrl: null,
  recordedAt: null,
}
const viewer = aViewer({ permissions: ['call.take', 'call.read', 'customer.read'] })
function ring(current: CurrentCall | null, extension: string | null = '8001') {
  answering(calls.settings, () => ({ extension, address: 'sip:{number}', rooms: false }))
  answering(notifications.list, () => ({ items: [], total: 0, unread: 0, next: null }))
  const asked = answering(calls.current, () => ({ current }))
  show(<Ringing />, { viewer })
  return asked
}

test('a call pops up with its customer, and leads there', async () => {
  ring({ call, state: 'ringing', candidates: [wang] })
  await screen.findByRole('complementary', { name: 'Incoming 138****5678' })
  expect(screen.getByRole('link', { name: 'Open the customer' }).getAttribute('href')).toBe(`/customers/${wang.id}`)
  expect(screen.queryByText('Unknown number')).toBe(null)
})

test('a number of nobody in sight is unknown and says nothing more', async () => {
  ring({ call: { ...call, customer: null }, state: 'ringing', candidates: [] })
  await screen.findByText('Unknown number')
  expect(screen.queryByRole('link')).toBe(null)
})

test('of several it is written down whose call it was', async () => {
  ring({
    call: { ...call, customer: null, endedAt: '2026-11-20T02:03:00.000Z' },
    state: 'ended',
    candidates: [wang, wu],
  })
  const sent = answering(calls.record, () => ({ ...call, customer: wu }))
  fireEvent.click(await screen.findByRole('radio', { name: 'Wu C7' }))
  fireEvent.click(screen.getByRole('button', { name: 'Write it down' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toMatchObject({ customerId: wu.id, outcome: 'reached' })
})

test('who sits at no telephone is asked for no calls', async () => {
  const asked = ring(null, null)
  await new Promise((done) => setTimeout(done, 50))
  expect(asked).toHaveLength(0)
})
