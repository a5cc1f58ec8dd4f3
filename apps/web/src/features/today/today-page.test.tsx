import { auditEvents } from '@rapport/contract/administration/audit-events'
import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { careVisits } from '@rapport/contract/service/care-visits'
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aDashboard } from '#features/analytics/dashboards/testing.ts'
import { answering } from '#testing/answering.ts'
import { aViewer, show } from '#testing/show.tsx'
import { TodayPage } from './today-page.tsx'

const visits: Tile = { kind: 'work', part: 'visits', width: 2 }
const overdue: Tile = { kind: 'work', part: 'overdue', width: 1 }
const figure: Tile = { kind: 'indicator', indicator: 'assets', width: 1 }
const viewer = aViewer({ permissions: ['customer.read', 'care-visit.read', 'care-visit.record', 'dashboard.build'] })

test('who works with customers begins with what is to be done, own visits of today and those of days gone by', async () => {
  const asked = answering(careVisits.list, () => ({ items: [], total: 0, next: null }))
  answering(dashboards.home, () => ({
    level: 'execution' as const,
    dashboard: aDashboard([visits, overdue, figure], { code: 'execution', owner: null, mayEdit: false }),
  }))
  show(<TodayPage />, { viewer })
  expect(await screen.findByRole('region', { name: 'My visits due' })).toBeTruthy()
  expect(await screen.findByText('No visit is overdue.')).toBeTruthy()
  expect(asked.map(({ query }) => [query.to, query.staff]).sort()).toEqual([
    ['2026-11-19', viewer.id],
    ['2026-11-20', viewer.id],
  ])
  // What everybody of the level begins with leaves out what this role does not read.
  expect(screen.queryByText(/Your role does not read/)).toBeNull()
  expect(screen.getByRole('link', { name: 'Choose another first page' }).getAttribute('href')).toBe('/dashboards')
})

test('a dashboard of one’s choice says what one’s role does not read', async () => {
  answering(dashboards.home, () => ({ level: 'execution' as const, dashboard: aDashboard([figure], { home: true }) }))
  show(<TodayPage />, { viewer })
  expect(await screen.findByText('Your role does not read figures of the firm.')).toBeTruthy()
})

test('an empty one says so, and leads to where tiles are put on it', async () => {
  answering(dashboards.home, () => ({ level: 'execution' as const, dashboard: aDashboard([], { home: true }) }))
  show(<TodayPage />, { viewer })
  expect(await screen.findByText('Nothing on it yet')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Arrange' }).getAttribute('href')).toMatch(/edit$/)
})

test('who sees no customers is shown their pages', async () => {
  answering(dashboards.home, () => ({ level: null, dashboard: null }))
  show(<TodayPage />, { viewer: aViewer({ scope: 'none', permissions: [auditEvents.list.caller as 'audit.read'] }) })
  expect(await screen.findByRole('link', { name: 'Audit trail' })).toBeTruthy()
})
