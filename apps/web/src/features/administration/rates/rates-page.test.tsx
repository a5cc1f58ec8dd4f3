import { type FeeRate, rates } from '@rapport/contract/administration/rates'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, show } from '#testing/show.tsx'
import { RatesPage } from './rates-page.tsx'

const stampDuty: FeeRate = {
  market: 'SH',
  securityKind: 'stock',
  component: 'stamp-duty',
  side: 'sell',
  validFrom: '2023-08-28',
  validTo: null,
  rate: '0.0005',
  verifiedOn: null,
  source: 'notice 39',
  origin: 'reference',
  recordedBy: null,
  recordedAt: '2026-11-22T00:00:00.000Z',
}
const open = (permissions: ('data-centre.read' | 'data-centre.configure')[]) => {
  answering(rates.list, () => ({ fees: [stampDuty], currencies: [] }))
  return show(<RatesPage />, { viewer: aViewer({ permissions }) })
}

test('a rate is shown with its days, its source, and whether somebody verified it; who only looks records none', async () => {
  open(['data-centre.read'])
  const table = within(await screen.findByRole('table', { name: 'Fee rates' }))
  for (const said of ['Stamp duty', '0.0005', '2023-08-28', 'notice 39', 'not verified', 'with the product'])
    expect(table.getByText(said), said).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Record rate of a fee' })).toBeNull()
})

test('what a currency is worth is recorded as the text that was typed', async () => {
  open(['data-centre.read', 'data-centre.configure'])
  const sent = answering(rates.recordCurrency, ({ body }) => ({
    ...(body as { currency: string; day: string; rate: string; source: null }),
    origin: 'person' as const,
    recordedBy: 'Somebody',
    recordedAt: '2026-11-22T00:00:00.000Z',
  }))
  fireEvent.click(await screen.findByRole('button', { name: 'Record rate of a currency' }))
  fireEvent.change(screen.getByLabelText(/^Currency/), { target: { value: 'USD' } })
  fireEvent.change(screen.getByLabelText(/^Worth in CNY/), { target: { value: '7.1054' } })
  fireEvent.change(screen.getByLabelText(/^Day/), { target: { value: '2026-03-02' } })
  fireEvent.submit(screen.getByLabelText(/^Worth in CNY/).closest('form')!)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({ currency: 'USD', day: '2026-03-02', rate: '7.1054', source: null })
})
