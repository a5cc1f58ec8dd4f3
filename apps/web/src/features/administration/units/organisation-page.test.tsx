import { units } from '@rapport/contract/administration/organisation'
import type { Unit } from '@rapport/contract/administration/organisation-choices'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { OrganisationPage } from './organisation-page.tsx'
import { parentsFor, treeOf } from './unit-tree.ts'

const unit = (n: number, kind: Unit['kind'], parent: number | null, over: Partial<Unit> = {}): Unit => ({
  id: idOf(n),
  version: 1,
  parentId: parent === null ? null : idOf(parent),
  kind,
  code: `U${n}`,
  name: `Unit ${n}`,
  validFrom: '2020-01-01',
  validTo: null,
  ...over,
})
const all = [
  unit(1, 'head-office', null),
  unit(2, 'region', 1),
  unit(3, 'region', 1),
  unit(4, 'branch', 2),
  unit(5, 'team', 4),
  unit(6, 'branch', 2, { validTo: '2024-12-31' }),
]

function open(at: string) {
  let items = all
  answering(units.list, () => ({ items }))
  return {
    become: (next: Unit[]) => {
      items = next
    },
    ...show(<OrganisationPage />, { path: '/organisation', at, viewer: aViewer() }),
  }
}

test('a tree counts all that hangs below, and a unit can move below a higher kind only, never below itself', () => {
  expect(treeOf(all).map(({ unit: top, count }) => [top.id, count])).toEqual([[idOf(1), 5]])
  expect(parentsFor(all, 'branch', idOf(4)).map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(3)])
  expect(parentsFor(all, 'team', idOf(5)).map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(3), idOf(4)])
})

test('ended units are shown when asked for', async () => {
  open('/organisation')
  await screen.findByText('Unit 4')
  expect(screen.queryByText('Unit 6')).toBeNull()
  fireEvent.click(screen.getByRole('switch', { name: 'Show ended units' }))
  expect(await screen.findByText('Ended on 2024-12-31')).toBeTruthy()
})

test('a unit is renamed without touching what somebody else changed meanwhile', async () => {
  const sent = answering(units.change, ({ ifMatch }) => {
    if (ifMatch === '"1"') throw new Refuse(412, 'version.stale')
    return unit(4, 'branch', 3, { name: 'New name', version: 3 })
  })
  const { become } = open(`/organisation?unit=${idOf(4)}`)
  const name = await screen.findByRole('textbox', { name: /Name/ })
  fireEvent.change(name, { target: { value: 'New name' } })
  // Moved by somebody else.
  become(all.map((one) => (one.id === idOf(4) ? { ...one, parentId: idOf(3), version: 2 } : one)))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Somebody else saved in between.')
  expect((name as HTMLInputElement).value).toBe('New name')
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(sent.map(({ body, ifMatch }) => [body, ifMatch])).toEqual([
      [{ name: 'New name' }, '"1"'],
      [{ name: 'New name' }, '"2"'],
    ]),
  )
})
