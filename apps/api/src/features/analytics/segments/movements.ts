import type { Movement, segments } from '@rapport/contract/analytics/segments'
import type { QueryOf } from '@rapport/contract/endpoint'
import { day as anyDay, id as anyId } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { openSegment } from './segments.ts'

/** One page of those in sight who came into a segment, or left it, latest first. */
export async function listMovements(db: Db, id: string, query: QueryOf<typeof segments.movements>, today: string) {
  await openSegment(db, id, today)
  const list = `movements:${query.kind}`
  const place = placeOf(list, query.after, [anyDay, anyId])
  const on = query.kind === 'entered' ? 'm.entered_on' : 'm.left_on'
  const [found] = await db.rows<{ total: number; items: Movement[] }>(
    '',
    `select (select count(*) from segment_memberships m where m.segment_id = $1 and ${on} is not null) as total,
       (select coalesce(json_agg(p.item), '[]') from (
          select json_build_object('customerId', c.id, 'customerNo', c.customer_no, 'name', c.name,
            'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end,
            'unit', json_build_object('id', n.id, 'name', n.name), 'enteredOn', m.entered_on, 'leftOn', m.left_on) as item
          from segment_memberships m join customers c on c.id = m.customer_id join units n on n.id = c.unit_id
          left join users o on o.id = c.owner_id
          where m.segment_id = $1 and ${on} is not null
            and ($2::date is null or (${on}, m.customer_id) < ($2::date, $3::uuid))
          order by ${on} desc, m.customer_id desc limit $4::int) p) as items`,
    [id, place?.[0] ?? null, place?.[1] ?? null, query.limit + 1],
  )
  const items = found!.items.slice(0, query.limit)
  const last = items.at(-1)
  const more = found!.items.length > query.limit && last
  const at = query.kind === 'entered' ? last?.enteredOn : last?.leftOn
  return { items, total: found!.total, next: more ? cursorAt(list, [at ?? null, last.customerId]) : null }
}

/** For each of the last days how many in sight were members at its end, came on it and left on it. */
export async function segmentHistory(db: Db, id: string, days: number, today: string) {
  await openSegment(db, id, today)
  const items = await db.rows<{ day: string; members: number; entered: number; left: number }>(
    'segment-history',
    `with moved as (
       select day, sum(entered)::bigint as entered, sum(gone)::bigint as gone from (
         select entered_on as day, 1 as entered, 0 as gone from segment_memberships where segment_id = $1
         union all
         select left_on, 0, 1 from segment_memberships where segment_id = $1 and left_on is not null) m group by 1),
     days as (select g::date as day from generate_series($2::date - $3::int + 1, $2::date, interval '1 day') g)
     select d.day, coalesce(m.entered, 0) as entered, coalesce(m.gone, 0) as left,
       (coalesce((select sum(entered - gone) from moved where day < $2::date - $3::int + 1), 0)
        + sum(coalesce(m.entered, 0) - coalesce(m.gone, 0)) over (order by d.day))::bigint as members
     from days d left join moved m using (day) order by d.day`,
    [id, today, days],
  )
  return { items }
}

/** The segments in sight in which a customer in sight is now, the firm's first. */
export async function segmentsOfCustomer(db: Db, customerId: string) {
  const items = await db.rows<{
    id: string
    code: string | null
    name: string
    nameZh: string | null
    enteredOn: string
  }>(
    'segments-of-customer',
    `select s.id, s.code, s.name, s.name_zh as "nameZh", m.entered_on as "enteredOn"
     from segment_memberships m join segments s on s.id = m.segment_id
     where m.customer_id = $1 and m.left_on is null and s.deleted_at is null order by s.code is null, s.name`,
    [customerId],
  )
  return { items }
}
