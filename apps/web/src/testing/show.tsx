import { permissions } from '@rapport/contract/permissions'
import { session, type Viewer } from '@rapport/contract/session'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { newQueryClient } from '#api/query.ts'
import { askViewer } from '#api/viewer.tsx'
import { App } from '#app.tsx'
import { answering } from './answering.ts'

/** An id that is nobody's, the same for the same number. */
export const idOf = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const aViewer = (over: Partial<Viewer> = {}): Viewer => ({
  id: idOf(1),
  username: 'am01',
  name: 'Li Na',
  role: 'account-manager',
  roleName: 'Account manager',
  roleNameZh: '客户经理',
  scope: 'own',
  permissions: [...permissions],
  clearance: [],
  unit: { id: idOf(2), name: 'Branch 1', kind: 'branch' },
  preferences: { locale: 'en', theme: 'light', rising: 'red' },
  today: '2026-11-20',
  ...over,
})

interface Options {
  /** The route's path with its parameters, and the address it is opened at. */
  path?: string
  at?: string
  viewer?: Viewer
}

/** Draws a page or a component as somebody signed in, at an address. Returns the router beside what render gives. */
export function show(element: ReactNode, { path = '*', at = '/', viewer = aViewer() }: Options = {}) {
  const client = newQueryClient()
  client.setQueryData(askViewer.queryKey, viewer)
  answering(session.whoAmI, () => viewer)
  const router = createMemoryRouter(
    [
      { path, element },
      { path: '*', element: <p>elsewhere</p> },
    ],
    { initialEntries: [at] },
  )
  return {
    ...render(
      <App client={client}>
        <RouterProvider router={router} />
      </App>,
    ),
    router,
    client,
  }
}
