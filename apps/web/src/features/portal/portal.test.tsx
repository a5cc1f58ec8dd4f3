import { type PortalRequest, portal } from '@rapport/contract/service/portal'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeAll, expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { speakOfPortal } from '#words/words.ts'
import { PortalMessages } from './portal-messages.tsx'
import { PortalReports } from './portal-reports.tsx'
import { PortalRequests } from './portal-requests.tsx'
import { PortalSignIn } from './portal-sign-in.tsx'

beforeAll(() => speakOfPortal())

const aRequest = (over: Partial<PortalRequest> = {}): PortalRequest => ({
  id: idOf(3),
  number: '20261120-ABCDE',
  kind: 'enquiry',
  class: 'Enquiry',
  classZh: '咨询',
  title: 'Where is my money',
  details: 'Since Friday',
  state: 'received',
  receivedAt: '2026-11-20T03:00:00Z',
  dueAt: '2026-12-05T15:59:59Z',
  closedAt: null,
  answer: null,
  satisfaction: null,
  ...over,
})

async function askForCode() {
  answering(portal.about, () => ({ channels: ['sms', 'email'] as const }) as never)
  const asked = answering(portal.askForCode, () => ({ again: 60 }))
  const shown = show(<PortalSignIn />, { path: '/portal/sign-in', at: '/portal/sign-in' })
  fireEvent.change(await screen.findByLabelText('Customer number'), { target: { value: ' 100514449681 ' } })
  fireEvent.click(screen.getByRole('radio', { name: 'E-mail' }))
  fireEvent.click(screen.getByRole('button', { name: 'Send the code' }))
  await screen.findByLabelText('Code')
  return { ...shown, asked }
}

test('a code is asked for by the channel chosen, and another one only after a while', async () => {
  const { asked } = await askForCode()
  expect(asked[0]!.body).toEqual({ customerNo: '100514449681', channel: 'email', language: 'en' })
  expect(screen.getByRole('button', { name: /Another code in/ }).hasAttribute('disabled')).toBe(true)
})

test('a wrong code says what to do; the right one leads in', async () => {
  const { router } = await askForCode()
  let right = false
  const tried = answering(portal.signIn, () => {
    if (!right) throw new Refuse(401, 'portal.wrong-code')
    return { customerNo: '100514449681', name: '王小明', unit: 'Branch 1', manager: null }
  })
  const type = (code: string) => {
    fireEvent.change(screen.getByLabelText('Code'), { target: { value: code } })
    fireEvent.submit(screen.getByLabelText('Code').closest('form') as HTMLFormElement)
  }
  type('000000')
  expect((await screen.findByRole('alert')).textContent).toContain('Look at the newest message')
  right = true
  type('123456')
  await waitFor(() => expect(router.state.location.pathname).toBe('/portal'))
  expect(tried.at(-1)!.body).toEqual({ customerNo: '100514449681', code: '123456' })
})

test('where no code can be sent, it says whom to telephone', async () => {
  answering(portal.about, () => ({ channels: [] }))
  show(<PortalSignIn />)
  expect((await screen.findByRole('alert')).textContent).toContain('telephone your branch')
})

test('a request shows how it stands and what was answered; a closed one is rated, once', async () => {
  const open = aRequest({ id: idOf(4), title: 'Another', state: 'waiting' })
  let closed = aRequest({ state: 'closed', answer: 'Tomorrow.', closedAt: '2026-11-21T03:00:00Z' })
  answering(portal.requests, () => ({ items: [open, closed] }))
  const rated = answering(portal.rate, () => {
    closed = { ...closed, satisfaction: 4 }
    return closed
  })
  show(<PortalRequests />)
  await screen.findByText('Tomorrow.')
  screen.getByText('Waiting for you')
  expect(screen.getAllByRole('button', { name: '4 stars' })).toHaveLength(1)
  fireEvent.click(screen.getByRole('button', { name: '4 stars' }))
  await screen.findByText('You gave 4 of 5 stars. Thank you.')
  expect(rated[0]!.body).toEqual({ stars: 4 })
})

test('reports are links to their files, messages are shown as they were sent, and nothing is said to be nothing', async () => {
  const report = {
    id: idOf(5),
    from: null,
    to: '2026-10-31',
    currency: 'CNY',
    language: 'en' as const,
    bytes: 9,
    madeAt: '2026-11-01T01:00:00Z',
  }
  answering(portal.reports, () => ({ items: [report] }))
  const { unmount } = show(<PortalReports />)
  const link = await screen.findByRole('link', { name: 'Download the report of the beginning to 2026-10-31 (PDF)' })
  expect(link.getAttribute('href')).toMatch(new RegExp(`/portal/reports/${report.id}/file$`))
  unmount()
  const letter = {
    id: idOf(6),
    channel: 'sms' as const,
    subject: null,
    body: '<b>Dear\nAda</b>',
    sentAt: '2026-11-01T01:00:00Z',
  }
  answering(portal.messages, () => ({ items: [letter] }))
  const other = show(<PortalMessages />)
  expect((await screen.findByText(/Dear/)).textContent).toBe('<b>Dear\nAda</b>')
  other.unmount()
  answering(portal.requests, () => ({ items: [] }))
  show(<PortalRequests />)
  await screen.findByText('No request yet')
})
