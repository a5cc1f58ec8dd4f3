import { type Notification, notifications } from '@rapport/contract/administration/notifications'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { Bell } from './bell.tsx'

const told = (n: number, over: object = {}) =>
  ({
    id: idOf(950 + n),
    kind: 'run-failed',
    details: { runId: idOf(601), task: 'Daily load', businessDate: '2026-11-20', failure: 'arrival.missing' },
    times: 1,
    urgent: false,
    live: true,
    createdAt: '2026-11-20T10:31:00Z',
    changedAt: '2026-11-20T10:31:00Z',
    readAt: null,
    ...over,
  }) as Notification

test('what one was told and has not read is counted, said in words, leads to its run and is read by that', async () => {
  answering(notifications.list, () => ({
    items: [told(1), told(2, { kind: 'run-late', readAt: '2026-11-20T11:00:00Z' })],
    total: 2,
    unread: 1,
    next: null,
  }))
  const read = answering(notifications.read, () => told(1, { readAt: '2026-11-20T11:00:00Z' }))
  const { router } = show(<Bell />)
  fireEvent.click(await screen.findByRole('button', { name: 'Notifications: 1 unread' }))
  // In a page without a layout the panel counts as hidden.
  const link = await screen.findByRole('link', { name: /^Daily load of 2026-11-20 has failed/, hidden: true })
  expect(link.textContent).toContain('Nothing has arrived at the source for this day.')
  expect(screen.getByRole('link', { name: /is late/, hidden: true })).toBeTruthy()
  fireEvent.click(link)
  await waitFor(() => expect(read[0]?.address).toBe(`/api/notifications/${idOf(951)}/read`))
  expect(router.state.location).toMatchObject({
    pathname: '/data-centre',
    search: `?day=2026-11-20&run=${idOf(601)}`,
  })
})

test('that data are below what they must come to is told with what it is, and leads to the item', async () => {
  const details = { itemId: idOf(800), item: 'Fills', businessDate: '2026-11-20', below: ['accuracy', 'composite'] }
  answering(notifications.list, () => ({
    items: [told(1, { kind: 'quality-below', details })],
    total: 1,
    unread: 1,
    next: null,
  }))
  answering(notifications.read, () => told(1, { kind: 'quality-below', details }))
  const { router } = show(<Bell />)
  fireEvent.click(await screen.findByRole('button', { name: 'Notifications: 1 unread' }))
  const link = await screen.findByRole('link', { name: /^Data quality of Fills of 2026-11-20 is below/, hidden: true })
  expect(link.textContent).toContain('Accuracy, Composite')
  fireEvent.click(link)
  await waitFor(() => expect(router.state.location.search).toBe(`?item=${idOf(800)}&to=2026-11-20`))
})

test('all can be marked as read at once', async () => {
  answering(notifications.list, () => ({ items: [told(1)], total: 1, unread: 1, next: null }))
  const sent = answering(notifications.readAll, () => ({ read: 1 }))
  show(<Bell />)
  fireEvent.click(await screen.findByRole('button', { name: 'Notifications: 1 unread' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Mark all as read', hidden: true }))
  await waitFor(() => expect(sent).toHaveLength(1))
})
