import type { Report, ReportInRow, reports } from '@rapport/contract/analytics/reports'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused, stale } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'

const row = `
  'id', r.id, 'version', r.version, 'name', r.name, 'description', r.description, 'subject', r.definition ->> 'subject',
  'shared', r.shared, 'owner', json_build_object('id', o.id, 'name', o.name), 'unit', json_build_object('id', n.id, 'name', n.name),
  'updatedAt', ${utc('r.updated_at')}, 'mayEdit', r.owner_id = viewer_id()`
const joined =
  'from reports r join users o on o.id = r.owner_id join units n on n.id = r.unit_id where r.deleted_at is null'

/** Ids in a definition are of units, people, securities and customers in sight. */
const names = `(select coalesce(json_object_agg(k.id, k.name), '{}') from (
  select n.id, n.name from units n union all select u.id, u.name from users u
  union all select e.id, e.code || ' ' || coalesce(e.name, '') from securities e
  union all select c.id, c.name from customers c) k
  where k.id in (select (v #>> '{}')::uuid from jsonb_path_query(r.definition, 'strict $.** ? (@.type() == "string")') v
                 where v #>> '{}' ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'))`

/** Reports in sight: one's own first, then by name. */
export async function listReports(db: Db) {
  const items = await db.rows<{ item: ReportInRow }>(
    'reports',
    `select json_build_object(${row}) as item ${joined} order by r.owner_id = viewer_id() desc, r.name, r.id`,
    [],
  )
  return { items: items.map(({ item }) => item) }
}

export async function openReport(db: Db, id: string): Promise<Report> {
  const [found] = await db.rows<{ item: Report }>(
    'report',
    `select json_build_object(${row}, 'definition', r.definition, 'names', ${names}) as item ${joined} and r.id = $1`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found.item
}

/** Keeps a report as the viewer's own. 403 where it is shared by somebody who may not share. */
export async function createReport(db: Db, viewer: Ask['viewer'], draft: BodyOf<typeof reports.create>) {
  if (viewer.scope === 'none') throw new Refused(403, 'not-allowed')
  refuseSharing(viewer.permissions, draft.shared)
  const id = newId()
  const { name, description, definition, shared } = draft
  await db.rows(
    'report-create',
    `insert into reports (id, name, description, definition, shared, owner_id, unit_id, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $6)`,
    [id, name, description, JSON.stringify(definition), shared, viewer.id, viewer.described.unit.id],
  )
  return openReport(db, id)
}

/** Changes a report of one's own. */
export async function editReport(
  db: Db,
  viewer: Ask['viewer'],
  { id, version }: { id: string; version: number },
  edit: BodyOf<typeof reports.edit>,
) {
  await mine(db, id, version)
  if (edit.shared !== undefined) refuseSharing(viewer.permissions, edit.shared)
  const changed = await db.rows(
    'report-edit',
    `update reports set name = coalesce($3, name), description = case when $4::boolean then $5 else description end,
       definition = coalesce($6::jsonb, definition), shared = coalesce($7, shared)
     where id = $1 and version = $2::int returning 1`,
    [
      id,
      version,
      edit.name ?? null,
      'description' in edit,
      edit.description ?? null,
      edit.definition ? JSON.stringify(edit.definition) : null,
      edit.shared ?? null,
    ],
  )
  if (changed.length === 0) throw stale()
  return openReport(db, id)
}

/** Takes a report of one's own out of all lists. */
export async function removeReport(
  db: Db,
  { id, version }: { id: string; version: number },
): Promise<Record<string, never>> {
  await mine(db, id, version)
  const changed = await db.rows(
    'report-remove',
    'update reports set deleted_at = clock_timestamp() where id = $1 and version = $2::int returning 1',
    [id, version],
  )
  if (changed.length === 0) throw stale()
  return {}
}

/** 404 for one out of sight, 403 for one in sight that is somebody else's, 412 for one that was changed meanwhile. */
async function mine(db: Db, id: string, version: number) {
  const report = await openReport(db, id)
  if (!report.mayEdit) throw new Refused(403, 'report.not-yours')
  if (report.version !== version) throw stale()
}

function refuseSharing(permissions: readonly string[], shared: Report['shared']) {
  if (shared !== 'nobody' && !permissions.includes('report.share'))
    throw new Refused(403, 'not-allowed', { details: { permission: 'report.share' } })
}
