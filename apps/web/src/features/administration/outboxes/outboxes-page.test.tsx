import { type Outbox, outboxes } from '@rapport/contract/administration/outboxes'
import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, show } from '#testing/show.tsx'
import { OutboxesPage } from './outboxes-page.tsx'

const outbox = (said: Partial<Outbox>): Outbox => ({
  name: 'email',
  connected: true,
  waiting: 0,
  later: 0,
  oldestSeconds: null,
  late: false,
  ...said,
})

test('each outbox says how much waits, how long the oldest does, whether that is late, and what is not set up', async () => {
  answering(outboxes.list, () => ({
    alarmMinutes: 15,
    items: [
      outbox({ waiting: 1234, later: 7, oldestSeconds: 5400, late: true }),
      outbox({ name: 'sms', connected: false }),
      outbox({ name: 'customer-reports', waiting: 2, oldestSeconds: 40 }),
    ],
  }))
  show(<OutboxesPage />, { viewer: aViewer({ permissions: ['data-centre.read'] }) })
  const rows = within(await screen.findByRole('table', { name: 'Outboxes' })).getAllByRole('row')
  const said = rows.map((row) => row.textContent)
  expect(said[1]).toBe('E-maillate1,2341 hr 30 min7')
  expect(said[2]).toBe('Text messagesnot set up0–0')
  expect(said[3]).toBe('Customers’ reports by e-mailleaving240 sec0')
  expect(screen.getByText(/After 15 minutes of waiting you are told/)).toBeTruthy()
})
