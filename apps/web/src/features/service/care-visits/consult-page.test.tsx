import { figures } from '@rapport/contract/analytics/figures'
import { customers } from '@rapport/contract/customer/customers'
import { type Security, securities } from '@rapport/contract/customer/securities'
import { careVisits } from '@rapport/contract/service/care-visits'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { trustIn } from '#features/analytics/figures/testing.ts'
import { answering } from '#testing/answering.ts'
import { aCustomer } from '#testing/customer.ts'
import { idOf, show } from '#testing/show.tsx'
import { ConsultPage } from './consult-page.tsx'

const bank: Security = {
  ...{
    id: idOf(970),
    code: '600000',
    isin: null,
    name: 'Pudong Bank',
    shortName: null,
    category: null,
    subCategory: null,
  },
  ...{ market: 'SSE', sector: null, industry: 'Banks', currency: 'CNY', lastPrice: '10.5', lastPriceOn: '2026-11-19' },
  unknown: false,
}
const customer = aCustomer()

function open(search = '') {
  answering(figures.trust, () => trustIn())
  answering(customers.open, () => customer)
  answering(securities.list, () => ({ items: [bank], total: 1, next: null }))
  answering(securities.open, () => bank)
  answering(securities.prices, () => ({ items: [], exDays: [], currency: 'CNY', asOf: '2026-11-19' }))
  const at = `/customers/${customer.id}/consultation${search}`
  return show(<ConsultPage />, { path: '/customers/:id/consultation', at })
}

test('beside the form stands what the market tells of the security, and what was said is written down once', async () => {
  const sent = answering(careVisits.enter, () => ({
    ...{
      id: idOf(50),
      version: 1,
      customer: { id: customer.id, name: customer.name, customerNo: 'C1' },
      unit: { id: idOf(2), name: 'Branch 1' },
      staff: { id: idOf(1), name: 'Li Na' },
    },
    ...({ kind: 'consultation', channel: 'phone', plannedOn: '2026-11-20', plannedTime: null, purpose: null } as const),
    ...({ state: 'recorded', outcome: 'reached', content: 'Dividend', minutes: 5, security: null } as const),
    ...{ recordedAt: null, recordedBy: null },
  }))
  const { router } = open(`?security=${bank.id}`)
  const market = within(await screen.findByRole('region', { name: 'Market information' }))
  expect(await market.findByText('Banks')).toBeTruthy()
  expect(market.getByText('10.50')).toBeTruthy()
  fireEvent.change(screen.getByRole('textbox', { name: /What was said/ }), {
    target: { value: 'When is the dividend paid?' },
  })
  fireEvent.click(screen.getByRole('button', { name: 'Record the consultation' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    visitId: null,
    visit: { customerNo: customer.customerNo, kind: 'consultation', channel: 'phone', securityId: bank.id },
    ...{ outcome: 'reached', content: 'When is the dividend paid?' },
  })
  await waitFor(() => expect(router.state.location.search).toContain('timeline'))
})

test('without a security it says what to do, and nothing is sent', async () => {
  const sent = answering(careVisits.enter, () => {
    throw new Error('sent')
  })
  open()
  expect(await screen.findByText('Choose a security')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Record the consultation' }))
  const said = screen.getByRole('textbox', { name: /What was said/ })
  await waitFor(() => expect(said.getAttribute('aria-invalid')).toBe('true'))
  expect(sent).toHaveLength(0)
})
