import { dashboards } from '@rapport/contract/analytics/dashboards'
import { route } from '#http/serve.ts'
import {
  copyDashboard,
  createDashboard,
  editDashboard,
  listDashboards,
  openDashboard,
  pinTile,
  removeDashboard,
  rolesToShareWith,
} from './dashboards.ts'
import { openHome, setHome } from './home.ts'

export const dashboardsRoutes = [
  route(dashboards.list, ({ db }) => listDashboards(db)),
  route(dashboards.open, ({ db, params }) => openDashboard(db, params.id)),
  route(dashboards.create, ({ db, viewer, body }) => createDashboard(db, viewer, body)),
  route(dashboards.copy, ({ db, viewer, params, body }) => copyDashboard(db, viewer, params.id, body.name)),
  route(dashboards.pin, ({ db, viewer, params, body }) => pinTile(db, viewer, params.id, body)),
  route(dashboards.edit, ({ db, viewer, params, version, body }) =>
    editDashboard(db, viewer, { id: params.id, version }, body),
  ),
  route(dashboards.remove, ({ db, params, version }) => removeDashboard(db, { id: params.id, version })),
  route(dashboards.roles, ({ db }) => rolesToShareWith(db)),
  route(dashboards.home, ({ db, viewer }) => openHome(db, viewer)),
  route(dashboards.setHome, ({ db, viewer, body }) => setHome(db, viewer, body.dashboardId)),
]
