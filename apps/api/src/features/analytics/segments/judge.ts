import type { Condition } from '@rapport/contract/analytics/conditions'
import type { Db } from '@rapport/database/as-viewer'
import { compile, type Place } from '#features/analytics/conditions/compile.ts'

/** A segment as it is judged: its condition and among whom. */
export interface Judged {
  id: string
  condition: Condition
  reach: 'own' | 'units' | 'all'
  ownerId: string | null
  unitId: string | null
}

/**
 * Brings the members of these segments up to date for `today`: of these customers, or of all where `ids` is null. Who came
 * and left on one day was never there. Notes for each customer the day on which time alone may change the answer.
 */
export async function judge(db: Db, segments: readonly Judged[], ids: readonly string[] | null, today: string) {
  if (segments.length === 0) return
  const values: unknown[] = [today, ids]
  const place: Place = (value) => `$${values.push(value)}`
  const judged = segments.map((segment) => ({ ...judgedBy(segment, place), id: place(segment.id) }))
  const turns = judged.flatMap((one) => one.turns)
  await db.connection.query(
    `with judged as materialized (
       select c.id as customer_id, y.segment_id, ${turns.length > 0 ? `least(${turns.join(', ')})` : 'null::date'} as due_on
       from customers c left join warehouse.customer_indicators i on i.customer_id = c.id
       cross join lateral (select array_remove(array[${judged.map(({ id, sql }) => `case when ${sql} then ${id}::uuid end`).join(', ')}], null) as segments) s
       left join lateral unnest(s.segments) y (segment_id) on true
       where c.deleted_at is null and ($2::uuid[] is null or c.id = any ($2::uuid[]))
     ), standing as materialized (
       select m.segment_id, m.customer_id, m.entered_on from segment_memberships m
       where m.left_on is null and m.segment_id in (${judged.map(({ id }) => `${id}::uuid`).join(', ')})
         and ($2::uuid[] is null or m.customer_id = any ($2::uuid[]))
     ), gone as materialized (
       select * from standing s where not exists (select from judged j where j.segment_id = s.segment_id and j.customer_id = s.customer_id)
     ), never as (
       delete from segment_memberships m using gone g where m.segment_id = g.segment_id and m.customer_id = g.customer_id
         and m.entered_on = g.entered_on and g.entered_on >= $1::date
     ), leaving as (
       update segment_memberships m set left_on = $1::date from gone g where m.segment_id = g.segment_id
         and m.customer_id = g.customer_id and m.entered_on = g.entered_on and g.entered_on < $1::date
     ), due as (
       update warehouse.customer_indicators i set due_on = least(i.due_on, j.due_on)
       from (select distinct customer_id, due_on from judged where due_on is not null) j
       where j.customer_id = i.customer_id and (i.due_on is null or i.due_on > j.due_on)
     )
     insert into segment_memberships (segment_id, customer_id, entered_on)
     select j.segment_id, j.customer_id, $1::date from judged j
     where j.segment_id is not null
       and not exists (select from standing s where s.segment_id = j.segment_id and s.customer_id = j.customer_id)
     on conflict (segment_id, customer_id, entered_on) do update set left_on = null`,
    values,
  )
}

function judgedBy({ condition, reach, ownerId, unitId }: Judged, place: Place) {
  const { sql, turns } = compile(condition, place, '$1::date')
  return { sql: `${among(reach, ownerId, unitId, place)} and ${sql}`, turns }
}

/** Who is asked at all. */
function among(reach: Judged['reach'], ownerId: string | null, unitId: string | null, place: Place): string {
  if (reach === 'all') return 'true'
  if (reach === 'own') return `coalesce(c.owner_id = ${place(ownerId)}::uuid, false)`
  return `c.unit_id = any (array(select descendant_id from unit_ancestry where ancestor_id = ${place(unitId)}::uuid))`
}
