import { type Notice, notices } from '@rapport/contract/administration/notices'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { NoticePage } from './notice-page.tsx'
import { NoticesPage } from './notices-page.tsx'
import { UnreadNotices } from './unread-notices.tsx'

const aNotice = (over: Partial<Notice> = {}): Notice => ({
  id: idOf(70),
  title: 'Trading system',
  body: 'Closed on Saturday.\n<b>Be careful</b>',
  confirm: true,
  state: 'published',
  author: 'Wang Fang',
  unit: { id: idOf(2), name: 'Branch 1' },
  publishAt: '2026-11-20T01:00:00Z',
  expiresAt: null,
  withdrawal: null,
  units: [{ id: idOf(2), name: 'Branch 1' }],
  roles: [],
  addressed: true,
  readAt: null,
  confirmedAt: null,
  reach: null,
  ...over,
})
const at = `/notices/${idOf(70)}`

test('opening a notice reads it, its words are shown as they are, and it is confirmed by a person', async () => {
  let notice = aNotice()
  answering(notices.open, () => notice)
  const read = answering(notices.read, () => {
    notice = aNotice({ readAt: '2026-11-20T02:00:00Z' })
    return notice
  })
  const confirmed = answering(notices.confirm, () => {
    notice = aNotice({ readAt: '2026-11-20T02:00:00Z', confirmedAt: '2026-11-20T02:01:00Z' })
    return notice
  })
  show(<NoticePage />, { path: '/notices/:id', at })
  expect(await screen.findByText(/<b>Be careful<\/b>/)).toBeTruthy()
  await waitFor(() => expect(read).toHaveLength(1))
  expect(confirmed).toHaveLength(0)
  fireEvent.click(await screen.findByRole('button', { name: 'I have read this' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'I have read this' })).toBeNull())
  expect([read.length, confirmed.length]).toEqual([1, 1])
})

test('what one looks after says who has not read it, reminds those, and is withdrawn with a reason', async () => {
  const reach = { people: 3, read: 2, confirmed: 1 }
  answering(notices.open, () => aNotice({ addressed: false, reach }))
  const unit = { id: idOf(2), name: 'Branch 1' }
  answering(notices.readers, () => ({
    items: [
      { id: idOf(1), name: 'Li Na', unit, readAt: null, confirmedAt: null },
      { id: idOf(3), name: 'Zhao Lei', unit, readAt: '2026-11-20T02:00:00Z', confirmedAt: null },
    ],
  }))
  answering(notices.remind, () => ({ reminded: 2 }))
  const withdrawn = answering(notices.withdraw, () => aNotice({ state: 'withdrawn' }))
  show(<NoticePage />, { path: '/notices/:id', at })
  expect(await screen.findByText('1 of 3 have confirmed it (33.33%).')).toBeTruthy()
  const items = await screen.findAllByRole('listitem')
  expect(items.map(({ textContent }) => textContent).slice(-2)).toEqual([
    expect.stringMatching(/^Li Na · Branch 1Not read yet/),
    expect.stringMatching(/^Zhao Lei · Branch 1.*To be confirmed$/),
  ])
  fireEvent.click(screen.getByRole('button', { name: 'Remind the others' }))
  expect(await screen.findByText('2 people were reminded')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Wrong day' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Withdraw' }))
  await waitFor(() => expect(withdrawn[0]?.body).toEqual({ reason: 'Wrong day' }))
})

test('a notice is published to units and roles, and only by whoever may', async () => {
  answering(notices.list, () => ({ items: [], total: 0, next: null }))
  answering(notices.choices, () => ({
    units: [{ id: idOf(2), name: 'Branch 1' }],
    roles: [{ id: idOf(5), name: 'Account manager', nameZh: '客户经理' }],
  }))
  const sent = answering(notices.publish, () => aNotice({ reach: { people: 12, read: 0, confirmed: 0 } }))
  show(<NoticesPage />, { path: '/notices', at: '/notices' })
  fireEvent.click(await screen.findByRole('button', { name: 'New notice' }))
  fireEvent.change(await screen.findByRole('textbox', { name: /^Title/ }), { target: { value: 'Holiday' } })
  fireEvent.change(screen.getByRole('textbox', { name: /^Text/ }), { target: { value: 'Closed on Friday.' } })
  fireEvent.click(screen.getByRole('button', { name: 'Publish' }))
  expect(await screen.findByText('Published to 12 people')).toBeTruthy()
  expect(sent[0]?.body).toEqual({
    title: 'Holiday',
    body: 'Closed on Friday.',
    confirm: false,
    unitIds: [idOf(2)],
    roleIds: [],
    publishOn: null,
    publishTime: null,
    expiresOn: null,
  })
})

test('who may not publish is offered neither', async () => {
  answering(notices.list, () => ({ items: [], total: 0, next: null }))
  show(<NoticesPage />, {
    path: '/notices',
    at: '/notices?view=published&new=notice',
    viewer: aViewer({ permissions: [] }),
  })
  expect(await screen.findByText('What the firm tells you stands here.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'New notice' })).toBeNull()
  expect(screen.queryByRole('navigation', { name: 'Which notices' })).toBeNull()
})

test('the first page shows what is to be read, and nothing where nothing is', async () => {
  answering(notices.list, ({ query }) =>
    query.open === 'true' ? { items: [aNotice()], total: 1, next: null } : { items: [], total: 0, next: null },
  )
  show(<UnreadNotices />)
  expect((await screen.findByRole('link', { name: 'Trading system' })).getAttribute('href')).toBe(at)
  expect(screen.getByText('To be confirmed')).toBeTruthy()
})
