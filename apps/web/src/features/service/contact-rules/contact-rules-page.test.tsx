import { type ContactRules, contactPermissions } from '@rapport/contract/service/contact-permissions'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, show } from '#testing/show.tsx'
import { ContactRulesPage } from './contact-rules-page.tsx'

const rules = (validFrom: string, over: Partial<ContactRules> = {}): ContactRules => ({
  validFrom,
  quietFrom: '21:00',
  quietUntil: '08:00',
  callQuietFrom: '20:00',
  callQuietUntil: '09:00',
  caps: [{ channel: 'sms', days: 7, most: 2 }],
  ...over,
})

test('what holds today is told from what will and what did', async () => {
  answering(contactPermissions.rules, () => ({
    items: [rules('2026-12-01', { caps: [] }), rules('2026-01-01'), rules('2020-01-01')],
  }))
  show(<ContactRulesPage />)
  const tags = await Promise.all(
    ['2026-12-01', '2026-01-01', '2020-01-01'].map((day) => screen.findByRole('region', { name: `From ${day}` })),
  )
  expect(tags.map((one) => /Ahead|Holds|Held before/.exec(one.textContent ?? '')?.[0])).toEqual([
    'Ahead',
    'Holds',
    'Held before',
  ])
  expect(tags[1]!.textContent).toContain('SMS: at most 2 within 7 days')
  expect(tags[0]!.textContent).toContain('No caps')
})

test('new rules begin with those that hold, hold from tomorrow, and say what the server refuses at its field', async () => {
  answering(contactPermissions.rules, () => ({ items: [rules('2026-01-01')] }))
  let refused = true
  const sent = answering(contactPermissions.setRules, ({ body }) => {
    if (refused)
      throw new Refuse(422, 'invalid', { errors: [{ field: 'validFrom', code: 'contact-rules.from-tomorrow' }] })
    return body as ContactRules
  })
  show(<ContactRulesPage />)
  fireEvent.click(await screen.findByRole('button', { name: 'Set new rules' }))
  fireEvent.click(screen.getByRole('button', { name: 'Add a cap' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Tomorrow at the earliest.')).toBeTruthy()
  refused = false
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  const cap = { channel: 'sms', days: 7, most: 2 }
  expect(sent[1]?.body).toEqual(rules('2026-11-21', { caps: [cap, cap] as ContactRules['caps'] }))
})

test('who may not set rules reads them only', async () => {
  answering(contactPermissions.rules, () => ({ items: [rules('2026-01-01')] }))
  show(<ContactRulesPage />, { viewer: aViewer({ permissions: ['message.read'] }) })
  await screen.findByRole('region', { name: 'From 2026-01-01' })
  expect(screen.queryByRole('button', { name: 'Set new rules' })).toBeNull()
})
