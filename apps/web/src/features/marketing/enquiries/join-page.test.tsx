import { CONSENT_VERSION, enquiries } from '@rapport/contract/marketing/enquiries'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { JoinPage } from './join-page.tsx'

const open = () => show(<JoinPage />, { path: '/join/:code', at: '/join/web' })
const form = { name: 'The firm’s web pages', nameZh: '公司网站', kinds: ['mobile' as const] }
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

async function tell() {
  await screen.findByRole('button', { name: 'Send me a code' })
  type(/Your name/, 'Zhuo Wenjun')
  type(/Mobile/, '13500000000')
  fireEvent.click(screen.getByLabelText(/I have read this/))
  press('Send me a code')
}

test('who enquires is sent a code, types it and is thanked; nothing is said of who is known', async () => {
  answering(enquiries.form, () => form)
  const sent = answering(enquiries.send, () => ({ enquiry: idOf(1), again: 60 }))
  let right = false
  const proven = answering(enquiries.prove, () => {
    if (!right) throw new Refuse(400, 'invalid', { errors: [{ field: 'code', code: 'enquiry.wrong-code' }] })
    return { received: true as const }
  })
  open()
  await tell()
  await screen.findByText(/A code is on its way/)
  expect(sent[0]!.body).toEqual({
    ...{ name: 'Zhuo Wenjun', kind: 'mobile', contact: '13500000000', interests: [], message: null, language: 'en' },
    ...{ consent: true, consentVersion: CONSENT_VERSION, marketing: false, website: '' },
  })
  type(/Code/, '123456')
  press('Confirm')
  await screen.findByText('The code is wrong or no longer valid.')
  right = true
  press('Confirm')
  await screen.findByText(/Thank you/)
  expect(proven.map(({ body }) => body)).toEqual(Array(2).fill({ enquiry: idOf(1), code: '123456' }))
})

test('nothing is sent without consent, and that is said at its place', async () => {
  answering(enquiries.form, () => form)
  const sent = answering(enquiries.send, () => ({ enquiry: idOf(1), again: 60 }))
  open()
  await screen.findByRole('button', { name: 'Send me a code' })
  type(/Your name/, 'Zhuo Wenjun')
  type(/Mobile/, '13500000000')
  press('Send me a code')
  await screen.findByText('Without this we may not take it.')
  expect(sent).toEqual([])
})

test('what was typed is still there after going back', async () => {
  answering(enquiries.form, () => form)
  answering(enquiries.send, () => ({ enquiry: idOf(1), again: 60 }))
  open()
  await tell()
  fireEvent.click(await screen.findByRole('button', { name: 'Back' }))
  await waitFor(() => expect((screen.getByLabelText(/Mobile/) as HTMLInputElement).value).toBe('13500000000'))
})

test('too many tries, a page that is not there and a firm that sends no codes are said', async () => {
  answering(enquiries.form, () => form)
  answering(enquiries.send, () => {
    throw new Refuse(429, 'enquiry.code-wait')
  })
  const { unmount } = open()
  await tell()
  await screen.findByText(/A code was sent a short time ago/)
  unmount()
  answering(enquiries.form, () => ({ ...form, kinds: [] }))
  const second = open()
  await screen.findByText(/Please telephone us/)
  second.unmount()
  answering(enquiries.form, () => {
    throw new Refuse(404, 'not-found')
  })
  open()
  await screen.findByText(/There is no such page/)
})
