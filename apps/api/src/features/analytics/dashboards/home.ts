import { type Dashboard, levelOf, type ManagementLevel } from '@rapport/contract/analytics/dashboards'
import type { Db } from '@rapport/database/as-viewer'
import type { Ask } from '#http/serve.ts'
import { openDashboard } from './dashboards.ts'

interface Home {
  level: ManagementLevel | null
  dashboard: Dashboard | null
}

/** What the viewer begins with: the dashboard chosen while it is in sight, else that of their level. */
export async function openHome(db: Db, viewer: Ask['viewer']): Promise<Home> {
  const level = levelOf(viewer)
  if (level === null) return { level, dashboard: null }
  const [found] = await db.rows<{ id: string }>(
    'home-dashboard',
    `select d.id from dashboards d left join home_dashboards h on h.dashboard_id = d.id
     where d.deleted_at is null and (h.id is not null or d.code = $1) order by h.id nulls last limit 1`,
    [level],
  )
  return { level, dashboard: found ? await openDashboard(db, found.id) : null }
}

/** Chooses a dashboard in sight, or that of one's level again. */
export async function setHome(db: Db, viewer: Ask['viewer'], dashboardId: string | null): Promise<Home> {
  if (dashboardId === null)
    await db.rows('home-dashboard-none', 'delete from home_dashboards where id = $1', [viewer.id])
  else {
    await openDashboard(db, dashboardId)
    await db.rows(
      'home-dashboard-set',
      'insert into home_dashboards (id, dashboard_id) values ($1, $2) on conflict (id) do update set dashboard_id = $2',
      [viewer.id, dashboardId],
    )
  }
  return openHome(db, viewer)
}
