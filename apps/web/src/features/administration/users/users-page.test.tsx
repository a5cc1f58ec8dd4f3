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

function open(at: string, items = [user(1), user(2)]) {
  answering(units.list, () => ({ items: [] }))
  answering(roles.list, () => ({ items: [] }))
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
