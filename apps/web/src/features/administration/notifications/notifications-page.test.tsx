import { type Notification, notifications } from '@rapport/contract/administration/notifications'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { NotificationsPage } from './notifications-page.tsx'

const aTold = (over: object = {}) =>
  ({
    id: idOf(950),
    kind: 'case-turn',
    about: { id: idOf(40), title: 'Commission', titleZh: null, code: null, customer: { id: idOf(9), name: '王芳' } },
    times: 1,
    urgent: false,
    live: true,
    createdAt: '2026-11-20T10:31:00Z',
    changedAt: '2026-11-20T10:31:00Z',
    readAt: null,
    ...over,
  }) as Notification

test('what is unread is listed, filtered by its kind, and marked as read and unread', async () => {
  const asked = answering(notifications.list, () => ({ items: [aTold()], total: 1, unread: 1, next: null }))
  const read = answering(notifications.read, () => aTold({ readAt: '2026-11-20T11:00:00Z' }))
  const { router } = show(<NotificationsPage />, { path: '/notifications', at: '/notifications?kind=case-turn' })
  const link = await screen.findByRole('link', { name: /^Your turn with a case: Commission/ })
  expect(link.getAttribute('href')).toBe(`/cases/${idOf(40)}`)
  expect(link.textContent).toContain('王芳')
  expect(asked[0]?.query).toEqual({ kind: 'case-turn', unread: 'true' })
  fireEvent.click(screen.getByRole('button', { name: 'Mark as read' }))
  await waitFor(() => expect(read).toHaveLength(1))
  expect(router.state.location.pathname).toBe('/notifications')
})

test('what went out of sight is told without a word of it', async () => {
  const about = { id: idOf(40), title: null, titleZh: null, code: null, customer: null }
  answering(notifications.list, () => ({
    items: [aTold({ kind: 'import-ended', about })],
    total: 1,
    unread: 1,
    next: null,
  }))
  show(<NotificationsPage />, { path: '/notifications', at: '/notifications' })
  expect(
    await screen.findByRole('link', { name: /^Import ended: something that you do not see any more/ }),
  ).toBeTruthy()
})

test('how one is told is chosen by kind, and quiet hours are both or neither', async () => {
  const chosen = { shown: { mention: 'off' as const }, quietFrom: null, quietUntil: null }
  answering(notifications.choices, () => chosen)
  const sent = answering(notifications.choose, () => chosen)
  show(<NotificationsPage />, { path: '/notifications', at: '/notifications?view=choices' })
  const off = await screen.findByRole('radio', { name: 'Mentions of me: Not at all' })
  expect((off as HTMLInputElement).checked).toBe(true)
  fireEvent.click(screen.getByRole('radio', { name: 'Overdue tasks: In the list' }))
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '22:00' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Say from when and until when, or neither.')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('Until'), { target: { value: '07:00' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      shown: { mention: 'off', 'tasks-overdue': 'list' },
      quietFrom: '22:00',
      quietUntil: '07:00',
    }),
  )
})
