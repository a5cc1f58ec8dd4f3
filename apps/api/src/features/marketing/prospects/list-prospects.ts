import type { QueryOf } from '@rapport/contract/endpoint'
import type { ProspectInRow, prospects } from '@rapport/contract/marketing/prospects'
import { day, id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import type { Means } from '#features/customer/customers/customer-filter.ts'
import { searchCondition, searchOf } from '#features/customer/customers/customer-search.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { isOpen, prospectColumns, prospectJoins } from './prospect-rows.ts'

/** What has no next step comes last. */
const NEVER = '2199-12-31'
const orders = {
  nextStep: { key: `coalesce(p.next_step_on, '${NEVER}')`, type: 'date', shape: day, towards: 'asc', than: '>' },
  newest: { key: 'p.created_at', type: 'timestamptz', shape: z.iso.datetime(), towards: 'desc', than: '<' },
} as const

/** One page of prospects in sight; `total` counts those under the same filter. */
export async function listProspects(
  db: Db,
  { after, limit, sort, ...filter }: QueryOf<typeof prospects.list>,
  means: Means,
) {
  const order = orders[sort]
  const where = new Conditions(`prospects-${sort}`).addPiece('', 'p.live')
  where
    .add('state', filter.state, (states) => `p.state = any (${states}::text[])`)
    .add('open', filter.open, (open) => `(${isOpen('p')}) = ${open}::boolean`)
    .add('channel', filter.channel, (channel) => `p.channel_id = ${channel}::uuid`)
    .add('owner', filter.owner, (owner) => `p.owner_id = ${owner}::uuid`)
    .add('unit', filter.unit, (unit) => `p.unit_id = ${unitsBelow(unit)}`)
    .add('interest', filter.interest, (those) => `p.interests && ${those}::text[]`)
    .add('due', filter.dueBy, (due) => `p.next_step_on <= ${due}::date`)
    .add('pooled', filter.pooled, (pooled) => `(p.owner_id is null) = ${pooled}::boolean`)
  if (filter.q) {
    const { shape, sql } = searchCondition(
      searchOf(filter.q, means.seal, means.today),
      where,
      db.viewer?.scope !== 'own',
    )
    where.addPiece(shape, sql)
  }
  const counted = where.where
  const place = placeOf(`prospects:${sort}`, after, [order.shape, id])
  if (place)
    where.addPiece(
      'after',
      `(${order.key}, p.id) ${order.than} (${where.value(place[0])}::${order.type}, ${where.value(place[1])}::uuid)`,
    )
  const found = await db.rows<ProspectInRow & { total: number; place: string }>(
    where.name,
    `with page as (
       select ${prospectColumns}, row_number() over (order by ${order.key} ${order.towards}, p.id ${order.towards}) as place
       from prospects p ${prospectJoins} ${where.where}
       order by ${order.key} ${order.towards}, p.id ${order.towards} limit ${where.value(limit + 1)}::int)
     select page.*, m.total from (select count(*)::int as total from prospects p join customers c on c.id = p.customer_id ${counted}) m
       left join page on true order by page.place`,
    where.values,
  )
  const rows = found.filter((row) => row.id !== null)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const at = last && (sort === 'newest' ? last.createdAt : (last.nextStepOn ?? NEVER))
  return {
    items: rows.slice(0, limit).map(({ total: _, place: __, ...row }) => row),
    next: last ? cursorAt(`prospects:${sort}`, [at!, last.id]) : null,
    total: found[0]?.total ?? 0,
  }
}
