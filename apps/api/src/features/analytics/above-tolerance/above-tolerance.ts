import type { CustomerAboveTolerance } from '@rapport/contract/analytics/above-tolerance'
import { id as anyId, decimal } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { cursorAt, placeOf } from '#http/cursor.ts'

/** One page of those in sight who hold something above their tolerance, by the amount in CNY. */
export async function customersAboveTolerance(db: Db, { after, limit }: { after?: string | undefined; limit: number }) {
  const place = placeOf('above-tolerance', after, [decimal, anyId])
  const [row] = await db.rows<{ total: number; items: CustomerAboveTolerance[] }>(
    place ? 'above-tolerance-after' : 'above-tolerance',
    `with above as (select i.customer_id, i.value_above_tolerance as value, i.above_tolerance_share as share, i.as_of
       from warehouse.customer_indicators i where i.value_above_tolerance > 0)
     select (select count(*) from above)::int as total, (select coalesce(json_agg(p.item), '[]') from (
       select json_build_object('id', c.id, 'customerNo', c.customer_no, 'name', c.name,
         'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end,
         'unit', json_build_object('id', u.id, 'name', u.name), 'riskLevel', c.risk_level, 'riskBasis', c.risk_basis,
         'highestGrade', warehouse.highest_grade(c.risk_level), 'assessmentValidTo', c.assessment_valid_to,
         'value', a.value::text, 'share', a.share::text, 'asOf', a.as_of) as item
       from above a join customers c on c.id = a.customer_id join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
       ${place ? 'where (a.value, a.customer_id) < ($2::numeric, $3::uuid)' : ''}
       order by a.value desc, a.customer_id desc limit $1) p) as items`,
    [limit + 1, ...(place ?? [])],
  )
  const items = row!.items.slice(0, limit)
  const last = items.at(-1)
  const next = row!.items.length > limit && last ? cursorAt('above-tolerance', [last.value, last.id]) : null
  return { items, total: row!.total, next }
}
