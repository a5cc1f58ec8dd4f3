import { type Role, roles, users } from '@rapport/contract/administration/organisation'
import { permissions } from '@rapport/contract/permissions'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { areas, permissionsOf } from './permission-groups.ts'
import { RolePage } from './role-page.tsx'

const role = (over: Partial<Role> = {}): Role => ({
  id: idOf(30),
  version: 4,
  code: 'trainee',
  name: 'Trainee',
  nameZh: '见习',
  permissions: ['customer.read', 'care-visit.read'],
  scope: 'own',
  clearance: [],
  people: 7,
  ...over,
})

function open(at = `/roles/${idOf(30)}`) {
  answering(roles.list, () => ({ items: [role()] }))
  answering(users.colleagues, () => ({
    items: [
      { id: idOf(40), username: 'am01', name: 'Li Na', unit: { id: idOf(2), name: 'Branch 1' }, roleCode: 'trainee' },
    ],
  }))
  return show(<RolePage />, { path: '/roles/:id', at })
}

test('every permission belongs to one area', () => {
  expect(areas.flatMap((area) => permissionsOf(area)).sort()).toEqual([...permissions].sort())
})

test('only the rights that were changed are sent, from the version that was read', async () => {
  const sent = answering(roles.change, () => role())
  const { router } = open()
  expect(await screen.findByText('A change acts at once for 7 people who hold this role.')).toBeTruthy()
  fireEvent.click(screen.getByRole('checkbox', { name: 'Plan care visits' }))
  fireEvent.click(screen.getByRole('checkbox', { name: 'E-mail addresses' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/roles'))
  expect(sent).toMatchObject([
    {
      body: { permissions: ['care-visit.plan', 'care-visit.read', 'customer.read'], clearance: ['email'] },
      ifMatch: '"4"',
    },
  ])
})

test('an area is given and taken as a whole', async () => {
  const sent = answering(roles.change, () => role())
  open()
  const service = await screen.findByRole('group', { name: 'Service' })
  fireEvent.click(within(service).getByRole('checkbox', { name: 'Service' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      permissions: ['care-visit.plan', 'care-visit.read', 'care-visit.record', 'customer.read'],
    }),
  )
})

test('the rights in the form, not the stored ones, are tried out for a person', async () => {
  const tried = answering(roles.tryOut, () => ({
    endpoints: [{ method: 'GET', path: '/customers', summary: 'List customers' }],
    scope: 'units' as const,
    units: [{ id: idOf(2), name: 'Branch 1' }],
    masked: ['mobile' as const],
    clear: ['email' as const],
  }))
  open()
  fireEvent.click(await screen.findByRole('radio', { name: /^Units and below/ }))
  fireEvent.click(screen.getByRole('combobox', { name: 'Person' }))
  fireEvent.click(await screen.findByText('Li Na · Branch 1'))
  fireEvent.click(screen.getByRole('button', { name: 'Try out' }))
  await screen.findByText('1 call of the API')
  expect(tried[0]?.body).toEqual({
    permissions: ['customer.read', 'care-visit.read'],
    scope: 'units',
    clearance: [],
    userId: idOf(40),
  })
  fireEvent.click(screen.getByRole('radio', { name: /^None/ }))
  expect(await screen.findByText('The rights above have changed since; try them out again.')).toBeTruthy()
})

test('rights that do not go together are refused at the scope, and nothing chosen is lost', async () => {
  answering(roles.change, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'scope', code: 'role.administers-and-sees' }] })
  })
  const { router } = open()
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Manage users' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await screen.findByText(/^Whoever manages units, users or roles sees no customers/)
  expect((screen.getByRole('checkbox', { name: 'Manage users' }) as HTMLInputElement).checked).toBe(true)
  expect(router.state.location.pathname).toBe(`/roles/${idOf(30)}`)
})

test('a new role can begin like another', async () => {
  const made = answering(roles.create, () => role())
  open('/roles/new?like=trainee')
  fireEvent.change(await screen.findByRole('textbox', { name: /Name in English/ }), { target: { value: 'Helper' } })
  fireEvent.change(screen.getByRole('textbox', { name: /Name in Chinese/ }), { target: { value: '助理' } })
  fireEvent.change(screen.getByRole('textbox', { name: /Code/ }), { target: { value: 'helper' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add role' }))
  await waitFor(() =>
    expect(made[0]?.body).toEqual({
      code: 'helper',
      name: 'Helper',
      nameZh: '助理',
      permissions: ['customer.read', 'care-visit.read'],
      scope: 'own',
      clearance: [],
    }),
  )
})
