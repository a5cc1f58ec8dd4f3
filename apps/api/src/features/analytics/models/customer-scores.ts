import type { CustomerAtRisk, CustomerScore } from '@rapport/contract/analytics/models'
import { id as anyId } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'

/** What models say of a customer in sight, latest first; 404 of any other. With `history` also earlier days and versions. */
export async function scoresOf(db: Db, customerId: string, history: boolean): Promise<{ items: CustomerScore[] }> {
  const known = await db.rows('scores-customer', 'select from customers where id = $1', [customerId])
  if (known.length === 0) throw new Refused(404, 'not-found')
  const rows = await db.rows<{ item: CustomerScore }>(
    history ? 'scores-history' : 'scores',
    `select json_build_object('kind', s.kind, 'versionId', v.id, 'version', v.number, 'inUse', v.in_use, 'asOf', s.as_of,
       'score', s.score, 'class', s.class, 'reasons', s.detail -> 'reasons', 'signals', s.detail -> 'signals') as item
     from warehouse.customer_scores s join warehouse.model_versions v on v.id = s.version_id
     where s.customer_id = $1 ${history ? '' : 'and v.in_use and s.as_of = v.scored_on'}
     order by s.as_of desc, v.number desc, s.kind limit 500`,
    [customerId],
  )
  return { items: rows.map(({ item }) => item) }
}

const number = z.string().regex(/^[-+0-9.e]+$/)

/** One page of those most likely to leave, by the version in use as of the day it last scored. */
export async function customersAtRisk(db: Db, { after, limit }: { after?: string | undefined; limit: number }) {
  const place = placeOf('customers-at-risk', after, [number, anyId])
  const [row] = await db.rows<{ total: number; items: (CustomerAtRisk & { at: string })[] }>(
    place ? 'at-risk-after' : 'at-risk',
    `with v as materialized (select id, number, scored_on from warehouse.model_versions where kind = 'churn' and in_use),
     scored as (select s.* from v join warehouse.customer_scores s on s.version_id = v.id and s.as_of = v.scored_on
                join customers c on c.id = s.customer_id and c.deleted_at is null)
     select (select count(*) from scored)::int as total, (select coalesce(json_agg(p.item), '[]') from (
       select json_build_object('id', c.id, 'customerNo', c.customer_no, 'name', c.name, 'level', c.level,
         'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end,
         'unit', json_build_object('id', u.id, 'name', u.name), 'asOf', s.as_of, 'version', (select number from v),
         'probability', s.score, 'assets', s.detail -> 'assets', 'reasons', s.detail -> 'reasons', 'signals', s.detail -> 'signals',
         'at', s.score::text) as item
       from scored s join customers c on c.id = s.customer_id join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
       ${place ? 'where (s.score, s.customer_id) < ($2::float8, $3::uuid)' : ''}
       order by s.score desc, s.customer_id desc limit $1) p) as items`,
    [limit + 1, ...(place ?? [])],
  )
  const items = row!.items.slice(0, limit)
  const last = items.at(-1)
  const next = row!.items.length > limit && last ? cursorAt('customers-at-risk', [last.at, last.id]) : null
  return { items: items.map(({ at: _, ...item }) => item), total: row!.total, next }
}
