import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import type { Dashboard, DashboardInRow } from '@rapport/contract/analytics/dashboards'
import { idOf } from '#testing/show.tsx'

/** A dashboard of the viewer's own with these tiles. */
export const aDashboard = (tiles: Tile[], over: Partial<Dashboard> = {}): Dashboard => ({
  id: idOf(90),
  version: 3,
  code: null,
  name: 'Monday',
  owner: { id: idOf(1), name: 'Li Na' },
  roles: [],
  updatedAt: '2026-11-20T01:00:00Z',
  mayEdit: true,
  home: false,
  ...over,
  tiles,
})
export const inRow = (dashboard: Dashboard): DashboardInRow => ({ ...dashboard, tiles: dashboard.tiles.length })

export const figure: Tile = { kind: 'indicator', indicator: 'net-commission', width: 1 }
export const chart: Tile = { kind: 'chart', chart: 'assets', compare: ['year'], width: 2 }
