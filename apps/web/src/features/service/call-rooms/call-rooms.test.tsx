import { type CallRoom, callRooms, roomLinks } from '@rapport/contract/service/call-rooms'
import { calls } from '@rapport/contract/service/calls'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { JoinRoomPage } from './join-room-page.tsx'
import { MeetCustomer } from './meet-customer.tsx'
import { RoomCard } from './room-card.tsx'

const customer = { id: idOf(6), name: 'Wang', customerNo: 'C6' }
const room: CallRoom = {
  ...{ id: idOf(5), kind: 'video', state: 'waiting', customer, channels: ['sms'] },
  ...{ startedAt: '2026-11-20T02:00:00.000Z', joinBy: '2026-11-20T02:30:00.000Z', endedAt: null },
  ...{ joinedAt: null, minutes: null, hostUrl: 'https://rooms.example/room/host' },
}
const viewer = aViewer({ permissions: ['call.take', 'call.read', 'customer.read'] })
const card = (current: CallRoom | null) => {
  answering(callRooms.current, () => ({ current }))
  show(<RoomCard />, { viewer })
}
beforeEach(() => sessionStorage.clear())

test('a room stands only in the tab in which it was entered', async () => {
  card(room)
  await screen.findByRole('complementary', { name: 'Video contact' })
  expect(screen.queryByTitle('Video contact')).toBe(null)
  fireEvent.click(screen.getByRole('button', { name: 'Go on here' }))
  expect((await screen.findByTitle('Video contact')).getAttribute('src')).toBe(room.hostUrl)
  expect(sessionStorage.getItem('rapport.room')).toBe(room.id)
})

test('a link is shown once it is made; why none was sent is said', async () => {
  card(room)
  answering(callRooms.addLink, () => ({ path: '/j/abc', expiresAt: room.joinBy }))
  fireEvent.click(await screen.findByRole('button', { name: 'Make a link' }))
  await screen.findByText(`${window.location.origin}/j/abc`)
  answering(callRooms.sendLink, () => {
    throw new Refuse(422, 'call-room.not-sent', { details: { reason: 'LEGAL_BLOCK' } })
  })
  fireEvent.click(screen.getByRole('button', { name: 'Send by SMS' }))
  await screen.findByText('The link was not sent. Contact is legally blocked')
})

test('what came of it is written down as of its customer', async () => {
  card({ ...room, state: 'ended', hostUrl: null, joinedAt: room.startedAt, minutes: 3 })
  await screen.findByText('The customer was there for 3 minutes.')
  const sent = answering(calls.record, () => {
    throw new Refuse(409, 'call.recorded')
  })
  fireEvent.click(screen.getByRole('button', { name: 'Write it down' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toMatchObject({ customerId: customer.id, outcome: 'reached' })
})

test('without a gateway there are no buttons', async () => {
  const asked = answering(calls.settings, () => ({ extension: null, address: 'tel:{number}', rooms: false }))
  show(<MeetCustomer customerId={customer.id} />, { viewer })
  await waitFor(() => expect(asked).toHaveLength(1))
  expect(screen.queryByRole('button')).toBe(null)
})

test('a link that lets nobody in says so, and offers nothing', async () => {
  answering(roomLinks.open, () => ({ state: 'over' as const, kind: null }))
  show(<JoinRoomPage />, { path: '/j/:token', at: '/j/abc' })
  await screen.findByText('This link lets nobody in any more. Please ask your adviser for a new one.')
  expect(screen.queryByRole('button', { name: 'Join' })).toBe(null)
})
