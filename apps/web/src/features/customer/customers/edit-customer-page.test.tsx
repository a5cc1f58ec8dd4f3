import { customers } from '@rapport/contract/customer/customers'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aCustomer } from '#testing/customer.ts'
import { show } from '#testing/show.tsx'
import { EditCustomerPage } from './edit-customer-page.tsx'

const id = aCustomer().id
const open = () => show(<EditCustomerPage />, { path: '/customers/:id/edit', at: `/customers/${id}/edit` })
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label, { exact: false }), { target: { value } })
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }))

test('only what was changed is sent, from the version it was made from', async () => {
  answering(customers.open, () => aCustomer())
  const sent = answering(customers.edit, () => aCustomer({ version: 4, occupation: 'Teacher' }))
  const { router } = open()
  await screen.findByLabelText('Occupation')
  type('Occupation', 'Teacher')
  save()
  await waitFor(() => expect(router.state.location.pathname).toBe(`/customers/${id}`))
  expect(sent).toMatchObject([{ ifMatch: '"3"' }])
  expect(sent[0]?.body).toEqual({ occupation: 'Teacher' })
})

test('a change in between is shown field by field; mine goes in again, theirs elsewhere stands', async () => {
  let stored = aCustomer()
  answering(customers.open, () => stored)
  const sent = answering(customers.edit, ({ ifMatch }) => {
    if (ifMatch !== `"${stored.version}"`) throw new Refuse(412, 'version.stale')
    return stored
  })
  const { router } = open()
  await screen.findByLabelText('Occupation')
  type('Occupation', 'Teacher')
  type('Note', 'likes gold')
  stored = aCustomer({ version: 4, note: 'likes funds', education: 'Master' })
  save()

  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText('Somebody saved in between')).toBeTruthy()
  expect(dialog.getAllByRole('radiogroup').map((group) => group.getAttribute('aria-labelledby'))).toHaveLength(3)
  expect(dialog.getByText('likes gold')).toBeTruthy()
  expect(dialog.getByText('likes funds')).toBeTruthy()
  // The note was changed by both: take theirs. The occupation only by me, the education only by them.
  fireEvent.click(within(dialog.getByRole('radiogroup', { name: 'Note' })).getAllByRole('radio')[1] as HTMLElement)
  fireEvent.click(dialog.getByRole('button', { name: 'Save what is chosen' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/customers/${id}`))
  expect(sent.at(-1)).toMatchObject({ ifMatch: '"4"' })
  expect(sent.at(-1)?.body).toEqual({ occupation: 'Teacher' })
})

test('going back from a conflict, nothing typed is lost', async () => {
  let stored = aCustomer()
  answering(customers.open, () => stored)
  answering(customers.edit, () => {
    throw new Refuse(412, 'version.stale')
  })
  open()
  await screen.findByLabelText('Occupation')
  type('Occupation', 'Teacher')
  stored = aCustomer({ version: 4, name: 'Wang Fangfang' })
  save()
  fireEvent.click(await screen.findByRole('button', { name: 'Back to the form' }))
  expect((screen.getByLabelText('Occupation') as HTMLInputElement).value).toBe('Teacher')
})
