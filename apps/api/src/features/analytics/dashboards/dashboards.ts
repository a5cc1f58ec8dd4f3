import {
  type Dashboard,
  type DashboardInRow,
  type dashboards,
  MOST_TILES,
} from '@rapport/contract/analytics/dashboards'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'

/** Whose a dashboard is, with whom it is shared, and what this viewer may do with it. */
const row = `
  'id', d.id, 'version', d.version, 'code', d.code, 'name', d.name,
  'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end,
  'roles', (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'nameZh', r.name_zh) order by r.name), '[]')
            from roles r where r.id = any (d.shared_with)),
  'updatedAt', ${utc('d.updated_at')},
  'mayEdit', d.owner_id is not distinct from viewer_id() or d.code is not null and viewer_may('dashboard.share') and current_user = 'sees_all',
  'home', exists (select from home_dashboards h where h.dashboard_id = d.id)`
const joined = 'from dashboards d left join users o on o.id = d.owner_id where d.deleted_at is null'

/** Dashboards in sight: one's own first, then those that are shared, then those that every firm has. */
export async function listDashboards(db: Db) {
  const items = await db.rows<{ item: DashboardInRow }>(
    'dashboards',
    `select json_build_object(${row}, 'tiles', jsonb_array_length(d.tiles)) as item ${joined}
     order by (d.owner_id is not distinct from viewer_id()) desc, 
       array_position(array['decision', 'control', 'execution'], d.code) nulls first, d.name, d.id`,
    [],
  )
  return { items: items.map(({ item }) => item) }
}

export async function openDashboard(db: Db, id: string): Promise<Dashboard> {
  const [found] = await db.rows<{ item: Dashboard }>(
    'dashboard',
    `select json_build_object(${row}, 'tiles', d.tiles) as item ${joined} and d.id = $1`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found.item
}

/** Keeps a dashboard as the viewer's own. */
export async function createDashboard(
  db: Db,
  viewer: Ask['viewer'],
  { name, tiles }: Pick<BodyOf<typeof dashboards.create>, 'name' | 'tiles'>,
) {
  if (viewer.scope === 'none') throw new Refused(403, 'not-allowed')
  const id = newId()
  await db.rows(
    'dashboard-create',
    `insert into dashboards (id, name, tiles, owner_id, unit_id, updated_by) values ($1, $2, $3, $4, $5, $4)`,
    [id, name, JSON.stringify(tiles), viewer.id, viewer.described.unit.id],
  )
  return openDashboard(db, id)
}

/** The tiles of one in sight as a dashboard of one's own, shared with nobody. */
export async function copyDashboard(db: Db, viewer: Ask['viewer'], id: string, name: string) {
  return createDashboard(db, viewer, { name, tiles: (await openDashboard(db, id)).tiles })
}

/** Adds a tile to whatever is there by now; 422 where it is full. */
export async function pinTile(db: Db, { permissions }: Ask['viewer'], id: string, tile: BodyOf<typeof dashboards.pin>) {
  refuseSharing(permissions, (await editable(db, id)).roles)
  const pinned = await db.rows(
    'dashboard-pin',
    `update dashboards set tiles = tiles || $2::jsonb where id = $1 and jsonb_array_length(tiles) < ${MOST_TILES} returning 1`,
    [id, JSON.stringify([tile])],
  )
  if (pinned.length === 0) throw new Refused(422, 'dashboard.full', { details: { most: MOST_TILES } })
  return openDashboard(db, id)
}

/** Changes a dashboard of one's own, or one that every firm has. */
export async function editDashboard(
  db: Db,
  { permissions }: Ask['viewer'],
  { id, version }: { id: string; version: number },
  { name, tiles, roles }: BodyOf<typeof dashboards.edit>,
) {
  const before = await editable(db, id, version)
  refuseSharing(permissions, roles ?? before.roles)
  if (before.code !== null && (name !== undefined || roles?.length)) throw new Refused(422, 'dashboard.built-in')
  if (roles) await refuseUnknown(db, roles)
  const changed = await db.rows(
    'dashboard-edit',
    `update dashboards set name = coalesce($3, name), tiles = coalesce($4::jsonb, tiles), shared_with = coalesce($5::uuid[], shared_with)
     where id = $1 and version = $2::int returning 1`,
    [id, version, name ?? null, tiles ? JSON.stringify(tiles) : null, roles ? [...new Set(roles)] : null],
  )
  if (changed.length === 0) throw stale()
  return openDashboard(db, id)
}

/** Takes a dashboard of one's own out of all lists; whoever began with it begins with that of their level again. */
export async function removeDashboard(
  db: Db,
  { id, version }: { id: string; version: number },
): Promise<Record<string, never>> {
  const { code } = await editable(db, id, version)
  if (code !== null) throw new Refused(422, 'dashboard.built-in')
  const changed = await db.rows(
    'dashboard-remove',
    `update dashboards set deleted_at = clock_timestamp(), shared_with = '{}' where id = $1 and version = $2::int returning 1`,
    [id, version],
  )
  if (changed.length === 0) throw stale()
  return {}
}

/** Roles whose people see customers, and so can be shared with. */
export async function rolesToShareWith(db: Db) {
  const items = await db.rows<Dashboard['roles'][number]>(
    'dashboard-roles',
    `select id, name, name_zh as "nameZh" from roles where scope <> 'none' order by name, id`,
    [],
  )
  return { items }
}

/** 404 for one out of sight, 403 for one that is somebody else's, 412 for one that was changed meanwhile. */
async function editable(db: Db, id: string, version?: number) {
  const dashboard = await openDashboard(db, id)
  if (!dashboard.mayEdit) throw new Refused(403, 'dashboard.not-yours')
  if (version !== undefined && dashboard.version !== version) throw stale()
  return dashboard
}

function refuseSharing(permissions: readonly string[], roles: readonly unknown[]) {
  if (roles.length > 0 && !permissions.includes('dashboard.share'))
    throw new Refused(403, 'not-allowed', { details: { permission: 'dashboard.share' } })
}

async function refuseUnknown(db: Db, roles: readonly string[]) {
  const known = new Set((await rolesToShareWith(db)).items.map(({ id }) => id))
  const at = roles.findIndex((id) => !known.has(id))
  if (at >= 0) throw refusedField(`roles.${at}`, 'dashboard.role-unknown')
}
