import { type Licence, licences } from '@rapport/contract/administration/licences'
import { roles, type User, units, users } from '@rapport/contract/administration/organisation'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { UsersPage } from './users-page.tsx'

const user = (n: number, over: Partial<User> = {}): User => ({
  id: idOf(100 + n),
  version: 2,
  username: `user${n}`,
  name: `Person ${n}`,
  staffNo: null,
  workEmail: null,
  extension: null,
  unit: { id: idOf(2), name: 'Branch 1' },
  role: { id: idOf(30), code: 'trainee', name: 'Trainee', nameZh: '见习' },
  disabled: false,
  ...over,
})

const licence: Licence = {
  ...{ id: idOf(300), version: 4, kind: 'investment-adviser', number: 'L-1' },
  ...{ validFrom: '2026-01-05', validTo: '2026-11-19', valid: false },
}

function open(at: string, items = [user(1), user(2)]) {
  answering(units.list, () => ({ items: [] }))
  answering(roles.list, () => ({ items: [] }))
  answering(licences.list, () => ({ items: [licence] }))
  answering(users.list, ({ query }) => {
    const found = items.filter(({ username }) => username.includes(query.q ?? ''))
    return { items: found, total: found.length, next: null }
  })
  return show(<UsersPage />, { path: '/users', at, viewer: aViewer({ id: idOf(101) }) })
}

test('disabling says what will happen, and happens from the version that was read', async () => {
  const sent = answering(users.change, () => user(2, { disabled: true }))
  open('/users?user=user2')
  fireEvent.click(await screen.findByRole('button', { name: 'Disable' }))
  const dialog = await screen.findByRole('dialog', { name: 'Disable Person 2?' })
  expect(dialog.textContent).toContain('signed out everywhere at once')
  fireEvent.click(within(dialog).getByRole('button', { name: 'Disable' }))
  await waitFor(() => expect(sent).toMatchObject([{ body: { disabled: true }, ifMatch: '"2"' }]))
})

test('nobody disables themselves or sets their own password here', async () => {
  open('/users?user=user1')
  const panel = within(await screen.findByRole('complementary', { name: 'Person 1' }))
  for (const name of ['Disable', 'Set password'])
    expect((panel.getByRole('button', { name }) as HTMLButtonElement).disabled).toBe(true)
})

test('the telephone of a person is changed beside the list; only what was changed is sent', async () => {
  const sent = answering(users.change, () => user(2, { extension: '8101' }))
  open('/users?user=user2')
  fireEvent.change(await screen.findByRole('textbox', { name: /Telephone/ }), { target: { value: '8101' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent).toMatchObject([{ body: { extension: '8101' }, ifMatch: '"2"' }]))
  expect(Object.keys(sent[0]!.body as object)).toEqual(['extension'])
})

test('what a person is licensed to do is added, and its days are changed in the version that was read', async () => {
  const added = answering(licences.add, () => licence)
  const changed = answering(licences.change, () => licence)
  open('/users?user=user2')
  const section = within(await screen.findByRole('region', { name: 'Licences' }))
  await section.findByText('Not valid today')
  fireEvent.click(section.getByRole('button', { name: 'Change the days of L-1' }))
  fireEvent.click(section.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(changed).toMatchObject([{ body: { validFrom: '2026-01-05', validTo: '2026-11-19' }, ifMatch: '"4"' }]),
  )
  fireEvent.click(section.getByRole('button', { name: 'Add a licence' }))
  fireEvent.change(section.getByRole('textbox', { name: /Number/ }), { target: { value: 'L-2' } })
  fireEvent.click(section.getByRole('button', { name: 'Add a licence' }))
  await waitFor(() =>
    expect(added[0]?.body).toEqual({
      ...{ kind: 'investment-adviser', number: 'L-2', validFrom: '2026-11-20', validTo: null },
    }),
  )
})
