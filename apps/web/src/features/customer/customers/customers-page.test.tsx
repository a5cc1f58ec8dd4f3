import { units, users } from '@rapport/contract/administration/organisation'
import { type CustomerInRow, customers } from '@rapport/contract/customer/customers'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { CustomersPage } from './customers-page.tsx'

const row = (n: number): CustomerInRow => ({
  id: idOf(100 + n),
  version: 1,
  customerNo: `C${n}`,
  name: `Customer ${n}`,
  kind: 'person',
  level: 'mass',
  lifecycle: 'active',
  riskLevel: 'C4',
  riskBasis: 'predicted',
  assessmentValidTo: null,
  openedOn: '2024-03-01',
  owner: null,
  unit: { id: idOf(2), name: 'Branch 1' },
})

function open(at = '/customers') {
  answering(units.list, () => ({ items: [] }))
  answering(users.colleagues, () => ({ items: [] }))
  const asked = answering(customers.list, ({ query }) =>
    query.after
      ? { items: [row(51)], total: 51, next: null }
      : { items: Array.from({ length: 50 }, (_, n) => row(n + 1)), total: 51, next: 'more' },
  )
  return { asked, ...show(<CustomersPage />, { path: '/customers', at }) }
}

test('the list asks what the address says and always shows the count', async () => {
  const { asked } = open('/customers?level=mass,none&q=li&sort=openedOn&direction=desc')
  expect(await screen.findByText('51 customers')).toBeTruthy()
  expect(asked[0]?.query).toEqual({ level: 'mass,none', q: 'li', sort: 'openedOn', direction: 'desc' })
  expect(screen.getByText('Level is Mass or No level')).toBeTruthy()
})

test('arrows move, Space looks beside the list, arrows take the panel along, Enter opens the page', async () => {
  const { router } = open()
  await screen.findByText('Customer 1')
  const grid = screen.getByRole('grid')
  fireEvent.keyDown(grid, { key: 'ArrowDown' })
  fireEvent.keyDown(grid, { key: ' ' })
  await waitFor(() => expect(router.state.location.search).toBe(`?peek=${idOf(102)}`))
  fireEvent.keyDown(grid, { key: 'ArrowDown' })
  await waitFor(() => expect(router.state.location.search).toBe(`?peek=${idOf(103)}`))
  fireEvent.keyDown(grid, { key: 'Escape' })
  await waitFor(() => expect(router.state.location.search).toBe(''))
  fireEvent.keyDown(grid, { key: 'Enter' })
  await waitFor(() => expect(router.state.location.pathname).toBe(`/customers/${idOf(103)}`))
})

test('rows far down are not drawn until one scrolls there, and the last ones ask for the next page', async () => {
  const { asked } = open()
  await screen.findByText('Customer 1')
  expect(screen.queryByText('Customer 50')).toBeNull()
  const grid = screen.getByRole('grid')
  expect(grid.getAttribute('aria-rowcount')).toBe('52')
  fireEvent.keyDown(grid, { key: 'End' })
  fireEvent.scroll(grid)
  expect(await screen.findByText('Customer 51')).toBeTruthy()
  expect(asked.map(({ query }) => query.after)).toEqual([undefined, 'more'])
  expect(screen.queryByText('Customer 1')).toBeNull()
})

test('the head of a column sorts through the address', async () => {
  const { router } = open()
  await screen.findByText('Customer 1')
  fireEvent.click(screen.getByRole('button', { name: 'Opened' }))
  await waitFor(() => expect(router.state.location.search).toBe('?sort=openedOn&direction=asc'))
  await waitFor(() =>
    expect(screen.getByRole('columnheader', { name: 'Opened' }).getAttribute('aria-sort')).toBe('ascending'),
  )
})
