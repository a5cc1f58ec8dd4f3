import type { Condition } from '@rapport/contract/analytics/conditions'
import type { SegmentInRow } from '@rapport/contract/analytics/segment-rows'
import type { Segment, segments } from '@rapport/contract/analytics/segments'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { compile } from '#features/analytics/conditions/compile.ts'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused, stale } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'

const DAYS_OF_MOVEMENT = 30

/** `$1` is the business day. */
const row = `
  'id', s.id, 'version', s.version, 'code', s.code, 'name', s.name, 'nameZh', s.name_zh, 'description', s.description,
  'reach', s.reach, 'shared', s.shared,
  'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end,
  'unit', case when n.id is not null then json_build_object('id', n.id, 'name', n.name) end,
  'members', coalesce(m.members, 0), 'entered', coalesce(m.entered, 0), 'left', coalesce(m.gone, 0),
  'judgedAt', case when s.judged_version = s.condition_version then ${utc('s.judged_at')} end,
  'mayEdit', coalesce(s.owner_id = viewer_id(), false) or s.code is not null and viewer_may('segment.share') and $2::boolean`
const joined = (which: string) => `
  from segments s left join users o on o.id = s.owner_id left join units n on n.id = s.unit_id
  left join (
    select segment_id, count(*) filter (where left_on is null) as members,
      count(*) filter (where left_on is null and entered_on > $1::date - ${DAYS_OF_MOVEMENT}) as entered,
      count(*) filter (where left_on > $1::date - ${DAYS_OF_MOVEMENT}) as gone
    from segment_memberships where ${which} group by 1) m on m.segment_id = s.id`

/** Ids in a condition are of units, people and securities: everybody may know what those are called. */
const names = `(select coalesce(json_object_agg(k.id, k.name), '{}') from (
  select n.id, n.name from units n union all select u.id, u.name from users u
  union all select e.id, e.code || ' ' || coalesce(e.name, '') from securities e) k
  where k.id in (select (v #>> '{}')::uuid from jsonb_path_query(s.condition, 'strict $.**.values[*]') v
                 where v #>> '{}' ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'))`

/** Segments in sight: those of the firm first, then by name. */
export async function listSegments(db: Db, today: string) {
  const items = await db.rows<{ item: SegmentInRow }>(
    'segments',
    `select json_build_object(${row}) as item ${joined('true')} where s.deleted_at is null
     order by array_position(array['high-activity', 'potential', 'dormant', 'risk-preferring'], s.code), s.name, s.id`,
    [today, seesAll(db)],
  )
  return { items: items.map(({ item }) => item) }
}
const seesAll = (db: Db) => db.viewer?.scope === 'all'

export async function openSegment(db: Db, id: string, today: string): Promise<Segment> {
  const [found] = await db.rows<{ item: Segment }>(
    'segment',
    `select json_build_object(${row}, 'condition', s.condition, 'names', ${names}, 'createdAt', ${utc('s.created_at')}, 'updatedAt', ${utc('s.updated_at')}) as item
     ${joined('segment_id = $3')} where s.id = $3 and s.deleted_at is null`,
    [today, seesAll(db), id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found.item
}

/** A segment over the customers whom its maker sees. 403 where it is shared by somebody who may not share. */
export async function createSegment(db: Db, viewer: Ask['viewer'], draft: BodyOf<typeof segments.create>) {
  const { scope, permissions, described } = viewer
  if (scope === 'none') throw new Refused(403, 'not-allowed')
  refuseSharing(permissions, draft.shared)
  const id = newId()
  await db.rows(
    'segment-create',
    `insert into segments (id, name, description, condition, shared, reach, owner_id, unit_id, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $7)`,
    [
      id,
      draft.name,
      draft.description,
      JSON.stringify(draft.condition),
      draft.shared,
      scope,
      viewer.id,
      described.unit.id,
    ],
  )
  return openSegment(db, id, described.today)
}

/** Changes a segment of one's own, or, for whoever shares with the firm, one of the groups that every firm has. */
export async function editSegment(
  db: Db,
  viewer: Ask['viewer'],
  { id, version }: { id: string; version: number },
  edit: BodyOf<typeof segments.edit>,
) {
  const before = await mine(db, viewer, id)
  if (before.version !== version) throw stale()
  if (edit.shared !== undefined) refuseSharing(viewer.permissions, edit.shared)
  const changed = await db.rows(
    'segment-edit',
    `update segments set name = coalesce($3, name), description = case when $4::boolean then $5 else description end,
       condition = coalesce($6::jsonb, condition), shared = coalesce($7, shared),
       condition_version = condition_version + case when $6::jsonb is distinct from condition and $6 is not null then 1 else 0 end
     where id = $1 and version = $2::int returning 1`,
    [
      id,
      version,
      edit.name ?? null,
      'description' in edit,
      edit.description ?? null,
      edit.condition ? JSON.stringify(edit.condition) : null,
      edit.shared ?? null,
    ],
  )
  if (changed.length === 0) throw stale()
  return openSegment(db, id, viewer.described.today)
}

/** Takes a segment of one's own out of all lists. A group that every firm has stays: 422. */
export async function removeSegment(
  db: Db,
  viewer: Ask['viewer'],
  { id, version }: { id: string; version: number },
): Promise<Record<string, never>> {
  const before = await mine(db, viewer, id)
  if (before.code !== null) throw new Refused(422, 'segment.built-in')
  const changed = await db.rows(
    'segment-remove',
    'update segments set deleted_at = clock_timestamp() where id = $1 and version = $2::int returning 1',
    [id, version],
  )
  if (changed.length === 0) throw stale()
  return {}
}

/** 404 for one out of sight, 403 for one in sight that is somebody else's. */
async function mine(db: Db, viewer: Ask['viewer'], id: string) {
  const segment = await openSegment(db, id, viewer.described.today)
  if (!segment.mayEdit) throw new Refused(403, 'segment.not-yours')
  return segment
}

function refuseSharing(permissions: readonly string[], shared: Segment['shared']) {
  if (shared !== 'nobody' && !permissions.includes('segment.share'))
    throw new Refused(403, 'not-allowed', { details: { permission: 'segment.share' } })
}

/** How many of the customers in sight answer a condition, and the first few of them. */
export async function countCustomers(db: Db, condition: Condition, today: string) {
  const values: unknown[] = [today]
  const { sql } = compile(condition, (value) => `$${values.push(value)}`, '$1::date')
  const [found] = await db.rows<{
    today: string
    customers: number
    of: number
    some: { id: string; name: string; customerNo: string }[]
  }>(
    '',
    `with found as materialized (
       select c.id, c.name, c.name_pinyin, c.customer_no from customers c
       left join warehouse.customer_indicators i on i.customer_id = c.id where c.deleted_at is null and ${sql})
     select $1::date as today, (select count(*) from found) as customers,
       (select count(*) from customers c where c.deleted_at is null) as of,
       (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'customerNo', customer_no)), '[]')
        from (select * from found order by name_pinyin, id limit 5) f) as some`,
    values,
  )
  return found!
}
