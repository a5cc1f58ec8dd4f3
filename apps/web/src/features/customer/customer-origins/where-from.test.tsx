import { customerOrigins, type ValueOrigin } from '@rapport/contract/customer/customer-origins'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { Sourced } from './where-from.tsx'

const origin = (over: Partial<ValueOrigin>): ValueOrigin => ({
  recordId: idOf(500),
  field: 'occupation',
  source: 'form',
  at: '2026-11-01T02:00:00Z',
  by: { id: idOf(1), name: 'Li Na' },
  importId: null,
  feed: null,
  ...over,
})
const open = () => {
  show(<Sourced customerId={idOf(500)} field="occupation" label="Occupation" value="Engineer" />)
  return screen.findByRole('button', { name: 'Where from: Occupation' })
}

test('a value tells who wrote it and when, asked for only when somebody wants to know', async () => {
  const asked = answering(customerOrigins.list, () => ({
    items: [origin({ field: 'name', by: { id: idOf(2), name: 'Zhang Wei' } }), origin({})],
  }))
  const button = await open()
  expect(asked).toHaveLength(0)
  fireEvent.click(button)
  const told = await screen.findByRole('dialog', { name: 'Where from: Occupation', hidden: true })
  await within(told).findByText('Form')
  expect(within(told).getByText('Li Na')).toBeTruthy()
  expect(within(told).queryByText('Zhang Wei')).toBeNull()
  expect(asked).toHaveLength(1)
})

test('one of a feed tells item, source and day; one of a file leads to the import', async () => {
  const feed = { source: 'counter', item: 'customers', businessDate: '2026-10-30' }
  answering(customerOrigins.list, () => ({ items: [origin({ source: 'feed', by: null, feed, importId: idOf(9) })] }))
  fireEvent.click(await open())
  expect(await screen.findByText('customers of counter, day 2026-10-30')).toBeTruthy()
  expect((await screen.findByText('Open the import')).getAttribute('href')).toBe(`/imports/${idOf(9)}`)
})

test('Escape closes it and gives the focus back', async () => {
  answering(customerOrigins.list, () => ({ items: [origin({})] }))
  const button = await open()
  button.focus()
  fireEvent.click(button)
  const told = await screen.findByRole('dialog', { hidden: true })
  await waitFor(() => expect(document.activeElement).toBe(told))
  fireEvent.keyDown(told, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('dialog', { hidden: true })).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(button))
})
