import { type Notification, notifications } from '@rapport/contract/administration/notifications'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { streaming } from '#testing/streaming.ts'
import { Bell } from './bell.tsx'

const given = (n: number, over: Partial<Notification> = {}) =>
  ({
    id: idOf(950 + n),
    kind: 'task-given',
    about: {
      id: idOf(300 + n),
      title: 'Call back',
      titleZh: null,
      code: null,
      customer: { id: idOf(9), name: '王芳' },
    },
    times: 1,
    urgent: false,
    live: true,
    createdAt: '2026-11-20T10:31:00Z',
    changedAt: `2026-11-20T10:3${n}:00Z`,
    readAt: null,
    ...over,
  }) as Notification

afterEach(() => vi.unstubAllGlobals())

/** The bell of a person who has one unread, with what the server tells. */
async function ringing() {
  const stream = streaming()
  const asked = answering(notifications.list, () => ({ items: [given(1)], total: 1, unread: 1, next: null }))
  const { router } = show(<Bell />)
  await screen.findByRole('button', { name: 'Notifications: 1 unread' })
  act(() => stream()?.open())
  await waitFor(() => expect(asked.length).toBe(2))
  const tell = (items: Notification[], unread: number) => act(() => stream()?.tell('news', { items, unread }, '77'))
  return { stream, asked, router, tell }
}

test('what one is told is counted and said as it happens, without another question', async () => {
  const { asked, tell } = await ringing()
  tell([given(2, { times: 3 })], 2)
  await screen.findByRole('button', { name: 'Notifications: 2 unread' })
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('3 new tasks, the latest: Call back'))
  fireEvent.click(screen.getByRole('button', { name: 'Notifications: 2 unread' }))
  const links = await screen.findAllByRole('link', { name: /Call back/, hidden: true })
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/tasks', `/tasks/${idOf(301)}`])
  // Read on another device: it is among what was read before.
  tell([given(2, { readAt: '2026-11-20T11:00:00Z' })], 1)
  await screen.findByRole('button', { name: 'Notifications: 1 unread' })
  expect(screen.getByRole('region', { name: 'Read before', hidden: true }).textContent).toContain('Call back')
  expect(asked.length).toBe(2)
})

test('only what is urgent is shown on the page, once, and leads there; what is for the list is not even said', async () => {
  const { router, tell } = await ringing()
  tell([given(2, { live: false, urgent: true })], 2)
  await screen.findByRole('button', { name: 'Notifications: 2 unread' })
  expect(screen.getByRole('status').textContent).toBe('')
  tell([given(3, { urgent: true, kind: 'tasks-overdue' } as never)], 3)
  tell([given(3, { urgent: true, kind: 'tasks-overdue' } as never)], 3)
  const open = await screen.findAllByRole('button', { name: 'Open', hidden: true })
  expect(open).toHaveLength(1)
  fireEvent.click(open[0]!)
  await waitFor(() => expect(router.state.location.pathname).toBe(`/tasks/${idOf(303)}`))
})

test('after a break it goes on from where it was', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const { stream, tell } = await ringing()
  tell([given(2)], 2)
  act(() => stream()?.breakOff())
  await act(() => vi.advanceTimersByTimeAsync(5_500))
  expect(stream()?.url).toBe('/api/notifications/stream?after=77')
  vi.useRealTimers()
})
