import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import type { Permission, Scope } from '#permissions.ts'
import { byId, count, id, instant, listOf, PersonInRow, text, version } from '#shapes.ts'
import { Tile } from './dashboard-tiles.ts'

/** Tiles that a dashboard has at most. */
export const MOST_TILES = 24
/** Whom a firm's management works in: who decides, who keeps a part in hand, who does the work with customers. */
export const managementLevels = ['decision', 'control', 'execution'] as const
export type ManagementLevel = (typeof managementLevels)[number]

/** At which level somebody works; null for whoever sees no customers. A service agent sees a unit, but works with customers. */
export function levelOf({
  scope,
  permissions,
}: {
  scope: Scope
  permissions: readonly Permission[]
}): ManagementLevel | null {
  if (scope === 'none') return null
  const serves = permissions.includes('care-visit.record') && !permissions.includes('chart.read')
  if (scope === 'own' || serves) return 'execution'
  return scope === 'all' ? 'decision' : 'control'
}

const RoleInRow = z.strictObject({ id, name: z.string(), nameZh: z.string() })
const row = {
  id,
  version,
  /** Of those that every firm has: the level whose home it is; they are named in words. */
  code: z.enum(managementLevels).nullable(),
  name: z.string(),
  /** Null of those that every firm has. */
  owner: PersonInRow.nullable(),
  /** Who sees it beside its owner: people of these roles in the owner's unit and those below. */
  roles: z.array(RoleInRow),
  updatedAt: instant,
  mayEdit: z.boolean(),
  /** Whether it is what the viewer begins with. */
  home: z.boolean(),
}
export const DashboardInRow = z.strictObject({ ...row, tiles: count }).meta({ id: 'DashboardInRow' })
export type DashboardInRow = z.infer<typeof DashboardInRow>
export const Dashboard = z.strictObject({ ...row, tiles: z.array(Tile) }).meta({ id: 'Dashboard' })
export type Dashboard = z.infer<typeof Dashboard>

const draft = { name: text(80), tiles: z.array(Tile).max(MOST_TILES) }
export const NewDashboard = z.strictObject({ ...draft, tiles: draft.tiles.default([]) }).meta({ id: 'NewDashboard' })
export const DashboardEdit = z
  .strictObject({ ...draft, roles: z.array(id).max(50) })
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
  .meta({ id: 'DashboardEdit' })
export type DashboardEdit = z.infer<typeof DashboardEdit>

export const dashboards = {
  list: endpoint('GET /dashboards', {
    summary: 'Dashboards of one’s own, those shared with one’s role, and those that every firm has',
    permission: 'dashboard.build',
    reply: listOf(DashboardInRow),
  }),
  open: endpoint('GET /dashboards/:id', {
    summary: 'Open a dashboard: what its tiles show, no figures',
    permission: 'dashboard.build',
    params: byId,
    reply: Dashboard,
  }),
  create: endpoint('POST /dashboards', {
    summary: 'Make a dashboard',
    permission: 'dashboard.build',
    body: NewDashboard,
    reply: Dashboard,
  }),
  copy: endpoint('POST /dashboards/:id/copy', {
    summary: 'Make a dashboard of one’s own of one in sight',
    permission: 'dashboard.build',
    params: byId,
    body: z.strictObject({ name: text(80) }),
    reply: Dashboard,
  }),
  pin: endpoint('POST /dashboards/:id/tiles', {
    summary: 'Put one more tile at the end of a dashboard, whatever was changed meanwhile',
    permission: 'dashboard.build',
    params: byId,
    body: Tile,
    reply: Dashboard,
  }),
  edit: endpoint('PATCH /dashboards/:id', {
    summary: 'Rename a dashboard, arrange its tiles, or say with which roles it is shared',
    permission: 'dashboard.build',
    params: byId,
    body: DashboardEdit,
    reply: Dashboard,
    versioned: true,
  }),
  remove: endpoint('DELETE /dashboards/:id', {
    summary: 'Remove a dashboard of one’s own',
    permission: 'dashboard.build',
    params: byId,
    versioned: true,
  }),
  roles: endpoint('GET /dashboard-roles', {
    summary: 'Roles of the firm that a dashboard can be shared with',
    permission: 'dashboard.share',
    reply: listOf(RoleInRow),
  }),
  home: endpoint('GET /home-dashboard', {
    summary: 'What one begins with: the dashboard chosen, else that of one’s level; null for whoever sees no customers',
    permission: 'signed-in',
    reply: z.strictObject({ level: z.enum(managementLevels).nullable(), dashboard: Dashboard.nullable() }),
  }),
  setHome: endpoint('PUT /home-dashboard', {
    summary: 'Choose what one begins with; null for that of one’s level',
    permission: 'dashboard.build',
    body: z.strictObject({ dashboardId: id.nullable() }),
    reply: z.strictObject({ level: z.enum(managementLevels).nullable(), dashboard: Dashboard.nullable() }),
  }),
}
