import { customers } from '@rapport/contract/customer/customers'
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { show } from '#testing/show.tsx'
import { CustomersPage } from './customers-page.tsx'

test('who came from a chart of tiers reads what the list is filtered by, and is asked no less', async () => {
  const asked = answering(customers.list, () => ({ items: [], total: 0, next: null }))
  show(<CustomersPage />, { path: '/customers', at: '/customers?tierIn=2026-10&tierFrom=none&tierTo=gold' })
  expect(await screen.findByText('Tier after is Gold')).toBeTruthy()
  expect(screen.getByText('Tier before is No tier')).toBeTruthy()
  expect(asked[0]!.query).toMatchObject({ tierIn: '2026-10', tierFrom: 'none', tierTo: 'gold' })
})
