import { figures } from '@rapport/contract/analytics/figures'
import { customers } from '@rapport/contract/customer/customers'
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { brokenSince, trustIn } from '#features/analytics/figures/testing.ts'
import { answering } from '#testing/answering.ts'
import { aViewer, show } from '#testing/show.tsx'
import { Figures } from './figures.tsx'

const open = () => {
  answering(customers.groups, () => ({
    by: 'lifecycle' as const,
    total: 9,
    items: [{ key: 'active', name: null, count: 8 }],
  }))
  answering(customers.list, () => ({ items: [], total: 4, next: null }))
  return show(<Figures />, { viewer: aViewer({ permissions: ['customer.read'] }) })
}

test('what was opened this month is told to be in doubt while the feed of customers is broken, and nothing else is', async () => {
  answering(figures.trust, () =>
    trustIn({ 'new-customers': brokenSince('2026-11-18'), 'traded-value': brokenSince('2026-11-17') }),
  )
  open()
  const told = await screen.findByText('Broken since 2026-11-18')
  expect(told.closest('a')?.getAttribute('href')).toBe('/customers?openedFrom=2026-11-01')
  expect(screen.getAllByText(/Broken/)).toHaveLength(1)
})

test('while all is well, and where no data centre feeds it, the figure stands as it is', async () => {
  const asked = answering(figures.trust, () => trustIn({ 'new-customers': { state: 'unfed', asOf: null } }))
  open()
  expect((await screen.findAllByText('4')).length).toBe(2)
  expect(asked).toHaveLength(1)
  expect(screen.queryByText(/Broken/)).toBeNull()
})
