import type { BodyOf } from '@rapport/contract/endpoint'
import type { ServiceLevel, serviceLevels } from '@rapport/contract/service/service-levels'
import type { Db } from '@rapport/database/as-viewer'
import { sqlStateOf } from '#http/errors.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'

type Draft = BodyOf<typeof serviceLevels.add>

/** Levels of service, those that hold first, the highest first; or one. A segment out of sight is not named. */
const levelsOf = (db: Db, id: string | null) =>
  db.rows<ServiceLevel>(
    'service-levels',
    `select l.id, l.version, l.name, l.name_zh as "nameZh", l.rank, l.segment_id as "segmentId", l.retired,
       case when s.id is not null then json_build_object('id', s.id, 'name', s.name, 'nameZh', s.name_zh) end as segment,
       (select count(*)::int from service_plans p where p.level_id = l.id and p.closed_on is null) as plans
     from service_levels l left join segments s on s.id = l.segment_id
     where $1::uuid is null or l.id = $1::uuid order by l.retired, l.rank, l.id`,
    [id],
  )
export const listLevels = async (db: Db) => ({ items: await levelsOf(db, null) })

/** A segment is bound where it is judged among everybody: another one would serve some customers by chance. */
async function refuseSegment(db: Db, segmentId: string | null) {
  if (segmentId === null) return
  const [segment] = await db.rows<{ reach: string }>(
    'service-level.segment',
    'select reach from segments where id = $1::uuid and deleted_at is null',
    [segmentId],
  )
  if (!segment) throw refusedField('segmentId', 'service-level.no-segment')
  if (segment.reach !== 'all') throw refusedField('segmentId', 'service-level.segment-of-some')
}

/** Of two levels that hold no two have one rank or one segment: 409 at the field. */
async function once<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (sqlStateOf(error) !== '23505') throw error
    const { constraint } = error as { constraint?: string }
    if (constraint === 'service_levels_segment') throw refusedField('segmentId', 'service-level.segment-taken', 409)
    throw refusedField('rank', 'service-level.rank-taken', 409)
  }
}

export async function addLevel(db: Db, draft: Draft): Promise<ServiceLevel> {
  await refuseSegment(db, draft.segmentId)
  const [added] = await once(
    db.rows<{ id: string }>(
      'service-level.add',
      `insert into service_levels (id, name, name_zh, rank, segment_id, retired, updated_by)
       values (uuid_v7(), $1, $2, $3, $4::uuid, $5, viewer_id()) returning id`,
      [draft.name, draft.nameZh, draft.rank, draft.segmentId, draft.retired],
    ),
  )
  return (await levelsOf(db, added!.id))[0]!
}

/** Changes a level; whoever is served by it through another segment leaves its plans when the worker looks next. */
export async function changeLevel(db: Db, { id, version }: { id: string; version: number }, draft: Draft) {
  const [before] = await levelsOf(db, id)
  if (!before) throw new Refused(404, 'not-found')
  if (draft.segmentId !== before.segmentId) await refuseSegment(db, draft.segmentId)
  const changed = await once(
    db.rows(
      'service-level.change',
      `update service_levels set name = $3, name_zh = $4, rank = $5, segment_id = $6::uuid, retired = $7
       where id = $1::uuid and version = $2 returning id`,
      [id, version, draft.name, draft.nameZh, draft.rank, draft.segmentId, draft.retired],
    ),
  )
  if (changed.length === 0) throw stale()
  return (await levelsOf(db, id))[0]!
}
