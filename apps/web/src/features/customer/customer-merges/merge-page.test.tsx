import { customerMerges, type MergeSide } from '@rapport/contract/customer/customer-merges'
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aCustomer } from '#testing/customer.ts'
import { idOf, show } from '#testing/show.tsx'
import { MergePage } from './merge-page.tsx'

const side = (over: Parameters<typeof aCustomer>[0]): MergeSide => ({
  customer: aCustomer(over),
  identifications: [],
  contactPoints: [],
  contactPersons: 0,
  bankCards: 0,
  profiles: 0,
  accounts: 1,
  trades: 7,
  visits: 0,
})
const one = side({ id: idOf(500), version: 3, occupation: 'Engineer', note: null })
const other = side({
  id: idOf(501),
  version: 8,
  customerNo: '100200999',
  name: 'Wang Fan',
  occupation: 'Teacher',
  note: 'likes bonds',
})
const open = () => {
  answering(customerMerges.compare, () => ({ one, other }))
  return show(<MergePage />, {
    path: '/customer-quality/merge',
    at: `/customer-quality/merge?one=${idOf(500)}&other=${idOf(501)}`,
  })
}
const chosen = async (field: string) => {
  const group = await screen.findByRole('radiogroup', { name: field })
  return within(group)
    .getAllByRole<HTMLInputElement>('radio')
    .findIndex(({ checked }) => checked)
}

test('only what differs is to be chosen; what one of them does not know comes from the other', async () => {
  open()
  expect(await chosen('Name')).toBe(0)
  expect(await chosen('Occupation')).toBe(0)
  expect(await chosen('Note')).toBe(1)
  expect(screen.queryByRole('radiogroup', { name: 'Birth date' })).toBeNull()
})

test('what was chosen is sent with the versions of both, after it was confirmed', async () => {
  open()
  const merged = answering(customerMerges.merge, () => one.customer)
  fireEvent.click(await screen.findByRole('radio', { name: 'Teacher' }))
  fireEvent.click(screen.getByRole('button', { name: 'Merge' }))
  const dialog = await screen.findByRole('dialog', { name: 'Merge Wang Fan (100200999) into Wang Fang (100200300)?' })
  expect(merged).toHaveLength(0)
  fireEvent.click(within(dialog).getByRole('button', { name: 'Merge' }))
  await expect.poll(() => merged.length).toBe(1)
  expect(merged[0]).toMatchObject({
    address: `/api/customers/${idOf(500)}/merges`,
    ifMatch: '"3"',
    body: { mergedId: idOf(501), mergedVersion: 8, take: ['note', 'occupation'] },
  })
})

test('the other stays when they are swapped', async () => {
  open()
  const merged = answering(customerMerges.merge, () => other.customer)
  fireEvent.click(await screen.findByRole('button', { name: 'Swap' }))
  expect(within(await screen.findByRole('region', { name: 'Stays' })).getByText('Wang Fan')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Merge' }))
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Merge' }))
  await expect.poll(() => merged.length).toBe(1)
  expect(merged[0]).toMatchObject({
    address: `/api/customers/${idOf(501)}/merges`,
    ifMatch: '"8"',
    body: { mergedId: idOf(500), mergedVersion: 3 },
  })
})

test('why it is refused is said where it was confirmed', async () => {
  open()
  answering(customerMerges.merge, () => {
    throw new Refuse(409, 'customer.merge-kinds')
  })
  fireEvent.click(await screen.findByRole('button', { name: 'Merge' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(within(dialog).getByRole('button', { name: 'Merge' }))
  expect((await within(dialog).findByRole('alert')).textContent).toContain('cannot be one customer')
})
